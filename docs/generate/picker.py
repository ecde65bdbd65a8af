"""The date picker as it stands in the home page, before it is asked anything."""

from collections.abc import Iterable
from html import escape

import csto_membership as cm

FIRST = "csto"
"""The alliance that the page opens with."""

LINKED = ("alliances/", "sources/", "states/")
"""Where the pages stand that the answers link to."""

PLACE = '<div id="explorer"></div>'
"""Where the picker stands in the page."""

FORM = """\
<section id="explorer" data-first="{first}" data-pages="{pages}" aria-label="Pick a day">
<script>document.currentScript.parentElement.className = "waiting"</script>
<noscript>
<p>Without JavaScript this page shows the last day of the record; {elsewhere}.</p>
<pre>{answer}</pre>
</noscript>
<form hidden>
<label{hide}>Alliance <select name="alliance">{alliances}</select></label>
<label>Day <input type="date" name="on" min="0001-01-01" max="9999-12-31" required></label>
<fieldset><legend>What counts as a member</legend>{definitions}</fieldset>
<div class="days">
<button type="button" name="earlier">Previous change</button>
<input type="range" name="slider" aria-label="Day, by arrow keys; a month by Page Up and Page Down">
<button type="button" name="later">Next change</button>
</div>
</form>
<p role="alert" hidden></p>
<div class="answer" hidden>
<figure></figure>
<div class="who" aria-live="polite">
<h2 data-part="count"></h2>
<p data-part="title"></p>
<p data-part="definition"></p>
<ul data-part="members" aria-label="Members"></ul>
<ul data-part="uncertain" aria-label="Uncertain"></ul>
</div>
<dl aria-live="polite">
<div><dt>Does the definition matter on this day?</dt> <dd data-part="matters"></dd></div>
<div><dt>Do sources differ?</dt> <dd data-part="differ"></dd></div>
</dl>
<div class="more" aria-live="polite">
<ul data-part="notes" aria-label="Notes"></ul>
<p data-part="existence"></p>
<p data-part="complete"></p>
</div>
<button type="button" name="cite" aria-expanded="false">Cite this answer</button>
<div class="citation" hidden>
<p role="status"></p>
<pre tabindex="0" aria-label="Footnote"></pre>
<p data-part="register"></p>
</div>
</div>
</section>
<script defer src="assets/explorer/{first}.js"></script>
<script defer src="assets/explorer.js"></script>
"""


def form(pages: Iterable[str]) -> str:
    """Return the picker as HTML, given the addresses of the pages it may link to."""
    pages = set(pages)
    alliance = cm.load(FIRST)
    names = cm.available()
    told = escape(str(alliance.members()))
    own = f"alliances/{FIRST}/"
    more = (
        f'the <a href="{own}">page of the alliance</a> has all' if own in pages else ""
    )
    return FORM.format(
        first=FIRST,
        pages=" ".join(sorted(p for p in pages if p.startswith(LINKED))),
        elsewhere=more or "the command line answers for all",
        answer=told,
        hide=" hidden" if len(names) == 1 else "",
        alliances="".join(
            f'<option value="{name}">{escape(str(cm.load(name)))}</option>'
            for name in sorted(names, key=lambda name: (name != FIRST, name))
        ),
        definitions="".join(
            f'<label><input type="radio" name="definition" value="{definition.name}"> '
            f"{definition.name}</label>"
            for definition in alliance.definitions()
        ),
    )
