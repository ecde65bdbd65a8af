"""What is folded opens for who comes by a link, and on paper."""

import pytest

import csto_membership as cm

ACTS = [
    ("alliances/csto/", "am-halts"),
    ("states/uzbekistan/", "csto"),
    ("disagreements/csto/", "csto-am-halts"),
    ("leaving/", "csto-uzb-uz-suspended"),
]


@pytest.mark.parametrize(("address", "anchor"), ACTS)
def test_a_link_opens_the_fold_of_what_it_names(new_page, address, anchor):
    page = new_page(f"{address}#{anchor}")
    fold = page.locator("details.fold").filter(has=page.locator(f'[id="{anchor}"]'))
    fold.and_(page.locator("[open]")).wait_for()
    assert page.locator("details.fold[open]").count() == 1


@pytest.mark.parametrize("address", ["alliances/csto/", "states/uzbekistan/"])
def test_all_is_folded_until_it_is_asked_for_and_short(new_page, address):
    page = new_page(address, viewport={"width": 1280, "height": 900})
    assert page.locator("details.fold").count() > 5
    assert page.locator("details.fold[open]").count() == 0
    assert page.evaluate("document.documentElement.scrollHeight") < 8000


@pytest.mark.parametrize(
    "address",
    [
        "states/",
        "disagreements/",
        "leaving/",
        *(f"alliances/{name}/" for name in cm.available()),
    ],
)
def test_no_page_is_endless_on_a_phone(new_page, address):
    page = new_page(address, viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollHeight") < 8000


@pytest.mark.parametrize("width", [320, 720, 960, 1100])
@pytest.mark.parametrize("address", ["leaving/", "states/russia/", "alliances/nato/"])
def test_a_table_of_blocks_is_no_wider_than_the_screen(new_page, address, width):
    page = new_page(address, viewport={"width": width, "height": 800})
    too_wide = page.evaluate(
        """() => [...document.querySelectorAll(".blocks table")].filter(
          (each) => each.offsetParent && each.scrollWidth > each.closest(".blocks").clientWidth + 1).length"""
    )
    assert too_wide == 0


@pytest.mark.parametrize("address", ["alliances/csto/", "states/uzbekistan/"])
def test_nothing_is_folded_on_paper(new_page, address):
    page = new_page(address)
    page.emulate_media(media="print")
    last = page.locator("details.fold").last.locator("li, td").first
    last.wait_for()
    assert last.bounding_box()["height"] > 0


def test_a_folded_picture_is_on_paper(new_page):
    page = new_page("leaving/")
    page.emulate_media(media="print")
    picture = page.locator("details.fold img")
    assert picture.evaluate("each => each.naturalWidth") > 0
    assert picture.bounding_box()["height"] > 600


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_pictures_are_drawn_for_their_width(new_page, width):
    page = new_page("alliances/csto/", viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shown = page.locator("figure.picture svg:visible")
    assert shown.count() == 2
    sizes = shown.first.evaluate(
        """svg => { const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        return [...svg.querySelectorAll(".label")].map(
            text => parseFloat(getComputedStyle(text).fontSize) * scale) }"""
    )
    assert min(sizes) >= 11  # pixels
