"""Live Python in the page: the cells of the tutorial, run, stopped and read."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

PROJECT = Path(__file__).parents[2]
AXE = PROJECT / "docs/live/node_modules/axe-core/axe.min.js"
TUTORIAL = "tutorial/"
SIZE = {"width": 1280, "height": 800}
NARROW = {"width": 390, "height": 800}
STARTS = (
    240_000  # milliseconds: Python starts in five seconds, or on a busy machine later
)


class Cell:
    """A cell as a student meets it."""

    def __init__(self, page, number):
        self.place = page.locator(".live").nth(number - 1)
        self.code = self.place.get_by_role("textbox", name=f"cell {number}")
        self.status = self.place.get_by_role("status")
        self.output = self.place.get_by_role("group", name=f"Output of cell {number}")

    def button(self, name):
        return self.place.get_by_role("button", name=name)

    def expect(self, status):
        expect(self.status).to_have_text(re.compile(status), timeout=STARTS)

    def run(self, code=None):
        """Run the cell, and return what it shows as text."""
        if code is not None:
            self.code.fill(code)
        self.button("Run").click()
        self.expect("^(?!Starting|Running)")
        assert self.status.inner_text().startswith("Ran in")
        return self.shown()

    def stop(self):
        """Have it run for ever, and stop it: Python is no longer there."""
        self.code.fill("kept = 1\nwhile True:\n    pass")
        self.button("Run").click()
        self.expect("^Running cell 1")
        self.button("Stop").click()
        self.expect("^Stopped. All variables are gone")

    def shown(self):
        return self.output.inner_text().strip()


@pytest.fixture(scope="module")
def tutorial(new_kept_page):
    return new_kept_page(TUTORIAL)


@pytest.fixture
def cells(tutorial):
    """The cells of one page, each as written; Python may be running or not."""
    tutorial.set_viewport_size(SIZE)
    expect(tutorial.get_by_role("button", name="Run").first).to_be_visible()
    number = tutorial.locator(".live").count()
    assert number > 5
    found = [Cell(tutorial, each) for each in range(1, number + 1)]
    for cell in found:
        cell.button("Reset").click()
    return found


def is_focused(place):
    return place.evaluate("each => each === document.activeElement")


def test_each_cell_shows_in_the_page_what_it_shows_in_the_tests(cells):
    *texts, picture = cells
    before = [cell.shown() for cell in texts]
    assert all(before)
    for cell in texts:
        cell.output.evaluate("each => each.replaceChildren()")
        cell.run()
    assert [cell.shown() for cell in texts] == before
    picture.run()
    expect(picture.output.get_by_role("img")).to_be_visible()
    assert picture.output.locator("svg path").count() > 5


def test_an_endless_loop_is_stopped_and_the_page_goes_on(cells, tutorial):
    first, second, third, *_ = cells
    first.code.fill("while True:\n    pass")
    first.button("Run").click()
    first.expect("^Running cell 1")
    second.button("Run").click()
    second.expect("^Wait, or stop cell 1, which is still running")
    first.button("Stop").click()
    first.expect("^Stopped. All variables are gone")
    assert first.button("Stop").is_disabled()
    assert is_focused(first.button("Run"))
    first.button("Reset").click()
    assert third.run().startswith("joined yes")
    third.expect(r"^Ran in [\d.]+ s, after 2 cells above it\.$")
    third.run()
    third.expect(r"^Ran in [\d.]+ s\.$")
    live = []
    for _ in range(100):  # a browser may take seconds to end a worker that is in a loop
        live = [each for each in tutorial.workers if "live-worker" in each.url]
        if len(live) == 1:
            break
        tutorial.wait_for_timeout(100)
    assert len(live) == 1  # the stopped one is gone


def test_a_cell_is_not_run_where_one_above_it_has_an_error(cells):
    first, second, *_ = cells
    first.stop()
    first.code.fill("'kept' in globals()\nimport csto_membershop as cm")
    second.button("Run").click()
    second.expect("^Not run: cell 1, which comes first, has an error")
    assert first.shown().startswith("False\n")
    assert first.shown().endswith("No module named 'csto_membershop'")


def test_endless_printing_ends_by_itself(cells):
    shown = cells[0].run("while True: print('spam')")
    assert shown.endswith("Cut off here, after 100,000 characters.")
    assert cells[0].output.bounding_box()["height"] < 600
    assert cells[0].run("1 + 1") == "2"


def test_an_error_shows_the_lines_of_the_student_only(cells):
    shown = cells[0].run(
        "import csto_membership as cm\n\n"
        "def ask(state):\n    return cm.was_member(state, '2007-01-01')\n\n"
        "ask('Uzbekstan')"
    )
    places = re.findall(r'File "(.*)", line (\d+)', shown)
    assert places == [("cell 1", "6"), ("cell 1", "4")]
    assert shown.endswith("did you mean Uzbekistan (UZB)?")


def test_nobody_types_an_answer_to_input(cells):
    assert cells[0].run("input()").endswith("EOFError: EOF when reading a line")


def test_what_is_shown_does_not_act(cells, tutorial):
    title = tutorial.title()
    shown = cells[0].run(
        "class Drawn:\n    def _repr_svg_(self):\n        return '''<svg "
        'xmlns="http://www.w3.org/2000/svg" onload="document.title = 1">'
        "<script>document.title = 2</script><text>Drawn</text></svg>'''\nDrawn()"
    )
    assert shown == "Drawn"
    html = cells[0].output.inner_html()
    assert "onload" not in html
    assert "script" not in html
    assert tutorial.title() == title


DANGERS = [
    "<script>window.ran = 1</script>",
    "<a href='java\tscript:window.ran = 1' id='run'>a</a>",
    "<a href=' javascript:window.ran = 1' id='run'>a</a>",
    "<a href='data:text/html,<script>1</script>' id='run'>a</a>",
    "<meta http-equiv='refresh' content='0;url=/leaving/'/>",
    "<style>@import '/loaded.css';</style>",
    "<style>p { background: url(/loaded.png) }</style>",
    "<style>p { background: u\\72l(/loaded.png) }</style>",
    "<style>p { background: image-set('/loaded.png' 1x) }</style>",
    "<style>@font-face { font-family: f; src: url(/loaded.woff) }</style>",
    "<p style='background: url(/loaded.png)'>a</p>",
    "<img src='/loaded.png' onerror='window.ran = 1'/>",
    "<picture><source srcset='/loaded.png'/><img/></picture>",
    "<video src='/loaded.mp4' poster='/loaded.png'></video>",
    "<audio src='/loaded.mp3'></audio>",
    "<table background='/loaded.png'><tr><td>a</td></tr></table>",
    "<iframe src='/loaded.html' srcdoc='a'></iframe>",
    "<object data='/loaded.swf'></object><embed src='/loaded.swf'/>",
    "<link rel='stylesheet' href='/loaded.css'/><base href='/loaded/'/>",
    "<form action='/loaded'><input autofocus='' onfocus='window.ran = 1'/></form>",
    "<p onclick='window.ran = 1' id='run'>a</p>",
    "<details open='' ontoggle='window.ran = 1'>a</details>",
    "<svg><image href='/loaded.png'/><use href='/loaded.svg#a'/></svg>",
    "<svg><a href='#'><animate attributeName='href' values='javascript:1'/>a</a></svg>",
    "<svg><set attributeName='onclick' to='window.ran = 1'/></svg>",
    "<svg><foreignObject><img src='/loaded.png'/></foreignObject></svg>",
    "<svg><rect fill='url(/loaded.svg#a)' filter='url(/loaded.svg#b)'/></svg>",
    "<svg><style>@import url(/loaded.css);</style></svg>",
    "<math><mtext><style><img src='/loaded.png' onerror='1'/></style></mtext></math>",
    "<template><img src='/loaded.png'/></template>",
]
"""What an output may hold that loads something, or runs."""


def is_xml(text):
    """Whether it can be read as a picture; else nothing is shown."""
    try:
        ET.fromstring(text)  # noqa: S314 - our own
    except ET.ParseError:
        return False
    return True


@pytest.mark.parametrize("kind", ["html", "svg"])
@pytest.mark.parametrize("danger", DANGERS)
def test_nothing_that_is_shown_loads_or_runs(cells, tutorial, danger, kind):
    asked = []

    def look_at(request):
        asked.append(request.url)

    tutorial.on("request", look_at)
    shown = {
        "html": f"{danger}<p>kept</p>",
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg">{danger}<text>kept</text></svg>',
    }[kind]
    method = f"lambda self: {shown!r}"
    cells[0].run(f"type('Drawn', (), {{'_repr_{kind}_': {method}}})()")
    output = cells[0].output
    if kind == "html" or is_xml(shown):
        expect(output).to_contain_text("kept")
    for each in output.locator("#run").all():
        each.dispatch_event("click")
    tutorial.wait_for_timeout(50)
    tutorial.remove_listener("request", look_at)
    assert not tutorial.evaluate("window.ran")
    assert tutorial.url.endswith(TUTORIAL)
    assert [url for url in asked if "loaded" in url or "leaving" in url] == []
    left = output.evaluate(
        """each => [...each.querySelectorAll(".live-rich *")].flatMap((one) =>
          [one.localName, ...[...one.attributes].map(({ name, value }) => `${name}=${value}`)])"""
    )
    assert not [each for each in left if re.search("^on|script|loaded|import", each)]


def test_what_is_harmless_is_shown_whole(cells):
    html = (
        "<h2>A</h2><p class='b'>c <a href='https://example.org/'>d</a></p>"
        "<table border='1'><tr style='text-align: right;'><td colspan='2'>e</td></tr></table>"
    )
    cells[0].run(f"type('Drawn', (), {{'_repr_html_': lambda self: {html!r}}})()")
    shown = cells[0].output.locator(".live-rich")
    for selector in ("h2", "p.b", "a[href='https://example.org/']", "table[border]"):
        expect(shown.locator(selector)).to_have_count(1)
    expect(shown.locator("tr[style] td[colspan='2']")).to_have_text("e")


def test_reset_brings_back_what_the_page_had(cells):
    first = cells[0]
    code, shown = first.code.input_value(), first.shown()
    assert first.run("1 + 1") == "2"
    first.button("Reset").click()
    assert (first.code.input_value(), first.shown()) == (code, shown)


def test_the_keyboard_is_enough(cells):
    first = cells[0]
    first.code.fill("")
    first.code.press_sequentially("for each in 'ab':\neach * 2")
    assert first.code.input_value() == "for each in 'ab':\n    each * 2"
    first.code.press("Shift+Enter")
    first.expect("^Ran in")
    assert first.shown() == "'aa'\n'bb'"
    first.code.press("Tab")  # leaves the field
    assert is_focused(first.button("Run"))


def test_what_is_edited_lies_over_the_same_text(cells):
    first = cells[0]
    code = "x = 'a' + \"b\"  # it's\n\nif x: '''c\nd'''\n" + "long = 1 + " * 40 + "1\n"
    first.code.fill(code)
    echo = first.place.locator(".live-code pre")
    assert echo.evaluate("each => each.textContent") == code + "\n"
    assert echo.bounding_box() == first.code.bounding_box()
    assert first.code.evaluate("each => each.scrollHeight <= each.clientHeight + 1")


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing_to_object_to(cells, tutorial, scheme):
    cells[0].run()
    cells[-1].run()
    cells[1].run("print('spam' * 5000)")
    cells[0].run("1 / 0  # an error")
    tutorial.evaluate("each => document.body.dataset.mdColorScheme = each", scheme)
    tutorial.evaluate(AXE.read_text("utf-8"))  # a page runs no scripts but its own
    found = tutorial.evaluate("axe.run('.live')")
    assert [(each["id"], len(each["nodes"])) for each in found["violations"]] == []


def test_a_narrow_page_does_not_scroll_sideways(cells, tutorial):
    tutorial.set_viewport_size(NARROW)
    cells[0].run()
    cells[-1].run()
    cells[0].run("'long' * 100")
    width = tutorial.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]


def test_without_the_runtime_the_page_says_so_and_stays_as_written(browser, site):
    page = browser.new_page()
    page.route(
        "**/assets/live.json", lambda asked: asked.fulfill(json={"megabytes": 0})
    )
    page.goto(site + TUTORIAL)
    said = page.get_by_text("Live Python is not in this build")
    expect(said).to_have_count(1)
    assert "npm ci --prefix docs/live" in said.inner_text()
    assert page.get_by_role("textbox", name="Python").count() == 0
    assert "print(csto.members_on" in page.locator(".live").first.inner_text()
    page.close()


def test_a_runtime_that_cannot_be_fetched_is_told(browser, site):
    page = browser.new_page()
    page.route("**/assets/pyodide/**", lambda asked: asked.abort())
    page.goto(site + TUTORIAL)
    first = Cell(page, 1)
    first.button("Run").click()
    first.expect("^Python ended: ")
    page.close()


def test_a_session_at_the_prompt_is_a_cell_too(browser, site):
    session = (
        "&gt;&gt;&gt; for each in 'ab':\n...     each\n'a'\n'b'\n&gt;&gt;&gt; print()\n&lt;BLANKLINE&gt;"
        "\n&gt;&gt;&gt; 1\n1"
    )
    html = (
        f'<div class="live"><pre><code>{session}\n</code></pre></div>'
        '<script src="../assets/live.js"></script>'
    )
    page = browser.new_page()
    page.route(
        f"**/{TUTORIAL}",
        lambda asked: asked.fulfill(body=html, content_type="text/html"),
    )
    page.goto(site + TUTORIAL)
    cell = Cell(page, 1)
    expect(cell.code).to_have_value("for each in 'ab':\n    each\nprint()\n1")
    assert cell.output.evaluate("each => each.textContent") == "'a'\n'b'\n\n1"
    page.close()


def test_from_a_file_the_page_asks_for_a_server(new_page, folder):
    page = new_page((folder / TUTORIAL / "index.html").as_uri())
    expect(page.get_by_text("python -m http.server -d site")).to_be_visible()
