"""Search finds the page that people look for, and costs nothing until it is used."""

import gzip
import json
import re
from urllib.parse import urlsplit

import pytest

ASKED = [
    ("CSTO", "alliances/csto/"),
    ("CST", "faq/"),
    ("csto members", "alliances/csto/"),
    ("Armenia CSTO", "states/armenia/"),
    ("armenia", "states/armenia/"),
    ("Uzbekistan", "states/uzbekistan/"),
    ("Узбекистан", "states/uzbekistan/"),
    ("Oezbekistan", "states/uzbekistan/"),
    ("UZB", "states/uzbekistan/"),
    ("Армения", "states/armenia/"),
    ("ОДКБ", "alliances/csto/"),
    ("ШОС", "alliances/sco/"),
    ("TIAR", "alliances/rio/"),
    ("Rio Treaty", "alliances/rio/"),
    ("CEDEAO", "alliances/ecowas/"),
    ("Arab League", "alliances/arab_league/"),
    ("Baghdad Pact", "alliances/cento/"),
    ("Manila Pact", "alliances/seato/"),
    ("ANZUS", "alliances/anzus/"),
    ("Western European Union", "alliances/weu/"),
    ("Union State", "alliances/union_state/"),
    ("Sahel", "alliances/aes/"),
    ("EurAsEC", "alliances/eurasec/"),
    ("OTASE", "alliances/seato/"),
    ("UEO", "alliances/weu/"),
    ("OTAN", "alliances/nato/"),
    ("ЕврАзЭС", "alliances/eurasec/"),
    ("AES", "alliances/aes/"),
    ("LAS", "alliances/arab_league/"),
    ("جامعة الدول العربية", "alliances/arab_league/"),
    ("Ligue arabe", "alliances/arab_league/"),
    ("Brussels Pact", "alliances/weu/"),
    ("Rio Pact", "alliances/rio/"),
    ("CENTO", "alliances/cento/"),
    ("SEATO", "alliances/seato/"),
    ("Baghdad pact members", "alliances/cento/"),
    ("Georgia", "states/georgia/"),
    ("Kirghizia", "states/kyrgyzstan/"),
    ("Turkey", "states/turkiye/"),
    ("azerbaijan membership", "states/azerbaijan/"),
    ("NATO", "alliances/nato/"),
    ("Warsaw Pact", "alliances/warsaw_pact/"),
    ("GUAM", "alliances/guam/"),
    ("Shanghai Cooperation Organisation", "alliances/sco/"),
    ("is armenia still in the csto", "faq/"),
    ("who left in 1999", "faq/"),
    ("difference between CST and CSTO", "faq/"),
    ("who founded the csto", "faq/"),
    ("how many members", "faq/"),
    ("article 4", "faq/"),
    ("article 5", "faq/"),
    ("observers", "faq/"),
    ("chair", "faq/"),
    ("day", "how-to/ask-about-a-day/"),
    ("DaySet", "reference/days/"),
    ("FuzzyDate", "reference/uncertain-days/"),
    ("Alliance", "reference/alliance/"),
    ("members_on", "reference/questions/"),
    ("BeyondRecordWarning", "reference/errors/"),
    ("command line", "reference/command-line/"),
    ("R", "how-to/data-frames/"),
    ("stata", "reference/ready-made-tables/"),
    ("dataframe", "how-to/data-frames/"),
    ("pandas", "how-to/data-frames/"),
    ("polars", "how-to/data-frames/"),
    ("excel", "how-to/data-package/"),
    ("csv", "how-to/data-package/"),
    ("panel", "how-to/panels/"),
    ("state years", "how-to/panels/"),
    ("graph", "how-to/draw-a-timeline/"),
    ("chart", "how-to/draw-a-timeline/"),
    ("picture", "how-to/draw-a-timeline/"),
    ("embed", "how-to/draw-a-timeline/"),
    ("COW", "reference/data-sets/"),
    ("ATOP", "reference/data-sets/"),
    ("cite", "how-to/cite/"),
    ("bibtex", "how-to/cite/"),
    ("wrong date", "how-to/correct-a-fact/"),
    ("install", "how-to/install-and-contact/"),
    ("github", "how-to/install-and-contact/"),
    ("license", "how-to/install-and-contact/"),
    ("uncertain", "explanation/uncertainty/"),
    ("suspended", "glossary/"),
    ("ratification", "glossary/"),
    ("Kazakhstan 2022", "explanation/kazakhstan-2022/"),
    ("disagreements", "disagreements/"),
    ("did azerbaijan leave", "states/azerbaijan/"),
    ("azerbaijan csto", "states/azerbaijan/"),
    ("why did azerbaijan leave the csto", "leaving/"),
    ("who chairs the csto", "faq/"),
    ("chairmanship", "faq/"),
    ("presidency", "faq/"),
    ("what is article 4", "faq/"),
    ("worksheet", "teaching/"),
    ("quiz", "teaching/"),
    ("exercises", "teaching/"),
    ("printable timeline", "teaching/timeline/"),
    ("answer key", "teaching/key/"),
    ("link to a day", "how-to/cite/"),
    ("country year", "reference/ready-made-tables/"),
    ("country-year dataset", "reference/ready-made-tables/"),
    ("cow codes", "reference/data-sets/"),
    ("dataset", "reference/ready-made-tables/"),
    ("errors in cow", "explanation/other-data-sets/"),
    ("limitations", "explanation/not-known/"),
    ("what is not known", "explanation/not-known/"),
    ("is armenia a member", "states/armenia/"),
    ("armenia frozen", "states/armenia/"),
    ("quote", "how-to/cite/"),
    ("iframe", "how-to/draw-a-timeline/"),
    ("report a mistake", "how-to/correct-a-fact/"),
    ("getting started", "how-to/in-ten-minutes/"),
    ("javascript", "reference/api/"),
    ("sql", "reference/api/"),
    ("google sheets", "reference/api/"),
    ("spreadsheet", "reference/api/"),
    ("unknown name", "reference/errors/"),
    ("unknown state", "reference/errors/"),
]
FIRST = 3
INDEX = "search/whole_index.json"
LEFT_OUT = frozenset(
    re.findall(
        r"\w+",
        """
a able about across after all almost also am among an and any are as at be because
been but by can cannot could dear did do does either else ever every for from get got
had has have he her hers him his how however i if in into is it its just least let
like likely may me might most must my neither no nor not of off often on only or other
our own rather said say says she should since so some than that the their them then
there these they this tis to too twas us wants was we were what when where which while
who whom why will with would yet you your""",
    )
)
"""Words that the theme's search takes no notice of, since they are in every text."""

FOUND = """() => [...document.querySelectorAll(
  ".md-search-result__item > a:first-child")].map((link) => link.href)"""
ASK = """async ([address, asked]) => {
  const worker = new Worker(address);
  const answer = (message, last) => new Promise((done) => {
    worker.onmessage = ({ data }) => data.type === last && done(data.data);
    worker.postMessage(message);
  });
  const empty = await (await fetch("search/search_index.json")).json();
  await answer({ type: 0, data: { ...empty, options: {} } }, 1);
  const found = {};
  for (const each of asked) {
    const { items } = await answer({ type: 2, data: each }, 3);
    found[each] = items.flat().map(({ location }) => location);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def index(folder):
    return json.loads((folder / INDEX).read_text("utf-8"))


@pytest.fixture(scope="module")
def box(new_kept_page):
    """The box that people type into, on the home page."""
    page = new_kept_page()
    page.locator("input.md-search__input").click()
    return page


def wait_until(page, reached):
    """Wait for what is reached soon; the policy of a page lets it not be text in the page."""
    for _ in range(200):
        if reached():
            return
        page.wait_for_timeout(50)
    pytest.fail("not reached in ten seconds")


@pytest.mark.parametrize(("query", "wanted"), ASKED)
def test_the_page_that_people_look_for_is_among_the_first(box, site, query, wanted):
    field = box.locator("input.md-search__input")
    for text in ("", query):  # emptied first, so that no earlier answer is read
        field.fill(text)
        field.dispatch_event("keyup", {"key": "a"})
        wait_until(box, lambda text=text: bool(box.evaluate(FOUND)) == bool(text))
    places = [address.removeprefix(site) for address in box.evaluate(FOUND)]
    pages = [*dict.fromkeys(urlsplit(place).path for place in places)]
    assert wanted in pages[:FIRST]


def test_a_result_leads_to_its_page(new_page, site):
    page = new_page("how-to/cite/")
    page.locator("input.md-search__input").click()
    page.keyboard.type("Oezbekistan")
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url(f"{site}states/uzbekistan/**")


def words_of(index, field):
    """The words of a field, as the theme splits it, by the places that have them."""
    between = re.compile(index["config"]["separator"])
    for page in index["docs"]:
        text = re.sub(r"<[^>]*>", " ", page.get(field, ""))
        for word in filter(None, between.split(text)):
            if word.lower() not in LEFT_OUT:
                yield word, page["location"]


@pytest.mark.parametrize("field", ["title", "text", "words", "names"])
def test_no_word_of_the_index_begins_with_what_nobody_types(index, field):
    words = {word for word, _ in words_of(index, field)}
    assert len(words) > 100
    assert {word for word in words if not re.match(r"[\w.]?\w", word)} == set()
    assert max(map(len, words)) < 200  # the theme keeps ten bits for a length


@pytest.mark.parametrize(("field", "every"), [("title", 1), ("names", 1), ("text", 25)])
def test_every_word_leads_to_where_it_is(page, index, field, every):
    """Of the texts every 25th, since they have some twenty thousand."""
    having = {}
    for word, place in words_of(index, field):
        having.setdefault(word.lower(), set()).add(place)
    having = {word: having[word] for word in sorted(having)[::every]}
    assert len(having) > 200
    address = json.loads(page.locator("#__config").text_content())["search"]
    found = page.evaluate(ASK, [address, [*having]])
    lost = {w: places - set(found[w]) for w, places in having.items()}
    assert {word: places for word, places in lost.items() if places} == {}


def test_the_home_page_is_light_until_somebody_searches(browser, site, folder):
    page = browser.new_page()
    loaded = []
    page.on("response", lambda answer: loaded.append(answer.url))
    page.goto(site, wait_until="networkidle")
    files = {urlsplit(url).path.lstrip("/") or "index.html" for url in loaded}
    assert INDEX not in files
    assert "index.html" in files
    sizes = {
        file: len(gzip.compress((folder / file).read_bytes()))
        for file in files
        if (folder / file).is_file()
    }
    assert sum(sizes.values()) < 250_000, sizes
    page.locator("input.md-search__input").click()
    with page.expect_response(f"{site}{INDEX}"):
        page.keyboard.type("CSTO")
    page.close()
