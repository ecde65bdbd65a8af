// Live Python: makes each <div class="live"> a cell that can be edited and run.
//
// Within the page a cell is a block of code, and what it shows. Without this script, or
// without the runtime, it stays just that. The cells of a page share their variables.

(() => {
  "use strict";

  const LONG = 5000; // characters
  const here = new URL(".", document.currentScript.src);
  const places = [...document.querySelectorAll("div.live")];
  let cells = [];
  let megabytes; // that Python takes to start
  let python; // the worker, once a cell was run
  let running; // the cell that is being run
  let stop; // ends the question that is being asked

  // -- asking Python ------------------------------------------------------

  // One question at a time, and one answer to each.
  const ask = (source, name) =>
    new Promise((resolve, reject) => {
      const failed = (why) => reject(`Python ended: ${why}. ${AFRESH}`);
      stop = () => reject(`Stopped. ${AFRESH}`);
      python.onerror = (event) => failed(event.message || "it could not be loaded");
      python.onmessage = ({ data }) =>
        data.parts ? resolve(data.parts) : failed(data.failed);
      python.postMessage({ source, name });
    });

  const AFRESH = "All variables are gone; the next Run starts Python afresh.";

  // Cells build on those above, so these are run first where that was not done yet.
  async function run(cell) {
    if (running) return cell.say(`Wait, or stop ${running.name}, which is still running.`);
    running = cell;
    cell.stop.disabled = false;
    try {
      if (!python) {
        cell.say(`Starting Python takes some seconds; ${megabytes} MB are fetched once ...`);
        python = new Worker(new URL("live-worker.mjs", here), { type: "module" });
        await ask("", "cell");
      }
      const above = cells.slice(0, cells.indexOf(cell));
      const missing = above.filter((each) => each.ranIn !== python);
      const began = performance.now();
      for (const each of [...missing, cell]) {
        cell.say(`Running ${each.name} ...`);
        const parts = await ask(each.input.value, each.name);
        each.show(parts);
        each.ranIn = parts.some(([kind]) => kind === "error") ? undefined : python;
        if (each !== cell && !each.ranIn)
          return cell.say(`Not run: ${each.name}, which comes first, has an error.`);
      }
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      const first = missing.length === 1 ? "1 cell" : `${missing.length} cells`;
      cell.say(`Ran in ${seconds} s${missing.length ? `, after ${first} above it` : ""}.`);
    } catch (why) {
      python?.terminate();
      python = undefined;
      cell.say(String(why));
    } finally {
      running = undefined;
      cell.stop.disabled = true;
    }
  }

  // -- a cell -------------------------------------------------------------

  class Cell {
    constructor(place, number) {
      const [code, ...shown] = place.children;
      const { source, answers } = read(code.querySelector("code").textContent);
      this.name = `cell ${number}`;
      this.source = source;
      this.shown = shown.map((each) => {
        const output = each.querySelector("code");
        return output ? SHOW.text(output.textContent) : each;
      });
      if (answers) this.shown.unshift(SHOW.text(answers));

      this.echo = make("pre", { ariaHidden: "true" });
      this.input = make("textarea", {
        ariaLabel: `Python code of ${this.name}`,
        autocapitalize: "off",
        autocomplete: "off",
        rows: 1,
        spellcheck: false,
        oninput: () => this.colour(),
        onkeydown: (event) => this.press(event),
      });
      const button = (textContent, onclick) =>
        make("button", { type: "button", textContent, onclick });
      this.run = button("Run", () => run(this));
      this.stop = button("Stop", () => {
        stop();
        this.run.focus();
      });
      this.stop.disabled = true;
      const reset = button("Reset", () => this.reset());
      this.status = make("span", { className: "live-status", role: "status" });
      this.output = make("div", { className: "live-output", role: "group" });
      this.output.ariaLabel = `Output of ${this.name}`;
      this.output.ariaLive = "polite";

      const editor = make("div", { className: "live-code highlight" });
      editor.append(this.echo, this.input);
      const bar = make("div", { className: "live-bar" });
      bar.append(this.run, this.stop, reset, this.status);
      place.replaceChildren(editor, bar, this.output);
      this.reset();
      this.say("Shift+Enter runs it, too.");
    }

    say(text) {
      this.status.textContent = text;
    }

    reset() {
      this.input.value = this.source;
      this.colour();
      this.output.replaceChildren(...this.shown);
      this.say("As it was at first.");
    }

    // What is edited stands over the same text in colours, which gives it its height too.
    colour() {
      this.echo.replaceChildren(...coloured(this.input.value), "\n");
    }

    show(parts) {
      this.output.replaceChildren(...parts.map(([kind, content]) => SHOW[kind](content)));
    }

    press(event) {
      if (event.key !== "Enter") return;
      if (event.shiftKey || event.ctrlKey || event.metaKey) {
        event.preventDefault();
        run(this);
        return;
      }
      const line = this.input.value.slice(0, this.input.selectionStart).split("\n").pop();
      const indent = line.match(/^ */)[0] + (/:\s*$/.test(line) ? "    " : "");
      if (!indent) return;
      event.preventDefault();
      document.execCommand("insertText", false, `\n${indent}`); // the one way to keep Undo
    }
  }

  // What an author wrote: statements, or a session of statements and their answers.
  function read(text) {
    const lines = text.trimEnd().split("\n");
    const prompt = /^(>>>|\.\.\.)( |$)/;
    if (!lines.some((line) => prompt.test(line))) return { source: lines.join("\n") };
    const answers = lines.filter((line) => !prompt.test(line));
    return {
      source: lines.filter((line) => prompt.test(line)).map((line) => line.slice(4)).join("\n"),
      answers: answers.map((line) => line.replace("<BLANKLINE>", "")).join("\n"),
    };
  }

  // -- what is shown ------------------------------------------------------

  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  // What is long scrolls, and so has to be reached from the keyboard.
  const text = (className) => (content) => {
    const shown = make("pre", { className, textContent: content.trimEnd() });
    if (content.length > LONG) {
      shown.classList.add("live-long");
      shown.tabIndex = 0;
    }
    return shown;
  };

  const parsed = (content, type) => new DOMParser().parseFromString(content, type);

  const SHOW = {
    text: text(""),
    error: text("live-error"),
    note: text("live-note"),
    svg: (content) => harmless(parsed(content, "image/svg+xml"), (all) => [all.documentElement]),
    html: (content) => harmless(parsed(content, "text/html"), (all) => all.body.childNodes),
  };

  // A picture, or a text with headings and tables. Only what is named here is shown, so
  // that nothing in it loads or runs; and all else is gone before it is in the page.
  const ELEMENTS = new Set(
    ("a abbr b blockquote br caption code col colgroup dd details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i " +
      "li ol p pre section small span strong style sub summary sup table tbody td tfoot th thead time tr u ul " +
      "svg circle clipPath defs desc ellipse g line linearGradient path pattern polygon polyline rect stop text title tspan").split(" "),
  );
  const ATTRIBUTES =
    /^(aria-[a-z]+|border|class|clip-path|colspan|cx|cy|d|data-[a-z-]+|dir|dx|dy|fill|fill-opacity|fill-rule|font-family|font-size|font-weight|gradientUnits|height|href|id|lang|offset|opacity|patternTransform|patternUnits|points|preserveAspectRatio|r|role|rowspan|rx|ry|scope|span|stop-color|stroke|stroke-dasharray|stroke-opacity|stroke-width|style|tabindex|text-anchor|title|transform|viewBox|width|x|x1|x2|xmlns|y|y1|y2)$/;
  // Text of CSS that may fetch something, or hide that it does.
  const FETCHES = /\\|@(?!media\b)|url\(\s*(?!#)|image|src\s*\(|expression/i;

  const LEADS = /^(#|https?:\/\/)/i; // whole addresses, and places in the page

  function harmless(all, chosen) {
    const within = all.createElementNS("http://www.w3.org/1999/xhtml", "div");
    within.append(...chosen(all));
    for (const each of within.querySelectorAll("*")) {
      if (!ELEMENTS.has(each.localName) || (each.localName === "style" && FETCHES.test(each.textContent))) {
        each.remove();
        continue;
      }
      for (const { name, value } of [...each.attributes])
        if (!ATTRIBUTES.test(name) || FETCHES.test(value) || (name === "href" && !LEADS.test(value))) each.removeAttribute(name);
    }
    const box = make("div", { className: "live-rich" });
    box.append(...within.childNodes);
    return box;
  }

  const WORDS =
    "False|None|True|and|as|assert|break|class|continue|def|del|elif|else|except|finally|for|" +
    "from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield";
  // The names are those of the site's other code: comment, string, word, number.
  const TOKEN = new RegExp(
    /(?<c1>#.*)/.source +
      /|(?<s>(?<!\w)[rbf]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))/.source +
      `|(?<k>\\b(?:${WORDS})\\b)` +
      /|(?<mi>\b\d[\w.]*)/.source,
    "g",
  );

  function* coloured(code) {
    let done = 0;
    for (const { 0: textContent, index, groups } of code.matchAll(TOKEN)) {
      const className = Object.keys(groups).find((name) => groups[name] !== undefined);
      yield code.slice(done, index);
      yield make("span", { className, textContent });
      done = index + textContent.length;
    }
    yield code.slice(done);
  }

  // -- the page -----------------------------------------------------------

  async function open() {
    if (location.protocol === "file:")
      throw "Live Python needs a server: run `python -m http.server -d site`, and open the address that it names.";
    ({ megabytes } = await (await fetch(new URL("live.json", here))).json());
    if (!megabytes)
      throw "Live Python is not in this build; run `npm ci --prefix docs/live` before building.";
    cells = places.map((place, index) => new Cell(place, index + 1));
  }

  if (places.length)
    open().catch((why) =>
      places[0].before(make("p", { className: "live-absent", textContent: why })));
})();
