"""How wide text is, on a terminal and in a picture; and text cut or broken to fit.

No label may leave its picture, move a cursor, or push a row out of its columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]
"""How wide a text is."""

_WORD_OR_GAP = re.compile(r" |[^ ]*?[^\W\d_]{2}-(?=[^\W\d_]{2})|[^ ]+")
"""A word may be broken after a hyphen between letters."""
_UNSEEN = frozenset({"Mn", "Me", "Cf"})
_JAMO = range(0x1160, 0x1200)
"""Vowels and finals of Korean, which are drawn below and beside what precedes them."""


def plain(text: str) -> str:
    r"""A text as one line that moves no cursor.

    Characters that break a line become spaces, other control characters a mark, and
    those that change direction or join others are left out.

    Examples:
        >>> plain("a\nb\x1b[2Jc")
        'a b�[2Jc'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_plain, text))


def _plain(character: str) -> str:
    kind = unicodedata.category(character)
    if character.isspace():
        return " "
    if kind == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    return "\ufffd" if kind in {"Cc", "Cs"} else character


def columns(text: str) -> int:
    r"""How many columns of a terminal a plain text fills.

    Examples:
        >>> columns("Kyrgyzstan"), columns("中国"), columns("e\u0301")
        (10, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in _UNSEEN or ord(character) in _JAMO:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


_EMS = {
    **dict.fromkeys("abcdeghknopqsuvxyz0123456789", 65),
    **dict.fromkeys(" ijl.,:;'|", 36),
    **dict.fromkeys("!I", 41),
    **dict.fromkeys('ftr()[]/-"', 49),
    **dict.fromkeys("ABCDEFGJKLPRSTVXYZ", 81),
    **dict.fromkeys("HNOQU", 88),
    **dict.fromkeys("mwMW%@&", 103),
    **dict.fromkeys("абвгдезийклнопрстухцчъьэяё", 72),
    **dict.fromkeys("АБВГДЕЗИЙКЛНОПРСТУФХЦЧЪЬЭЯЁ", 88),
}
"""How wide letters are in the widest of common fonts, in hundredths of its height.

They are whole numbers, since Python 3.12 adds fractions in another way than 3.11.
"""
_TYPEWRITER_EM = 61
_OTHER_EM = 120
_SYMBOL_EM = 150
BOLD = 1.15
"""How much wider bold letters are."""


def ems(text: str) -> float:
    """How wide a text is at most in a picture, in heights of its font."""
    return max(sum(map(_ems, text)), columns(text) * _TYPEWRITER_EM) / 100


def _ems(character: str) -> int:
    if character in _EMS:
        return _EMS[character]
    kind = unicodedata.category(character)
    if kind in _UNSEEN:
        return 0
    letter = unicodedata.normalize("NFD", character)[0]
    return _EMS.get(letter, _SYMBOL_EM if kind == "So" else _OTHER_EM)


def cut(text: str, room: float, measure: Measure) -> str:
    """A text that fits in some room, if need be with its end left out.

    Examples:
        >>> cut("Kyrgyzstan", 5, columns), cut("中国", 3, columns)
        ('Kyrg…', '中…')
    """
    if measure(text) <= room:
        return text
    end = _place_to_break(text, room - measure("…"), measure)
    return f"{text[:end]}…"


def _place_to_break(text: str, room: float, measure: Measure) -> int:
    """How many characters fit in some room, with the marks on the last one."""
    place = 0
    while place < len(text) and measure(text[: place + 1]) <= room:
        place += 1
    return place


def wrapped(
    text: str, room: float, measure: Measure, indent: str = ""
) -> Iterator[str]:
    """The lines of a text that fit in some room; later ones begin with an indent."""
    line = gap = begin = ""
    for piece in _WORD_OR_GAP.findall(plain(text).strip()):
        if piece == " ":
            gap = piece if line else ""
            continue
        if line.strip() and measure(f"{line}{gap}{piece}") > room:
            yield line
            line = begin = indent
            gap = ""
        line, gap = f"{line}{gap}{piece}", ""
        while measure(line) > room:
            end = max(len(begin) + 1, _place_to_break(line, room, measure))
            if end >= len(line):
                break
            yield line[:end]
            line, begin = f"{indent}{line[end:]}", indent
    if line.strip():
        yield line
