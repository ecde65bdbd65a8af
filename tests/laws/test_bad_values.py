"""Values that no question takes: always an error of this package, in a short message."""

import inspect
from collections.abc import Iterator

import pytest

import csto_membership as cm
from csto_membership import exchange

CSTO = cm.load("csto")
PARTY = CSTO.under("party")
BAD = {
    "None": None, "5": 5, "a huge int": 10**5000, "1.5": 1.5, "nan": float("nan"),
    "bytes": b"x", "object": object(), "[]": [], "[1]": [1], "{}": {}, "(None,)": (None,),
    "a set": {b"x"}, "a type": str, "empty": "", "bidirectional": "\u202e",
    "surrogate": "\ud800", "no space": "\u200b", "long": "x" * 100_000,
}  # fmt: skip
GOOD = {
    "state": "UZ", "states": "UZ", "day": "2007-01-01", "period": "2007", "days": 1,
    "during": "2007", "alliance": "csto", "alliances": "csto", "name": "csto",
    "definition": "party", "source": "gibler", "sources": "gibler", "other": PARTY,
    "kind": "signature", "rule": "any_day", "first": "2007-01-01", "end": "2008-01-01",
    "start": "2007-01-01", "status": "suspended", "value": "1999", "text": "1999",
    "what": {}, "code": "UZB", "codes": ["UZB"],
}  # fmt: skip
MOST = 1_500
"""The most characters of a message: it may list all kinds of acts."""

OBJECTS = {
    "alliance": CSTO,
    "members": CSTO.members_on("2007-01-01"),
    "history": CSTO.history("UZ"),
    "days": CSTO.days_of("UZ"),
    "span": cm.Span("1999-01-01", "2000-01-01"),
    "date": cm.FuzzyDate("1999"),
    "shared": cm.shared_memberships("UZ", "AM"),
    "states": cm.states(),
    "disagreement": CSTO.disagreements()[0],
    "state": cm.state("UZ"),
}
# Those of `Sequence`, which all sequences of Python share; two write files.
LEFT_OUT = {
    "shared.index",
    "shared.count",
    "exchange.write_package",
    "exchange.write_sqlite",
    "exchange.annotate",
}


def questions():
    yield from ((name, getattr(cm, name)) for name in cm.__all__)
    yield from ((f"exchange.{n}", getattr(exchange, n)) for n in exchange.__all__)
    for kind in (cm.Span, cm.FuzzyDate, cm.FuzzyDaySet, cm.DaySet, cm.Definition):
        yield kind.__name__, kind
    for prefix, each in OBJECTS.items():
        for name in dir(each):
            if name[0] != "_" and callable(found := getattr(each, name, None)):
                yield f"{prefix}.{name}", found


def asked():
    """Each question once for each of its arguments."""
    for name, ask in questions():
        is_type = inspect.isclass(ask) and name not in {
            "Span", "FuzzyDate", "FuzzyDaySet", "DaySet", "Definition"
        }  # fmt: skip
        if not callable(ask) or is_type or name in LEFT_OUT:
            continue
        parameters = inspect.signature(ask).parameters.values()
        for each in parameters:
            if each.kind is not each.VAR_KEYWORD and each.name != "instead":
                yield pytest.param(ask, [*parameters], each, id=f"{name}({each.name})")


def call(ask, parameters, chosen, bad):
    positional, named = [], {}
    for each in parameters:
        if each.kind is each.VAR_POSITIONAL:
            positional += [bad] if each is chosen else []
        elif each.kind is each.KEYWORD_ONLY or each.default is not each.empty:
            named |= {each.name: bad} if each is chosen else {}
        else:
            positional.append(bad if each is chosen else GOOD.get(each.name, "1999"))
    found = ask(*positional, **named)
    return next(found, None) if isinstance(found, Iterator) else found


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(("ask", "parameters", "chosen"), [*asked()])
def test_a_bad_value_is_an_error_of_this_package_or_is_answered(
    ask, parameters, chosen
):
    for name, bad in BAD.items():
        try:
            call(ask, parameters, chosen, bad)
        except cm.MembershipError as error:
            message = str(error)
            assert len(message) < MOST, name
            assert not {"\u202e", "\ud800", "\u200b"} & {*message}, name
            assert "'None'" not in message, name
            assert "'5'" not in message, name


@pytest.mark.parametrize("name", ["None", "5", "a huge int", "1.5", "object"])
@pytest.mark.parametrize(
    "ask",
    [
        cm.load,
        cm.read,
        cm.state,
        CSTO.under,
        CSTO.claims_of,
        CSTO.compare,
        CSTO.listed,
        exchange.read_package,
        cm.DaySet.parse,
    ],
)
def test_a_value_of_a_wrong_type_is_a_type_error_too(ask, name):
    value = BAD[name]
    with pytest.raises(cm.MembershipError) as caught:
        ask(value)
    assert isinstance(caught.value, TypeError)
    assert type(value).__name__ in str(caught.value)
