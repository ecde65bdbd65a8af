"""No label leaves its picture, and no character its column."""

import re
import unicodedata
from datetime import date, timedelta
from textwrap import wrap
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import strategies
from csto_membership.charts.chart import Chart
from csto_membership.charts.figure import Bars, Group, Look, Row, Tick
from csto_membership.charts.lettering import BOLD, columns, cut, ems, plain, wrapped

SVG = "{http://www.w3.org/2000/svg}"

# How wide letters are, and bold ones, in thousandths of the font: the widest of DejaVu
# Sans and Serif and of Liberation Sans and Serif, as a browser measures them.
WIDEST = (
    (275, 307, "'"),
    (311, 362, "j"),
    (318, 349, " "),
    (318, 380, ",."),
    (320, 380, "il"),
    (337, 366, "/\\|"),
    (337, 400, ":;"),
    (361, 416, "-"),
    (371, 436, "f"),
    (391, 474, "()[]"),
    (396, 468, "I"),
    (402, 457, "!"),
    (402, 479, "t"),
    (460, 556, '"'),
    (479, 527, "r"),
    (500, 500, "`"),
    (500, 523, "*"),
    (500, 557, "J"),
    (519, 658, "“”"),
    (521, 596, "s"),
    (526, 613, "г"),
    (527, 583, "z"),
    (546, 639, "з"),
    (557, 557, "_"),
    (557, 611, "?"),
    (561, 609, "cсэ"),
    (583, 620, "т"),
    (590, 679, "ь"),
    (590, 695, "в"),
    (592, 646, "xх"),
    (592, 652, "vyу"),
    (606, 693, "k"),
    (612, 688, "oо"),
    (613, 675, "aа"),
    (616, 679, "eеёé"),
    (617, 699, "б"),
    (625, 723, "к"),
    (631, 739, "я"),
    (637, 696, "$0123456789"),
    (637, 712, "{}"),
    (640, 733, "л"),
    (641, 716, "bdgpqр"),
    (642, 722, "З"),
    (645, 728, "hnu"),
    (662, 732, "ч"),
    (663, 691, "Г"),
    (665, 704, "L"),
    (667, 732, "нп"),
    (667, 742, "ий"),
    (667, 745, "TТ"),
    (673, 752, "PР"),
    (681, 742, "ц"),
    (686, 723, "S"),
    (687, 826, "Ь"),
    (692, 808, "д"),
    (694, 710, "F"),
    (695, 730, "Z"),
    (707, 768, "ъ"),
    (723, 725, "Y"),
    (723, 776, "AVXХ"),
    (723, 812, "У"),
    (730, 763, "EЕЁ"),
    (735, 846, "BВ"),
    (735, 855, "Б"),
    (748, 870, "K"),
    (753, 832, "R"),
    (758, 815, "А"),
    (766, 796, "CСЭ"),
    (773, 914, "Ч"),
    (774, 910, "К"),
    (778, 869, "м"),
    (796, 1003, "ы"),
    (799, 855, "G"),
    (802, 868, "D"),
    (808, 882, "Я"),
    (813, 891, "Д"),
    (820, 872, "OQО"),
    (833, 957, "Ъ"),
    (835, 885, "Л"),
    (838, 838, "#+<=>^~"),
    (843, 873, "U"),
    (855, 993, "ф"),
    (856, 924, "w"),
    (861, 992, "Ф"),
    (871, 1026, "ю"),
    (873, 945, "HИЙНП"),
    (873, 967, "Ц"),
    (875, 915, "N"),
    (891, 903, "&"),
    (920, 1010, "ж"),
    (930, 1075, "ш"),
    (942, 1106, "щ"),
    (951, 1002, "%"),
    (975, 1059, "m"),
    (984, 1202, "Ы"),
    (1000, 1000, "…"),
    (1016, 1000, "@"),
    (1024, 1107, "MМ"),
    (1028, 1124, "W"),
    (1124, 1313, "Ж"),
    (1142, 1269, "Ш"),
    (1142, 1326, "Щ"),
    (1194, 1288, "Ю"),
)
NORMAL = {letter: width for width, _, letters in WIDEST for letter in letters}
HEAVY = {letter: width for _, width, letters in WIDEST for letter in letters}
TYPEWRITER = 603
"""Each letter of a font for programs."""


def real_widths(text, font, *, bold=False):
    """How wide a text is in common fonts, at its widest."""
    known = HEAVY if bold else NORMAL
    shown = [c for c in text if not unicodedata.category(c).startswith("M")]
    wide = sum(known.get(c, 1000) for c in shown)
    return max(wide, TYPEWRITER * len(shown)) * font / 1000


def test_each_letter_has_room():
    for normal, heavy, letters in WIDEST:
        for letter in letters:
            assert ems(letter) * 1000 >= normal, letter
            assert ems(letter) * BOLD * 1000 >= heavy, letter


# -- pictures -----------------------------------------------------------------

LETTERS = "".join(NORMAL) + "e\u0301中한ｗ𝔘"
labels = st.text(LETTERS, max_size=40)
days = strategies.days(date(1990, 1, 1), date(2030, 12, 31))


def chart(words, first, last):
    label, heading, meaning, note = words
    first, last = sorted((first, last))
    bars = (
        Bars(cm.DaySet.parse("../.."), meaning),
        Bars(cm.DaySet.span(first, first + timedelta(1)), f"not {meaning}", Look.THIN),
    )
    row = Row(label, bars, (Tick(first, "an act", note=note),))
    return Chart("Some days", (Group(heading, (row,)),), first, last)


def extents(picture, small):
    """Each text of a picture, with the room that it takes in common fonts."""
    root = ET.fromstring(picture.svg)  # noqa: S314 - our own
    _, _, width, height = map(float, root.get("viewBox").split())
    for each in root.iter(f"{SVG}text"):
        kind, text = each.get("class"), each.text or ""
        font = {"note": 12 if small else 15}.get(kind, 11 if small else 18)
        length = real_widths(text, font, bold=kind == "heading")
        x = float(each.get("x"))
        start = x - {"day": length / 2, "label": length}.get(kind, 0)
        yield kind, float(each.get("y")), start, start + length, font, (width, height)


@pytest.mark.parametrize("small", [True, False], ids=["11 pixels", "18 pixels"])
@given(st.tuples(labels, labels, labels, labels), days, days)
@example(("A", "", "", ""), date(1992, 1, 1), date(1992, 1, 4))  # at the left edge
@example(("", "", "", ""), date(1992, 1, 1), date(1992, 1, 1))
@example(("A", "", "", ""), date(1992, 1, 1), date(1992, 12, 1))
@example(("A", "", "", ""), date(2000, 1, 1), date(2000, 7, 1))  # near its neighbour
@example(("Iceland", "", "", ""), date(1990, 1, 2), date(2000, 1, 1))  # at the right
@example(("W" * 40, "W" * 90, "m" * 70, "W" * 300), date(2000, 1, 1), date(2040, 1, 1))
@example(
    ("中" * 30, "中" * 90, "中" * 60, "中" * 300), date(2000, 1, 1), date(2000, 1, 1)
)
@example(("i" * 40, "i " * 90, "i" * 99, "i" * 300), date(2000, 1, 1), date(2040, 1, 1))
def test_no_text_leaves_the_picture_and_no_day_another(small, words, first, last):
    ends = {}
    found = list(extents(chart(words, first, last), small))
    assert {"day", "label", "meaning"} <= {kind for kind, *_ in found}
    for kind, y, start, end, font, (width, height) in found:
        assert start >= -0.01, kind
        assert end <= width + 0.01, kind
        assert font * 0.8 < y < height - font * 0.2, kind
        if kind in {"day", "meaning"}:
            assert start >= ends.get((kind, y), 0), kind
            ends[kind, y] = end


@pytest.mark.parametrize("name", cm.available())
def test_no_name_of_a_shipped_member_is_cut(name):
    root = ET.fromstring(cm.load(name).chart().svg)  # noqa: S314 - our own
    labels = [
        each.text for each in root.iter(f"{SVG}text") if each.get("class") == "label"
    ]
    assert labels
    assert {each for each in labels if "…" in each} <= {"German Democratic R…"}


# -- characters ---------------------------------------------------------------

CONTROLS = [chr(n) for n in (*range(32), *range(127, 160), 0x2028, 0x2029)]
UNSEEN = "\u200b\u200d\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\u00ad\ufe0f"
texts = st.text(st.sampled_from([*"ab é中한ｗ-👩ᅡ\u0301", *CONTROLS, *UNSEEN]))


@pytest.mark.parametrize(
    ("text", "shown", "width"),
    [
        ("Kyrgyzstan", "Kyrgyzstan", 10),
        ("中国", "中国", 4),
        ("ｗ", "ｗ", 2),
        ("한국", "한국", 4),
        ("e\u0301", "e\u0301", 1),
        ("\u1112\u1161\u11ab", "\u1112\u1161\u11ab", 2),  # one syllable in three parts
        ("👩\u200d👧", "👩👧", 4),
        ("a\nb\r\nc\td", "a b  c d", 8),
        ("a\u2028b\x85c", "a b c", 5),
        ("\x1b[2J\x07\x08", "\ufffd[2J\ufffd\ufffd", 6),
        ("\u202eabc\u202c", "abc", 3),
        ("\ud800", "\ufffd", 1),
        ("no\u00a0break", "no break", 8),
    ],
)
def test_a_text_is_shown_as_one_line_of_known_width(text, shown, width):
    assert plain(text) == shown
    assert columns(shown) == width


@given(texts, st.integers(1, 30))
def test_a_text_that_is_cut_fits_and_keeps_its_beginning(text, room):
    shown = plain(text)
    short = cut(shown, room, columns)
    assert columns(short) <= room
    assert shown.startswith(short.removesuffix("…"))
    assert (short == shown) is (columns(shown) <= room)


@given(texts, st.integers(4, 30), st.sampled_from(["", "  "]))
def test_lines_fit_and_keep_every_word(text, room, indent):
    lines = list(wrapped(text, room, columns, indent))
    assert all(columns(line) <= room for line in lines)
    assert all(line.strip() and line == line.rstrip() for line in lines)
    assert all(line.startswith(indent) for line in lines[1:])
    kept = "".join(lines).replace(" ", "")
    assert kept == plain(text).replace(" ", "")


@given(st.lists(st.text("abc", min_size=1, max_size=5)), st.integers(5, 30))
def test_plain_words_are_broken_as_the_standard_library_does(words, room):
    text = " ".join(words)
    assert list(wrapped(text, room, columns)) == wrap(text, room)


@given(st.lists(texts, min_size=1, max_size=4), texts, st.integers(40, 90))
@example(["中国", "A", "\x1b[2K\r\nx", "e\u0301" * 9], "a\nb", 40)
def test_rows_stand_below_one_another_and_no_line_is_too_wide(names, words, width):
    first, last = date(2000, 1, 1), date(2040, 1, 1)
    bars = Bars(cm.DaySet.parse("2000/2020"), f"m{words}")
    rows = [
        Row(each, (bars,), (Tick(first, f"t{words}", note=words),)) for each in names
    ]
    drawn = Chart("", (Group(f"H{words}", tuple(rows)),), first, last).text(width)
    lines = drawn.split("\n")
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", drawn
    )
    assert all(columns(line) <= width for line in lines)
    above = lines.index(next(line for line in lines if "┬" in line))
    shown = lines[above + 1 : above + 1 + len(rows)]
    assert len({columns(line.partition("█")[0]) for line in shown}) == 1
    for name, line in zip(names, shown, strict=True):
        assert line.startswith(cut(plain(name), 24, columns).rstrip())
