"""What a text names: a year, a month or a day, as far as it is read.

The grammar is two tables, of words and of forms. A text is read if it has one of the
forms; nothing is guessed, and nothing is filled in from today. `meanings` says what a
text that is not read may mean.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from itertools import pairwise

MONTHS = (
    "january jan januari январь января янв",
    "february feb februari февраль февраля фев февр",
    "march mar maart mrt март марта мар",
    "april apr апрель апреля апр",
    "may mei май мая",
    "june jun juni июнь июня июн",
    "july jul juli июль июля июл",
    "august aug augustus август августа авг",
    "september sep sept сентябрь сентября сен сент",
    "october oct oktober okt октябрь октября окт",
    "november nov ноябрь ноября ноя нояб",
    "december dec декабрь декабря дек",
)
MONTHS_AFTER_IN = (
    *("январе", "феврале", "марте", "апреле", "мае", "июне"),
    *("июле", "августе", "сентябре", "октябре", "ноябре", "декабре"),
)
"""Only months have these Russian forms, not days: `в мае 1992`."""
WEEKDAYS = (
    "monday mon maandag ma понедельник пн",
    "tuesday tue tues dinsdag di вторник вт",
    "wednesday wed woensdag wo среда ср",
    "thursday thu thur thurs donderdag do четверг чт",
    "friday fri vrijdag vr пятница пт",
    "saturday sat zaterdag za суббота сб",
    "sunday sun zondag zo воскресенье вс",
)


def _numbered(names: tuple[str, ...], first: int) -> dict[str, int]:
    return {
        name: number
        for number, spellings in enumerate(names, first)
        for name in spellings.split()
    }


_MONTHS = _numbered(MONTHS, 1) | _numbered(MONTHS_AFTER_IN, 1)
_WEEKDAYS = _numbered(WEEKDAYS, 0)

_DAYS = frozenset(range(1, 32))
_ORDINALS = {
    "st": frozenset({1, 21, 31}),
    "nd": frozenset({2, 22}),
    "rd": frozenset({3, 23}),
    "th": _DAYS - {1, 2, 3, 21, 22, 23, 31},
    "ste": _DAYS - {*range(2, 8), *range(9, 20)},
    "de": frozenset({*range(2, 8), *range(9, 20)}),
    **dict.fromkeys(("e", "го", "е"), _DAYS),
}
"""The endings of ordinal numbers, in three languages, and the days that have them."""

_SORTS = {
    **dict.fromkeys(_MONTHS, "M"),
    **dict.fromkeys(MONTHS_AFTER_IN, "L"),
    **dict.fromkeys(_WEEKDAYS, "W"),
    **dict.fromkeys(_ORDINALS, "o"),
    **dict.fromkeys(("г", "год", "года", "году"), "g"),
    **dict.fromkeys(("in", "в"), "i"),
    **dict.fromkeys(("the", "on", "op"), "p"),
    "of": "f",
    "-": "-",
}
"""The sort of each word, as a letter of the forms. Other words have the sort `?`."""
_NUMBERS = {1: "d", 2: "d", 4: "Y"}
"""The sort of a number with so many digits."""

A_MISSING_VALUE = "a missing value; pass None for no end of a span, or name a day"

FORMS = (
    # a day
    "W?p*(?P<d>d)(?:-?of?)?-?(?P<M>M)-?(?P<Y>Y)g?",  # Fri 15th of May 1992
    "W?p?(?P<M>M)p?-?(?P<d>d)o?-?(?P<Y>Y)",  # May 15, 1992
    "(?P<Y>Y)-?(?P<M>M)-?(?P<d>d)",  # 1992 May 15
    "W?(?P<d>d)(?P<m>d)(?P<Y>Y)g",  # 15.05.1992 г.
    # a month or a year
    "i?(?P<M>[ML])f?-?(?P<Y>Y)g?",  # May 1992, в мае 1992 г.
    "(?P<Y>Y)-?(?P<M>M)",  # 1992 May
    "i?(?P<Y>Y)g",  # 1992 г., в 1992 году
    "i(?P<Y>Y)",  # in 1992
)
"""What is read beside ISO 8601: sorts of tokens, with `Y` for a number of four digits and
`d` for one of one or two. Dots, commas and space between tokens do not matter."""

_iso = re.compile(r"\s*([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\s*").fullmatch
_SHORT_END = r"[0-9]{2}(?:-[0-9]{2})?"
# The last alternative takes each other character, so that none is passed over.
_PIECE = r"[0-9]+|[^\W\d_]+|[^\s.,]"


Named = tuple[int, int | None, int | None, int | None]
"""What a text names: a year; its month and its day, or None if it is coarser; and the
weekday that the text gives the day, from 0 for Monday. The calendar may not have it:
31 April is read as well."""


def named(text: str) -> Named | None:
    """What a text names, as year, month and day; None if the text is not read.

    Examples:
        >>> named("15 мая 1992 г.")
        (1992, 5, 15, None)
        >>> named("May 1992")
        (1992, 5, None, None)
        >>> named("05/1992") is None
        True
    """
    if iso := _iso(text):
        year, month, day = iso.groups()
        return int(year), int(month) if month else None, int(day) if day else None, None
    words = tokens(text)
    sorts = "".join(map(sort_of, words))
    for form in FORMS:
        if found := re.fullmatch(form, sorts):
            break
    else:
        return None
    if "o" in sorts and wrong_ordinal(words):
        return None
    numbers: dict[str, int] = {}
    for name in found.re.groupindex:
        token = words[found.start(name)]
        numbers[name] = int(token) if token.isdigit() else _MONTHS[token]
    month_number = numbers.get("M", numbers.get("m"))
    weekday = _WEEKDAYS[words[0]] if sorts[0] == "W" else None
    return numbers["Y"], month_number, numbers.get("d"), weekday


def completed(first: str, last: str) -> str:
    """The last end of an interval, with what ISO 8601 lets it leave out.

    An end may leave out the year, or year and month, of a start of the same form.

    Examples:
        >>> completed("1992-05-15", "16"), completed("2018-01-15", "02-20")
        ('1992-05-16', '2018-02-20')
        >>> completed("1992", "93")
        '93'
    """
    left_out = len(first) - len(last)
    if left_out in {5, 8} and _iso(first) and re.fullmatch(_SHORT_END, last):
        return first[:left_out] + last
    return last


def as_range(first: str, last: str) -> str:
    """The days from one end to another, as in a list in brackets.

    Examples:
        >>> as_range("1999", "2004"), as_range("..", "2004"), as_range("1999", "1999")
        ('1999..2004', '..2004', '1999')
    """
    if first == last != "..":
        return first
    return "..".join("" if end == ".." else end for end in (first, last))


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    if month == 12:  # noqa: PLR2004
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def tokens(text: str) -> list[str]:
    """The numbers, words and other signs of a text, without dots and commas.

    Examples:
        >>> tokens("15 мая 1992г.")
        ['15', 'мая', '1992', 'г']
    """
    # NFC, since some keyboards and files write й as two characters.
    return re.findall(_PIECE, unicodedata.normalize("NFC", text).casefold())


def sort_of(token: str) -> str:
    """The sort of a token: a letter of the forms."""
    if token[0] in "0123456789":
        return _NUMBERS.get(len(token), "?")
    return _SORTS.get(token, "?")


def wrong_ordinal(words: list[str]) -> str:
    """The first ordinal number with a wrong ending; empty if there is none.

    Examples:
        >>> wrong_ordinal(["11", "st", "may", "1992"])
        '11st'
    """
    for number, ending in pairwise(word for word in words if word != "-"):
        right = _ORDINALS.get(ending)
        if right and sort_of(number) == "d" and int(number) in _DAYS - right:
            return f"{number}{ending}"
    return ""
