"""Leaving and coming back: golden rows, a slow model, and the words of each row."""

import csv
import tomllib
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import exchange, leaving
from csto_membership.leaving import NO_SAMPLE, RULE

DATA = Path(__file__).parent / "data" / "departures.toml"
GOLDEN = tomllib.loads(DATA.read_text("utf-8"))
ALL = cm.departures()
DAY = timedelta(days=1)


# -- rows written from the sources -----------------------------------------------------


def golden(alliance, state):
    return [
        (
            row["kind"],
            row.get("undecided", False),
            row.get("notice"),
            row.get("last_day"),
            row.get("back"),
            row.get("back_undecided", False),
        )
        for row in GOLDEN["departure"]
        if (row["alliance"], row["state"]) == (alliance, state)
    ]


def computed(alliance, state):
    return [
        (
            row.kind.value,
            row.undecided,
            str(row.notice.done) if row.notice else None,
            str(row.last_day) if row.last_day else None,
            str(row.back.since) if row.back else None,
            bool(row.back and row.back.may_not_have_happened),
        )
        for row in cm.departures(alliance).of(state)
    ]


@pytest.mark.parametrize(
    "pair",
    sorted({(row["alliance"], row["state"]) for row in GOLDEN["departure"]}),
    ids="-".join,
)
def test_the_rows_are_those_of_the_sources(pair):
    assert sorted(map(str, computed(*pair))) == sorted(map(str, golden(*pair)))


@pytest.mark.parametrize(
    ("alliance", "state"),
    [(row["alliance"], state) for row in GOLDEN["nobody"] for state in row["states"]],
)
def test_what_is_no_leaving_has_no_row(alliance, state):
    assert cm.load(alliance).history(state).spells
    assert computed(alliance, state) == []


def test_every_golden_row_names_its_source():
    rows = [*GOLDEN["departure"], *GOLDEN["nobody"]]
    assert all(row["source"] for row in rows)
    assert len(rows) >= 36


# -- laws ------------------------------------------------------------------------------

NOT_COUNTED = {"dissolution", "end_of_state"}


def test_a_row_stops_a_definition_that_counted_the_state():
    checked = 0
    for row in ALL:
        if row.definition is None:
            continue
        alliance = row.alliance.under(row.definition)
        days = alliance.days_of(row.state, absent="ignore")
        assert row.last_day.earliest in days.possibly
        assert row.last_day.latest + DAY not in days.surely
        if row.back:
            assert row.back.since.latest in days.possibly
            assert row.back.since.earliest > row.last_day.earliest
        checked += 1
    assert checked >= 28


def test_no_end_of_a_membership_is_forgotten():
    """Every last certain day by the own definition has a row, unless body or state end."""
    checked = 0
    for name in cm.available():
        alliance = cm.load(name)
        rows = defaultdict(set)
        for row in cm.departures(alliance):
            rows[row.state].add(row.last_day and row.last_day.earliest)
        for state, days in alliance.days_by_state.items():
            acts = alliance.counted_acts(state)
            for span in days.surely.spans():
                if span.end is None or span.last_day >= alliance.horizon:
                    continue
                ends = {a.kind.value for a in acts if a.since.earliest == span.end}
                assert (span.last_day in rows[state]) != (ends <= NOT_COUNTED), state
                checked += 1
    assert checked >= 30


def test_no_two_rows_read_alike():
    """Iran left CENTO, and may have left its pact, on the same day."""
    said = [
        (row.state.code, row.alliance.record.id, row.in_words, row.last_day)
        for row in ALL
    ]
    assert len(set(map(str, said))) == len(said)
    iran = [row.in_words for row in ALL if row.state.code == "IRN"]
    assert iran == ["left", 'undecided: left (under "party")']


def test_keys_are_addresses_that_no_two_rows_share():
    keys = [row.key for row in ALL]
    assert len(set(keys)) == len(keys)
    for key in keys:
        assert key == key.lower()
        assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")


# -- a slow model ----------------------------------------------------------------------

# As the coding rules say; here the only text is a treaty, so `organization` counts nothing.
BEGINS = {"signature", "accession", "readmission"}
ENDS = {"expiry", "withdrawal", "expulsion", "dissolution", "end_of_state"}
EFFECTS = {
    "joined": (BEGINS, ENDS, {"suspension"}),
    "party": ({"entry_into_force"}, ENDS - {"expulsion"}, set()),
    "active": (BEGINS, ENDS, {"suspension", "barring", "suspension_request", "halt"}),
}
LEAVE = {"expiry", "withdrawal", "expulsion"}
PAUSE = {"suspension", "barring", "suspension_request", "halt"}
NOTICES = {"withdrawal_notice", "notice_revoked"}
OTHERS = {
    *("resumption", "dissolution", "end_of_state", "dormancy", "refusal"),
    *("outside_command", "entry_into_force", "statement"),
}
FIRST = date(1990, 1, 1)


def is_counted(acts, name, day):
    """Whether a definition counts the state on a day, act by act."""
    begins, ends, pauses = EFFECTS[name]
    inside = paused = False
    for kind, when in acts:
        if when > day:
            break
        if kind in begins:
            inside, paused = True, False
        elif kind in ends:
            inside = False
        elif kind in pauses:
            paused = True
        elif kind == "resumption":
            paused = False
    return inside and not paused


def model(acts, default):
    """The rows by the published rule, with a walk over all acts for each question."""
    for place, (kind, day) in enumerate(acts):
        earlier, later = acts[:place], acts[place + 1 :]
        if kind == "withdrawal_notice":
            answers = {"withdrawal", "notice_revoked", "dissolution", "end_of_state"}
            if not any(k in answers for k, _ in later):
                yield kind, day, None, None
            continue
        if kind == "notice_revoked":
            yield kind, notice(earlier, "withdrawal_notice"), None, None
            continue
        if kind == "suspension_request":
            moves = BEGINS | ENDS | {"resumption", "suspension"}
            if next((k for k, _ in later if k in moves), "") == "suspension":
                continue
        for name in dict.fromkeys((default, "party", "joined", "active")):
            begins, ends, pauses = EFFECTS[name]
            if kind not in (LEAVE | PAUSE) & (ends | pauses):
                continue
            if is_counted(acts, name, day - DAY) and not is_counted(acts, name, day):
                asked = {"withdrawal": "withdrawal_notice"}.get(kind)
                asked = {"suspension": "suspension_request"}.get(kind, asked)
                given_on = notice(earlier, asked) if asked else None
                yield kind, given_on, day - DAY, back(later, kind, begins, ends, pauses)
                break


def notice(earlier, asked):
    """The day of the last notice or request that nothing has answered."""
    answers = {
        "withdrawal_notice": {"withdrawal", "notice_revoked"},
        "suspension_request": {"suspension"} | BEGINS | ENDS | {"resumption"},
    }[asked]
    for kind, day in reversed(earlier):
        if kind == asked:
            return day
        if kind in answers:
            return None
    return None


def back(later, kind, begins, ends, pauses):
    for other, day in later:
        if other in begins or (kind in pauses and other == "resumption"):
            return day
        if kind in pauses and other in ends:
            return None
    return None


KINDS = sorted(BEGINS | LEAVE | PAUSE | NOTICES | OTHERS)
COURSES = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(1, 4)), min_size=1, max_size=9
)


def _steps(*kinds):
    return [(kind, 1) for kind in kinds]


@settings(max_examples=2 * settings.default.max_examples)
@example(_steps("suspension", "resumption"), "joined")
@example(_steps("halt", "withdrawal", "accession"), "joined")
@example(_steps("suspension", "withdrawal", "accession"), "active")
@example(_steps("suspension_request", "accession", "suspension"), "joined")
@example(_steps("suspension_request", "suspension", "resumption"), "party")
@example(_steps("withdrawal_notice", "notice_revoked", "withdrawal"), "party")
@example(_steps("withdrawal_notice", "withdrawal", "withdrawal_notice"), "joined")
@example(_steps("barring", "resumption", "dissolution"), "joined")
@example(_steps("withdrawal_notice", "dissolution"), "joined")
@example(_steps("withdrawal_notice", "end_of_state"), "party")
@given(course=COURSES, default=st.sampled_from(["joined", "party", "active"]))
def test_the_rows_are_those_of_a_slow_model(pact_of, course, default):
    acts, day = [], FIRST
    for kind, step in [("signature", 1), ("entry_into_force", 1), *course]:
        day += step * DAY
        acts.append((kind, day))
    alliance = pact_of(*((k, "AM", d) for k, d in acts), definition=default)
    found = [
        (
            row.kind.value,
            row.notice and row.notice.since.earliest,
            row.last_day and row.last_day.earliest,
            row.back and row.back.since.earliest,
        )
        for row in cm.departures(alliance)
    ]
    assert found == list(model(acts, default))


# -- what a row says -------------------------------------------------------------------


def test_the_rule_on_the_page_is_the_one_in_the_docstring():
    said = " ".join((leaving.departures.__doc__ or "").split())
    for sentence in (*RULE, NO_SAMPLE):
        assert sentence in said
        assert sentence in str(ALL)


def test_the_lead_names_the_edition_each_definition_and_each_last_day():
    assert f"facts {cm.facts_version}" in ALL.lead
    for name in cm.available():
        alliance = cm.load(name)
        assert f"{leaving.short_name(alliance)} until {alliance.horizon}" in ALL.lead
        assert f'under "{alliance.definition.name}" ' in ALL.lead


def test_the_counts_of_the_lead_add_up():
    counts = ALL.lead.partition(": ")[2].partition(" (")[0]
    numbers = [int(word) for word in counts.split() if word.isdecimal()]
    backs = sum(row.back is not None and not row.undecided for row in ALL)
    assert sum(numbers) == len(ALL) + backs


def test_every_sentence_stands_alone():
    for row in ALL:
        assert row.state.name in row.sentence
        assert str(row.alliance.horizon) in row.sentence
        assert f"facts {cm.facts_version}" in row.sentence
        assert str(row.source) in row.sentence
        assert ("sources differ" in row.sentence) == bool(row.disputes)
        assert row.sentence.startswith("Undecided") == row.undecided
        if row.act.event.note:
            assert row.sentence.endswith(row.act.event.note)


def test_who_disputes_it_is_not_who_says_it():
    for row in ALL:
        for version in row.disputes:
            acts = filter(None, (row.act, row.notice, row.back))
            (act,) = (a for a in acts if a.event is version.event)
            assert act.claims[0] not in version.claims
            assert all(claim.addresses(row.state) for claim in version.claims)


def test_a_view_hears_only_its_own_sources():
    early = cm.departures(cm.load("cis").as_known_on("2009-01-01"))
    assert [row.in_words for row in early] == ["notice without effect"]
    assert "2009-01-01" in early.lead
    known = date(2013, 1, 1)
    row = cm.departures(cm.load("csto").as_known_on(known)).of("Uzbekistan")[-1]
    claims = [claim for version in row.disputes for claim in version.claims]
    assert row.kind is cm.Kind.SUSPENSION
    assert claims
    assert all(claim.public_from <= known for claim in claims)


def test_what_is_only_foreseen_on_the_last_day_is_left_out(pact_of):
    known = cm.load("csto").as_known_on("1999-03-01")
    assert known.acts(kind="expiry")
    assert cm.departures(known).each == ()
    acts = (
        ("entry_into_force", "AM", "1991-01-01"),
        ("withdrawal_notice", "AM", "1999-06-01"),
        ("withdrawal", "AM", "2000-06-01"),
    )
    (row,) = cm.departures(pact_of(*acts))
    assert row.in_words == "notice without effect"


def test_a_body_that_ends_leaves_no_notice_behind(pact_of):
    joined = ("entry_into_force", "AM", "1991-01-01")
    notice = ("withdrawal_notice", "AM", "1999-06-01")
    end = ("dissolution", "AM", "1999-12-01")
    assert cm.departures(pact_of(joined, notice, end)).each == ()
    before = ("dissolution", "AM", "1998-12-01")
    (row,) = cm.departures(pact_of(joined, before, notice))
    assert row.in_words == "notice without effect"
    own = {(row.state.code, row.in_words) for row in cm.departures("weu")}
    assert own == {("FRA", "says it takes no part")}


def test_another_definition_of_the_alliance_comes_first():
    (row,) = cm.departures(cm.load("csto").under("party")).of("Georgia")
    assert row.definition.name == "party"
    suspended = cm.departures(cm.load("csto").under("party")).of("Uzbekistan")[-1]
    assert suspended.definition.name == "organization"


def test_own_files_are_asked_in_the_same_way(pact_of):
    acts = (("entry_into_force", "AM GE", "1991-01-01"), ("withdrawal", "GE", "1995"))
    found = cm.departures(pact_of(*acts))
    assert "facts of your own files" in found.lead
    assert [(row.state.name, str(row.last_day)) for row in found] == [
        ("Georgia", "[1994-12-31..1995-12-30]")
    ]
    assert cm.departures("sco").lead.endswith(
        'nobody left (under "organization" SCO until 2026-02-12)'
    )


def test_a_name_that_is_none_is_an_error():
    with pytest.raises(cm.UnknownAllianceError):
        cm.departures("nowhere")
    with pytest.raises(cm.UnknownStateError):
        ALL.of("Frnace")


# -- forms -----------------------------------------------------------------------------


def test_the_table_has_the_rows_with_their_days():
    table = exchange.departures()
    assert table.count == len(ALL)
    for record, row in zip(table, ALL, strict=True):
        assert record["key"] == row.key
        assert record["sentence"] == row.sentence
        for name, when in (
            ("notice", row.notice and row.notice.done),
            ("last_day", row.last_day),
            ("back", row.back and row.back.since),
        ):
            low, high = (when.earliest, when.latest) if when else (None, None)
            assert (record[f"{name}_min"], record[f"{name}_max"]) == (low, high)
            assert record[name] == (low if low == high else None)
    lines = list(csv.DictReader(table.to_csv().splitlines()))
    assert [line["key"] for line in lines] == [row.key for row in ALL]


def test_the_values_are_plain():
    values = ALL.as_dict()
    assert values["caution"] == NO_SAMPLE
    assert [each["key"] for each in values["departures"]] == [row.key for row in ALL]
    row = SimpleNamespace(**cm.departures("rio").of("Venezuela")[0].as_dict())
    assert (row.state, row.kind, row.notice) == ("VEN", "withdrawal", "2013-05-14")
    assert row.return_undecided is True
    assert row.lead.count("undecided") == 1


def test_the_chart_shows_each_state_once_under_its_body():
    chart = ALL.chart()
    shown = [(group.heading, row.label) for group in chart.groups for row in group.rows]
    assert len(shown) == len(set(shown))
    pairs = {(row.alliance.record.id, row.state) for row in ALL}
    assert len(shown) == len(pairs)
    assert "<svg" in ALL._repr_html_()
    assert "Nobody left" in str(cm.departures("sco").chart())
