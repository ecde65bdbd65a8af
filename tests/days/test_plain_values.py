"""Plain values: what days, answers and what holds them are in JSON and in notebooks."""

import json
from datetime import date

import attrs
import pytest

from csto_membership import Answer, DaySet, FuzzyDate, FuzzyDaySet, Span, Timeline
from csto_membership.days.plain_values import WithPlainValues, as_plain, repr_of_fields

YEAR = {"first_day": "1999-01-01", "last_day": "1999-12-31"}
BEFORE = {"first_day": None, "last_day": "1998-12-31"}
AFTER = {"first_day": "2000-01-01", "last_day": None}
IN_1999 = DaySet.parse("1999")


@attrs.frozen
class Holder(WithPlainValues):
    """A value of fields, as most of the package's are."""

    first: object
    _hidden: object = None


@pytest.mark.parametrize("values", [(1,), ("a", Span("1999-01-01", None)), (None, [])])
def test_the_repr_of_fields_is_the_one_of_attrs(values):
    value = Holder(*values)
    assert repr_of_fields(value) == repr(value)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Answer.UNCERTAIN, {"answer": "uncertain"}),
        (Span("1999-01-01", "2000-01-01"), YEAR),
        (IN_1999, {"spans": [YEAR]}),
        (
            FuzzyDate("1999"),
            {"text": "1999", "earliest": "1999-01-01", "latest": "1999-12-31"},
        ),
        (
            FuzzyDate("[1999-01-01..]"),
            {"text": "[1999-01-01..]", "earliest": "1999-01-01", "latest": None},
        ),
        (
            FuzzyDaySet(DaySet(), IN_1999),
            {"surely": [], "uncertain": [YEAR]},
        ),
        (
            Timeline.of(IN_1999),
            {
                "segments": [
                    {**BEFORE, "value": False},
                    {**YEAR, "value": True},
                    {**AFTER, "value": False},
                ]
            },
        ),
        (
            Timeline([], [Answer.NO]),
            {
                "segments": [
                    {"first_day": None, "last_day": None, "value": {"answer": "no"}}
                ]
            },
        ),
        (Holder(date(1999, 1, 1)), {"first": "1999-01-01"}),
        (Holder(Holder(None)), {"first": {"first": None}}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_are_dictionaries_of_what_json_has(value, plain):
    assert value.as_dict() == plain
    assert json.loads(value.to_json()) == plain


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (FuzzyDate("1999-04"), "1999-04"),
        (Answer.YES, "yes"),
        ([FuzzyDate("1999"), (1, None)], ["1999", [1, None]]),
        (frozenset({3, 1, 2}), [1, 2, 3]),
        ({date(1999, 1, 1): {"b", "a"}}, {"1999-01-01": ["a", "b"]}),
    ],
    ids=["date", "answer", "list and tuple", "set", "mapping"],
)
def test_values_inside_others_are_as_short_as_they_can_be(value, plain):
    assert as_plain(value) == plain


def test_json_keeps_letters_and_is_indented():
    assert Holder("Өзбекстан").to_json() == '{\n  "first": "Өзбекстан"\n}'


def test_html_shows_the_text_and_runs_nothing():
    assert (
        Holder("<b>")._repr_html_()
        == "<pre>Holder(first=&#x27;&lt;b&gt;&#x27;, _hidden=None)</pre>"
    )
