"""What a text that is not read may mean, as days and periods to suggest.

All its meanings are suggested, or none if they cannot all be listed. So nobody is led
to another day than the one that they had in mind. Each rule knows one way to write;
what several rules take is ambiguous.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta

from csto_membership.days.grammar import (
    WEEKDAYS,
    Named,
    completed,
    last_day,
    named,
    sort_of,
    tokens,
)

_DAY = len("1992-05-15")
SEASON = r"\b[0-9]{4}-(2[1-9]|3[0-9]|4[01])\b(?!-)"
"""Seasons and other parts of years in EDTF."""

# -- characters -------------------------------------------------------------------

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"
_LIKE = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("\u2044\u2215\uff0f", "/"),
}
"""Characters that look like those of the keyboard."""
_ON_KEYBOARD = str.maketrans(_LIKE)
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff")
"""Takes out what cannot be seen, as far as it changes nothing of what can."""
_ODD = (
    ({"Ll", "Lu", "Lt", "Lo"}, ""),
    ({"Nd"}, "not a digit from 0 to 9"),
    ({"Cf", "Cc"}, "which cannot be seen"),
    ({"Mn", "Mc", "Me"}, "a mark on the character before it"),
)
"""Why characters of some categories are not read."""
_AROUND = " \"'`()<>«»“”„‘’"
"""What may stand around a day in a sentence or a program."""


def odd(character: str) -> str:
    """Why a character is not read; empty for one that may be."""
    kind = unicodedata.category(character)
    if like := _LIKE.get(character):
        name = {"-": "the hyphen", "/": "the slash"}.get(like, f"the {like!r}")
        return f"not {name} of the keyboard"
    if character.isspace() or 0x20 <= ord(character) < 0x7F:  # noqa: PLR2004
        return ""
    return next((why for kinds, why in _ODD if kind in kinds), "which is not read")


# -- the calendar -----------------------------------------------------------------


def not_in_calendar(found: Named) -> str:
    """Why the date that a text names does not exist; empty if it does."""
    year, month, day, _ = found
    if year < 1:
        why = "years run from 0001 to 9999"
    elif month is not None and not 1 <= month <= 12:  # noqa: PLR2004
        why = f"there is no month {month}"
    elif day == 0:
        why = "there is no day 0"
    elif day is not None and day > (last := last_day(year, month or 1).day):
        why = f"{year:04}-{month:02} has {last} days"
    else:
        return ""
    return f"is not a day of the calendar: {why}"


def wrong_weekday(found: Named) -> str:
    """Why a text with a weekday names no day; empty if the weekday is right."""
    year, month, number, weekday = found
    if weekday is None:
        return ""
    day = date(year, month or 1, number or 1)
    if day.weekday() == weekday:
        return ""
    right = WEEKDAYS[day.weekday()].split()[0].capitalize()
    return f"does not exist: {day} was a {right}; check the date"


# -- rules ------------------------------------------------------------------------

_Rule = Callable[[str], Iterable[str]]


def meanings(text: str) -> Iterator[str]:
    """What a text may mean, each meaning once, in order.

    Examples:
        >>> list(meanings("1992/05")), list(meanings("03/04/1999"))
        (['1992-05'], ['1999-03-04', '1999-04-03'])
    """
    unseen = " ".join(text.translate(_UNSEEN).split())
    unseen = re.sub(r"(?<!\.)[.,;:]$", "", unseen.strip(_AROUND))
    unseen = re.sub('^(?:«|")?([0-9]{1,2})[»"]', r"\1", unseen)
    clean = unseen.translate(_ON_KEYBOARD)
    if any(map(odd, clean)):
        return
    # Text that is read already has no other meaning.
    meant = set(_direct(clean) if clean != text else ())
    meant.update(meaning for rule in _RULES for meaning in rule(clean))
    # A longer dash may be a hyphen, or stand between two ends.
    between = re.sub(f"[{_DASHES}]", "/", unseen).translate(_ON_KEYBOARD)
    if between != clean:
        meant.update(_two_years(between), _interval(between))
    yield from sorted(meant)


def _direct(text: str) -> Iterator[str]:
    found = named(text)
    if found and not not_in_calendar(found) and not wrong_weekday(found):
        yield written(found)


def written(found: Named) -> str:
    """What is named, in ISO 8601."""
    year, month, day, _ = found
    text = f"{year:04}"
    text += "" if month is None else f"-{month:02}"
    return text + ("" if day is None else f"-{day:02}")


def _valid(*numbers: int) -> Iterator[str]:
    """A year, a month or a day, if it exists; a 0 at the end means that it is unknown."""
    while numbers and numbers[-1] == 0:
        numbers = numbers[:-1]
    if numbers:
        year, month, day, *_ = (*numbers, None, None)
        found = (year, month, day, None)
        yield from () if not_in_calendar(found) else [written(found)]


_YEAR_AND_MONTH = (
    "(?P<y>[0-9]{4})[-./ ](?P<m>[0-9]{1,2})",  # 1992/05, 1992-5
    "(?P<m>[0-9]{1,2})[-./ ](?P<y>[0-9]{4})",  # 05.1992
)
_IN_NUMBERS = (
    *_YEAR_AND_MONTH,
    r"(?P<y>[0-9]{4})([-./ ])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})",  # 1992.5.15
    r"(?P<d>[0-9]{1,2})([-./ ])(?P<m>[0-9]{1,2})\2(?P<y>[0-9]{4})",  # 15/05/1992
    r"(?P<m>[0-9]{1,2})([-./ ])(?P<d>[0-9]{1,2})\2(?P<y>[0-9]{4})",  # 5/15/1992
    "(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",  # 19920515
    r"(?:datetime\.)?date\((?P<y>[0-9]{4}), *(?P<m>[0-9]{1,2}), *(?P<d>[0-9]{1,2})",
)


def _in_numbers(text: str, forms: Iterable[str] = _IN_NUMBERS) -> Iterator[str]:
    """15/05/1992, 1992.5.15, 03-04-1999, 05.1992, 19920515, date(1992, 5, 15)."""
    compact = re.sub(r"\s*([-./])\s*", r"\1", text)
    for found in filter(None, (re.fullmatch(form, compact) for form in forms)):
        numbers = {"d": "0", **found.groupdict()}
        year, month, day = (int(numbers[name]) for name in "ymd")
        if month or not day:
            yield from _valid(year, month, day)


def _two_years(text: str) -> Iterator[str]:
    """1992/93, 1914-18: a later year of the same century, or the next year."""
    found = re.fullmatch(
        r"([0-9]{4})[-/]([0-9]{2})", re.sub(r"\s*([-/])\s*", r"\1", text)
    )
    if found and not re.fullmatch(SEASON, text):
        year, short = map(int, found.groups())
        last = year - year % 100 + short
        if last > year or (last := last + 100) == year + 1:
            yield from _joined(_valid(year), _valid(last))


def _zero(text: str) -> Iterator[str]:
    """1992-05-00, 0 May 1992, 1992-00: a day or a month that is not known."""
    if (found := named(text)) and 0 in found[1:3]:
        yield from _valid(found[0], found[1] or 0)


def _with_weekday(text: str) -> Iterator[str]:
    """Fri 15/05/1992."""
    weekday, *numbers = text.split(maxsplit=1) or [""]
    if [*map(sort_of, tokens(weekday))] != ["W"]:
        return
    for meaning in _in_numbers("".join(numbers)):
        year, *month_and_day = meaning.split("-")
        # This form is read, and a weekday that is wrong is not.
        yield from _direct(f"{weekday} {'.'.join(month_and_day[::-1])}.{year} г.")


def _russian(text: str) -> Iterator[str]:
    """05.1992 г., 15/05/1992 г."""
    clean = re.sub(r"\s*(?:г|года?)\.?$", "", text, flags=re.IGNORECASE)
    if clean != text:
        yield from _direct(f"{re.sub('[-/]', '.', clean)} г.")
        yield from _in_numbers(clean, _YEAR_AND_MONTH)


def _week_or_day_of_year(text: str) -> Iterator[str]:
    """1992-W20, 1992-W20-5, 1992-136."""
    with suppress(ValueError, OverflowError):
        if found := re.fullmatch(r"([0-9]{4})-?W([0-9]{2})(?:-?([1-7]))?", text):
            year, week, weekday = (int(number or 0) for number in found.groups())
            day = date.fromisocalendar(year, week, weekday or 1)
            yield f"{day}" if weekday else f"{day}/{day + timedelta(days=6)}"
        if found := re.fullmatch(r"([0-9]{4})-?([0-9]{3})", text):
            year, number = map(int, found.groups())
            day = date(year, 1, 1) + timedelta(days=number - 1)
            yield from _valid(*day.timetuple()[:3]) if day.year == year else ()


def _unspecified(text: str) -> Iterator[str]:
    """199X, 1999-XX, 1999-05-XX: digits that are not known."""
    if re.fullmatch("[0-9]{4}(-[0-9]{2})?(-XX){1,2}", text):
        yield from _direct(text.replace("-XX", ""))
    if re.fullmatch("[0-9]+X+", text) and len(text) == len("1999"):
        yield from _joined(
            _direct(text.replace("X", "0")), _direct(text.replace("X", "9"))
        )


_OF_ONE_DAY: tuple[_Rule, ...] = (
    _in_numbers,
    _zero,
    _unspecified,
    _week_or_day_of_year,
    _with_weekday,
    _russian,
)
"""What may mean one day, month or year."""


def _one(text: str) -> list[str]:
    """What one end of an interval may mean, whether it is read or not."""
    text = text.strip()
    found = {meaning for rule in _OF_ONE_DAY for meaning in rule(text)}
    return list(_direct(text)) or sorted(found)


def _joined(first: Iterable[str], last: Iterable[str]) -> Iterator[str]:
    """The interval, if each end means one thing and they are in order."""
    firsts, lasts = list(first), list(last)
    if len(firsts) == len(lasts) == 1 and _extent(firsts[0])[0] <= _extent(lasts[0])[1]:
        yield _from_to(firsts[0], lasts[0])


def _from_to(first: str, last: str) -> str:
    """The interval; an end may be an interval itself, such as a week."""
    return f"{first.partition('/')[0]}/{last.rpartition('/')[2]}"


def _extent(meant: str) -> tuple[str, str]:
    """The first and the last day of a meaning, as text that sorts as days do."""
    first, _, last = meant.partition("/")
    return f"{first}-01-01"[:10], f"{last or first}-99-99"[:10]


def _with_clock(text: str) -> Iterator[str]:
    """1992-05-15 00:00:00, without a time zone."""
    pattern = (
        r"(.+?)[T\s,]+([0-9]{1,2})(?::[0-9]{2}){1,2}(?:[.,][0-9]+)?(?: ?[AaPp]\.?[Mm])?"
    )
    found = re.fullmatch(pattern, text)
    if found and int(found[2]) < 24:  # noqa: PLR2004 - 24:00 is on the next day
        yield from (each for each in _one(found[1]) if len(each) == _DAY)


def _interval(text: str) -> Iterator[str]:
    """15.05.1992/16.06.1992, 1992-05-15/.., and what is read as an interval."""
    ends = [end.strip() for end in text.split("/")]
    if len(ends) == 2:  # noqa: PLR2004
        first, last = ends[0], completed(*ends)
        if ".." in ends and first != last:
            known = _one(last if first == ".." else first)
            for each in known:
                yield _from_to(*((first, each) if first == ".." else (each, last)))
        else:
            yield from _joined(_one(first), _one(last))


_UNTIL = "until|till|tot|до"
_SPACED = rf"\s+(-{{1,3}}|\.{{2,3}}|to|through|по|t/m|tot en met|{_UNTIL})\s+"
_CLOSE = r"(-+|\.{2,3}|:|(?<=[0-9])to(?=[0-9]))"
_BEFORE = r"(?:from|van|со?)\s+"
_AFTER = r"\s*(?:гг|годы|годов|годах)\.?"


def _range(text: str) -> Iterator[str]:
    """1992-1999, 15-16 May 1992, from May 1992 to June 1999."""
    text = re.sub(f"^{_BEFORE}|{_AFTER}$", "", text, flags=re.IGNORECASE)
    spaced = list(re.finditer(_SPACED, text, re.IGNORECASE))
    for split in spaced or re.finditer(_CLOSE, text):
        first, last = text[: split.start()], text[split.end() :]
        lasts = _one(completed(first, last) if spaced else last)
        lasts = lasts or [*_completed_end(first, last)]
        if len(lasts) == 1:
            firsts = _one(first) or list(_completed_start(first, lasts[0]))
            # In 1992-05-1993 it is not clear which hyphen is the dash.
            if spaced or [*map(len, firsts)] == [len(lasts[0])]:
                for end in _up_to(split[1], lasts[0]):
                    yield from _joined(firsts, [end])


def _up_to(word: str, last: str) -> Iterator[str]:
    """Until 1999: is that year in, or does it come after? Until a day, that day is in."""
    word, begins = word.casefold(), date.fromisoformat(_extent(last)[0])
    if word != "before":
        yield last
    is_clear = word == "until" and len(last) == _DAY
    if word in {*_UNTIL.split("|"), "before"} and not is_clear and begins > date.min:
        yield f"{begins - timedelta(days=1)}"


def _completed_start(first: str, last: str) -> Iterator[str]:
    """A start with what only the end says: 15 in 15-16 May 1992."""
    words = tokens(first)
    if [*map(sort_of, words)] in (["d"], ["d", "o"]) and len(last) == _DAY:
        yield from _direct(f"{last[:8]}{words[0]:0>2}")
    elif mark := re.fullmatch(r"[0-9]{1,2}([-./ ])[0-9]{1,2}", first):
        yield from _in_numbers(f"{first}{mark[1]}{last[:4]}")
    elif {*map(sort_of, words)} & {"d", "M"}:
        yield from (r for r in _direct(f"{first} {last[:4]}") if len(r) == len(last))


def _completed_end(first: str, last: str) -> Iterator[str]:
    """An end with the month that only the start says: in May 15-16, 1992."""
    forms = ["".join(map(sort_of, tokens(end))) for end in (first, last)]
    if forms[0] in {"Md", "Mdo"} and forms[1] in {"dY", "doY"}:
        yield from _direct(f"{tokens(first)[0]} {last}")


def _since_or_until(text: str) -> Iterator[str]:
    """Since 1999, until 15.05.1992, 1999.."""
    since = r"(?:since|from|sinds|vanaf|со?) (.+)|(.+)\.\."
    if found := re.fullmatch(since, text, re.IGNORECASE):
        for first in _one(found[1] or found[2]):
            yield _from_to(first, "..")
    if found := re.fullmatch(rf"({_UNTIL}|before|\.\.)(.+)", text, re.IGNORECASE):
        for last in _one(found[2]):
            for end in _up_to(found[1], last):
                yield _from_to("..", end)


def _slash_in_words(text: str) -> Iterator[str]:
    """15/May/1992, 15/16 May 1992."""
    if re.search(r"[^\W\d_]", text) and "/" in text:
        clean = text.replace("/", "-")
        yield from _direct(clean)
        yield from _range(clean)


_RULES: tuple[_Rule, ...] = (
    *_OF_ONE_DAY,
    _two_years,
    _with_clock,
    _interval,
    _range,
    _since_or_until,
    _slash_in_words,
)
