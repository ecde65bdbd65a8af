// The date picker of the home page. It computes no membership: what the library answered
// for every day stands in explorer/<alliance>.js, and is looked up here.
(() => {
  "use strict";
  const here = new URL("./", document.currentScript.src);
  const root = document.getElementById("explorer");
  const form = root.querySelector("form");
  const { alliance, on, definition, slider, earlier, later } = form.elements;
  const [alert, figure] = [root.querySelector("[role=alert]"), root.querySelector("figure")];
  const pages = new Set(root.dataset.pages.split(" "));
  const parts = Object.fromEntries(
    [...root.querySelectorAll("[data-part]")].map((each) => [each.dataset.part, each]),
  );
  let asked = {}; // alliance, definition and day of the answer that is shown

  // -- days: text as in 2007-01-01, or a number of days, for the slider ----------------

  const numbered = (day) => Date.parse(`${day}T00:00Z`) / 864e5;
  const dated = (number) => new Date(number * 864e5).toISOString().slice(0, 10);
  const isDay = (text) =>
    /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) && !isNaN(numbered(text)) && dated(numbered(text)) === text;
  const inWords = (day) => {
    const date = new Date(numbered(day) * 864e5);
    const month = date.toLocaleDateString("en-GB", { month: "long", timeZone: "UTC" });
    return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
  };
  const monthsAfter = (day, months) => {
    const [year, month, of] = day.split("-").map(Number);
    const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
    return dated(Date.UTC(year, month - 1 + months, Math.min(of, last)) / 864e5);
  };

  // -- looking up ----------------------------------------------------------------------

  const known = () => window.explorer[asked.alliance];
  const answers = () => known().definitions[asked.definition].answers;
  const answerOn = (day) => answers().filter((each) => each.from <= day).pop();
  // What people see as a change: who is a member, or may be, or has another status.
  const seen = (answer) =>
    JSON.stringify([answer.members, answer.uncertain, answer.statuses, answer.title]);
  const changes = () =>
    answers().filter((each, n, all) => n && seen(each) !== seen(all[n - 1])).map((each) => each.from);

  // -- showing -------------------------------------------------------------------------

  const element = (name, content, attributes = {}) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...[content].flat());
    return made;
  };
  // Every link of the picker is made here, and only to pages that this site has.
  const linked = (text, page, anchor = "") => {
    if (!pages.has(page)) return text;
    const file = location.protocol === "file:" ? "index.html" : "";
    return element("a", text, { href: `${page}${file}${anchor && "#"}${anchor}` });
  };
  const source = (id) => (Object.keys(known().citations).includes(id) ? linked(id, "sources/", id) : id);
  // The ids of sources become links, and so do the names of states.
  const rich = (text) => {
    const states = new Map(Object.values(known().states));
    const names = [...states.keys()].sort((one, other) => other.length - one.length);
    return text
      .split(new RegExp(`(${names.join("|")}|[\\w-]+)`))
      .map((part) => (states.has(part) ? linked(part, states.get(part)) : source(part)));
  };
  // What stays the same is left alone, so that screen readers tell only what changed.
  const put = (part, ...content) => {
    const now = element("div", content);
    if (now.innerHTML !== parts[part].innerHTML) parts[part].replaceChildren(...now.childNodes);
    parts[part].hidden = !parts[part].hasChildNodes();
  };
  const member = (place, withReason) => {
    const [code, since, act, basis] = known().rows[place];
    const name = linked(...known().states[code]);
    const said = [since];
    if (act) said.push(" ", element("small", act));
    if (withReason && basis) said.push(" ", element("small", basis, { className: "basis" }));
    return element("li", [element("b", name), " ", element("span", said)]);
  };
  const notes = (answer) => {
    const said = Object.entries(answer.statuses).map(
      ([status, who]) => `${status[0].toUpperCase()}${status.slice(1)}: ${who}.`,
    );
    const bases = new Set(answer.members.map((place) => known().rows[place][3]));
    return [...answer.notes, ...said.map(rich), ...bases].filter((each) => each.length).map((each) => element("li", each));
  };

  const show = () => {
    const answer = answerOn(asked.on);
    put("count", `On ${inWords(asked.on)}: ${answer.count}`);
    put("title", linked(answer.title, `alliances/${asked.alliance}/`));
    put("definition", known().definitions[asked.definition].meaning);
    put("members", ...answer.members.map((place) => member(place, false)));
    put("uncertain", ...answer.uncertain.map((place) => member(place, true)));
    for (const part of ["matters", "differ", "existence", "complete"]) put(part, ...rich(answer[part]));
    put("notes", ...notes(answer));
    alliance.value = asked.alliance;
    definition.value = asked.definition;
    if (on.value !== asked.on) on.value = asked.on;
    slider.value = numbered(asked.on);
    slider.setAttribute("aria-valuetext", inWords(asked.on));
    const days = changes();
    earlier.day = days.filter((day) => day < asked.on).pop();
    later.day = days.find((day) => day > asked.on);
    for (const button of [earlier, later]) button.setAttribute("aria-disabled", !button.day);
    point();
    footnote(answer);
  };

  const tell = (complaint) => {
    alert.textContent = complaint;
    alert.hidden = !complaint;
  };
  const ask = (change) => {
    asked = { ...asked, ...change };
    tell("");
    if (!change.on) draw();
    show();
    write();
  };

  // -- the picture: days lie on a line between its data-left and data-right --------------

  const svg = () => figure.querySelector("svg");
  const scale = () => {
    const { firstDay, lastDay, left, right } = svg().dataset;
    const [first, end] = [numbered(firstDay), numbered(lastDay) + 1];
    return { first, end, left: +left, right: +right, ofDay: (right - left) / (end - first) };
  };
  const draw = () => {
    figure.innerHTML = known().definitions[asked.definition].chart;
    const boxes = [...svg().querySelectorAll(".row")].map((row) => row.getBBox());
    const cursor = document.createElementNS("http://www.w3.org/2000/svg", "line");
    cursor.setAttribute("class", "cursor");
    cursor.setAttribute("y1", Math.min(...boxes.map((box) => box.y), svg().viewBox.baseVal.height));
    cursor.setAttribute("y2", Math.max(...boxes.map((box) => box.y + box.height), 0));
    svg().append(cursor);
    [slider.min, slider.max] = [known().first_day, known().complete_until].map(numbered);
  };
  const point = () => {
    const { first, left, right, ofDay } = scale();
    const x = left + (numbered(asked.on) - first + 0.5) * ofDay;
    const cursor = svg().querySelector(".cursor");
    for (const name of ["x1", "x2"]) cursor.setAttribute(name, Math.min(Math.max(x, left), right));
    cursor.classList.toggle("outside", x < left || x > right);
  };
  const pick = (event) => {
    const { first, end, left, ofDay } = scale();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg().getScreenCTM().inverse());
    const number = Math.floor(first + (at.x - left) / ofDay);
    ask({ on: dated(Math.min(Math.max(number, first), end - 1)) });
  };
  figure.addEventListener("pointerdown", (event) => {
    figure.setPointerCapture(event.pointerId);
    pick(event);
  });
  figure.addEventListener("pointermove", (event) => figure.hasPointerCapture(event.pointerId) && pick(event));

  // -- citing ----------------------------------------------------------------------------

  const cite = root.querySelector("[name=cite]");
  const citation = root.querySelector(".citation");
  const footnote = (answer) => {
    const behind = known().sources[answer.sources];
    const own = answer.cite.replace(/{day}/g, asked.on);
    citation.querySelector("pre").textContent = [own, ...behind.map((id) => `- ${known().citations[id]}`)].join("\n");
    citation.querySelector("[role=status]").textContent = "";
    const links = behind.flatMap((id) => [" ", source(id)]);
    put("register", ...(pages.has("sources/") && behind.length ? ["In the register of sources:", ...links] : []));
  };
  cite.addEventListener("click", async () => {
    citation.hidden = !citation.hidden;
    cite.setAttribute("aria-expanded", !citation.hidden);
    if (citation.hidden) return;
    const text = citation.querySelector("pre").textContent;
    const said = await navigator.clipboard?.writeText(text).then(() => "Copied.", () => null);
    citation.querySelector("[role=status]").textContent = said ?? "Select the text to copy it.";
  });

  // -- the form ----------------------------------------------------------------------------

  on.addEventListener("input", () => {
    if (isDay(on.value)) return ask({ on: on.value });
    tell(`This is no full date; the answer is still that for ${inWords(asked.on)}.`);
  });
  definition.forEach((each) => each.addEventListener("change", () => ask({ definition: definition.value })));
  alliance.addEventListener("change", async () => {
    await load(alliance.value);
    ask({ alliance: alliance.value, definition: window.explorer[alliance.value].default });
  });
  slider.addEventListener("input", () => ask({ on: dated(slider.value) }));
  slider.addEventListener("keydown", (event) => {
    const months = { PageUp: 1, PageDown: -1 }[event.key];
    if (!months) return;
    event.preventDefault();
    const day = numbered(monthsAfter(asked.on, months));
    ask({ on: dated(Math.min(Math.max(day, slider.min), slider.max)) });
  });
  for (const button of [earlier, later])
    button.addEventListener("click", () => button.day && ask({ on: button.day }));
  form.addEventListener("submit", (event) => event.preventDefault());

  // -- the address -------------------------------------------------------------------------

  // Written a little later: browsers refuse one that changes often, as under a slider.
  let writing;
  const write = () => {
    clearTimeout(writing);
    const { on, definition, alliance } = asked;
    const address = `?${new URLSearchParams({ on, definition, alliance })}${location.hash}`;
    writing = setTimeout(() => history.replaceState(null, "", address), 400);
  };
  const load = (name) =>
    window.explorer?.[name] ??
    new Promise((done, failed) => {
      const script = element("script", [], { src: new URL(`explorer/${name}.js`, here), onload: done, onerror: failed });
      document.head.append(script);
    });

  const open = async () => {
    const given = new URLSearchParams(location.search);
    const complaints = [];
    const chosen = (names, what, good, otherwise) => {
      const value = names.map((name) => given.get(name)).find((value) => value !== null) ?? null;
      if (value === null || good(value)) return value ?? otherwise;
      complaints.push(`The address asks for the ${what} “${value}”, which is not known here; shown is ${otherwise}.`);
      return otherwise;
    };
    const names = [...alliance.options].map((each) => each.value);
    asked.alliance = chosen(["alliance"], "alliance", (name) => names.includes(name), root.dataset.first);
    await load(asked.alliance);
    const { definitions, default: usual, complete_until: last } = known();
    asked.definition = chosen(["definition"], "definition", (name) => Object.keys(definitions).includes(name), usual);
    asked.on = chosen(["on", "date", "day"], "day", isDay, last);
    for (const hidden of [form, root.querySelector(".answer")]) hidden.hidden = false;
    draw();
    show();
    root.classList.remove("waiting");
    tell(complaints.join(" "));
  };
  open();
})();
