"""Why a text is not read as a day or a period."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from csto_membership.days.grammar import (
    A_MISSING_VALUE,
    FORMS,
    as_range,
    last_day,
    named,
    sort_of,
    tokens,
    wrong_ordinal,
)
from csto_membership.days.meanings import (
    SEASON,
    meanings,
    not_in_calendar,
    odd,
    written,
    wrong_weekday,
)
from csto_membership.errors import shown

_LIKE_A_DAY = "a day is written like 1992-05-15 or 15 May 1992"
_LIKE_A_PERIOD = "a period is written like 1999, 1999-04 or 1999-01-01/1999-06-30"
_LIKE_A_DATE = "one of several days is written like [1999-04-01..1999-04-30]"
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
    short = shown(text.strip())
    if is_period:
        return f"{shown(text)} is a period, not one day; {instead.format(short)}"
    if not text.strip():
        return f"no day given; {_LIKE_A_DAY}"
    found = refusal(text)
    if all(re.fullmatch(_ONE_DAY, meant) for meant in found.meanings):
        return _refused(text, found, "is not a day", _LIKE_A_DAY)
    meant = " or ".join(found.meanings)
    instead = instead.format(short if found.meanings[1:] else shown(meant))
    return f"{shown(text)} {found.why}; it may mean {meant}; {instead}"


def not_a_date(text: str, ends: tuple[str, str] | None) -> str:
    """Why a text is not a date that may be one of some days, and what to write.

    Args:
        text: The text.
        ends: Its ends, if it is a period.
    """
    if ends:
        named_ends = ((end, named(end)) for end in ends)
        plain = (written(found) if found else end for end, found in named_ends)
        one_day = f"write [{as_range(*plain)}] for one of its days"
        return f"{shown(text)} is a period, not a date; {one_day}"
    if not text.strip():
        return not_a_day(text, "", is_period=False)
    found = _offering(refusal(text), _as_date)
    return _refused(text, found, "is not a day", _LIKE_A_DATE)


def not_in_list(text: str, parts: list[str], faults: list[str]) -> str:
    """Why a list in brackets is not read, and what to write.

    Args:
        text: The list.
        parts: What is between its commas.
        faults: The parts that are not read.
    """

    def whole_list(meant: str) -> list[str]:
        part = as_range(*_ends(meant))
        mended = [part if each == faults[0] else each for each in parts]
        return [f"{text[0]}{','.join(mended)}{text[-1]}"] if not faults[1:] else []

    range_or_day = re.sub(r"(?<=.)\.\.(?=.)", "/", faults[0])
    found = _offering(refusal(range_or_day), whole_list)
    why = f"has the part {shown(faults[0])}, which {found.why or 'is not a day or a range'}"
    return _refused(text, found._replace(why=why), "", _LIKE_A_DATE)


def not_a_span(text: str, end: str) -> str:
    """Why a text is not a span with uncertain ends, and what to write.

    Args:
        text: The text.
        end: The end that is not read, or the whole text.
    """
    found = named(text)
    if found and not _no_such_day(text):
        ambiguous = Refusal("is ambiguous", (written(found),))
        return _refused(text, _offering(ambiguous, _as_spans), "", "")
    return not_a_period(text, end, offered=_as_spans)


def _offering(found: Refusal, offered: Callable[[str], list[str]]) -> Refusal:
    """A refusal with its meanings as another reader reads them."""
    meant = (each for meaning in found.meanings for each in offered(meaning))
    return found._replace(meanings=tuple(meant))


def _ends(meant: str) -> tuple[str, str]:
    first, _, last = meant.partition("/")
    return first, last or first


def _as_date(meant: str) -> list[str]:
    return [f"[{as_range(*_ends(meant))}]" if "/" in meant else meant]


def _as_spans(meant: str) -> list[str]:
    """A year or a month is all its days, or has the first and the last among them."""
    if "/" in meant or len(meant) == len("1992-05-15"):
        return [meant]
    last = last_day(int(meant[:4]), int(meant[5:] or 12))
    return [f"{f'{meant}-01-01'[:10]}/{last}", f"{meant}/{meant}"]


def not_a_period(
    text: str,
    end: str,
    *,
    several: str = "",
    offered: Callable[[str], list[str]] = lambda meant: [meant],
) -> str:
    """Why a text is not a period, and what to write.

    Args:
        text: The text.
        end: The end that is not read, or the whole text.
        several: The list in braces that it may be meant for; may be empty.
        offered: What to write for a meaning.
    """
    if not text.strip():
        return f"{shown(text)} is empty; {_LIKE_A_PERIOD}"
    if several:
        return f"{shown(text)} names several periods; DaySet.parse reads {several}"
    found = refusal(text)
    if end != text and not (found.meanings or found.is_final):
        why, meant, _ = refusal(end)
        why = f"is not a period: {shown(end)} {why or 'is not a day'}"
        # Name only this end: the other may be ambiguous, too.
        units = [each for each in meant if "/" not in each]
        found = Refusal(f"{why} (write {' or '.join(units)})" if units else why)
    return _refused(text, _offering(found, offered), "is not a period", _LIKE_A_PERIOD)


def _refused(text: str, found: Refusal, what: str, how: str) -> str:
    why, meant, is_final = found
    if meant[1:]:
        mark = ":" if why == "is ambiguous" else ";"
        return (
            f"{shown(text)} {why}{mark} write {' or '.join(meant)}, whichever is meant"
        )
    if meant:
        return f"{shown(text)} {why}; write {meant[0]}"
    return f"{shown(text)} {why}" if is_final else f"{shown(text)} {why or what}; {how}"


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


# -- reasons ------------------------------------------------------------------


def _first(table: tuple[tuple[str, str], ...], text: str) -> str:
    """What a table says of the first pattern that the text has; empty if it has none."""
    return next((why for pattern, why in table if re.search(pattern, text)), "")


_FORMS_NOT_READ = (
    (SEASON, "is a season or a part of a year"),
    (r"~", "is approximate (~), which has no bounds"),
    (r"\?", "is uncertain (?), which has no bounds"),
    (r"%", "is uncertain and approximate (%), which has no bounds"),
    (r"\bX+(?![^\W\d_])|[0-9]X", "has unspecified digits (X)"),
    (r"\bY-?[0-9]|[0-9]E[0-9]", "is a year of more than four digits"),
    (
        "^([+-][0-9]+|[0-9]{1,3}|[0-9]{5,})-[0-9]{2}-[0-9]{2}$",
        "has a year that is not written with four digits, from 0001 to 9999",
    ),
)
"""EDTF and ISO 8601 that are not read."""
_DECIDE = "decide which time zone counts, and write the day alone"
_CLOCKS = (
    (rf"^{_ONE_DAY}(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})$", f"has a time zone; {_DECIDE}"),
    (
        r"[0-9]:[0-9.,]+\s*(?:Z|[+-][0-9]{2}:?[0-9]{2}|[A-Z]{3,4})$",
        f"has a time of day; {_DECIDE}",
    ),
    ("[0-9]T[0-9]|[0-9]:[0-9]{2}(?![0-9])", "has a time of day"),
)
_MISSING = frozenset({"nat", "nan", "none", "null", "nil", "na", "n/a", "<na>", "#n/a"})


def _missing(text: str) -> str:
    missing = text.casefold() in _MISSING
    return f"is {A_MISSING_VALUE}" if missing else ""


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


def _form_not_read(text: str) -> str:
    return _first(_FORMS_NOT_READ, text)


def _ordinal(text: str) -> str:
    wrong = wrong_ordinal(tokens(text))
    return f"has {wrong!r}, which is not an ordinal number" if wrong else ""


def _no_year(text: str) -> str:
    sorts = {sort_of(token) for token in tokens(text) if token.isalnum()}
    if sorts & {"d", "M"} and not sorts & {"Y", "?"}:
        return "has no year of four digits"
    return ""


def _unknown_word(text: str) -> str:
    words = re.findall(r"\b[^\W\d_]\b|[^\W\d_]{2,}", text)
    unknown = [word for word in words if sort_of(word.casefold()) == "?"]
    if not unknown or not re.search("[0-9]", text):
        return ""
    sorts = "".join(map(sort_of, tokens(text)))
    # With a day beside it, the word can only be a month. `circa 1992` has none.
    is_month = "d" in sorts and any(
        re.fullmatch(form, sorts.replace("?", "M")) for form in FORMS
    )
    where = "; months are read in English, Dutch and Russian" if is_month else " here"
    return f"has {unknown[0]!r}, which is not read{where}"


_FAULTS: tuple[Callable[[str], str], ...] = (
    _missing,
    _odd_character,
    _clock,
    _form_not_read,
    _no_such_day,
    _ordinal,
)
"""The first that applies is reported."""
_FINAL = (_missing, _no_such_day)
