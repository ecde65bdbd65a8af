"""The date picker as it is in the home page, before it is asked anything.

It answers for the last day of the record at once; its script answers for the others. An
address may ask for another day, and without the script nothing would know of it: so
without it the page shows all periods, and the answer for no day.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

import explorer
from page import in_words

import csto_membership as cm

FIRST = "csto"
"""The alliance that the page opens with."""
FEW = 2
"""How many states a body may have had to be at the end of the list."""

LINKED = (
    "alliances/",
    "changelog/",
    "disagreements/",
    "how-to/cite/",
    "sources/",
    "states/",
    "explanation/membership-in-law/",
)
"""Where the pages are that the answers link to."""
FILES = "api/v1/alliances/"
"""Where the tables and pictures of each alliance are, if the site has them."""

ALL_PERIODS = """\
<a class="button" data-file="members.csv" href="{0}members.csv">All periods (CSV)</a>
<a class="button" data-file="members.json" href="{0}members.json">All periods (JSON)</a>"""

PLACE = '<div id="explorer"></div>'
"""Where the picker is in the page."""

FORM = """\
<section id="explorer" data-first="{first}" data-pages="{pages}" data-files="{files}" aria-label="Who was a member?">
<script>
(({{classList: own}}, root, asked) => {{
  own.add("live");
  if ([...asked.keys()].some((key) => key !== "embed")) own.add("waiting");
  if (asked.has("embed")) root.add("embed", asked.get("embed") === "picture" ? "embed-picture" : "embed-picker");
}})(document.currentScript.parentElement, document.documentElement.classList, new URLSearchParams(location.search));
</script>
<noscript>
<p>To answer for one day, this page needs JavaScript. Without it, here are all periods under each definition. Both days are included.{elsewhere}</p>
{tables}
</noscript>
<form>
<label>Who was a member of <select name="alliance">{alliances}</select></label>
<label>on <input type="date" name="on" value="{last}" min="0001-01-01" max="9999-12-31" required></label>
<fieldset><legend>Who counts as a member?</legend>{definitions}</fieldset>
</form>
<p role="alert" hidden></p>
<p class="edition" hidden></p>
<div class="answer">
<h2 data-part="heading">{heading}</h2>
<p data-part="under">{under}</p>
<ul data-part="members" aria-label="Members">{members}</ul>
<ul data-part="uncertain" aria-label="Uncertain"{no_unsure}>{uncertain}</ul>
<p data-part="statuses"{no_statuses}>{statuses}</p>
<ul data-part="notes" aria-label="Notes"{no_notes}>{notes}</ul>
</div>
<figure class="panel">
<div class="days">
<button type="button" class="button" name="earlier"><span>Previous change</span><small></small></button>
<button type="button" class="button" name="later"><span>Next change</span><small></small></button>
<input type="range" name="slider" aria-label="Day, by arrow keys; a month by Page Up and Page Down">
</div>
<details class="drawing" open><summary>The picture</summary>
<div class="wide">{wide}</div>
<div class="narrow">{narrow}</div>
</details>
<figcaption data-part="existence">{existence}</figcaption>
<details><summary>The same as a table</summary><div data-part="periods" tabindex="0" role="group" aria-label="All periods"></div></details>
</figure>
<div class="pair">
<section><h3>Does the definition matter on this day?</h3>
<p data-part="matters">{matters}</p>
<details><summary>Compare the four definitions</summary><div data-part="compare" tabindex="0" role="group" aria-label="The four definitions"></div></details></section>
<section><h3>Do sources differ about this day?</h3>
<p data-part="differ">{differ}</p>
<p class="way"><a href="disagreements/">Where sources differ, and why</a></p></section>
</div>
<div class="buttons" role="group" aria-label="Take it with you">
<button type="button" class="button" data-take="link" aria-expanded="false">Copy link</button>
<button type="button" class="button" data-take="sentence" aria-expanded="false">Copy sentence</button>
<button type="button" class="button" data-take="description" aria-expanded="false">Copy description</button>
<button type="button" class="button" data-take="cite" aria-expanded="false">Cite</button>
<button type="button" class="button" data-take="embed" aria-expanded="false">Embed</button>
<button type="button" class="button" data-save="csv">Table (CSV)</button>
<button type="button" class="button" data-save="svg">Picture (SVG)</button>
<button type="button" class="button" data-save="png">Picture (PNG)</button>
{all_periods}
</div>
<div class="panel taken" hidden>
<fieldset><legend class="sr">Form</legend></fieldset>
<p role="status"></p>
<pre tabindex="0" aria-label="Text to copy"></pre>
<p data-part="register"></p>
</div>
<details class="between"><summary>What changed between two days?</summary>
<p><label>From <input type="date" name="since" min="0001-01-01" max="9999-12-31"></label> to the day above</p>
<div data-part="between" tabindex="0" role="group" aria-label="What changed"></div>
</details>
<p class="source">Source: csto_membership, facts {facts}, CC0. <span class="address"></span> <a href="./" target="_blank" rel="noopener">Open the full page</a></p>
<p role="status" class="sr" data-part="spoken"></p>
</section>
<script src="assets/explorer/{first}.js"></script>
<script src="assets/explorer.js"></script>
"""


def form(pages: Iterable[str], files: Iterable[str] = ()) -> str:
    """Return the picker as HTML.

    Args:
        pages: The addresses of the pages that it may link to.
        files: The addresses of the other files of the site.
    """
    pages = set(pages)
    alliance = cm.load(FIRST)
    known = explorer.of(FIRST)
    own = f"alliances/{FIRST}/"
    at = FILES if any(file.startswith(FILES) for file in files) else ""
    more = ' The <a href="{}">page of the alliance</a> has its acts and sources.'
    return FORM.format(
        first=FIRST,
        pages=" ".join(sorted(p for p in pages if p.startswith(LINKED))),
        files=at,
        all_periods=ALL_PERIODS.format(f"{at}{FIRST}/") if at else "",
        elsewhere=more.format(own) if own in pages else "",
        alliances=options(cm.available()),
        last=alliance.complete_until,
        facts=cm.facts_version,
        tables="\n".join(each["periods"] for each in known["definitions"].values()),
        definitions="".join(
            f'<label><input type="radio" name="definition" value="{name}"'
            f"{' checked' * (name == known['default'])}> "
            f"<span><b>{name}</b> <small>{escape(each['in_short'])}</small></span></label>"
            for name, each in known["definitions"].items()
        ),
        **shown(known),
    )


def shown(known: dict[str, Any]) -> dict[str, str]:
    """Return the parts of the answer that the page opens with."""
    last = cm.load(FIRST).complete_until
    asked = known["definitions"][known["default"]]
    answer = [each for each in asked["answers"] if each["from"] <= str(last)][-1]
    texts = {
        part: known["texts"][place]
        for part, place in answer.items()
        if part in explorer.TEXTS
    }
    rows = {
        group: "".join(f"<li>{known['rows'][place][1]}</li>" for place in answer[group])
        for group in ("members", "uncertain")
    }
    notes = "".join(f"<li>{known['texts'][place]}</li>" for place in answer["notes"])
    return {
        **texts,
        **rows,
        "heading": texts["heading"].replace(explorer.DAY, in_words(last)),
        "under": f"{known['titles'][answer['title']]}. {texts['complete']}",
        "notes": notes,
        "no_unsure": " hidden" * (not rows["uncertain"]),
        "no_statuses": " hidden" * (not texts["statuses"]),
        "no_notes": " hidden" * (not notes),
        "wide": asked["wide"],
        "narrow": asked["narrow"],
    }


def options(names: Iterable[str]) -> str:
    """The alliances to pick from; those of two states are a group at the end."""
    ordered = sorted(names, key=lambda name: (name != FIRST, name))
    small = [name for name in ordered if _has_few(cm.load(name))]
    first = "".join(_option(name) for name in ordered if name not in small)
    others = "".join(map(_option, small))
    return first + f'<optgroup label="Of two states">{others}</optgroup>' * bool(small)


def _has_few(alliance: cm.Alliance) -> bool:
    """Whether no more than two states were ever, or possibly, members."""
    states = alliance.record.parties
    return sum(bool(alliance.days_of(state).possibly) for state in states) <= FEW


def _option(name: str) -> str:
    return f'<option value="{name}">{escape(str(cm.load(name)))}</option>'
