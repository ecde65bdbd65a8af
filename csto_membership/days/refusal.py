"""Why a text is not read as a day or a period."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from csto_membership.days.grammar import named, sort_of, tokens, wrong_ordinal
from csto_membership.days.meanings import (
    SEASON,
    meanings,
    not_in_calendar,
    odd,
    wrong_weekday,
)

_LIKE_A_DAY = "a day is written like 1992-05-15 or 15 May 1992"
_LIKE_A_PERIOD = "a period is written like 1999, 1999-04 or 1999-01-01/1999-06-30"
_ONE_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAY_AND_MONTH = r"[0-9]{1,2}([-./ ])[0-9]{1,2}\1[0-9]{4}"

_LONGEST = 100
"""Longer text is not looked into."""


def not_a_day(text: str, instead: str, *, is_period: bool) -> str:
    """Why a text is not one day, and what to write.

    Args:
        text: The text.
        instead: What to do about a period; `{}` is replaced by the period.
        is_period: Whether the text is read as a period.
    """
    shown = repr(text.strip())
    if is_period:
        return f"{text!r} is a period, not one day; {instead.format(shown)}"
    if not text.strip():
        return f"no day given; {_LIKE_A_DAY}"
    found = refusal(text)
    if all(re.fullmatch(_ONE_DAY, meant) for meant in found.meanings):
        return _refused(text, found, "is not a day", _LIKE_A_DAY)
    meant = " or ".join(found.meanings)
    instead = instead.format(shown if found.meanings[1:] else repr(meant))
    return f"{text!r} {found.why}; it may mean {meant}; {instead}"


def not_a_period(text: str, end: str, *, are_several: bool) -> str:
    """Why a text is not a period, and what to write.

    Args:
        text: The text.
        end: The end that is not read, or the whole text.
        are_several: Whether the text is read as several periods.
    """
    if not text.strip():
        return f"{text!r} is empty; {_LIKE_A_PERIOD}"
    if are_several:
        return f"{text!r} names several periods; DaySet.parse reads them"
    found = refusal(text)
    if end != text and not (found.meanings or found.is_final):
        why, meant, _ = refusal(end)
        why = f"is not a period: {end!r} {why or 'is not a day'}"
        # The other end may mean several things, too, so this is only of this one.
        units = [each for each in meant if "/" not in each]
        found = Refusal(f"{why} (write {' or '.join(units)})" if units else why)
    return _refused(text, found, "is not a period", _LIKE_A_PERIOD)


def _refused(text: str, found: Refusal, what: str, how: str) -> str:
    why, meant, is_final = found
    if meant[1:]:
        mark = ":" if why == "is ambiguous" else ";"
        return f"{text!r} {why}{mark} write {' or '.join(meant)}, whichever is meant"
    if meant:
        return f"{text!r} {why}; write {meant[0]}"
    return f"{text!r} {why}" if is_final else f"{text!r} {why or what}; {how}"


class Refusal(NamedTuple):
    """Why a text is not read.

    Attributes:
        why: The rest of a sentence that begins with the text; empty if there is no
            more to say than that it is not read.
        meanings: What the text may mean, as text that is read: days and months as in
            ISO 8601, and intervals.
        is_final: Whether `why` says enough without the ways to write a day.
    """

    why: str
    meanings: tuple[str, ...] = ()
    is_final: bool = False


def refusal(text: str) -> Refusal:
    """Why a text is not read, and what it may mean.

    Examples:
        >>> refusal("1992/05").meanings
        ('1992-05',)
        >>> refusal("03/04/1999").meanings
        ('1999-03-04', '1999-04-03')
        >>> refusal("1992–1999")
        Refusal(why='has U+2013 EN DASH, not the hyphen of the keyboard', meanings=('1992/1999',), is_final=False)
    """
    text = unicodedata.normalize("NFC", text.strip())
    if len(text) > _LONGEST:
        return Refusal("")
    meant = tuple(meanings(text))
    for reason in _FAULTS:
        if why := reason(text):
            return Refusal(why, meant, not meant and reason in _FINAL)
    if meant:
        form = "ambiguous" if meant[1:] else "in a form that is not accepted"
        return Refusal(f"is {form}", meant)
    if re.fullmatch(_DAY_AND_MONTH, text):
        why = "is not a day of the calendar, in either order of day and month"
        return Refusal(why, is_final=True)
    return Refusal(_no_year(text) or _unknown_word(text))


def unbounded(text: str) -> str:
    """Why EDTF text has no bounds; empty for other text.

    Examples:
        >>> unbounded("1999~"), unbounded("1999")
        ('is approximate (~), which has no bounds', '')
    """
    return _first(_UNBOUNDED, text)


# -- reasons ------------------------------------------------------------------


def _first(table: tuple[tuple[str, str], ...], text: str) -> str:
    """What a table says of the first pattern that the text has; empty if it has none."""
    return next((why for pattern, why in table if re.search(pattern, text)), "")


_UNBOUNDED = (
    (SEASON, "is a season or a part of a year"),
    (r"~", "is approximate (~), which has no bounds"),
    (r"\?", "is uncertain (?), which has no bounds"),
    (r"%", "is uncertain and approximate (%), which has no bounds"),
    (r"\bX+(?![^\W\d_])|[0-9]X", "has unspecified digits (X)"),
    (r"\bY-?[0-9]|[0-9]E[0-9]", "is a year of more than four digits"),
)
_DECIDE = "decide which time zone counts, and write the day alone"
_CLOCKS = (
    (rf"^{_ONE_DAY}(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})$", f"has a time zone; {_DECIDE}"),
    (
        r"[0-9]:[0-9.,]+\s*(?:Z|[+-][0-9]{2}:?[0-9]{2}|[A-Z]{3,4})$",
        f"has a time of day; {_DECIDE}",
    ),
    ("[0-9]T[0-9]|[0-9]:[0-9]", "has a time of day"),
)
_MISSING = frozenset({"nat", "nan", "none", "null", "nil", "na", "n/a", "<na>", "#n/a"})


def _missing(text: str) -> str:
    missing = text.casefold() in _MISSING
    return "is a missing value; pass None for no end" if missing else ""


def _odd_character(text: str) -> str:
    for character in text:
        if why := odd(character):
            name = unicodedata.name(character, "control character")
            return f"has U+{ord(character):04X} {name}, {why}"
    return _mixed_alphabets(text)


def _mixed_alphabets(text: str) -> str:
    for word in re.findall(r"[^\W\d_]+", text):
        alphabets = {unicodedata.name(letter, "").split(" ")[0] for letter in word}
        if {"LATIN", "CYRILLIC"} <= alphabets:
            return f"has {word!r}, a word of Latin and Cyrillic letters"
    return ""


def _no_such_day(text: str) -> str:
    """Why the calendar lacks what a text names."""
    found = named(text)
    return "" if found is None else not_in_calendar(found) or wrong_weekday(found)


def _clock(text: str) -> str:
    return _first(_CLOCKS, text)


def _ordinal(text: str) -> str:
    wrong = wrong_ordinal(tokens(text))
    return f"has {wrong!r}, which is not an ordinal number" if wrong else ""


def _no_year(text: str) -> str:
    sorts = {sort_of(token) for token in tokens(text) if token.isalnum()}
    if sorts & {"d", "M"} and not sorts & {"Y", "?"}:
        return "has no year of four digits"
    return ""


def _unknown_word(text: str) -> str:
    words = re.findall(r"[^\W\d_]{2,}", text)
    unknown = [word for word in words if sort_of(word.casefold()) == "?"]
    if not unknown or not re.search("[0-9]", text):
        return ""
    return (
        f"has {unknown[0]!r}, which is not read; months are read in English, Dutch "
        "and Russian"
    )


_FAULTS: tuple[Callable[[str], str], ...] = (
    _missing,
    _odd_character,
    _clock,
    unbounded,
    _no_such_day,
    _ordinal,
)
"""The first that applies is told."""
_FINAL = (_missing, _no_such_day)
