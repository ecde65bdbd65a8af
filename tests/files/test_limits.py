"""A file is answered with little work, or refused because it is too much.

Work is counted in calls of functions, which are the same on every machine. There are
some thirteen million in a second.
"""

import cProfile
import json

import pytest

import csto_membership as cm
from csto_membership.errors import MOST_PROBLEMS
from csto_membership.files import consistency
from csto_membership.membership import shipped

pytestmark = pytest.mark.slow

HEAD = """
[alliance]
id = "pact"
complete_until = 2020-12-31
[source]
gazette = { title = "Gazette", kind = "law", grade = "primary", published = 1990-01-01 }
[instrument.pact]
roles = ["treaty"]
"""
STATES = [state.short_code for state in shipped.states()]
ON = "on = 1990-01-01"
MOST_CALLS = 40_000_000
"""The most calls of functions in a test, which has several answers or refusals."""


def event(name, states, *claims, kind="signature", more=""):
    listed = ", ".join(
        f'{{ sources = ["gazette"], {claim} }}' for claim in claims or [ON]
    )
    return (
        f'[[event]]\nid = "{name}"\nkind = "{kind}"\nof = "pact"\n'
        f"states = {json.dumps(states)}\n{more}claim = [{listed}]\n"
    )


def aside(number):
    day = f"on = {1991 + number % 7}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return f'{day}, set_aside = true, why = "Late."'


def in_and_out(acts, states, when):
    kinds = ("signature", "withdrawal")
    return "".join(
        event(f"e{n}", STATES[:states], f"on = {when(1800 + n)}", kind=kinds[n % 2])
        for n in range(acts)
    )


def rivals(events, claims, states):
    return "".join(
        event(f"e{n}", STATES[:states], ON, *map(aside, range(claims - 1)))
        for n in range(events)
    )


def chain(events, place, *, backwards=False):
    """Events that wait for one another, the first of which may be written last."""
    order = range(events)
    made = [
        event(f"e{n}", [STATES[n % 190]], more=f"{place.format(n - 1)}\n" if n else "")
        for n in order
    ]
    return "".join(reversed(made) if backwards else made)


def ruled(rules, states, *, backwards=False):
    rule = 'rule = {{ after = "e{}", years = 1, expires = "on the anniversary" }}'
    made = [event("e0", STATES[:states])]
    made += [
        event(f"e{n}", STATES[:states], rule.format(n - 1), kind="expiry")
        for n in range(1, rules + 1)
    ]
    return "".join(reversed(made) if backwards else made)


def settled(acts, states):
    """Acts that may have come in any order but for what `after` says of each pair."""
    came = [f"in{n}" for n in range(acts)]
    after = f"after = {json.dumps(came)}\n"
    return "".join(
        event(name, STATES[:states], 'on = "1990"') for name in came
    ) + "".join(
        event(f"out{n}", STATES[:states], 'on = "1990"', kind="withdrawal", more=after)
        for n in range(acts)
    )


# At the limit, or without one: a file that is answered.
ANSWERED = {
    "acts on days": in_and_out(200, 100, lambda year: f"{year}-01-01"),
    "acts of all states": in_and_out(100, 200, lambda year: f"{year}-01-01"),
    "acts in years": in_and_out(200, 100, lambda year: f'"{year}"'),
    "acts that `after` puts in order": settled(100, 5),
    "few acts that `after` puts in order": settled(10, 199),
    "acts of one day": in_and_out(31, 199, lambda _: "1990-01-01") + event("e", STATES[:199], 'on = "1991"'),
    "claims about one event": rivals(1, 50, 199),
    "claims about many events": rivals(20, 50, 2),
    "undecided": event("e", STATES[:199], *[ON] * 25, *["on = 1991-01-01"] * 25, more="undecided = true\n"),
    "a chain of events": chain(2900, 'after = "e{}"'),
    "a chain of events, last first": chain(2900, 'after = "e{}"', backwards=True),
    "rules": ruled(50, 199),
    "rules, last first": ruled(50, 199, backwards=True),
    "states": "".join(f'[state.X{n}]\nalpha_3 = "X{n}X"\nname = "Land {n}"\n' for n in range(3000)) + event("e", [f"X{n}" for n in range(3000)]),
    "lines": event("e", ["AM"]) + "#\n" * 95_000,
    "a long line": event("e", ["AM"]) + f"# {'x' * 2_900_000}\n",
    "a text as long as may be": event("e", ["AM"], more=f'note = "{"x" * 2_000}"\n'),
}  # fmt: skip
REFUSED = {
    "a deep key": ("x" + ".a" * 190_000 + " = 1\n", "a key with too many dots"),
    "many values": (f"x = [{'1,' * 200_000}]\n", "lines, values and parts of keys are too many"),
    "a long text": (event("e", ["AM"], more=f'note = "{"x" * 2_001}"\n'), "is too long: a text has at most 2,000 characters"),
    "a long date": (event("e", ["AM"], f'on = "[{"1999," * 500}1999]"'), "is too long: a text has at most 2,000"),
    "quotes that do not end": ('x = "' + '\\"' * 99_000 + "." * 9 + "\n", "is not TOML"),
    "a large text": ("#" + "x" * 3_000_000, "is too large"),
    "a deep table": (f"[{'.'.join(['a'] * 21)}]\n", "a key with too many dots"),
    "deep quoted keys": ('x = { "a" . ' + "'b c' . " * 20 + "c = 1 }\n", "a key with too many dots"),
    "deep lists": ("x = " + "[" * 190_000, "is not TOML: maximum recursion depth"),
    "deep inline tables": ("x = " + "{ a = " * 9_000, "is not TOML: maximum recursion depth"),
    "many keys": ("[x]\n" + "".join(f"k{n} = 1\n" for n in range(90_000)), "unknown key"),
    "acts of one state": (in_and_out(201, 1, lambda year: f"{year}-01-01"), ": a file may have at most 200 of them"),
    "acts of all": (in_and_out(200, 101, lambda year: f"{year}-01-01"), "20200: acts, counted for each state"),
    "claims about one event": (rivals(1, 61, 1), "61: claims; an event has at most 60"),
    "claims about many events": (rivals(21, 50, 1), "1029: claims beside the first"),
    "claims times acts": (rivals(20, 50, 3), "58800: products of a state's acts and such claims"),
    "rules": (ruled(51, 1), "51: events with a rule"),
    "many rules, last first": (ruled(2000, 1, backwards=True), "2000: events with a rule"),
    "a ring": (chain(2900, 'after = "e{}"').replace('id = "e0"', 'id = "e0"\nafter = "e2899"'), "comes after itself"),
    "unknown states": (event("e", [f"Atlantis{n}" for n in range(3000)]), "and more; correct these first"),
    "unknown events": ("".join(event(f"e{n}", [], more=f'after = "x{n}"\n') for n in range(3000)), "and more; correct these first"),
    "acts that `after` puts in order": (settled(100, 11), "110000: events named by `after`"),
    "acts of one day": (in_and_out(200, 6, lambda _: '"1990"'), "119400: pairs of acts of a state that may be of one day"),
    "an order that is open": (in_and_out(200, 5, lambda _: '"1990"'), "may fall before or after"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _with_little_work():
    profile = cProfile.Profile()
    with profile:
        yield
    assert sum(entry.callcount for entry in profile.getstats()) < MOST_CALLS


@pytest.mark.parametrize("name", ANSWERED)
def test_a_file_within_the_limits_is_checked(name):
    problems = cm.check(HEAD + ANSWERED[name])
    assert not any("at most" in problem.expected for problem in problems)


@pytest.mark.parametrize("name", ANSWERED)
def test_a_file_within_the_limits_is_answered(name):
    pact = cm.read(HEAD + ANSWERED[name])
    assert str(pact.members_on("1990-06-01"))
    assert str(pact.changes())
    assert pact.record.fingerprint


@pytest.mark.parametrize("name", ANSWERED)
def test_its_disagreements_are_found(name):
    pact = cm.read(HEAD + ANSWERED[name])
    assert bool(pact.disagreements()) == ("claims" in name or name == "undecided")


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_beyond_a_limit_is_refused_with_the_limit(name):
    text, expected = REFUSED[name]
    with pytest.raises(cm.DataError) as caught:
        cm.read(HEAD + text)
    assert expected in str(caught.value)
    assert len(caught.value.problems) <= MOST_PROBLEMS + 1


@pytest.mark.parametrize("name", cm.available())
def test_the_shipped_records_are_far_from_each_limit(name, monkeypatch):
    for limit in [each for each in vars(consistency) if each.startswith("MOST_")]:
        monkeypatch.setattr(consistency, limit, getattr(consistency, limit) // 3)
    assert cm.check(f"csto_membership/data/{name}.toml") == ()


def test_dots_in_texts_and_short_keys_are_no_deep_keys():
    title = "a.b.c ... " + "." * 100 + " 1.2.3.4.5.6.7.8 " + ". . " * 50
    text = HEAD + event("e", ["AM"], more=f'title = "{title}"\n')
    assert cm.check(text) == ()
    assert cm.check(text.replace(f'"{title}"', "'U.S.S.R.-U.S.A. \\'")) == ()


DEEP = "a.b.c.d.e.f.g"


@pytest.mark.parametrize(
    "text",
    [
        f"{DEEP} = 1",
        f"[{DEEP}]",
        f'x = ["{{", {{ {DEEP} = 1 }}]',
        f"x = {{ '\\' = '\\', {DEEP} = '' }}",
        f'x = {{ y = "\\"", {DEEP} = "" }}',
        f"\"a.b\" . 'c' . {DEEP} = 1",
        f'x = ["""\n""", {{ {DEEP} = 1 }}, "y"]',
        f"x = ['''\n''', {{ {DEEP} = 1 }}, 'y']",
    ],
)
def test_no_quotes_hide_a_deep_key(text):
    with pytest.raises(cm.DataError, match="is a key with too many dots"):
        cm.read(HEAD + text)
