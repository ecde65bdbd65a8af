"""Charts: what is drawn is what holds, day by day, in pictures and in characters."""

import re
from collections import Counter
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import strategies
from csto_membership.charts.chart import Chart
from csto_membership.charts.figure import Bars, Figure, Group, Look, Row, Tick
from csto_membership.charts.svg import as_svg
from csto_membership.charts.text import as_text

CSTO = cm.load("csto")
SVG = "{http://www.w3.org/2000/svg}"
DEFINITIONS = ["joined", "party", "organization", "active"]
NARROWED = [
    *(CSTO.under(definition) for definition in DEFINITIONS),
    CSTO.as_known_on("1990-01-01"),
    CSTO.as_known_on("1999-03-01").under("party"),
    CSTO.according_to("gibler"),
    CSTO.according_to("mpepil", silence="no"),
    CSTO.preferring("seed-000").under("active"),
]


def _chart(*rows, first="1999-04-10", last="1999-05-10", heading="Some rows"):
    return Chart("Some days", (Group(heading, rows),), first, last)


def _parsed(chart):
    return ET.fromstring(chart.svg)  # noqa: S314 - our own


def _row(picture, state):
    (row,) = picture.findall(f".//{SVG}g[@data-state='{state}']")
    return row


def _bars(row):
    """The class of each bar, its edges and the words of its tooltip."""
    for path in row.iter(f"{SVG}path"):
        kinds = path.get("class").split()
        if kinds[0] == "bar":
            start, end = re.match(r"M(\S+) \S+H([^LZ]+)", path.get("d")).groups()
            said = path.find(f"{SVG}title").text
            yield frozenset(kinds[1:]), float(start), float(end), said


def _place(picture, day):
    """Where the contract of a picture says that a day begins."""
    first = date.fromisoformat(picture.get("data-first-day"))
    last = date.fromisoformat(picture.get("data-last-day"))
    left, right = float(picture.get("data-left")), float(picture.get("data-right"))
    days = (last - first).days + 1
    return left + (right - left) * (day - first).days / days


def _looks_on(picture, state, day):
    """The looks of the bars that cover the middle of a day."""
    day = date.fromisoformat(day)
    middle = (_place(picture, day) + _place(picture, day + timedelta(1))) / 2
    bars = _bars(_row(picture, state))
    return [set(kinds) for kinds, start, end, _ in bars if start < middle < end]


HUES = re.findall(
    r"--one:var\(--membership-hue,(#\w{6})\);--other:var\(--membership-other-hue,(#\w{6})\)",
    cm.load("csto").chart().svg,
)
LIGHT, DARK = HUES[:2]


class TestThePicture:
    @pytest.mark.parametrize("alliance", NARROWED, ids=str)
    def test_it_is_well_formed_and_the_same_every_time(self, alliance):
        picture = alliance.chart()
        assert picture.svg == attrs.evolve(picture).svg
        root = _parsed(picture)
        assert root.tag == f"{SVG}svg"
        assert root.get("class") == "membership-chart"
        assert root.get("width") is root.get("height") is None

    def test_it_begins_with_its_title_and_tells_itself_in_words(self):
        root = _parsed(CSTO.chart())
        title, desc = list(root)[:2]
        assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert title.text == "Members of the CST, later CSTO"
        assert (
            "Uzbekistan: member 1992-05-15 to 1999-04-20; "
            "member 2006-08-16 to 2012-12-18; suspended, not counted since 2012-12-19."
        ) in desc.text
        assert "Belarus: member since 1993-12-31." in desc.text

    @pytest.mark.parametrize(
        ("name", "last"),
        [("warsaw_pact", "1991-12-31"), ("seato", "1977-12-31"), ("weu", "2011-12-31")],
    )
    def test_that_of_a_body_without_members_ends_with_the_year_of_the_last(
        self, name, last
    ):
        alliance = cm.load(name)
        assert str(alliance.chart().last_day) == last
        asked = alliance.chart(during="1950/..")
        assert asked.last_day == alliance.horizon
        both = cm.chart(name, "csto")
        assert both.last_day == CSTO.horizon

    def test_its_right_edge_is_the_last_day_of_the_record_and_never_today(self):
        root = _parsed(CSTO.chart())
        assert root.get("data-first-day") == "1992-01-01"
        assert root.get("data-last-day") == str(CSTO.horizon)
        known = _parsed(CSTO.as_known_on("1999-03-01").chart())
        assert known.get("data-last-day") == "1999-03-01"

    def test_nothing_is_fetched_and_nothing_runs(self):
        for picture in (CSTO.chart(), CSTO.compare(CSTO.under("party")).chart()):
            said = picture.svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
            assert not re.search(r"http|<script|@import|href|\bon\w+=", said)
            assert all(
                u.startswith("#chart-") for u in re.findall(r"url\((.*?)\)", said)
            )

    def test_two_pictures_in_one_page_share_no_id(self):
        ids = [
            re.findall(r'\bid="(.*?)"', alliance.chart().svg)
            for alliance in NARROWED[:4]
        ]
        assert all(len(each) == len(set(each)) for each in ids)
        assert len({each for one in ids for each in one}) == sum(map(len, ids))

    def test_what_it_refers_to_is_in_it(self):
        for alliance in NARROWED:
            text = alliance.chart().svg
            used = set(re.findall(r"url\(#(.*?)\)", text))
            assert used == set(re.findall(r'pattern id="(.*?)"', text))

    def test_names_are_escaped(self):
        bars = (Bars(cm.DaySet.parse("1999-04"), "<&>"),)
        odd = Row('<b>&"\x00', bars, (Tick("1999-04-12", "<i>&"),), key='"><x')
        root = _parsed(_chart(odd, heading="<u>&"))
        assert root.find(f".//{SVG}g").get("data-state") == '"><x'
        texts = [each.text for each in root.iter(f"{SVG}text")]
        assert texts[0] == "<u>&"
        assert '<b>&"\ufffd' in texts
        assert root.find(f".//{SVG}path[@class='tick']/{SVG}title").text == "<i>&"

    def test_a_long_name_is_cut_and_its_tooltip_is_not(self):
        name = "A state with a name that is longer than any of ours"
        chart = _chart(Row(name, (Bars(cm.DaySet.parse("1999-04"), "member"),)))
        (label,) = _parsed(chart).findall(f".//{SVG}text[@class='label']")
        assert label.text.endswith("…")
        ((_, _, _, said),) = _bars(_parsed(chart).find(f".//{SVG}g"))
        assert said.startswith(name)
        assert all(len(line) <= 80 for line in chart.text().splitlines())

    def test_an_alliance_without_a_member_says_so(self):
        nobody = CSTO.as_known_on("1990-01-01").chart()
        assert [group.rows for group in nobody.groups] == [()]
        assert "no members in this" in str(nobody)
        assert "There is no row." in _parsed(nobody).find(f"{SVG}desc").text


class TestFigure:
    def test_it_is_drawn_without_a_chart(self):
        chart = CSTO.chart("UZ", "AM")
        figure = Figure(chart.title, chart.groups, chart.first_day, chart.last_day)
        assert as_svg(figure) == chart.svg
        assert as_text(figure, 60) == chart.text(60)
        assert repr(figure) == repr(chart).replace("Chart", "Figure")

    def test_its_last_day_is_not_before_its_first(self):
        Figure("", (), "1999-04-20", "1999-04-20")
        with pytest.raises(cm.InvalidSpanError, match="at least one day"):
            Figure("", (), "1999-04-20", "1999-04-19")


class TestWhereBarsAre:
    @given(
        st.lists(strategies.fuzzy_day_sets(), max_size=3),
        strategies.days(),
        strategies.days(),
    )
    def test_edges_are_the_linear_map_of_the_days(self, sets, one, other):
        first, last = sorted((one, other))
        rows = [Row(f"{n}", (Bars(s, "in"),), key=f"{n}") for n, s in enumerate(sets)]
        root = _parsed(_chart(*rows, first=first, last=last))
        for n, days in enumerate(sets):
            found = Counter()
            for kinds, start, end, _ in _bars(_row(root, f"{n}")):
                assert end - start >= 2
                assert start >= float(root.get("data-left"))
                found[kinds] += 1
                sure = "unsure" not in kinds
                those = (days.surely if sure else days.uncertain).clip(
                    cm.Span(first, last + timedelta(1))
                )
                edges = {
                    (
                        round(_place(root, span.first_day), 2),
                        round(_place(root, span.last_day + timedelta(1)), 2),
                    )
                    for span in those.spans()
                }
                near = [
                    abs(start - a) < 0.02 and (abs(end - b) < 0.02 or end == a + 2)
                    for a, b in edges
                ]
                assert any(near)
            assert sum(found.values()) == len(_spans_within(days, first, last))

    def test_a_day_is_wide_enough_to_be_seen(self):
        row = Row("A day", (Bars(cm.DaySet.of("1999-04-20"), "member"),))
        root = _parsed(_chart(row, first="1900-01-01", last="2099-12-31"))
        ((_, start, end, _),) = _bars(root.find(f".//{SVG}g"))
        assert end - start == 2

    @pytest.mark.parametrize("alliance", NARROWED, ids=str)
    def test_every_day_of_membership_is_drawn_as_sure_as_it_is(self, alliance):
        states = alliance.days_by_state.items()
        flips = {
            flip
            for _, days in states
            for flip in (*days.surely.toggles, *days.possibly.toggles)
            if flip <= alliance.horizon
        }
        assert flips or alliance.horizon < date(1992, 5, 15)
        for flip in flips:
            # So near that each day is wider than the narrowest bar.
            near = (flip - timedelta(9), flip + timedelta(9))
            names = [state.alpha_2 for state, _ in states]
            root = _parsed(alliance.chart(*names, during=near))
            for state, days in states:
                for day in (flip - timedelta(1), flip):
                    looks = _looks_on(root, state.alpha_2, str(day))
                    filled = [each for each in looks if "slanted" not in each]
                    answer = days.answer(day)
                    assert len(filled) == answer.possibly, (state, day)
                    assert any("unsure" in each for each in filled) is (
                        answer is cm.Answer.UNCERTAIN
                    )

    def test_what_goes_on_is_pointed_and_what_ends_is_not(self):
        def ends(days):
            (path,) = (
                each.get("d")
                for each in _parsed(
                    _chart(Row("x", (Bars(cm.DaySet.parse(days), ""),)))
                ).iter(f"{SVG}path")
                if each.get("class") == "bar full" and len(each)
            )
            return path.count("L")

        # One line closes the right side; a point takes one more on its side.
        assert ends("1999-04-20/1999-05-10") == 1
        assert ends("1999-04-20/1999-05-11") == 2
        assert ends("1999-04-10/..") == 2
        assert ends("1999-04-09/1999-05-10") == 2
        assert ends("../..") == 3

    def test_the_ends_of_the_calendar_can_be_shown(self):
        row = Row("ever", (Bars(cm.DaySet.parse("../.."), "member"),))
        chart = _chart(row, first=date.min, last=date.max)
        ((_, start, end, _),) = _bars(_parsed(chart).find(f".//{SVG}g"))
        assert start == float(_parsed(chart).get("data-left"))
        assert end == float(_parsed(chart).get("data-right"))
        assert "█" in str(chart)


def _spans_within(days, first, last):
    period = cm.Span(first, last + timedelta(1))
    return [
        span
        for each in (days.surely, days.uncertain)
        for span in each.clip(period).spans()
    ]


class TestWhatTheRecordDemands:
    def test_uzbekistan_is_hatched_and_out_since_its_suspension(self):
        root = _parsed(CSTO.chart())
        assert _looks_on(root, "UZ", "2012-12-18") == [{"full"}]
        assert _looks_on(root, "UZ", "2012-12-19") == [{"slanted"}]
        assert _looks_on(root, "UZ", str(CSTO.horizon)) == [{"slanted"}]
        assert _looks_on(root, "UZ", "1999-04-20") == [{"full"}]
        assert _looks_on(root, "UZ", "1999-04-21") == []

    def test_armenia_is_hatched_since_the_halt_and_in_unless_it_must_be_active(self):
        joined, active = _parsed(CSTO.chart()), _parsed(CSTO.under("active").chart())
        assert _looks_on(joined, "AM", "2024-02-21") == [{"full"}]
        assert _looks_on(joined, "AM", "2024-02-22") == [{"hatched"}]
        assert _looks_on(active, "AM", "2024-02-21") == [{"full"}]
        assert _looks_on(active, "AM", "2024-02-22") == [{"slanted"}]

    def test_what_is_uncertain_under_party_is_faded(self):
        root = _parsed(CSTO.under("party").chart())
        assert _looks_on(root, "AZ", "1995-01-01") == [{"full", "unsure"}]
        assert _looks_on(root, "UZ", "2010-01-01") == [{"full", "unsure"}]
        assert _looks_on(root, "UZ", "2013-01-01") == [{"hatched", "unsure"}]
        assert _looks_on(root, "BY", "1995-01-01") == [{"full"}]

    def test_rows_are_in_the_order_in_which_states_came(self):
        (group,) = CSTO.chart().groups
        assert [row.key for row in group.rows] == [
            *("AM", "KZ", "KG", "RU", "TJ", "UZ", "AZ", "GE", "BY")
        ]

    def test_acts_are_ticks_with_the_words_of_the_package(self):
        root = _parsed(CSTO.chart())
        path = _row(root, "AZ").findall(f"{SVG}path[@class='tick']")
        said = [each.find(f"{SVG}title").text for each in path]
        assert said == [
            "1993-09-24: Azerbaijan signs the treaty (signature)",
            "last day 1999-04-20: the first term of the treaty ends (expiry)",
        ]
        place = float(re.match(r"M(\S+) ", path[1].get("d"))[1])
        assert place == pytest.approx(_place(root, date(1999, 4, 21)), abs=0.01)

    def test_an_act_that_is_not_sure_is_hollow(self):
        root = _parsed(CSTO.under("party").chart())
        unsure = root.findall(f".//{SVG}g/{SVG}path[@class='tick unsure']")
        assert len(unsure) == 2
        assert "possibly never" in unsure[0].find(f"{SVG}title").text

    @pytest.mark.parametrize("definition", DEFINITIONS)
    def test_both_sentences_on_armenia_are_in_every_telling(self, definition):
        chart = CSTO.under(definition).chart("AM")
        (note,) = chart.notes
        assert "has frozen its participation" in note
        assert "Russia's foreign ministry calls it a full member." in note
        assert chart.description.endswith(note)
        assert note in " ".join(chart.text().split())
        assert chart.as_dict()["notes"] == [note]
        lines = _parsed(chart).findall(f"{SVG}text[@class='note']")
        assert " ".join(line.text for line in lines) == note
        assert CSTO.under(definition).chart("AM", during="2010").notes == []

    def test_states_can_be_chosen_also_one_that_never_was_a_member(self):
        (group,) = CSTO.chart("Oezbekistan", "MD").groups
        assert [row.label for row in group.rows] == ["Uzbekistan", "Moldova"]
        assert "Moldova: no day." in CSTO.chart("UZ", "MD").description

    def test_a_period_can_be_chosen(self):
        chart = CSTO.chart(during="1993-01/1998")
        assert (chart.first_day, chart.last_day) == (
            date(1993, 1, 1),
            date(1998, 12, 31),
        )
        assert "←" in str(chart)
        assert "→" in str(chart)

    def test_days_beyond_the_record_are_not_drawn_and_it_is_said(self):
        chart = CSTO.chart(during="2025/2030")
        assert f"covered until {CSTO.horizon}" in str(chart)
        root = _parsed(chart)
        assert _looks_on(root, "BY", str(CSTO.horizon)) == [{"full"}]
        assert _looks_on(root, "BY", str(CSTO.horizon + timedelta(1))) == []
        beyond = CSTO.chart(during="2030")
        assert "covered until" in str(beyond)
        assert "no member" not in str(beyond)
        with pytest.raises(cm.BeyondRecordError, match="give it an end"):
            CSTO.chart(during="2030/..")


class TestSeveral:
    def test_alliances_stand_above_one_another_along_the_same_days(self):
        known = CSTO.as_known_on("2000-01-01")
        chart = cm.chart("csto", CSTO.under("party"), known)
        assert [len(group.rows) for group in chart.groups] == [9, 9, 9]
        assert chart.last_day == CSTO.horizon
        root = _parsed(chart)
        rows = root.findall(f".//{SVG}g[@data-state='BY']")
        *_, (_, _, end, _) = _bars(rows[2])
        assert end == pytest.approx(_place(root, date(2000, 1, 2)), abs=0.01)
        assert chart.groups[2].heading.endswith("covered until 2000-01-01")

    def test_there_must_be_one(self):
        with pytest.raises(cm.EmptyError, match="at least one"):
            cm.chart()

    def test_a_comparison_shows_above_and_below_what_is_in_one_only(self):
        root = _parsed(CSTO.compare(CSTO.under("party")).chart())
        assert _looks_on(root, "RU", "1993-01-01") == [{"upper"}]
        assert _looks_on(root, "RU", "1995-01-01") == [{"thin"}]
        assert _looks_on(root, "AZ", "1995-01-01") == [{"upper", "unsure"}]
        assert _looks_on(root, "UZ", "2013-01-01") == [{"lower", "unsure"}]
        back = _parsed(CSTO.under("party").compare(CSTO).chart())
        assert _looks_on(back, "RU", "1993-01-01") == [{"lower"}]

    @pytest.mark.parametrize("other", NARROWED[1:4], ids=str)
    def test_a_comparison_draws_the_days_on_which_the_two_differ(self, other):
        comparison = CSTO.compare(other)
        (group,) = comparison.chart().groups
        differ = {tally.state.alpha_2: tally.days for tally in comparison.by_state}
        for row in group.rows:
            both, here, there = (bars.days.possibly for bars in row.bars)
            assert here | there == differ.pop(row.key)
            assert both.isdisjoint(here | there)
            assert here.isdisjoint(there)
        assert not any(differ.values())

    def test_the_same_history_twice_has_no_difference(self):
        chart = CSTO.compare(CSTO.under("joined").as_known_on("2026-11-30")).chart()
        assert "no difference" in str(chart)

    def test_a_history_is_a_chart_of_one_row(self):
        (group,) = CSTO.history("UZ").chart().groups
        assert [row.key for row in group.rows] == ["UZ"]


class TestInCharacters:
    @pytest.mark.parametrize("width", [40, 80, 100])
    @pytest.mark.parametrize("alliance", NARROWED, ids=str)
    def test_it_fits(self, alliance, width):
        assert all(
            len(line) <= width for line in alliance.chart().text(width).splitlines()
        )

    @given(
        strategies.fuzzy_day_sets(), strategies.days(), strategies.days(), st.booleans()
    )
    def test_a_column_shows_what_holds_on_most_of_its_days_with_a_bar(
        self, days, one, other, many
    ):
        first, last = sorted((one, other))
        if many:
            first -= timedelta(400)
        (line,) = (
            each
            for each in _chart(Row("row", (Bars(days, "in"),)), first=first, last=last)
            .text(40)
            .splitlines()
            if each.startswith("row")
        )
        columns = 40 - len("row") - 3
        line = f"{line:<40}"
        shown = (last - first).days + 1
        assert len(line) == 40
        for column in range(columns):
            start = column * shown // columns
            end = max(start + 1, (column + 1) * shown // columns)
            answers = [days.answer(first + timedelta(n)) for n in range(start, end)]
            sure = answers.count(cm.Answer.YES)
            unsure = answers.count(cm.Answer.UNCERTAIN)
            allowed = {"█"} if sure > unsure else {"░"}
            if sure == unsure:
                allowed = {"█", "░"} if sure else {" ", "→", "←"}
            assert line[len("row") + 2 + column] in allowed

    def test_it_goes_on_where_days_go_on(self):
        def line(days):
            row = Row("row", (Bars(cm.DaySet.parse(days), "in"),))
            return _chart(row).text(40).splitlines()[3]

        assert line("../..") == f"row ←{'█' * 34}→"
        assert line("1999-04-10/1999-05-10") == f"row  {'█' * 34}"
        assert line("1999-05-10/1999-05-10").endswith("█")

    def test_acts_are_told_once_with_the_states_that_did_them(self):
        lines = CSTO.chart().text(200).splitlines()
        assert (
            "2002-10-07: signature of the Charter: Armenia, Kazakhstan, Kyrgyzstan, "
            "Russia, Tajikistan, Belarus"
        ) in lines

    def test_each_look_has_its_own_characters(self):
        characters = "".join(look.value for look in Look).replace("//", "/")
        assert len(characters) == len(set(characters))

    @given(strategies.days(date.min, date.max), strategies.days(date.min, date.max))
    @example(date(2000, 1, 15), date(2001, 12, 31))
    @example(date(2000, 1, 2), date(2040, 12, 31))
    @example(date(2000, 1, 1), date(2040, 12, 31))
    def test_names_of_days_fit_and_name_their_days(self, one, other):
        first, last = sorted((one, other))
        found = Figure("", (), first, last).day_names(60)
        assert sum(len(name) + 1 for _, name in found) <= 60
        for day, name in found:
            assert first <= day <= last
            assert str(day).startswith(name)
            assert str(day)[len(name) :] in {"", "-01", "-01-01"}

    @pytest.mark.parametrize(
        ("first", "last", "room", "expected"),
        [
            (
                *("2000-01-01", "2040-01-01", 50),
                "2000 2005 2010 2015 2020 2025 2030 2035 2040",
            ),
            ("2000-01-02", "2002-01-01", 40, "2000-07 2001-01 2001-07 2002-01"),
            (
                *("1999-04-18", "1999-04-21", 50),
                "1999-04-18 1999-04-19 1999-04-20 1999-04-21",
            ),
        ],
    )
    def test_names_of_days_are_evenly_spaced(self, first, last, room, expected):
        names = Figure("", (), first, last).day_names(room)
        assert [name for _, name in names] == expected.split()


class TestHues:
    def test_there_are_two_on_light_grounds_and_on_paper_and_two_on_dark(self):
        assert HUES == [LIGHT, DARK, LIGHT, DARK, LIGHT]

    @staticmethod
    def _light(hue):
        parts = [int(hue[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in parts
        ]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    @pytest.mark.parametrize(
        ("hues", "ground"),
        [(LIGHT, "#ffffff"), (DARK, "#1b1e25"), (DARK, "#1e2129"), (DARK, "#000000")],
    )
    def test_each_stands_out_from_its_ground(self, hues, ground):
        for hue in hues:
            darker, lighter = sorted((self._light(hue), self._light(ground)))
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5

    def test_they_are_neither_red_nor_green(self):
        for hue in (*LIGHT, *DARK):
            red, green, blue = (int(hue[n : n + 2], 16) for n in (1, 3, 5))
            assert not red > 1.8 * max(green, blue)
            assert not green > max(red, blue)


class TestShowing:
    def test_notebooks_show_the_picture(self):
        assert CSTO.chart()._repr_svg_() == CSTO._repr_svg_() == CSTO.chart().svg

    def test_a_history_shows_its_picture_between_its_title_and_its_lines(self):
        history = CSTO.history("UZ")
        article = ET.fromstring(history._repr_html_())  # noqa: S314 - our own
        title, picture, *others = article
        assert picture.tag == f"{SVG}svg"
        heading, *lines = str(history).splitlines()
        assert "".join(title.itertext()) == heading
        words = " ".join(text for each in others for text in each.itertext())
        words = " ".join(words.split())
        for line in lines:
            assert " ".join(line.split()) in words

    @pytest.mark.parametrize("day", ["1991-01-01", "1999-04-20", "2013-01-01"])
    @pytest.mark.parametrize("definition", ["joined", "party"])
    def test_the_html_of_members_has_the_lines_of_the_text(self, day, definition):
        members = CSTO.under(definition).members_on(day)
        html = members._repr_html_().replace("<br/>", "\n")
        article = ET.fromstring(html)  # noqa: S314 - our own
        words = " ".join(" ".join(article.itertext()).split())
        heading, *others = str(members).splitlines()
        assert article.find("p/strong").text == heading
        for line in others:
            assert " ".join(line.split()) in words
        assert len(article.findall(".//tr")) == len(members.possibly)

    def test_the_html_of_members_is_escaped(self):
        (state, *_) = CSTO.members_on("2007-01-01").states
        odd = attrs.evolve(state, name="<b>&")
        members = CSTO.members_on("2007-01-01")
        states = (odd, *members.states[1:])
        html = attrs.evolve(CSTO.members(), states=states, day=None)._repr_html_()
        assert "&lt;b&gt;&amp;" in html
        assert "<b>" not in html

    def test_a_picture_is_saved_as_svg_and_as_nothing_else(self, tmp_path):
        chart = CSTO.chart()
        chart.save(tmp_path / "csto.svg")
        saved = (tmp_path / "csto.svg").read_text(encoding="utf-8")
        assert saved == f"{chart.svg}\n"
        for name in ("csto.png", "csto"):
            with pytest.raises(cm.UnknownNameError, match=r"csto\.svg"):
                chart.save(tmp_path / name)
            assert not (tmp_path / name).exists()

    def test_a_chart_that_ends_before_it_begins_is_refused(self):
        with pytest.raises(cm.InvalidSpanError, match="1999-04-10"):
            _chart(last="1999-04-09")

    def test_plain_values_have_first_and_last_days(self):
        (group,) = CSTO.chart("UZ").as_dict()["groups"]
        (row,) = group["rows"]
        assert row["key"] == "UZ"
        assert [(each["first_day"], each["last_day"]) for each in row["spells"]] == [
            ("1992-05-15", "1999-04-20"),
            ("2006-08-16", "2012-12-18"),
            ("2012-12-19", None),
        ]
        assert row["spells"][2]["meaning"] == "suspended, not counted"


class TestCommands:
    def test_chart_prints_the_picture_or_writes_it(self, capsys, tmp_path):
        from csto_membership.cli.main import main  # noqa: PLC0415

        assert main(["chart"]) == 0
        assert capsys.readouterr().out == f"{CSTO.chart().svg}\n"
        file = tmp_path / "uz.svg"
        assert main(["chart", "UZ", "--definition", "party", "-o", str(file)]) == 0
        assert capsys.readouterr().out == f"wrote {file}\n"
        assert file.read_text("utf-8") == f"{CSTO.under('party').chart('UZ').svg}\n"

    @pytest.mark.parametrize("name", ["uz.png", "missing/uz.svg"])
    def test_a_file_that_cannot_be_written_is_told_in_one_line(
        self, capsys, tmp_path, name
    ):
        from csto_membership.cli.main import main  # noqa: PLC0415

        assert main(["chart", "-o", str(tmp_path / name)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert len(err.splitlines()) == 1
        assert "uz.svg" in err

    @pytest.mark.parametrize(
        "width", ["10001", "9" * 30, "x", "-3", "", "８０", "80.5"]
    )
    def test_a_width_beyond_reason_is_refused_in_words(self, capsys, width):
        from csto_membership.cli.main import main  # noqa: PLC0415

        with pytest.raises(SystemExit) as stopped:
            main(["timeline", "UZ", f"--width={width}"])
        assert stopped.value.code == 2
        said = f"expected a number of columns up to 10000, not {width!r}"
        assert said in capsys.readouterr().err

    def test_the_greatest_width_is_drawn(self, capsys):
        from csto_membership.cli.main import main  # noqa: PLC0415

        assert main(["timeline", "UZ", "--width", "10000"]) == 0
        assert max(map(len, capsys.readouterr().out.splitlines())) in range(9000, 10001)

    def test_no_width_gives_more_than_the_greatest_or_less_than_the_least(self):
        chart = CSTO.chart("UZ")
        assert chart.text(10**9) == chart.text(10**30) == chart.text(10_000)
        assert chart.text(-(10**9)) == chart.text(0) == chart.text(40)

    @pytest.mark.parametrize("width", ["80", 80.5, None])
    def test_a_width_that_is_no_whole_number_is_refused(self, width):
        with pytest.raises(cm.WrongTypeError, match="whole number of characters"):
            CSTO.chart("UZ").text(width)

    def test_timeline_draws_in_characters(self, capsys):
        from csto_membership.cli.main import main  # noqa: PLC0415

        assert main(["timeline", "UZ", "AM", "--during", "1999", "--width", "60"]) == 0
        expected = CSTO.chart("UZ", "AM", during="1999").text(60)
        assert capsys.readouterr().out == f"{expected}\n"


DAYS = cm.DaySet.parse("1999")
ROW = Row("a row", (Bars(DAYS, "meaning"),))
CHART = Chart("a chart", (Group("a group", (ROW,)),), "1999-01-01", "1999-01-10")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Bars("1999", "meaning"),
        lambda: Bars(DAYS, 1),
        lambda: Bars(DAYS, "meaning", "█░"),
        lambda: Tick("1999-01-01", None),
        lambda: Row(None),
        lambda: Row("a row", Bars(DAYS, "meaning")),
        lambda: Row("a row", (DAYS,)),
        lambda: Group("a group", ROW),
        lambda: Group(1, (ROW,)),
        lambda: Chart(1, (), "1999-01-01", "1999-01-02"),
        lambda: Chart("a chart", None, "1999-01-01", "1999-01-02"),
        lambda: Chart("a chart", (ROW,), "1999-01-01", "1999-01-02"),
        lambda: CHART.within("1999"),
        lambda: CHART.save(None),
        lambda: CHART.text("80"),
    ],
)
def test_a_value_of_another_type_is_refused(make):
    with pytest.raises(cm.WrongTypeError, match="is of type"):
        make()


@pytest.mark.parametrize(
    ("last", "said"),
    [("1999-01-01", "One day is about 68 columns."),
     ("1999-03-09", "One column is about 1 day."),
     ("1999-12-31", "One column is about 5 days.")],
)  # fmt: skip
def test_the_scale_is_told_also_where_a_day_is_wider_than_a_column(last, said):
    assert said in attrs.evolve(CHART, last_day=last).text(76)
