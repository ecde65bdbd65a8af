"""Ask the package every kind of question, and write down what it answers.

Only public names are used. `python tests/golden/answers.py FOLDER` writes every answer
in full, also those of which the golden files hold only a digest.
"""

import json
import re
import sys
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import csto_membership as cm
from csto_membership import exchange

# -- names that may change: the only place that uses them -----------------------------

DEFINITIONS = ("joined", "party", "organization", "active")
SIGNED = cm.Definition(
    "signed", opens=["signature"], closes=["expiry"], roles=["treaty"]
)
NOT_SUSPENDED = cm.load("csto").definition.without("suspension")


def default_of(alliance: cm.Alliance) -> str:
    """The name of the definition that an alliance uses by default."""
    return alliance.definition.name


def side_by_side(panel: Callable[..., Any], name: str, **options: Any) -> Any:
    """A panel under all standard definitions."""
    return panel(name, definitions=DEFINITIONS, **options)


# -- what is asked ---------------------------------------------------------------------

# Per alliance: days of each sort (before the body or the treaty, uncertain, with and
# without members, between two names, beyond the record).
DAYS = {
    "cis": (
        "1980-01-01", "1991-12-07", "1991-12-08", "1991-12-11", "1992-01-15",
        "1993-12-15", "1994-01-21", "1994-03-01", "1994-04-15", "2000-01-01",
        "2008-08-20", "2009-08-18", "2020-01-01", "2030-01-01",
    ),
    "csto": (
        "1980-01-01", "1992-05-14", "1992-05-15", "1993-10-01", "1993-12-20",
        "1994-04-19", "1996-01-01", "1999-04-20", "1999-04-21", "2003-01-01",
        "2007-01-01", "2008-06-01", "2012-07-01", "2013-01-01", "2025-01-01",
        "2030-01-01",
    ),
    "eaeu": (
        "1980-01-01", "2014-05-28", "2014-05-29", "2014-11-01", "2015-01-01",
        "2015-08-07", "2015-08-12", "2020-01-01", "2030-01-01",
    ),
    "guam": (
        "1980-01-01", "1997-10-09", "1997-10-10", "1999-04-24", "2002-07-01",
        "2003-01-01", "2005-05-04", "2005-05-05", "2006-05-22", "2010-01-01",
        "2020-01-01", "2030-01-01",
    ),
    "nato": (
        "1940-01-01", "1949-04-03", "1949-04-04", "1949-08-23", "1949-08-24",
        "1955-05-06", "1970-01-01", "1982-05-30", "1991-01-01", "2000-01-01",
        "2024-03-06", "2024-03-07", "2030-01-01",
    ),
    "sco": (
        "1980-01-01", "2001-06-14", "2001-06-15", "2002-01-01", "2003-09-19",
        "2010-01-01", "2016-07-01", "2017-06-09", "2022-12-01", "2024-07-04",
        "2030-01-01",
    ),
    "warsaw_pact": (
        "1940-01-01", "1955-05-13", "1955-05-14", "1955-06-04", "1965-01-01",
        "1968-09-12", "1968-09-13", "1990-09-24", "1990-10-03", "1991-06-30",
        "1991-07-01", "2000-01-01", "2030-01-01",
    ),
}  # fmt: skip

# Explanations that are kept in full. Those of all states on all the days above have
# digests.
WHY = {
    "cis": (
        ("UA", "2005-01-01"), ("UA", "2020-01-01"), ("GE", "1993-12-15"),
        ("GE", "2009-08-18"), ("MD", "1994-04-15"), ("TM", "2010-01-01"),
        ("RU", "1991-12-07"), ("RU", "1980-01-01"), ("KZ", "1994-01-21"),
        ("US", "2000-01-01"), ("MN", "2000-01-01"), ("AZ", "1993-01-01"),
    ),
    "csto": (
        ("UZ", "1980-01-01"), ("UZ", "1992-05-15"), ("UZ", "1999-04-20"),
        ("UZ", "1999-04-21"), ("UZ", "2007-01-01"), ("UZ", "2012-07-01"),
        ("UZ", "2013-01-01"), ("AM", "2025-01-01"), ("AM", "2030-01-01"),
        ("AZ", "1993-10-01"), ("AZ", "1996-01-01"), ("GE", "1993-12-01"),
        ("GE", "1999-06-01"), ("BY", "1993-12-20"), ("KZ", "1992-05-14"),
        ("KZ", "1996-01-01"), ("KZ", "1999-06-01"), ("KZ", "2000-01-01"),
        ("MD", "1996-01-01"), ("TM", "1993-06-01"), ("UA", "2000-01-01"),
        ("RU", "2020-01-01"), ("US", "2000-01-01"), ("RS", "2014-01-01"),
    ),
    "eaeu": (
        ("AM", "2014-11-01"), ("AM", "2015-01-01"), ("AM", "2015-01-02"),
        ("KG", "2015-08-07"), ("KG", "2015-08-12"), ("RU", "2014-05-28"),
        ("RU", "2020-01-01"), ("MD", "2020-01-01"), ("UZ", "2022-01-01"),
        ("IR", "2030-01-01"), ("US", "2020-01-01"),
    ),
    "guam": (
        ("UZ", "1999-04-23"), ("UZ", "2000-01-01"), ("UZ", "2002-07-01"),
        ("UZ", "2003-01-01"), ("UZ", "2005-05-05"), ("MD", "2006-05-23"),
        ("MD", "2020-01-01"), ("UA", "1997-10-09"), ("UA", "2010-01-01"),
        ("GE", "2030-01-01"), ("TR", "2010-01-01"), ("RU", "2010-01-01"),
    ),
    "nato": (
        ("DE", "1955-05-06"), ("DE", "1991-01-01"), ("DD", "1970-01-01"),
        ("DD", "1991-01-01"), ("FR", "1970-01-01"), ("GR", "1975-01-01"),
        ("ES", "1982-05-29"), ("ES", "1982-05-30"), ("IT", "1949-04-04"),
        ("IT", "1949-08-23"), ("SE", "2024-03-06"), ("SE", "2024-03-07"),
        ("FI", "2030-01-01"), ("CZ", "1980-01-01"), ("MK", "2020-03-27"),
        ("RU", "2000-01-01"), ("UA", "2020-01-01"),
    ),
    "sco": (
        ("CN", "2001-06-14"), ("CN", "2002-01-01"), ("UZ", "2001-06-15"),
        ("IN", "2010-01-01"), ("IN", "2016-07-01"), ("IN", "2017-06-09"),
        ("IR", "2022-12-01"), ("BY", "2022-12-01"), ("BY", "2024-07-04"),
        ("MN", "2020-01-01"), ("TR", "2020-01-01"), ("AM", "2020-01-01"),
        ("US", "2020-01-01"), ("RU", "2030-01-01"),
    ),
    "warsaw_pact": (
        ("DD", "1955-05-13"), ("DD", "1955-05-20"), ("DD", "1990-09-23"),
        ("DD", "1990-09-25"), ("DD", "1990-10-03"), ("DE", "1991-01-01"),
        ("AL", "1965-01-01"), ("AL", "1968-09-12"), ("AL", "1968-09-13"),
        ("SU", "1991-06-30"), ("SU", "1991-07-01"), ("SU", "2000-01-01"),
        ("RU", "1980-01-01"), ("CSK", "1980-01-01"), ("CZ", "1980-01-01"),
        ("HU", "1956-11-03"), ("YU", "1960-01-01"),
    ),
}  # fmt: skip

PERIODS = {
    "cis": ("1993", "1994-01-22/1994-06-27", "2009", "2020/2030", "1980"),
    "csto": ("1992", "1993/1994", "1999", "2007/2012", "2025/..", "1980", "../.."),
    "eaeu": ("2014", "2015", "2020/2030", "1980"),
    "guam": ("1997", "2002", "1999/2005", "2020/2030", "1980"),
    "nato": ("1949", "1955", "1999/2004", "2025/2030", "1940"),
    "sco": ("2001", "2016", "2017/2024", "2025/2030", "1980"),
    "warsaw_pact": ("1955", "1968", "1990", "1991/..", "1940"),
}
HARD = {
    "aes": (("ML", "2024-02-01"), ("ML", "2025-01-29"), ("BF", "2023-10-01")),
    "anzus": (("NZ", "1986-08-10"), ("NZ", "1990-01-01"), ("US", "2020-01-01")),
    "arab_joint_defence": (
        ("EG", "1985-01-01"), ("OM", "1980-01-01"), ("PS", "2000-01-01"),
        ("SY", "2012-01-01"),
    ),
    "arab_league": (
        ("EG", "1985-01-01"), ("EG", "1989-05-22"), ("LY", "2011-05-01"),
        ("PS", "1990-01-01"), ("SY", "1960-01-01"), ("SY", "2015-01-01"),
        ("YD", "1990-05-22"),
    ),
    "cento": (
        ("GB", "1955-04-10"), ("IQ", "1958-10-01"), ("IR", "1979-06-01"),
        ("PK", "1979-06-01"), ("US", "1970-01-01"),
    ),
    "ecowas": (
        ("ML", "2013-01-01"), ("ML", "2021-01-01"), ("NE", "2024-06-01"),
        ("BF", "2025-01-29"), ("MR", "2000-12-26"), ("CV", "1977-06-01"),
    ),
    "eurasec": (("UZ", "2007-01-01"), ("UZ", "2010-01-01"), ("MD", "2010-01-01")),
    "rio": (
        ("CU", "1990-01-01"), ("VE", "2020-01-01"), ("UY", "2019-12-01"),
        ("MX", "2003-01-01"), ("GT", "1950-01-01"), ("CA", "2000-01-01"),
    ),
    "seato": (
        ("FR", "1976-01-01"), ("PK", "1973-01-01"), ("TH", "1977-06-30"),
        ("AU", "1980-01-01"), ("RVN", "1960-01-01"),
    ),
    "union_state": (("BY", "1998-01-01"), ("YU", "1999-05-01")),
    "weu": (("FR", "1969-06-01"), ("GR", "1995-03-06"), ("NO", "2000-01-01"), ("GB", "2011-06-30")),
}  # fmt: skip
"""The bodies that are asked about their hard cases alone."""
STRANGERS = ("US", "DD", "SU", "YU", "UZ", "KZ", "SS", "TW")
"""States that most records do not name; some did not exist on some days."""

OWN = """
[alliance]
id = "pact"
complete_until = 1999-12-31
default_definition = "joined"
[source.gazette]
title = "Gazette"
kind = "official"
grade = "primary"
published = 1990-01-01
[source.almanac]
title = "Almanac"
kind = "book"
grade = "scholarly"
published = "1998"
[instrument.pact]
title = "A pact <of> friends & others"
roles = ["treaty"]
obligation = "non-aggression"
"""
TURNS = (
    ("signature", "1990-01-01"), ("withdrawal", "1991-01-01"),
    ("accession", "1992-01-01"), ("withdrawal", "1993-01-01"),
    ("accession", "1994-01-01"), ("withdrawal", "1995-01-01"),
    ("accession", "1996-01-01"), ("withdrawal", "1997-01-01"),
    ("accession", "1998"), ("suspension", "1999-07-01"),
)  # fmt: skip
ACT = """
[[event]]
id = "{number}-{kind}"
kind = "{kind}"
of = "pact"
states = ["AM", "Belarus"]
claim = [{{ sources = ["gazette"], on = "{on}" }}]
"""
OWN_DAYS = (
    "1980-01-01", "1991-06-01", "1998-05-05", "1999-01-01", "1999-08-01", "2005-01-01",
)  # fmt: skip
NEVER = """
[[event]]
id = "ge-signs"
kind = "signature"
of = "pact"
states = ["GE"]
[[event.claim]]
sources = ["gazette"]
never = true
why = "It is not in the list."
[[event.claim]]
sources = ["almanac"]
on = 1991-05-05
wording = "joined & stayed"
set_aside = true
"""

WHERE = (
    ("UA", "1950-01-01"), ("UA", "2005-01-01"), ("UA", "2020-01-01"),
    ("UZ", "1980-01-01"), ("UZ", "2000-01-01"), ("UZ", "2007-01-01"),
    ("UZ", "2013-01-01"), ("AM", "2025-01-01"), ("AM", "2030-01-01"),
    ("AZ", "1993-10-01"), ("KZ", "1992-01-01"), ("KZ", "1985-01-01"),
    ("BY", "2024-07-04"), ("GE", "2008-08-20"), ("MD", "2020-01-01"),
    ("DD", "1970-01-01"), ("DD", "1990-10-03"), ("DE", "1970-01-01"),
    ("SU", "1980-01-01"), ("SU", "1992-01-01"), ("RU", "1980-01-01"),
    ("FR", "1970-01-01"), ("TR", "2020-01-01"), ("CSK", "1980-01-01"),
    ("US", "1940-01-01"), ("US", "2020-01-01"), ("YU", "1991-01-01"),
    ("SS", "2000-01-01"), ("SS", "2020-01-01"), ("TW", "2000-01-01"),
    ("IN", "2016-07-01"), ("AL", "1965-01-01"),
)  # fmt: skip
TOGETHER = (
    ("AM", "AZ"), ("KZ", "KG"), ("UZ", "GE"), ("DE", "DD"), ("PL", "HU"), ("RU", "US"),
    ("TR", "GR"), ("AM", "RU", "KZ"), ("RU", "CN", "IN"), ("SU", "DD"), ("UA", "MD"),
    ("FR", "BR"), ("RU", "UA"), ("UZ", "KZ", "KG", "TJ"),
)  # fmt: skip


class Answer(NamedTuple):
    """One answer in all its forms.

    Attributes:
        question: What was asked: the view, the kind, the words of the question.
        file: The golden file that holds it.
        forms: Text, HTML and JSON, as far as there are such.
        full: The forms that the golden file holds; of the others there is a digest.
    """

    question: str
    file: str
    forms: dict[str, str]
    full: tuple[str, ...]


class Asker:
    """A view of one alliance, with the words that name it.

    Attributes:
        folder: The folder of its golden files.
        words: The view in words.
        alliance: The view.
        full: The forms that are kept in full, but where a question says otherwise.
    """

    def __init__(
        self, folder: str, words: str, alliance: Any, full: tuple[str, ...]
    ) -> None:
        self.folder, self.words, self.alliance = folder, words, alliance
        self.full = full

    @property
    def narrowed(self) -> bool:
        """Whether it is more than an alliance under a standard definition."""
        return self.words.count(" | ") > 1 or "own definition" in self.words

    @property
    def if_default(self) -> tuple[str, ...]:
        """All forms for the default view, and none for the others."""
        return ALL if "html" in self.full else NOTHING

    def ask(
        self,
        kind: str,
        words: str,
        question: Callable[..., Any],
        *asked: Any,
        full: tuple[str, ...] | None = None,
        **options: Any,
    ) -> Answer:
        """One answer, with the warning that came with it."""
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            value = question(*asked, **options)
            forms = {name: text for name, text in _forms(value).items() if text}
        forms["text"] += "".join(f"\nwarning: {each.message}" for each in warned)
        return Answer(
            " | ".join(filter(None, (self.words, kind, words))),
            f"{self.folder}/{kind.replace(' ', '_')}.txt",
            {name: masked(text) for name, text in forms.items()},
            self.full if full is None else full,
        )


ALL = ("text", "html", "json")
TEXT = ("text",)
NOTHING: tuple[str, ...] = ()


def _forms(value: Any) -> dict[str, str]:
    """Text, HTML and JSON of an answer, or of each answer in a tuple."""
    if isinstance(value, tuple):
        each = [_forms(one) for one in value]
        tables = [json.loads(one["json"]) for one in each if one["json"]]
        return {
            "text": "\n\n".join(one["text"] for one in each) or "(nothing)",
            "html": "\n\n".join(filter(None, (one["html"] for one in each))),
            "json": as_json(tables) if tables else "",
        }
    html = getattr(value, "_repr_html_", None)
    plain = getattr(value, "as_dict", None)
    return {
        "text": str(value) or "(nothing)",
        "html": html() if html else "",
        "json": as_json(plain()) if plain else "",
    }


def as_json(value: Any) -> str:
    """JSON as the golden files hold it."""
    return json.dumps(value, indent=1, ensure_ascii=False)


_MASKS = (
    (r"csto_membership \S+, facts \S+ \([0-9a-f]{12}\)",
     "csto_membership VERSION, facts VERSION (FINGERPRINT)"),
    (r"csto_membership \S+, own facts \([0-9a-f]{12}\)",
     "csto_membership VERSION, own facts (FINGERPRINT)"),
    (r'("(?:facts_)?version": )"[^"]+"', r'\1"VERSION"'),
    (r'("fingerprint": )"[0-9a-f]{12}"', r'\1"FINGERPRINT"'),
    (rf"\(version {re.escape(cm.facts_version)}\)", "(version VERSION)"),
    (r'("id": "[a-z_]+(?:-\d{4}-\d\d-\d\d)?)-[0-9a-f]{8}"', r'\1-DIGEST"'),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), mask) for pattern, mask in _MASKS)


def masked(text: str) -> str:
    """The text without versions, fingerprints, and digests made of them."""
    for pattern, mask in _PATTERNS:
        text = pattern.sub(mask, text)
    return text


# -- the questions ---------------------------------------------------------------------


def answers() -> Iterator[Answer]:
    """Every answer, in the order in which the golden files hold them."""
    for name in DAYS:
        for asker in _askers(name):
            yield from _of_view(asker, name)
        yield from _of_record(name)
        yield from _panels(name)
    for name in HARD:
        yield from _of_hard_cases(name)
    yield from _of_own()
    yield from _across()


def _askers(name: str) -> Iterator[Asker]:
    alliance = cm.load(name)
    default = default_of(alliance)
    for each in DEFINITIONS:
        full = ALL if each == default else TEXT
        yield Asker(name, f"{name} | {each}", alliance.under(each), full)
    if name != "csto":
        return
    for words, view in (
        ("as known on 1991-01-01", alliance.as_known_on("1991-01-01")),
        ("as known on 1999-03-01", alliance.as_known_on("1999-03-01")),
        ("as known on 2012-12-20", alliance.as_known_on("2012-12-20")),
        ("according to gibler, silence perhaps", alliance.according_to("gibler")),
        ("according to gibler, silence no",
         alliance.according_to("gibler", silence="no")),
        ("according to histdict and narod",
         alliance.according_to("histdict", "narod")),
        ("preferring narod", alliance.preferring("narod")),
        ("preferring gibler, as known on 2013-01-01",
         alliance.preferring("gibler").as_known_on("2013-01-01")),
    ):  # fmt: skip
        yield Asker(name, f"{name} | {default} | {words}", view, TEXT)
    party = alliance.under("party").according_to("mpepil", "gibler")
    words = f"{name} | party | according to mpepil and gibler"
    yield Asker(name, words, party, TEXT)
    for own in (SIGNED, NOT_SUSPENDED):
        words = f"{name} | own definition: {own.name}"
        yield Asker(name, words, alliance.under(own), TEXT)


def _of_view(asker: Asker, name: str) -> Iterator[Answer]:
    alliance, days, ask = asker.alliance, DAYS[name], asker.ask
    period = PERIODS[name][1]
    yield ask("members", "", alliance.members)
    for place, day in enumerate(days):
        every_other = NOTHING if place % 2 and asker.narrowed else asker.full
        yield ask("members on", day, alliance.members_on, day, full=every_other)
        some = asker.full if place % 4 == 3 and not asker.narrowed else NOTHING
        yield ask("who says", day, alliance.who_says, day, full=some)
        yield ask("cite", f"members on {day}", _cited, alliance, day, full=NOTHING)
        few = TEXT if place % 2 and not asker.narrowed else NOTHING
        yield ask("status", day, _statuses, alliance, day, full=few)
        yield ask("chair", day, _chair, alliance, day, full=few)
    yield ask("cite", f"members on {days[5]}, in full", _cited, alliance, days[5])
    for place, each in enumerate(PERIODS[name]):
        every_other = NOTHING if place % 2 and asker.narrowed else asker.full
        yield ask("members during", each, alliance.members_during, each,
                  full=every_other)  # fmt: skip
    if asker.if_default:
        yield ask("members of many days", period, _many_days, alliance, period)
        yield ask("in short", "", _in_short, alliance, *WHY[name][1], full=TEXT)
    yield ask("changes", "", alliance.changes)
    yield ask("changes", period, alliance.changes, period)
    states = tuple(dict.fromkeys((*alliance.record.parties, _state(STRANGERS[0]))))
    for place, state in enumerate(states):
        every_other = NOTHING if place % 2 and asker.narrowed else asker.full
        # Its HTML holds a picture.
        only = tuple(form for form in every_other if form != "html")
        yield ask("history", state.name, alliance.history, state, full=only)
    yield ask("acts", "", alliance.acts, full=asker.if_default)
    yield from _explanations(asker, name, states)
    yield ask("disagreements", "", alliance.disagreements, full=asker.if_default)
    yield from _comparisons(asker, name)
    yield ask("provenance", "", alliance.provenance)
    yield ask("cite", "the record", alliance.cite)
    yield ask("chart", "", _chart, alliance.chart, full=asker.if_default)
    yield ask("chart", period, _chart, alliance.chart, during=period,
              full=TEXT if asker.if_default else NOTHING)  # fmt: skip
    for state in () if asker.narrowed else alliance.record.parties:
        yield ask("chart", state.name, _chart, alliance.chart, state, full=NOTHING)
    yield ask("silent on", "", getattr, alliance, "silent_on", full=asker.if_default)


def _of_hard_cases(name: str) -> Iterator[Answer]:
    alliance = cm.load(name)
    for each in DEFINITIONS:
        view = alliance.under(each)
        ask = Asker(name, f"{name} | {each}", view, NOTHING).ask
        full = TEXT if each == default_of(alliance) else NOTHING
        yield ask("disagreements", "", view.disagreements)
        for state, day in HARD[name]:
            yield ask(
                "explain", f"{state} | {day}", view.explain, state, day, full=full
            )
            yield ask("members on", day, view.members_on, day)
    ask = Asker(name, name, alliance, TEXT).ask
    yield ask("acts", "", alliance.acts)
    yield ask("changes", "", alliance.changes)


def _many_days(alliance: Any, period: str) -> Any:
    during = alliance.members_during(period)
    return during.throughout, during.sometime


def _in_short(alliance: Any, state: str, day: str) -> str:
    """What an interactive session shows of each answer."""
    why = alliance.explain(state, day)
    first = next(iter(alliance.sources))
    disagreements = alliance.disagreements()
    shown = (
        alliance,
        alliance.members_on(day),
        alliance.members_during(day[:4]),
        alliance.history(state, absent="ignore"),
        *alliance.history(state, absent="ignore").spells,
        *alliance.changes(),
        why,
        *why.steps,
        *why.denied,
        *why.rivals,
        *why.elsewhere,
        *alliance.who_says(day),
        *disagreements,
        *(version for fact in disagreements for version in fact.versions),
        alliance.compare(alliance.under(_another(alliance))),
        alliance.claims_of(first),
        alliance.sources[first],
        alliance.sources[first].cite(),
        alliance.chart(),
        cm.memberships_of(state, day),
    )
    return "\n".join(map(repr, shown))


def _state(code: str) -> cm.State:
    return cm.load("nato").record.states.find(code)


def _cited(alliance: Any, day: str) -> Any:
    return alliance.members_on(day).cite()


def _statuses(alliance: Any, day: str) -> str:
    told = alliance.statuses_on(day).items()
    lines = [
        f"{state.name}: {status.value}; member: "
        f"{alliance.was_member(state, day, beyond='ignore').value}"
        for state, status in told
    ]
    for code in STRANGERS:
        status = alliance.status(code, day, beyond="ignore")
        answer = alliance.was_member(code, day, beyond="ignore")
        lines.append(f"asked for {code}: {status.value}; member: {answer.value}")
    return "\n".join(lines)


def _chair(alliance: Any, day: str) -> str:
    return (
        f"name: {alliance.name_on(day)}\n"
        f"chair: {alliance.chair_on(day)}\n"
        f"former members: {alliance.former_on(day)}"
    )


def _explanations(
    asker: Asker, name: str, states: tuple[cm.State, ...]
) -> Iterator[Answer]:
    explain = asker.alliance.explain
    for place, (state, day) in enumerate(WHY[name]):
        if (place % 3 and asker.narrowed) or (place % 2 and asker.full == TEXT):
            full = NOTHING
        else:
            full = asker.full if place % 4 == 0 else TEXT
        yield asker.ask("explain", f"{state} | {day}", explain, state, day, full=full)
    for each in states:
        words = f"{each.name} | every day asked"
        yield asker.ask("explain", words, _every_day, explain, each, DAYS[name],
                        full=NOTHING)  # fmt: skip


def _every_day(question: Any, state: cm.State | str, days: tuple[str, ...]) -> Any:
    return tuple(question(state, day) for day in days)


def _comparisons(asker: Asker, name: str) -> Iterator[Answer]:
    alliance = asker.alliance
    others = {each: cm.load(name).under(each) for each in DEFINITIONS}
    if name == "csto":
        others["cis"] = cm.load("cis")
        others["as known on 2000-01-01"] = alliance.as_known_on("2000-01-01")
        others["preferring narod"] = alliance.preferring("narod")
    for words, other in others.items():
        if other == alliance:  # there is nothing to compare
            continue
        asked = f"with {words}"
        compare, ask = alliance.compare, asker.ask
        full = NOTHING if asker.narrowed else asker.full
        yield ask("compare", f"{asked} | all days covered", compare, other, full=full)
        for period in (PERIODS[name][1], PERIODS[name][3]):
            yield ask("compare", f"{asked} | {period}", compare, other, period,
                      full=TEXT if asker.if_default else NOTHING)  # fmt: skip
        yield ask("compare", f"{asked} | chart", _compared, alliance, other,
                  full=NOTHING)  # fmt: skip
        if asker.if_default:
            for question, answer in (("by year", _by_year), ("day by day", _by_day)):
                yield ask("compare", f"{asked} | {question}", answer, alliance, other,
                          full=NOTHING)  # fmt: skip


def _another(alliance: Any) -> str:
    return next(each for each in DEFINITIONS if each != alliance.definition.name)


def _compared(one: Any, other: Any) -> Any:
    return Drawn(one.compare(other).chart())


def _by_year(one: Any, other: Any) -> str:
    comparison = one.compare(other)
    return "\n".join(
        f"{rule} {row.year} {row.in_both} {row.only_here} {row.only_there}"
        for rule in ("any_day", "first_day", "last_day", "most_days")
        for row in comparison.by_year(rule)
    )


def _by_day(one: Any, other: Any) -> str:
    """How many members differ, from each day on which that changes."""
    comparison = one.compare(other)
    days = comparison.timeline().days
    told = [f"{day} {comparison.timeline()[day].distance}" for day in days]
    return "\n".join([str(comparison.days), *told])


class Drawn:
    """A chart in words and as plain values, with a digest of its picture."""

    def __init__(self, chart: Any) -> None:
        self.chart = chart

    def as_dict(self) -> Any:
        return self.chart.as_dict()

    def __str__(self) -> str:
        digest = sha256(self.chart.svg.encode()).hexdigest()
        return f"{self.chart}\n\n{self.chart.description}\n\npicture: {digest}"


def _chart(draw: Callable[..., Any], *asked: Any, **options: Any) -> Drawn:
    return Drawn(draw(*asked, **options))


def _of_record(name: str) -> Iterator[Answer]:
    """What does not depend on the definition."""
    alliance = cm.load(name)
    ask = Asker(name, name, alliance, ALL).ask
    for number, source in enumerate(alliance.sources.values()):
        few = ALL if number % 20 == 0 else TEXT
        yield ask("claims of", source.id, alliance.claims_of, source, full=few)
        yield ask("cite source", source.id, source.cite, full=few)
    yield ask("coverage", "", lambda: as_json(alliance.coverage()))
    for state in alliance.record.parties:
        yield ask("acts", f"of {state.name}", lambda s: alliance.acts(state=s, absent="ignore"), state,
                  full=NOTHING)  # fmt: skip


PANELS: tuple[tuple[str, Callable[..., Any], tuple[str, ...]], ...] = (
    (
        "years of states",
        exchange.state_years,
        ("any_day", "first_day", "last_day", "most_days", "share"),
    ),
    ("months of states", exchange.state_months, ("any_day", "share")),
    ("years of pairs", exchange.dyad_years, ("last_day",)),
)


def _panels(name: str) -> Iterator[Answer]:
    ask = Asker(name, name, cm.load(name), NOTHING).ask
    for words, panel, rules in PANELS:
        for rule in rules:
            yield ask("panel", f"{words} | {rule}", _csv, panel, name, rule=rule)
        yield ask("panel", f"{words} | all definitions, 1990/1994", _csv, side_by_side,
                  panel, name, during="1990/1994")  # fmt: skip
    spells = exchange.spells
    yield ask("panel", "spells", _csv, spells, name)
    yield ask("panel", "spells | all definitions", _csv, side_by_side, spells, name)
    for style in ("cow", "atop"):
        yield ask("panel", f"spells | style {style}", _in_style, spells(name), style)
    yield ask("spells", "", spells, name, full=TEXT)


def _csv(panel: Callable[..., Any], *asked: Any, **options: Any) -> str:
    return str(panel(*asked, **options).to_csv())


def _in_style(table: Any, style: str) -> str:
    return str(table.in_style(style).to_csv())


def _of_own() -> Iterator[Answer]:
    """Questions to a file of one's own, which has what no shipped record has."""
    acts = (
        ACT.format(number=number, kind=kind, on=on)
        for number, (kind, on) in enumerate(TURNS)
    )
    alliance = cm.read(OWN + "".join(acts) + NEVER)
    for each in DEFINITIONS:
        view = alliance.under(each)
        full = ALL if each == "joined" else TEXT
        ask = Asker("own", f"own file | {each}", view, full).ask
        for day in OWN_DAYS:
            yield ask("members on", day, view.members_on, day)
            yield ask("who says", day, view.who_says, day)
            yield ask("cite", f"members on {day}", _cited, view, day)
            for state in ("AM", "GE", "US"):
                yield ask("explain", f"{state} | {day}", view.explain, state, day)
        for state in ("AM", "GE"):
            yield ask("history", state, view.history, state, full=("text", "json"))
        yield ask("members during", "1998/1999", view.members_during, "1998/1999")
        yield ask("changes", "", view.changes)
        yield ask("disagreements", "", view.disagreements)
        yield ask("provenance", "", view.provenance)
        yield ask("cite", "the record", view.cite)
        if view != alliance:
            yield ask("compare", "with joined", view.compare, alliance)
        yield ask("chart", "", _chart, view.chart)
    ask = Asker("own", "own file", alliance, ALL).ask
    for source in ("gazette", "almanac"):
        yield ask("claims of", source, alliance.claims_of, source)


def _across() -> Iterator[Answer]:
    ask = Asker("across", "all alliances", None, ALL).ask
    csto = cm.load("csto")
    few = (csto.under("party"), csto.as_known_on("2000-01-01"), "nato")
    words = "csto by party, csto as known on 2000-01-01, nato"
    for state, day in WHERE:
        asked = f"{state} | {day}"
        yield ask("memberships of", asked, cm.memberships_of, state, day)
        yield ask("memberships of", f"{asked} | {words}", cm.memberships_of, state, day,
                  *few, full=TEXT)  # fmt: skip
    for states in TOGETHER:
        asked = " and ".join(states)
        yield ask("shared memberships", asked, cm.shared_memberships, *states)
        yield ask("shared memberships", f"{asked} | owing defence", _owing_defence,
                  states, full=TEXT)  # fmt: skip
    days = ("1950-01-01", "1970-01-01", "1991-12-20", "2000-01-01", "2020-01-01")
    named = {s for name in DAYS for s in cm.load(name).record.parties}
    for each in sorted(named, key=lambda state: state.alpha_2):
        yield ask("memberships of", f"{each.name} | five days", _every_day,
                  cm.memberships_of, each, days, full=NOTHING)  # fmt: skip
    yield ask("chart", "csto, cis and nato", _chart, cm.chart, "csto", "cis", "nato",
              full=TEXT)  # fmt: skip
    yield ask("chart", "all | 1990/2026", _chart, cm.chart, *DAYS,
              during="1990/2026", full=TEXT)  # fmt: skip
    for state in ("AM", "UZ", "DD", "US"):
        yield ask(
            "overlap", f"{state} | csto and cis", cm.overlap, state, "csto", "cis"
        )
    for one, other in combinations(map(cm.load, DAYS), 2):
        asked = f"{one.record.id} with {other.record.id}"
        yield ask("compare", asked, one.compare, other, full=TEXT)


def _owing_defence(states: tuple[str, ...]) -> Any:
    return cm.shared_memberships(*states).owing("defence")


# -- the files -------------------------------------------------------------------------

DIGESTS = "digests.txt"


def files(*, in_full: bool = False) -> dict[str, str]:
    """The golden files by name: answers in full, and digests of what is too long.

    Args:
        in_full: Every form of every answer in full, and no digests.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    for each in answers():
        full = tuple(each.forms) if in_full else each.full
        held = [form for form in each.forms if form in full]
        if held:
            parts[each.file].append(f"=== {each.question}")
        parts[each.file] += [f"--- {form}\n{_shown(each.forms[form])}" for form in held]
        if others := [form for form in each.forms if form not in held]:
            digest = sha256("".join(each.forms[f] for f in others).encode())
            line = f"{digest.hexdigest()[:16]}  {each.question} | {' '.join(others)}"
            parts[DIGESTS].append(line)
    return {name: "\n".join(lines) + "\n" for name, lines in parts.items() if lines}


def _shown(text: str) -> str:
    """HTML with its tags on lines of their own, marked so that nothing is lost."""
    return text.replace("><", ">\\\n<") if text.startswith("<") else text


def write(folder: Path, *, in_full: bool = False) -> None:
    """Write the files; a folder of golden files anew, all in full to a new folder."""
    texts = files(in_full=in_full)
    if in_full:
        folder.mkdir(parents=True)
    for old in folder.rglob("*.txt"):
        old.unlink()
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), in_full=True)
