"""Names for screen readers, where the theme gives none."""

import re

REPAIRS = (
    # The search box is a dialog, and says not which.
    (r'(<div class="md-search"[^>]* role="dialog")>', r'\1 aria-label="Search">'),
    # The list of a section with a page of its own is labelled by an icon; its title is
    # the next element.
    (
        r'aria-labelledby="(__nav_\w+)_label"([^>]*>\s*<label class="md-nav__title")',
        r'aria-labelledby="\1_title"\2 id="\1_title"',
    ),
)


def named(html: str) -> str:
    """Return the page with every such name."""
    for wanting, repaired in REPAIRS:
        html = re.sub(wanting, repaired, html)
    return html
