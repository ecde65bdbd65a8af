"""What the theme leaves out: names for screen readers, a policy, and a quick start."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

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
    # A corner of a table that says nothing heads nothing.
    (r"<th(\b[^>]*)>\s*</th>", r"<td\1></td>"),
    ("Type to start searching", "Type to search; the first search takes a moment"),
    # Browsers do not look ahead in a page with a policy: without this, each script is
    # fetched only once the one before it has run. The order stays.
    (r"<script src=", "<script defer src="),
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
    return stepped("".join(parts))


HEADING = re.compile(r"<(?P<close>/?)h(?P<level>[1-6])\b")


def stepped(html: str) -> str:
    """Return the page with headings that skip no level, as screen readers step by them."""
    above = [(0, 0)]  # the level of each heading that is open, as written and as shown

    def level(found: re.Match[str]) -> str:
        written = int(found["level"])
        if not found["close"]:
            while above[-1][0] >= written:
                above.pop()
            above.append((written, above[-1][1] + 1))
        return f"<{found['close']}h{above[-1][1]}"

    head, start, article = html.partition("<article")
    return head + start + HEADING.sub(level, article)


STYLES = "assets/styles.css"
"""All styles of a page in one file, since on a slow line each file costs half a second."""

SHEET = re.compile(r'<link rel="stylesheet" href="((?:\.\./)*\.?/?)(assets/[^"]+)">\n?')


def styled(html: str, site: Path, *, inside: bool) -> str:
    """Return the page with its styles in one file, which is written if it is not there.

    Args:
        html: A page.
        site: The folder of the site, in which the files of the styles are.
        inside: Whether the page holds its styles itself, and so waits for no file.
    """
    head, end, body = html.partition("</head>")
    sheets = [*SHEET.finditer(head)]
    if not sheets:
        return html
    start = sheets[0].start()
    if inside:
        # One that the head names is not named again in the page itself.
        named = {sheet[2] for sheet in sheets}
        body = SHEET.sub(lambda sheet: "" if sheet[2] in named else sheet[0], body)
        instead = f"<style>{_joined(site, [sheet[2] for sheet in sheets])}</style>\n"
    else:
        if not (site / STYLES).exists():
            joined = _joined(site, [sheet[2] for sheet in sheets])
            (site / STYLES).write_text(joined, encoding="utf-8")
        instead = f'<link rel="stylesheet" href="{sheets[0][1]}{STYLES}">\n'
    rest = SHEET.sub("", head[start:])
    return f"{head[:start]}{instead}{rest}{end}{body}"


def _joined(site: Path, places: list[str]) -> str:
    """The styles of some files, in order."""
    texts = [(site / place).read_text(encoding="utf-8") for place in places]
    return LINE.sub("", "\n".join(texts)).strip()


LINE = re.compile(r'@charset "UTF-8";|/\*# sourceMappingURL=.*?\*/')
"""What may be in a file of its own only."""


POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # live Python is WebAssembly
    "style-src": "'self' 'unsafe-inline'",  # pictures have their colours inside
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""What a page may load and run: what is in this site. It says nothing of who may show the
page in a frame, which everybody may."""

SCRIPT = re.compile(r"<script(?P<of>[^>]*)>(?P<content>.*?)</script>", re.DOTALL)
CHARSET = '<meta charset="utf-8">'


def hastened(html: str) -> str:
    """Return the page of the picker, which asks for its scripts before all else.

    They stand at its end. So a phone would first read the whole page, and then wait.
    """
    wanted = re.findall(r'<script defer src="([^"]*assets/explorer[^"]*)"', html)
    links = (f'<link rel="preload" as="script" href="{each}">' for each in wanted)
    return html.replace(CHARSET, "\n".join((CHARSET, *links)), 1)


def guarded(html: str) -> str:
    """Return the page with its policy, which knows each script that is inside the page."""
    inside = dict.fromkeys(
        f"'sha256-{b64encode(sha256(found['content'].encode()).digest()).decode()}'"
        for found in SCRIPT.finditer(html)
        if not re.search(r"\b(src|type)=", found["of"])
    )
    rules = {**POLICY, "script-src": " ".join([POLICY["script-src"], *inside])}
    policy = "; ".join(f"{name} {value}" for name, value in rules.items())
    meta = f'<meta http-equiv="content-security-policy" content="{policy}">'
    return html.replace(CHARSET, f"{CHARSET}\n{meta}", 1)
