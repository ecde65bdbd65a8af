"""Days after a record's last: each question tells of them, where it was asked."""

import re
import warnings
from datetime import date

import pytest

import csto_membership as cm
from csto_membership.exchange import dyad_years, state_months, state_years

CSTO = cm.load("csto")
LATE = "2999-01-01"

QUESTIONS = {
    "members_on": lambda **how: CSTO.members_on(LATE, **how),
    "members_on of the package": lambda **how: cm.members_on(LATE, **how),
    "members_during": lambda **how: CSTO.members_during("1994/2999", **how),
    "was_member": lambda **how: CSTO.was_member("RU", LATE, **how),
    "was_member of the package": lambda **how: cm.was_member("RU", LATE, **how),
    "status": lambda **how: CSTO.status("RU", LATE, **how),
    "explain": lambda **how: CSTO.explain("RU", LATE, **how),
    "who_says": lambda **how: CSTO.who_says(LATE, **how),
    "statuses_on": lambda **how: CSTO.statuses_on(LATE, **how),
    "former_on": lambda **how: CSTO.former_on(LATE, **how),
    "chair_on": lambda **how: CSTO.chair_on(LATE, **how),
    "memberships_of": lambda **how: cm.memberships_of("RU", LATE, **how),
    "state_years": lambda **how: state_years("csto", during="2999", **how),
    "state_months": lambda **how: state_months("csto", during="2999-01", **how),
    "dyad_years": lambda **how: dyad_years("csto", during="2999", **how),
}
every_question = pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)


@every_question
def test_a_warning_points_to_the_line_that_asked(ask):
    with pytest.warns(cm.BeyondRecordWarning) as caught:
        ask()
    assert {each.filename for each in caught} == {__file__}


@every_question
def test_on_request_it_is_an_error_or_nothing(ask):
    with pytest.raises(cm.BeyondRecordError, match="the last day that"):
        ask(beyond="raise")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ask(beyond="ignore")


@every_question
@pytest.mark.parametrize("beyond", ["rasie", "", None, 1])
def test_what_is_asked_for_badly_is_refused(ask, beyond):
    with pytest.raises(cm.UnknownNameError, match=r"`beyond`.*raise"):
        ask(beyond=beyond)


def test_it_is_refused_too_where_no_day_is_late():
    with pytest.raises(cm.UnknownNameError, match="did you mean raise"):
        CSTO.was_member("RU", "1999-01-01", beyond="rasie")
    with pytest.raises(cm.UnknownNameError, match="did you mean ignore"):
        state_years("csto", during="1999", beyond="ignored")


def test_a_period_without_an_end_is_not_reported_as_a_day():
    with pytest.raises(
        cm.BeyondRecordError, match="a period without an end goes on after"
    ):
        CSTO.members_during("2024/..", beyond="raise")


@pytest.mark.parametrize(("day", "beyond"), [("2012-01-01", False), (LATE, True)])
@pytest.mark.parametrize(
    "name", ["members_on", "explain", "who_says", "memberships_of"]
)
def test_plain_values_say_whether_the_record_covers_the_day(name, day, beyond):
    ask = {
        "members_on": lambda: [CSTO.members_on(day, beyond="ignore")],
        "explain": lambda: [CSTO.explain("RU", day, beyond="ignore")],
        "who_says": lambda: CSTO.who_says(day, beyond="ignore"),
        "memberships_of": lambda: [
            found := cm.memberships_of("RU", day, "csto", "sco", beyond="ignore"),
            *found,
        ],
    }[name]
    for answer in ask():
        values = answer.as_dict()
        assert values["beyond_record"] is beyond
        assert ("as last known" in values["lead"]) is beyond


DAY = re.compile(r"\d")


def test_a_loop_over_days_warns_once():
    """The text of the warning has no day, or Python would show it for each."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for month in range(1, 13):
            CSTO.members_on(f"2999-{month:02d}-01")
            CSTO.was_member("RU", f"2998-{month:02d}-01")
            CSTO.compare(CSTO.under("party"), f"2024/29{month:02d}")
    texts = [str(each.message) for each in caught]
    assert len(texts) == 3, texts
    assert not any(map(DAY.search, texts))


def test_a_comparison_that_goes_on_warns_where_it_was_asked_for():
    with pytest.warns(cm.BeyondRecordWarning) as caught:
        CSTO.compare(CSTO.under("party"), "2024/2030")
    assert [each.filename for each in caught] == [__file__]


def test_a_period_before_the_first_member_is_to_have_a_beginning():
    with pytest.raises(cm.BeyondRecordError, match=r"before 1992-05-15.*a beginning"):
        state_years("csto", during="../1970")
    assert [row["year"] for row in state_years("csto", during="1970", states="RU")] == [
        1970
    ]


def test_a_period_after_the_record_is_to_have_an_end():
    with pytest.raises(cm.BeyondRecordError, match=r"with 2026-02-15.*an end"):
        state_years("csto", during="2026/..")


def test_years_begin_with_the_first_sure_day_of_who_may_always_have_been_in(pact_of):
    pact = pact_of(
        ("entry_into_force", "GE", "[..1990-01-01]"), ("withdrawal", "GE", "1996-01-01")
    )
    first = next(iter(state_years(pact)))
    assert (first["year"], first["first_day"]) == (1990, date(1990, 1, 1))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"states": 7.5}, "7.5 is of type float; name a state"),
        ({"states": 704}, "704 is a number; .* pass key='cow' or key='gw'"),
        ({"definitions": None}, "None is of type NoneType; name a definition"),
    ],
)
def test_what_is_neither_one_nor_several_is_refused(asked, told):
    with pytest.raises(cm.WrongTypeError, match=told):
        state_years("csto", during="1999", **asked)
