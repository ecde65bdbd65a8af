// The date picker of the home page. It computes no membership: what the library answered
// for every day is in explorer/<alliance>.js, as pieces of HTML, and is looked up here.
(() => {
  "use strict";
  const MANY = 12; // more members than this are shown in groups
  const here = new URL("./", document.currentScript.src);
  const root = document.getElementById("explorer");
  const all = (selector) => [...root.querySelectorAll(selector)];
  const one = (selector) => root.querySelector(selector);
  const form = one("form");
  const { alliance, on, definition } = form.elements;
  const [slider, earlier, later, since] = ["slider", "earlier", "later", "since"].map((name) => one(`[name=${name}]`));
  const alert = one("[role=alert]");
  const parts = Object.fromEntries(all("[data-part]").map((each) => [each.dataset.part, each]));
  const pages = new Set(root.dataset.pages.split(" "));
  const given = new URLSearchParams(location.search);
  const embedded = given.has("embed");
  let asked = {}; // alliance, definition and day of the answer that is shown

  // -- days: text as in 2007-01-01, or a number of days, for the slider ----------------

  const numbered = (day) => Date.parse(`${day}T00:00Z`) / 864e5;
  const dated = (number) => new Date(number * 864e5).toISOString().slice(0, 10);
  const isDay = (text) =>
    /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) && !isNaN(numbered(text)) && dated(numbered(text)) === text;
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const inWords = (day) => {
    const [year, month, number] = day.split("-").map(Number);
    return `${number} ${MONTHS[month - 1]} ${year}`;
  };
  const withWords = (text) => text.replace(/\b(?!0000)\d{4}-\d\d-\d\d\b/g, inWords);
  const monthsAfter = (day, months) => {
    const [year, month, of] = day.split("-").map(Number);
    const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
    return dated(Date.UTC(year, month - 1 + months, Math.min(of, last)) / 864e5);
  };

  // -- looking up ----------------------------------------------------------------------

  const known = () => window.explorer[asked.alliance];
  const asDefined = (name = asked.definition) => known().definitions[name];
  const answerOn = (day, name) => asDefined(name).answers.filter((each) => each.from <= day).pop();
  const names = (places) => places.map((place) => known().states[known().rows[place][0]][0]);
  // What people see as a change: who is a member, or may be, or has another status.
  const seen = (answer) => JSON.stringify([answer.members, answer.uncertain, answer.statuses, answer.title]);
  const changes = () =>
    asDefined().answers.filter((each, n, every) => n && seen(each) !== seen(every[n - 1])).map((each) => each.from);
  // Each state that is in, or may be, with what it is.
  const standing = (answer) =>
    new Map([...names(answer.members).map((name) => [name, "member"]), ...names(answer.uncertain).map((name) => [name, "uncertain"])]);

  // -- showing -------------------------------------------------------------------------

  const element = (name, content = [], attributes = {}) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...[content].flat());
    return made;
  };
  // Links lead to pages that this site has, and from a folder on disk to their files.
  const mend = (within) => {
    for (const link of within.querySelectorAll("a[href]")) {
      const [page, anchor] = link.getAttribute("href").split("#");
      if (!pages.has(page)) {
        if (/^[a-z]/.test(page) && page.endsWith("/")) link.replaceWith(...link.childNodes);
        continue;
      }
      if (location.protocol === "file:") link.setAttribute("href", `${page}index.html${anchor ? `#${anchor}` : ""}`);
      if (embedded) link.setAttribute("target", "_blank");
    }
    return within;
  };
  // What stays the same is left alone, so that nothing moves and no link loses the focus.
  const put = (part, html) => {
    const made = element("template", [], { innerHTML: html });
    mend(made.content);
    if (made.innerHTML !== parts[part].innerHTML) parts[part].replaceChildren(made.content);
    parts[part].hidden = !parts[part].hasChildNodes();
  };
  const text = (place) => known().texts[place];
  const items = (list) => list.map((each) => `<li>${each}</li>`).join("");
  const safe = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;");

  const members = (places) => {
    const rows = places.map((place) => known().rows[place]);
    if (rows.length <= MANY) return items(rows.map(([, html]) => html));
    const groups = new Map();
    for (const [code, , day] of rows) groups.set(day, [...(groups.get(day) ?? []), known().states[code]]);
    return items(
      [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([day, states]) => {
        const links = states.map(([name, page]) => `<a href="${page}">${safe(name)}</a>`);
        return `<b>${states.length} ${safe(withWords(day))}</b> <span>${links.join(", ")}</span>`;
      }),
    );
  };

  // How each definition answers on this day, beside the one that is shown.
  const compared = () => {
    const here = standing(answerOn(asked.on));
    const rows = Object.values(known().definitions).map(({ name, meaning }) => {
      const answer = answerOn(asked.on, name);
      const there = standing(answer);
      const differing = [...new Set([...here.keys(), ...there.keys()])]
        .filter((state) => here.get(state) !== there.get(state))
        .map((state) => `${state}: ${{ member: "counted", uncertain: "uncertain" }[there.get(state)] ?? "not counted"}`);
      const count = `${answer.members.length}${answer.uncertain.length ? `, ${answer.uncertain.length} uncertain` : ""}`;
      const differs = name === asked.definition ? "shown above" : differing.join("; ") || "no difference";
      return `<tr><th scope="row">${name}<small>${safe(meaning.replace(/^A member under "\w+" /, ""))}</small></th><td>${count}</td><td>${safe(differs)}</td></tr>`;
    });
    return `<table><thead><tr><th>Definition</th><th>Members</th><th>Difference</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  };

  // Who came and who went between two days, day by day.
  const between = (first, last) => {
    const [start, end] = [first, last].sort();
    const before = answerOn(start);
    let was = before;
    const rows = [];
    for (const answer of asDefined().answers.filter((each) => each.from > start && each.from <= end)) {
      const [old, now] = [standing(was), standing(answer)];
      const moved = (kind) => [...now].filter(([state, is]) => is === kind && old.get(state) !== kind).map(([state]) => state);
      const gone = [...old.keys()].filter((state) => !now.has(state));
      if (moved("member").length || moved("uncertain").length || gone.length)
        rows.push([answer.from, moved("member"), gone, moved("uncertain")]);
      was = answer;
    }
    const many = (answer) => `${answer.members.length} member${answer.members.length === 1 ? "" : "s"}`;
    const lead = `<p>${inWords(start)}: ${many(before)}. ${inWords(end)}: ${many(was)}.</p>`;
    if (!rows.length) return `${lead}<p>No state came in or went out between these days.</p>`;
    const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${safe([cell].flat().join(", ") || "–")}</td>`).join("")}</tr>`);
    return `${lead}<table><thead><tr><th>From this day</th><th>Members</th><th>No longer members</th><th>Uncertain</th></tr></thead><tbody>${body.join("")}</tbody></table>`;
  };

  const show = () => {
    const answer = answerOn(asked.on);
    put("heading", text(answer.heading).replace("{day}", inWords(asked.on)));
    put("under", `${known().titles[answer.title]}. ${text(answer.complete)}`);
    put("members", members(answer.members));
    parts.members.classList.toggle("grouped", answer.members.length > MANY);
    put("uncertain", items(answer.uncertain.map((place) => known().rows[place][1])));
    for (const part of ["statuses", "matters", "differ", "existence"]) put(part, text(answer[part]));
    put("notes", items(answer.notes.map(text)));
    fold("compare", compared);
    fold("periods", () => asDefined().periods);
    fold("between", () => isDay(since.value) ? between(since.value, asked.on) : "");
    alliance.value = asked.alliance;
    definition.value = asked.definition;
    if (on.value !== asked.on) {
      on.blur(); // a browser scrolls to a field that has the focus and gets another day
      on.value = asked.on;
    }
    slider.value = numbered(asked.on);
    slider.setAttribute("aria-valuetext", inWords(asked.on));
    const days = changes();
    earlier.day = days.filter((day) => day < asked.on).pop();
    later.day = days.find((day) => day > asked.on);
    for (const button of [earlier, later]) {
      button.setAttribute("aria-disabled", !button.day);
      button.querySelector("small").textContent = button.day ? inWords(button.day) : "none";
    }
    for (const link of all("[data-file]")) link.setAttribute("href", `${root.dataset.files}${asked.alliance}/${link.dataset.file}`);
    point();
    take();
    edition();
    one(".address").textContent = one(".source a").href = pinned();
    speak(answer);
  };
  // What is folded is made when it is opened.
  const fold = (part, make) => {
    const place = parts[part].closest("details");
    const fill = () => place.open && put(part, make());
    place.ontoggle = fill;
    fill();
  };

  const spoken = (answer) => {
    const [certain, unsure] = [names(answer.members), names(answer.uncertain)];
    const lead = `${answer.title} on ${inWords(asked.on)}: ${withWords(answer.count)}`;
    return [certain.length ? `${lead}: ${certain.join(", ")}` : lead, unsure.length ? `Uncertain: ${unsure.join(", ")}` : ""]
      .filter(Boolean)
      .map((each) => `${each}.`)
      .join(" ");
  };
  // A little later, so that a slider that moves does not say every day that it passes.
  let speaking;
  const speak = (answer) => {
    clearTimeout(speaking);
    if (asked.changed) speaking = setTimeout(() => (parts.spoken.textContent = spoken(answer)), 300);
  };

  const tell = (complaint) => {
    alert.textContent = complaint;
    alert.hidden = !complaint;
  };
  const ask = (change) => {
    asked = { ...asked, ...change, changed: true };
    tell("");
    if (!change.on) draw();
    show();
    write();
  };

  // -- the picture: days are on a line between its data-left and data-right -------------

  const figure = one("figure");
  const pictures = () => all("figure svg");
  const visible = () => pictures().find((svg) => svg.getClientRects().length) ?? pictures()[0];
  const scale = (svg) => {
    const { firstDay, lastDay, left, right } = svg.dataset;
    const [first, end] = [numbered(firstDay), numbered(lastDay) + 1];
    return { first, end, left: +left, right: +right, ofDay: (right - left) / (end - first) };
  };
  let drawn = `${root.dataset.first} ${definition.value}`; // as the page came
  const draw = () => {
    const wanted = `${asked.alliance} ${asked.definition}`;
    if (wanted !== drawn)
      for (const size of ["wide", "narrow"]) one(`figure .${size}`).replaceChildren(mend(element("template", [], { innerHTML: asDefined()[size] }).content));
    drawn = wanted;
    const drawing = one(".drawing");
    const many = visible().querySelectorAll(".row").length > MANY;
    if (many !== drawing.classList.contains("many")) drawing.open = !many;
    drawing.classList.toggle("many", many);
    for (const svg of pictures()) {
      if (svg.querySelector(".cursor")) continue;
      const height = svg.viewBox.baseVal.height;
      const bars = [...svg.querySelectorAll(".row .label")].map((label) => +label.getAttribute("y"));
      const cursor = document.createElementNS("http://www.w3.org/2000/svg", "line");
      cursor.setAttribute("class", "cursor");
      cursor.setAttribute("y1", 0);
      cursor.setAttribute("y2", Math.min(height, Math.max(...bars, 0) + 10));
      svg.append(cursor);
    }
    const { first, end } = scale(pictures()[0]);
    [slider.min, slider.max] = [first, end - 1];
    lay();
  };
  // The slider is as long as the line of days, so that its knob is the top of the cursor.
  const lay = () => {
    const svg = visible();
    const share = (x) => x / svg.viewBox.baseVal.width;
    slider.style.setProperty("--from", share(+svg.dataset.left));
    slider.style.setProperty("--to", share(+svg.dataset.right));
  };
  addEventListener("resize", lay);
  const point = () => {
    for (const svg of pictures()) {
      const { first, left, right, ofDay } = scale(svg);
      const x = left + (numbered(asked.on) - first + 0.5) * ofDay;
      const cursor = svg.querySelector(".cursor");
      for (const name of ["x1", "x2"]) cursor.setAttribute(name, Math.min(Math.max(x, left), right));
      cursor.classList.toggle("outside", x < left || x > right);
    }
  };
  const pick = (event) => {
    const svg = visible();
    const { first, end, left, ofDay } = scale(svg);
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const number = Math.floor(first + (at.x - left) / ofDay);
    ask({ on: dated(Math.min(Math.max(number, first), end - 1)) });
  };
  for (const place of all("figure :is(.wide, .narrow)")) {
    place.addEventListener("pointerdown", (event) => {
      if (event.button || event.target.closest("text.label, text.heading") || !event.target.closest("svg")) return;
      place.setPointerCapture(event.pointerId);
      place.picked = true;
      pick(event);
    });
    place.addEventListener("pointermove", (event) => place.hasPointerCapture(event.pointerId) && pick(event));
    // A bar picks a day; only the name before it leads to the state.
    place.addEventListener("click", (event) => {
      if (event.target.closest("a") && !event.target.closest("text.label") && event.detail) event.preventDefault();
    });
  }

  // -- the edition of the facts ---------------------------------------------------------

  // What the answer was by an older edition, from the changelog of the facts.
  const edition = () => {
    const place = one(".edition");
    const asOf = given.get("facts");
    const { facts, editions, changed } = known();
    place.hidden = !asOf || asOf === facts;
    if (place.hidden) return;
    const age = editions.indexOf(asOf);
    const since = editions.slice(0, Math.max(age, 0));
    const newer = changed.filter((each) => since.includes(each.facts));
    const moved = newer.filter(
      (each) => each.definition === asked.definition && (each.first || "0001-01-01") <= asked.on && asked.on <= (each.last || "9999-12-31"),
    );
    const added = newer.find((each) => each.old === "absent");
    const why = ({ why, page, facts }) => ` ${why} <a href="${page}">Changes of the facts ${facts}</a>`;
    const html = () => {
      if (age < 0) return `The address asks for facts ${safe(asOf)}, which this copy of the site does not know. Shown are facts ${facts}.`;
      if (added) return `The facts ${safe(asOf)} had no record of this body.${why(added)}`;
      const members = moved.filter((each) => /yes|no|uncertain/.test(each.old) && !/disputed/.test(each.old));
      if (!moved.length) return `Unchanged since facts ${safe(asOf)}. Shown are facts ${facts}.`;
      if (!members.length) return `The members are unchanged since facts ${safe(asOf)}; whether sources differ is not.${why(moved[0])}`;
      // Newest first, so that the last line of a state says what it was at first.
      const was = new Map(members.map(({ state, old }) => [state, old]));
      const now = answerOn(asked.on);
      const codes = (places) => new Set(places.map((place) => known().rows[place][0]));
      const [certain, unsure] = [codes(now.members), codes(now.uncertain)];
      const many = (is) => {
        const doubtful = is.filter((each) => each === "uncertain").length;
        return `${is.filter((each) => each === "yes").length}${doubtful ? ` and ${doubtful} uncertain` : ""}`;
      };
      const is = (code) => (certain.has(code) ? "yes" : unsure.has(code) ? "uncertain" : "no");
      const codesOf = [...new Set([...certain, ...unsure, ...was.keys()])];
      const [then, today] = [many(codesOf.map((code) => was.get(code) ?? is(code))), many(codesOf.map(is))];
      const each = [...was].map(([code, old]) => `${known().states[code]?.[0] ?? code} was “${old}”, now “${is(code)}”`);
      return `Changed since facts ${safe(asOf)}: was ${then}, now ${today}. ${safe(each.join("; "))}.${why(members[0])}`;
    };
    place.innerHTML = html();
    mend(place);
  };

  // -- to take away -----------------------------------------------------------------------

  // An address that means the same answer in years: the day and the edition are pinned.
  const pinned = (more = {}) => {
    const query = new URLSearchParams({ alliance: asked.alliance, on: asked.on, definition: asked.definition, facts: known().facts, ...more });
    const page = new URL(location.href);
    [page.search, page.hash] = [query, ""];
    return page.href;
  };
  const work = () => {
    const answer = answerOn(asked.on);
    const { author, released, facts } = known();
    const [year, month, day] = released.split("-");
    const own = answer.cite.replace(/{day}/g, asked.on);
    return {
      key: `${asked.alliance}-${asked.on}-${asDefined().key}`,
      title: `Members of the ${answer.title} on ${asked.on}`,
      own,
      note: own.split(`${released}. `).slice(1).join(`${released}. `),
      behind: known().sources[answer.sources],
      address: pinned(),
      ...{ author, facts, year, month, day },
      issued: inWords(released),
    };
  };
  const tex = (words) => words.replace(/[&%$#_{}]/g, "\\$&");
  const iframe = (kind, height) => {
    const title = safe(`${answerOn(asked.on).title}: members on ${inWords(asked.on)}`).replace(/"/g, "&quot;");
    return `<iframe src="${pinned({ embed: kind }).replace(/&/g, "&amp;")}" title="${title}" width="100%" height="${height}" style="border:0" loading="lazy"></iframe>`;
  };
  const image = () => {
    const usual = asDefined(known().default);
    const picture = root.dataset.files ? new URL(`${root.dataset.files}${asked.alliance}/chart.svg`, here.href.replace(/assets\/$/, "")).href : `${asked.alliance}.svg`;
    return `<img src="${picture}" alt="${safe(usual.description).replace(/"/g, "&quot;")}" width="640">`;
  };
  // What the notes say of members whose standing is disputed: no side is told alone.
  const disputed = () => {
    const { members, notes } = answerOn(asked.on);
    const rows = members.map((place) => known().rows[place]).filter(([, html]) => html.includes("more on its standing"));
    const marked = rows.map(([code]) => known().states[code][0]);
    const told = notes.map((place) => element("p", [], { innerHTML: text(place) }).textContent);
    return told.filter((note) => marked.some((name) => note.includes(name)));
  };
  const FORMS = {
    link: { Link: () => pinned() },
    sentence: { Sentence: () => `${[spoken(answerOn(asked.on)), ...disputed()].join(" ")} Source: csto_membership, facts ${known().facts}, ${pinned()}` },
    description: { Description: () => asDefined().description },
    cite: {
      Footnote: () => {
        const { own, behind, address } = work();
        return [`${own} ${address}`, ...behind.map((id) => `- ${known().citations[id]}`)].join("\n");
      },
      BibTeX: () => {
        const { key, author, title, year, month, facts, note, address } = work();
        const fields = { author: `{${tex(author)}}`, title: `{${tex(title)}}`, year, month: +month, edition: facts, howpublished: "Data set", url: address, note: tex(note) };
        return [`@misc{${key},`, ...Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`), "}"].join("\n");
      },
      RIS: () => {
        const { author, title, year, month, day, facts, note, address } = work();
        const lines = { TY: "DATA", AU: author, TI: title, PY: year, DA: `${year}/${month}/${day}`, ET: facts, UR: address, N1: note, ER: "" };
        return Object.entries(lines).map(([name, value]) => `${name}  - ${value}`).join("\n");
      },
      APA: () => {
        const { author, title, year, month, day, facts, address } = work();
        return `${author}. (${year}, ${MONTHS[month - 1]} ${+day}). ${withWords(title)} (Version ${facts}; definition: ${asked.definition}) [Data set]. ${address}`;
      },
      Chicago: () => {
        const { author, title, year, issued, facts, address } = work();
        return `${author}. ${year}. “${withWords(title)}, by the definition ${asked.definition}.” Data set, version ${facts}, ${issued}. ${address}`;
      },
    },
    embed: {
      Picker: () => iframe("1", 620),
      "One picture": () => iframe("picture", 480),
      "Image with its text": image,
    },
  };
  const taken = one(".taken");
  const choices = taken.querySelector("fieldset");
  const [status, shown] = [taken.querySelector("[role=status]"), taken.querySelector("pre")];
  let taking = {}; // what is shown to take, and in which form
  const take = () => {
    taken.hidden = !taking.what;
    for (const button of all("[data-take]")) button.setAttribute("aria-expanded", button.dataset.take === taking.what);
    if (!taking.what) return;
    shown.textContent = FORMS[taking.what][taking.form]();
    status.textContent = "";
    const cited = taking.what === "cite" && pages.has("sources/") ? known().sources[answerOn(asked.on).sources] : [];
    put("register", cited.length ? `In the register of sources: ${cited.map((id) => `<a href="sources/#${id}">${id}</a>`).join(" ")}` : "");
  };
  const copy = async () => {
    const said = await navigator.clipboard?.writeText(shown.textContent).then(() => "Copied.", () => null);
    status.textContent = said ?? "Select the text to copy it.";
  };
  const choose = (what, chosen) => {
    taking = { what, form: chosen ?? Object.keys(FORMS[what] ?? {})[0] };
    take();
    if (what) copy();
  };
  for (const button of all("[data-take]"))
    button.addEventListener("click", () => {
      const what = button.dataset.take === taking.what ? undefined : button.dataset.take;
      const forms = Object.keys(FORMS[what] ?? {});
      choices.hidden = forms.length < 2;
      choices.querySelectorAll("label").forEach((each) => each.remove());
      for (const [n, name] of forms.entries()) {
        const radio = element("input", [], { type: "radio", name: "form", checked: !n });
        radio.addEventListener("change", () => choose(what, name));
        choices.append(element("label", [radio, ` ${name}`]));
      }
      choose(what);
    });

  // The picture as a file: it describes itself, and its rows lead nowhere.
  const asFile = () => {
    const svg = new DOMParser().parseFromString(asDefined().wide, "image/svg+xml").documentElement;
    svg.querySelectorAll("a").forEach((link) => link.replaceWith(...link.childNodes));
    const about = document.createElementNS(svg.namespaceURI, "desc");
    about.textContent = asDefined().description;
    svg.querySelector("title").after(about);
    svg.setAttribute("role", "img");
    const [, , width, height] = svg.getAttribute("viewBox").split(" ");
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    return { width, height, content: new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }) };
  };
  const quoted = (cells) => cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join(",");
  const FILES = {
    csv: () => {
      const answer = answerOn(asked.on);
      const row = (code, name, is) => quoted([asked.alliance, asked.on, asked.definition, name, code, is, known().facts]);
      const rows = (places, is) => places.map((place) => known().rows[place][0]).map((code) => row(code, known().states[code][0], is));
      const lines = [...rows(answer.members, "yes"), ...rows(answer.uncertain, "uncertain")];
      const head = "alliance,day,definition,state,alpha_2,answer,facts";
      return new Blob([[head, ...(lines.length ? lines : [row("", "none", "none")]), ""].join("\r\n")], { type: "text/csv" });
    },
    svg: () => asFile().content,
    png: async () => {
      const { width, height, content } = asFile();
      const drawing = element("img", [], { src: URL.createObjectURL(content) });
      await drawing.decode();
      const canvas = element("canvas", [], { width: 2 * width, height: 2 * height });
      canvas.getContext("2d").drawImage(drawing, 0, 0, canvas.width, canvas.height);
      return new Promise((done) => canvas.toBlob(done));
    },
  };
  for (const button of all("[data-save]"))
    button.addEventListener("click", async () => {
      const kind = button.dataset.save;
      const href = URL.createObjectURL(await FILES[kind]());
      const named = kind === "csv" ? `-${asked.on}` : "";
      element("a", [], { href, download: `${asked.alliance}-${asked.definition}${named}.${kind}` }).click();
      setTimeout(() => URL.revokeObjectURL(href), 1000);
    });

  // -- the form ----------------------------------------------------------------------------

  on.addEventListener("input", () => {
    if (isDay(on.value)) return ask({ on: on.value });
    tell(`This is no full date; the answer is still that for ${inWords(asked.on)}.`);
  });
  definition.forEach((each) => each.addEventListener("change", () => ask({ definition: definition.value })));
  alliance.addEventListener("change", async () => {
    const name = alliance.value;
    await load(name);
    const usual = window.explorer[name].default;
    const before = asked.definition;
    ask({ alliance: name, definition: usual });
    if (usual !== before) tell(`The definition is now “${usual}”, the usual one for this body.`);
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
  since.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());

  // -- the address -------------------------------------------------------------------------

  // Written a little later: browsers refuse one that changes often, as under a slider.
  let writing;
  const write = () => {
    clearTimeout(writing);
    const { alliance, on, definition } = asked;
    const kept = Object.fromEntries(["facts", "embed"].filter((name) => given.has(name)).map((name) => [name, given.get(name)]));
    const address = `?${new URLSearchParams({ alliance, on, definition, ...kept })}${location.hash}`;
    writing = setTimeout(() => history.replaceState(null, "", address), 400);
  };
  const load = (name) =>
    window.explorer?.[name] ??
    new Promise((done, failed) => {
      const script = element("script", [], { src: new URL(`explorer/${name}.js`, here), onload: done, onerror: failed });
      document.head.append(script);
    });

  const open = async () => {
    const complaints = [];
    const chosen = (names, what, good, otherwise) => {
      const value = names.map((name) => given.get(name)).find((value) => value !== null) ?? null;
      if (value === null || good(value)) return value ?? otherwise;
      complaints.push(`The address asks for the ${what} “${value}”, which is not known here; shown is ${otherwise}.`);
      return otherwise;
    };
    const every = [...alliance.options].map((each) => each.value);
    asked.alliance = chosen(["alliance"], "alliance", (name) => every.includes(name), root.dataset.first);
    await load(asked.alliance);
    const { definitions, default: usual, complete_until: last } = known();
    asked.definition = chosen(["definition"], "definition", (name) => Object.keys(definitions).includes(name), usual);
    const day = chosen(["on", "date", "day"], "day", (text) => text === "latest" || isDay(text), last);
    asked.on = day === "latest" ? last : day;
    since.value = known().definitions[usual].answers.find((each) => each.members.length)?.from ?? last;
    mend(root);
    draw();
    show();
    root.classList.remove("waiting");
    tell(complaints.join(" "));
  };
  open();
})();
