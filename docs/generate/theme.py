"""What the theme leaves out: names for screen readers, and a search that waits."""

import re

TITLE = "Who was a member?"
"""What the site is called at the top of its pages."""

REPAIRS = (
    # The name of the package means something to programmers only.
    (
        r'(<div class="md-header__topic">\s*<span class="md-ellipsis">\s*)csto_membership',
        rf"\1{TITLE}",
    ),
    # The search box is a dialog, and says not which.
    (r'(<div class="md-search"[^>]* role="dialog")>', r'\1 aria-label="Search">'),
    # The list of a section with a page of its own is labelled by an icon; its title is
    # the next element.
    (
        r'aria-labelledby="(__nav_\w+)_label"([^>]*>\s*<label class="md-nav__title")',
        r'aria-labelledby="\1_title"\2 id="\1_title"',
    ),
    # Search fetches its index when somebody searches, and not with each page.
    (
        r'"((?:\.\./)*\.?/?)assets/javascripts/workers/(search\.\w+\.min\.js)"',
        r'"\1assets/search-worker.js?\2"',
    ),
    ("Type to start searching", "Type to search; the first search takes a moment"),
)


KEPT = re.compile(
    r"(<pre\b.*?</pre>|<(?:textarea|script|style)\b.*?</(?:textarea|script|style)>)",
    re.DOTALL,
)
"""What means something to the letter; elsewhere lines are not indented."""


def repaired(html: str) -> str:
    """Return the page with every such repair."""
    for wanting, instead in REPAIRS:
        html = re.sub(wanting, instead, html)
    parts = KEPT.split(html)
    parts[::2] = [re.sub(r"\n\s+", "\n", part) for part in parts[::2]]
    return "".join(parts)
