"""Every error says when it occurs and how to fix it, and is on the page."""

import inspect
import re
from pathlib import Path

import pytest

import csto_membership as cm
from csto_membership import errors, exchange
from csto_membership.errors import first_few
from csto_membership.evidence import YearRule
from csto_membership.exchange import datasets

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "errors.md"
KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, (cm.MembershipError, Warning))
]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_says_when_it_occurs_and_how_to_fix_it(kind):
    when, _, fix = inspect.cleandoc(vars(kind)["__doc__"]).partition("How to fix it: ")
    assert when.strip()
    assert fix.strip()


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_is_on_the_page(kind):
    assert f"\n::: csto_membership.{kind.__name__}\n" in PAGE.read_text(
        encoding="utf-8"
    )


TREE = "MembershipError "


def test_the_tree_on_the_page_is_that_of_the_module_and_names_every_error():
    def tree(text):
        return (TREE + text.split(TREE, 1)[1]).split("\n\nBeyondRecordWarning")[0]

    page = tree(PAGE.read_text(encoding="utf-8"))
    assert page == tree(errors.__doc__)
    named = set(re.findall(r"\w+Error\b", re.sub(r"\(.*?\)", "", page)))
    assert named == {kind.__name__ for kind in KINDS if kind.__name__.endswith("Error")}


CSTO = cm.load("csto")
OTHER = CSTO.under("party")
CHOICES = [
    # a question with a wrong value; what the message calls the value; the value
    (lambda rule: CSTO.compare(OTHER).by_year(rule), "rule for years", "any_dy"),
    (
        lambda it: exchange.annotate(None, state="s", on="d", unknown=it),
        "choice of `unknown`",
        "nul",
    ),
    (lambda rule: exchange.state_years(CSTO, rule=rule), "rule for years", "shar"),
    (lambda it: exchange.spells("csto").in_style(it), "style of columns", "atopp"),
    (lambda it: exchange.spells("csto").select(it), "column", "alpha3"),
    (lambda it: exchange.spells("csto").to_frame(it), "library of data", "panda"),
    (lambda it: CSTO.according_to("gibler", silence=it), "silence", "perhap"),
    (
        lambda it: cm.Definition("x", ["signature"], ["expiry"], roles=it),
        "role",
        "treat",
    ),
    (lambda it: datasets.read_atop("no.csv", 1, exit_day=it), "exit_day", "eithr"),
    (lambda it: datasets.read_cow("no.csv", 1, exit_day=it), "exit_day", "actt"),
    (lambda it: datasets.read_igo("no.csv", "x", rule=it), "rule for years", "lastday"),
]


@pytest.mark.parametrize(("ask", "what", "near"), CHOICES)
def test_the_message_on_a_wrong_choice_names_the_right_ones(ask, what, near):
    with pytest.raises(
        cm.UnknownNameError, match=f"no {what}.*did you mean "
    ) as caught:
        ask(near)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, LookupError)
    (meant,) = caught.value.suggestions
    with pytest.raises(cm.UnknownNameError, match=f"no {what}.*known are .*{meant}"):
        ask("nonsense")


def test_a_choice_of_the_wrong_type_is_a_wrong_choice():
    for value in (None, 5, 0.5, [], b"any_day", YearRule):
        with pytest.raises(cm.UnknownNameError, match="known are any_day, "):
            CSTO.compare(OTHER).by_year(value)


def test_a_year_must_be_a_number():
    for value in ("1999", None, 1999.0):
        with pytest.raises(cm.WrongTypeError, match="not an int"):
            YearRule.ANY_DAY.answer(CSTO.days_of("ARM"), value)


def problems(count):
    return [cm.Problem("pact.toml", "", n, "expected a text") for n in range(count)]


@pytest.mark.parametrize(
    ("count", "first", "last"),
    [
        (1, "1 fault:", "0: expected a text"),
        (100, "100 faults:", "99: expected a text"),
        (101, "more than 100 faults:", "  pact.toml: and more; correct these first"),
        (900, "more than 100 faults:", "  pact.toml: and more; correct these first"),
    ],
)
def test_of_many_faults_the_first_are_reported(count, first, last):
    lines = str(cm.DataError(problems(count))).splitlines()
    assert (lines[0], lines[-1].endswith(last)) == (first, True)
    again = cm.DataError(cm.DataError(problems(count)).problems)
    assert str(again).splitlines() == lines


@pytest.mark.parametrize(
    ("count", "listed"), [(0, ""), (2, "0; 1"), (3, "0; 1; and 1 more")]
)
def test_what_is_left_out_of_a_list_is_counted(count, listed):
    assert "; ".join(first_few([*map(str, range(count))], 2)) == listed
    assert first_few(["0"] * 1002, 2)[-1] == "and 1,000 more"
