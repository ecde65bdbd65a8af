"""States on days before and after they were states: no silent "no", one rule everywhere."""

import inspect
import re
import warnings
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership import exchange
from csto_membership.membership.absence import absent_days, meant_instead

YES, NO, UNCERTAIN = cm.Answer
ALLIANCES = {name: cm.load(name) for name in cm.available()}
STATES = ALLIANCES["csto"].record.states
PACT = ALLIANCES["warsaw_pact"]

OWN = """
alliance = {{ id = "pact", complete_until = 2020-12-31 }}
source = {{ gazette = {{ title = "G", kind = "law", grade = "primary", seen = 2020-01-01 }} }}
{states}
[[event]]
id = "signed"
kind = "signature"
states = {names}
claim = [{{ sources = ["gazette"], on = {on} }}]
"""


def own(on, names, states=""):
    return cm.read(OWN.format(on=on, names=names, states=states))


def state(code, name, **more):
    lines = "".join(f"{key} = {value}\n" for key, value in more.items())
    return f'[state.{code}]\nalpha_3 = "{code}X"\nname = "{name}"\n{lines}'


def warned(ask):
    """The answer, and the texts of the warnings about absent states."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        answer = ask()
    kind = cm.AbsentStateWarning
    return answer, [str(each.message) for each in caught if each.category is kind]


# -- an act of the record wins ---------------------------------------------------------


@pytest.mark.parametrize("day", ["1991-12-08", "1991-12-10", "1991-12-25"])
def test_russia_is_a_member_of_the_cis_before_both_lists_count_it(day):
    joined = ALLIANCES["cis"].under("joined")
    assert joined.was_member("Russia", day, absent="raise") is YES
    assert joined.status("Russia", day) is cm.Status.MEMBER


def test_a_state_that_an_act_makes_a_member_is_one_whatever_the_lists_say():
    pact = own("1950-01-01", '["Ukraine", "Belarus"]')
    assert pact.was_member("UA", "1960-01-01", absent="raise") is YES
    assert pact.status("UA", "1960-01-01") is cm.Status.MEMBER
    assert pact.status("UA", "1949-01-01") is cm.Status.NO_STATE
    assert str(absent_days(pact, STATES.find("UA"))) == "until 1949-12-31"


# -- where an answer may mislead --------------------------------------------------------


@pytest.mark.parametrize(
    ("alliance", "asked", "day", "meant"),
    [
        (
            "warsaw_pact",
            "Russia",
            "1980-11-20",
            "Soviet Union (SUN), which it continues",
        ),
        ("warsaw_pact", "Россия", "1955-06-04", "Soviet Union (SUN)"),
        ("warsaw_pact", "Russia", "1955-06-03", None),  # the pact was not in force yet
        ("warsaw_pact", "Russia", "1995-01-01", None),  # Russia was a state
        ("warsaw_pact", "Ukraine", "1980-11-20", None),  # it only succeeds
        ("warsaw_pact", "Czechia", "1980-11-20", None),
        ("warsaw_pact", "Kenya", "1955-06-10", None),
        ("warsaw_pact", "Hungary", "1980-11-20", None),
        (
            "cis",
            "Soviet Union",
            "2000-01-01",
            "Russia (RUS), which has the same number",
        ),
        ("nato", "Serbia", "1980-01-01", None),  # Yugoslavia was no member either
        ("csto", "Soviet Union", "1980-01-01", None),
    ],
)
def test_a_warning_comes_only_where_another_state_may_be_meant(
    alliance, asked, day, meant
):
    answer, texts = warned(lambda: ALLIANCES[alliance].was_member(asked, day))
    assert answer is (YES if asked == "Hungary" else NO)
    assert len(texts) == (meant is not None)
    assert meant is None or f"ask for {meant}" in texts[0]
    _, of_package = warned(lambda: cm.was_member(asked, day, alliance))
    assert of_package == texts


def test_a_warning_names_no_day_and_no_count_and_is_shown_once_in_a_loop():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for year in range(1956, 1990):
            PACT.was_member("Russia", f"{year}-01-01")
    (text,) = [str(each.message) for each in caught]
    assert not re.search(r"\d", text)
    assert caught[0].filename == __file__


# Every public question that takes states: how Russia is asked of the Warsaw Pact.
QUESTIONS = {
    "load().was_member": lambda **how: PACT.was_member("Russia", "1980-11-20", **how),
    "was_member": lambda **how: cm.was_member("RU", "1980-11-20", "warsaw_pact", **how),
    "load().days_of": lambda **how: PACT.days_of("Russia", **how),
    "load().together": lambda **how: PACT.together("Poland", "Russia", **how),
    "load().history": lambda **how: PACT.history("Russia", **how),
    "history": lambda **how: cm.history("Russia", "warsaw_pact", **how),
    "load().acts": lambda **how: PACT.acts(state="Russia", during="1980", **how),
    "load().chart": lambda **how: PACT.chart("Poland", "Russia", **how),
    "overlap": lambda **how: cm.overlap("Russia", "warsaw_pact", **how),
    "shared_memberships": lambda **how: cm.shared_memberships("RU", "Poland", **how),
    "exchange.spells": lambda **how: exchange.spells(PACT, states=["RU"], **how),
    "exchange.state_years": lambda **how: list(
        exchange.state_years(PACT, during="1980", states=["RU"], **how)
    ),
}
# They name the status, which is that it was not a state.
NAMES_THE_STATUS = {
    "load().status": lambda: PACT.status("Russia", "1980-11-20"),
    "load().explain": lambda: PACT.explain("Russia", "1980-11-20").status,
    "memberships_of": lambda: cm.memberships_of("RU", "1980-11-20", PACT)[0].status,
}
OF_THE_RECORD = {"load().change_days_of", "load().member_days_of", "load().spells_of",
                 "load().counted_acts", "load().status_on", "load().days_with_status",
                 "load().days_by_status",
                 "load().listed", "state"}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_about_a_state_treats_absence_alike(question):
    ask = QUESTIONS[question]
    _, (text,) = warned(ask)
    continued = "ask for Soviet Union (SUN), which it continues"
    assert text.startswith(f"Russia was not a state on a day asked; {continued}")
    assert not re.search(r"\d", text)
    assert warned(lambda: ask(absent="ignore"))[1] == []
    with pytest.raises(cm.AbsentStateError, match="ask for Soviet Union"):
        ask(absent="raise")
    with pytest.raises(cm.UnknownNameError, match="did you mean raise"):
        ask(absent="rasie")
    if "continuity" in text:
        _, texts = warned(lambda: ask(continuity=True))
        assert texts == []
    else:
        with pytest.raises(TypeError):
            ask(continuity=True)


@pytest.mark.parametrize("question", NAMES_THE_STATUS)
def test_a_question_that_names_the_status_says_it(question):
    assert warned(NAMES_THE_STATUS[question]) == (cm.Status.NO_STATE, [])


def test_no_question_about_a_state_is_left_out():
    public = {f"load().{name}": getattr(cm.Alliance, name) for name in dir(cm.Alliance)}
    public |= {name: getattr(cm, name) for name in cm.__all__}
    of_states = {
        name
        for name, each in public.items()
        if inspect.isfunction(each)
        and name.removeprefix("load().")[0] != "_"
        and inspect.signature(each).parameters.keys() & {"state", "states"}
    }
    exchanged = {name for name in QUESTIONS if name.startswith("exchange.")}
    known = QUESTIONS.keys() | NAMES_THE_STATUS.keys() | OF_THE_RECORD
    assert of_states <= known
    assert known - exchanged <= public.keys()


@pytest.mark.parametrize(
    "ask",
    [
        # No day of the Soviet Union would be added.
        lambda **how: cm.overlap("Russia", "warsaw_pact", "csto", **how),
        lambda **how: PACT.together("Russia", "France", **how),
        lambda **how: cm.shared_memberships("Russia", "Kazakhstan", **how),
        lambda **how: PACT.acts(state="Russia", during="1995", **how),
        lambda **how: PACT.chart("Russia", during="1995", **how),
        PACT.chart,
        lambda **how: PACT.days_of("Kenya", **how),
    ],
)
def test_nothing_is_said_where_another_state_would_change_nothing(ask):
    assert warned(lambda: ask(absent="raise"))[1] == []
    with pytest.raises(cm.UnknownNameError, match="did you mean raise"):
        ask(absent="rasie")


def test_the_members_of_a_period_warn_as_those_of_a_day_do():
    years = PACT.members_during("1980/1985")
    for ask in (
        lambda: "Russia" in years.sometime,
        lambda: bool(years.throughout & {"Russia"}),
    ):
        found, (text,) = warned(ask)
        assert not found
        assert "ask for Soviet Union" in text
    assert warned(lambda: "Kenya" in years.sometime) == (False, [])


def test_absent_works_as_beyond_does():
    ask = {"state": "Russia", "day": "1980-01-01"}
    with pytest.raises(cm.AbsentStateError, match="ask for Soviet Union"):
        PACT.was_member(**ask, absent="raise")
    assert warned(lambda: PACT.was_member(**ask, absent="ignore")) == (NO, [])
    with pytest.raises(cm.UnknownNameError, match=r"`absent`.*did you mean raise"):
        PACT.was_member("Hungary", "1980-01-01", absent="rasie")
    assert PACT.was_member("Kenya", "1955-06-10", absent="raise") is NO


@given(st.sampled_from(sorted(ALLIANCES)), st.sampled_from(list(STATES)), st.data())
def test_who_may_be_meant_agrees_with_a_slow_model(name, asked, data):
    alliance = ALLIANCES[name]
    days = st.dates(date(1940, 1, 1), date(2030, 1, 1))
    edges = [d + timedelta(n) for d in alliance.change_days_of(asked) for n in (-1, 0)
             if d > date.min]  # fmt: skip
    day = data.draw(st.one_of(days, st.sampled_from(edges)) if edges else days)
    model = {
        other
        for other in alliance.record.states
        if other != asked
        and alliance.status_on(asked, day) is cm.Status.NO_STATE
        and alliance.member_days_of(other).answer(day).possibly
        and (
            set(asked.continues) & set(other.codes)
            or {("cow", asked.cow), ("gw", asked.gw)} & {("cow", other.cow), ("gw", other.gw)}
            - {("cow", None), ("gw", None)}
            or {(n.list, n.number) for n in asked.numbers}
            & {(n.list, n.number) for n in other.numbers}
        )
    }  # fmt: skip
    found = meant_instead(alliance, asked)
    assert {other for other, meant in found.items() if day in meant} == model
    absent = day in absent_days(alliance, asked)
    assert absent is (alliance.status_on(asked, day) is cm.Status.NO_STATE)


# -- continuity -------------------------------------------------------------------------


def test_russia_is_asked_as_the_soviet_union():
    assert PACT.was_member("RU", "1980-11-20", continuity=True, absent="raise") is YES
    assert PACT.status("RU", "1980-11-20", continuity=True) is cm.Status.MEMBER
    assert PACT.days_of("RU", continuity=True) == PACT.days_of("SUN")
    assert cm.was_member("RU", "1980-11-20", "warsaw_pact", continuity=True) is YES
    assert not PACT.days_of("RU", absent="ignore").possibly


@pytest.mark.parametrize(
    "heir", ["Ukraine", "Czechia", "Slovakia", "Germany", "Belarus"]
)
def test_no_succession_is_followed(heir):
    assert PACT.days_of(heir, continuity=True) == PACT.days_of(heir)
    assert PACT.status(heir, "1980-01-01", continuity=True) is PACT.status(
        heir, "1980-01-01"
    )


def test_serbia_gets_the_days_of_serbia_and_montenegro_only():
    pact = own("1950-01-01", '["YUG"]')
    days = pact.days_of("SRB", continuity=True, absent="ignore")
    assert str(days) == (
        "2003-02-04 to 2006-06-02; uncertain: 2006-06-03 to 2006-06-04"
    )
    before, (text,) = warned(
        lambda: pact.was_member("SRB", "2003-02-03", continuity=True)
    )
    assert before is NO
    assert text.endswith("ask for Yugoslavia (YUG), which it continues")
    assert pact.was_member("SRB", "2003-02-04", continuity=True) is YES
    assert pact.status("SRB", "2003-02-03", continuity=True) is cm.Status.NO_STATE
    assert pact.status("SRB", "2003-02-04", continuity=True) is cm.Status.MEMBER
    assert pact.was_member("MNE", "2004-01-01", continuity=True) is NO


def test_a_day_on_which_it_may_have_been_a_state_already_is_uncertain():
    """Of two states in one, the first may have been the same as the second still."""
    new = state(
        "XB", "New", first_day='"[1990-01-01..1990-01-31]"', continues='["XAX"]'
    )
    pact = own("1980-01-01", '["XA"]', state("XA", "Old", last_day="1990-01-31") + new)
    days = pact.days_of("New", continuity=True)
    assert str(days) == "1980-01-01 to 1989-12-31; uncertain: 1990-01-01 to 1990-01-30"


def test_states_that_continue_one_another_in_a_circle_are_answered():
    one = state("XA", "One", first_day="1990-01-01", continues='["XB"]')
    two = state("XB", "Two", first_day="1980-01-01", last_day="1989-12-31",
                continues='["XA"]')  # fmt: skip
    pact = own("1985-01-01", '["XB"]', one + two)
    assert str(pact.days_of("One", continuity=True)) == "1985-01-01 to 1989-12-31"
    assert pact.status("One", "1970-01-01", continuity=True) is cm.Status.NO_STATE


def test_a_state_that_continues_another_through_a_third():
    first = state("XA", "First", last_day="1989-12-31")
    second = state("XB", "Second", first_day="1990-01-01", last_day="1999-12-31",
                   continues='["XA"]')  # fmt: skip
    third = state("XC", "Third", first_day="2000-01-01", continues='["XB"]')
    pact = own("1985-01-01", '["XA"]', first + second + third)
    assert str(pact.days_of("Third", continuity=True)) == "1985-01-01 to 1989-12-31"
    assert pact.status("Third", "1986-01-01", continuity=True) is cm.Status.MEMBER
