"""Pages in both schemes: axe finds nothing, and each page obeys its own policy."""

import re
from html import unescape
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
AXE = PROJECT / "docs/live/node_modules/axe-core/axe.min.js"
HOME = [
    "",
    "?alliance=nato&on=1960-01-01",
    "?on=1996-01-01&definition=party",
    "?embed=1",
    "?embed=picture",
]
PAGES = [
    "alliances/",
    "alliances/csto/",
    "alliances/nato/",
    "states/",
    "states/armenia/",
    "states/uzbekistan/",
    "disagreements/",
    "leaving/",
    "sources/",
    "glossary/",
    "tutorial/",
    "faq/",
    "how-to/panels/",
    "how-to/cite/",
    "reference/alliance/",
    "reference/command-line/",
    "reference/coding-rules/",
    "explanation/design/",
    "explanation/not-known/",
    "changelog/",
]
FOLDED = 8
"""A page with more folded parts is looked at as it opens."""


def found_on(page):
    """What axe objects to, once all that is folded is open."""
    page.evaluate(
        """most => {
          const folded = document.querySelectorAll("details");
          if (folded.length <= most) folded.forEach((each) => (each.open = true));
        }""",
        FOLDED,
    )
    # The policy of a page lets no other script in; evaluating is no part of the page.
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")
    assert found["passes"]
    return [
        (each["id"], [node["target"] for node in each["nodes"]][:5])
        for each in found["violations"]
    ]


# One page light, the next dark; the other half with --all.
@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        pytest.param(address, scheme, marks=[pytest.mark.slow] * ((n + dark) % 2))
        for n, address in enumerate(PAGES)
        for dark, scheme in enumerate(("light", "dark"))
    ],
)
def test_axe_finds_nothing(new_page, address, scheme):
    assert found_on(new_page(address, color_scheme=scheme)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("address", HOME)
def test_axe_finds_nothing_on_the_home_page(new_page, address, scheme, width):
    size = {"width": width, "height": 800}
    page = new_page(address, color_scheme=scheme, viewport=size)
    page.locator("[data-part=heading]").wait_for()
    if "embed" not in address:
        page.locator("[data-take=cite]").click()
        page.locator("#explorer .taken [role=status]").wait_for()
    assert found_on(page) == []


POLICY = re.compile(r'<meta http-equiv="content-security-policy" content="([^"]*)">')


def test_every_page_has_a_policy_before_its_first_script(folder):
    shown = 0
    for path in folder.rglob("*.html"):
        html = path.read_text("utf-8")
        if "md-header" not in html:
            continue  # it leads to another page
        shown += 1
        policy = POLICY.search(html)
        assert policy, path
        assert policy.start() < html.index("<script"), path
        rules = dict(rule.split(" ", 1) for rule in unescape(policy[1]).split("; "))
        assert rules["default-src"] == "'none'"
        assert "'unsafe-inline'" not in rules["script-src"]
        assert "http" not in policy[1]
    assert shown > 100


def test_a_script_that_gets_into_a_page_does_not_run(browser, site):
    page = browser.new_page()
    page.goto(site)
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          const image = document.createElement("img");
          image.setAttribute("onerror", "window.ran = 2");
          image.src = "/no-such-picture.png";
          document.body.append(script, image);
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran === undefined")
    page.close()
