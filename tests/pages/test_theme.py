"""What is mended in a page after the theme has built it."""

import re
import sys
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "docs" / "generate"))
import theme  # noqa: E402

sys.path.pop(0)

HEAD = '<html><head>\n<meta charset="utf-8">\n<title>a</title>\n</head><body>'


def policy_of(html):
    """The rules of a page by their names."""
    found = re.search(
        r'<meta http-equiv="content-security-policy" content="([^"]*)">', html
    )
    return dict(rule.split(" ", 1) for rule in found[1].split("; "))


def test_the_policy_knows_the_scripts_inside_a_page_and_no_others():
    inside, data = "let a = 1;\n", '{"b": 2}'
    html = theme.guarded(
        f'{HEAD}<script>{inside}</script><script src="c.js"></script>'
        f'<script type="application/json">{data}</script>'
    )
    known = b64encode(sha256(inside.encode()).digest()).decode()
    script = policy_of(html)["script-src"]
    assert script == f"'self' 'wasm-unsafe-eval' 'sha256-{known}'"
    assert html.index("content-security-policy") < html.index("<title>")


STYLED = """<html><head>
<link rel="stylesheet" href="../assets/a.css">
<script>let a;</script>
<link rel="stylesheet" href="../assets/b.css">
</head><body>
<link rel="stylesheet" href="../assets/b.css">
<p>text</p></body>"""


@pytest.fixture
def styles(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a.css").write_text(
        '@charset "UTF-8";a{}/*# sourceMappingURL=a.map */'
    )
    (tmp_path / "assets/b.css").write_text("b{}\n")
    return tmp_path


def test_the_styles_of_a_page_are_one_file(styles):
    html = theme.styled(STYLED, styles, inside=False)
    head, _, body = html.partition("</head>")
    assert re.findall("<link[^>]*>", head) == [
        '<link rel="stylesheet" href="../assets/styles.css">'
    ]
    assert body == STYLED.partition("</head>")[2]
    assert (styles / "assets/styles.css").read_text() == "a{}\nb{}"


def test_the_page_that_must_be_quick_holds_its_styles(styles):
    html = theme.styled(STYLED, styles, inside=True)
    assert "<link" not in html
    assert html.index("<style>a{}\nb{}</style>") < html.index("<script>")


def test_the_scripts_of_the_picker_are_asked_for_first():
    scripts = '<script defer src="../assets/explorer/csto.js"></script>'
    html = f'{HEAD}{scripts}<script defer src="b.js"></script>'
    link = '<link rel="preload" as="script" href="../assets/explorer/csto.js">'
    made = theme.guarded(theme.hastened(html))
    assert made.count("preload") == made.count(link) == 1
    assert made.index("content-security-policy") < made.index(link)
    assert theme.hastened(HEAD) == HEAD


def test_scripts_run_in_order_and_are_fetched_together():
    html = theme.repaired('<script src="a.js"></script><script>b</script>')
    assert html == '<script defer src="a.js"></script><script>b</script>'


def test_a_policy_says_nothing_of_who_shows_the_page_in_a_frame():
    rules = policy_of(theme.guarded(HEAD))
    assert "frame-ancestors" not in rules
    assert rules["default-src"] == "'none'"
    assert not any("http" in rule for rule in rules.values())


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([1, 3, 4, 3], [1, 2, 3, 2]),
        ([1, 3, 2, 3], [1, 2, 2, 3]),
        ([1, 2, 5, 6, 2], [1, 2, 3, 4, 2]),
    ],
)
def test_headings_skip_no_level(written, shown):
    def page(levels):
        return "<h6>menu</h6><article>" + "".join(
            f"<h{n} id='a'>b</h{n}>" for n in levels
        )

    assert theme.stepped(page(written)) == page(shown)


@given(st.lists(st.integers(2, 6)))
def test_a_heading_is_at_most_one_level_below_the_one_before(levels):
    html = "<article><h1>a</h1>" + "".join(f"<h{n}>b</h{n}>" for n in levels)
    stepped = theme.stepped(html)
    opened = [int(n) for n in re.findall(r"<h(\d)", stepped)]
    assert opened == [int(n) for n in re.findall(r"</h(\d)", stepped)]
    assert opened[0] == 1
    assert all(2 <= now <= before + 1 for before, now in pairwise(opened))
    assert theme.stepped(stepped) == stepped


@pytest.mark.parametrize("cell", ["<th></th>", '<th style="text-align: left"> </th>'])
def test_an_empty_corner_of_a_table_is_no_heading(cell):
    assert theme.repaired(cell) == cell.replace("th>", "td>").replace(
        "<th", "<td"
    ).replace("> <", "><")


def test_the_site_has_a_name_that_students_understand():
    topic = '<div class="md-header__topic">\n<span class="md-ellipsis">\ncsto_membership</span>'
    assert theme.TITLE in theme.repaired(topic)
