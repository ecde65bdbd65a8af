"""Every exception and warning of this package, and the faults of data files.

MembershipError                                 the base class of all errors
├── WrongTypeError (TypeError)                  a value of the wrong type
│   ├── NotADayError, NotAPeriodError
│   ├── NotASetError (AttributeError)           a value with days, but no set of them
│   └── NotAStateError                          a value that cannot name a state
├── InvalidDayError (ValueError)                not one day of the calendar
│   └── NotADayError (TypeError)                not a date, or a datetime
├── InvalidPeriodError (ValueError)             not a period
│   └── NotAPeriodError (TypeError)             a value that cannot name a period
├── InvalidSpanError (ValueError)               a span that ends before it starts
├── UnboundedError (ValueError)                 an endless set cannot be counted
├── EmptyError (ValueError)                     none is given where one is needed
├── UncertainError (ValueError)                 both yes and no are possible
├── BeyondRecordError (ValueError)              a day not covered, with `beyond="raise"`
├── AbsentStateError (ValueError)               not a state then, with `absent="raise"`
├── UnknownNameError (LookupError, ValueError)  a name or choice that does not exist
│   ├── UnknownStateError
│   ├── UnknownAllianceError
│   ├── UnknownDefinitionError
│   └── UnknownSourceError
├── ColumnError (ValueError)                    a column is missing or in the way
├── MissingExtraError (ImportError)             an optional library is not installed
├── FileError (OSError)                         a file cannot be read or written
│   └── UnreadableError                         also a DataError
└── DataError (ValueError)                      faults of a data file, in `.problems`
    └── UnreadableError                         a data file cannot be read

BeyondRecordWarning (UserWarning)               a day that the record does not cover
AbsentStateWarning (UserWarning)                not a state then; another may be meant
DataWarning (UserWarning)                       doubtful rows of a data set that is read
"""

from __future__ import annotations

import errno
import os
import sys
import warnings
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs

from csto_membership.text_files import escaped

if TYPE_CHECKING:
    from types import FrameType

# What the package itself exports.
__all__ = [
    "AbsentStateError",
    "AbsentStateWarning",
    "BeyondRecordError",
    "BeyondRecordWarning",
    "ColumnError",
    "DataError",
    "DataWarning",
    "EmptyError",
    "FileError",
    "InvalidDayError",
    "InvalidPeriodError",
    "InvalidSpanError",
    "MembershipError",
    "MissingExtraError",
    "NotADayError",
    "NotAPeriodError",
    "NotASetError",
    "NotAStateError",
    "Problem",
    "UnboundedError",
    "UncertainError",
    "UnknownAllianceError",
    "UnknownDefinitionError",
    "UnknownNameError",
    "UnknownSourceError",
    "UnknownStateError",
    "UnreadableError",
    "WrongTypeError",
]


class MembershipError(Exception):
    """The base class of all errors of this package.

    How to fix it: read the message. It names the value and what was expected.

    Examples:
        >>> import csto_membership as cm
        >>> for state, day in [("Uzbekstan", "2007-01-01"), ("Uzbekistan", "2007-02-30")]:
        ...     try:
        ...         cm.was_member(state, day)
        ...     except cm.MembershipError as error:
        ...         print(f"{type(error).__name__}: {error}")
        UnknownStateError: the package knows no state 'Uzbekstan'; did you mean Uzbekistan (UZB)?
        InvalidDayError: '2007-02-30' is not a day of the calendar: 2007-02 has 28 days
    """

    def __reduce__(self) -> tuple[Any, ...]:
        # By default Python unpickles an error by passing its message to the class, but
        # some of these classes take other arguments.
        return _unpickled, (type(self), self.args, vars(self))


def _unpickled(
    kind: type[MembershipError], args: tuple[Any, ...], fields: dict[str, Any]
) -> MembershipError:
    error = kind.__new__(kind)
    error.args = args
    for name, value in fields.items():
        setattr(error, name, value)
    return error


# -- types --------------------------------------------------------------------------


class WrongTypeError(MembershipError, TypeError):
    """The value has the wrong type.

    How to fix it: pass a value of the type that the message names.

    Examples:
        >>> import csto_membership as cm
        >>> cm.DaySet.parse(1999)
        Traceback (most recent call last):
            ...
        csto_membership.errors.WrongTypeError: 1999 is of type int, not a str
    """


def shown(value: object) -> str:
    """A value as messages show it: on one line, and not too long.

    Examples:
        >>> shown("1999"), shown("1" * 1_000_000)
        ("'1999'", "'1111111111111111111111111111111111111111…")
        >>> shown(10**5000)
        'a value of type int that cannot be shown'
    """
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - a number of many digits, a deep table, any object
        return f"a value of type {type(value).__name__} that cannot be shown"
    if "\n" in text:
        text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:41]}…"


_LONGEST_SHOWN = 200


def first_few(texts: Sequence[str], most: int) -> list[str]:
    """Texts to list; of more than `most` the first ones, and how many more there are.

    Examples:
        >>> "; ".join(first_few(["a", "b", "c", "d"], 2))
        'a; b; and 2 more'
    """
    left = len(texts) - most
    return [*texts[:most], f"and {left:,} more"] if left > 0 else [*texts]


def check_type(value: object, kind: type, how: str = "") -> None:
    """Raise an error if a value is not of a type.

    The error says `how` to give such a value, or what the type says of that.

    Raises:
        WrongTypeError: The value is not of the type.
    """
    if not isinstance(value, kind):
        name = kind.__name__
        article = "an" if name[0] in "AEIOUaeiou" else "a"
        msg = f"{shown(value)} is of type {type(value).__name__}, not {article} {name}"
        how = how or getattr(kind, "_how_to_make", "")
        raise WrongTypeError(f"{msg}; {how}" if how else msg)


# -- days and periods ---------------------------------------------------------------


class InvalidDayError(MembershipError, ValueError):
    """The text does not name one day of the calendar, or could name several.

    How to fix it: write the day as `1999-04-20` or `20 April 1999`.

    Examples:
        >>> import csto_membership as cm
        >>> cm.members_on("03/04/1999")
        Traceback (most recent call last):
            ...
        csto_membership.errors.InvalidDayError: '03/04/1999' is ambiguous: write 1999-03-04 or 1999-04-03, whichever is meant
    """


class NotADayError(InvalidDayError, WrongTypeError):
    """The value is not a date, or is a `datetime`, which has a time of day.

    How to fix it: pass a `datetime.date`, such as the `.date()` of a `datetime` in the
    time zone that counts.

    Examples:
        >>> import csto_membership as cm
        >>> from datetime import datetime
        >>> noon = datetime(1999, 4, 20, 12)
        >>> cm.members_on(noon)
        Traceback (most recent call last):
            ...
        csto_membership.errors.NotADayError: datetime.datetime(1999, 4, 20, 12, 0) has a time of day; decide which time zone counts, and pass its .date()
        >>> len(cm.members_on(noon.date()))
        9
    """


class InvalidPeriodError(MembershipError, ValueError):
    """The text does not name a period of days.

    How to fix it: write `1999`, `1999-04` or `1999-01-01/1999-06-30`. Both ends are
    included, and `..` is an open end.

    Examples:
        >>> import csto_membership as cm
        >>> cm.load("csto").members_during("1999-13")
        Traceback (most recent call last):
            ...
        csto_membership.errors.InvalidPeriodError: '1999-13' is not a day of the calendar: there is no month 13
        >>> cm.load("csto").members_during("1992-1999")
        Traceback (most recent call last):
            ...
        csto_membership.errors.InvalidPeriodError: '1992-1999' is in a form that is not accepted; write 1992/1999
    """


class NotAPeriodError(InvalidPeriodError, WrongTypeError):
    """The value has a type that cannot name a period.

    How to fix it: pass text, a `Span`, a year as an int, a day, or a pair of days.

    Examples:
        >>> import csto_membership as cm
        >>> cm.load("csto").members_during(1999.5)
        Traceback (most recent call last):
            ...
        csto_membership.errors.NotAPeriodError: 1999.5 is not a period; write '1999' or '1999-01-01/1999-06-30'
    """


class NotASetError(WrongTypeError, AttributeError):
    """The value has days, but is no set of them, and lacks what sets have.

    How to fix it: write what the message offers. It is a `DaySet`, or has one.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.FuzzyDate("1999").count()
        ... except cm.NotASetError as error:
        ...     print(error)
        FuzzyDate('1999') has no 'count'; for the days that it may be write its .days, which takes operators
    """


class InvalidSpanError(MembershipError, ValueError):
    """A span ends before it starts, or has no days.

    How to fix it: give the earlier day first. In Python the end of a span is the first
    day after it, so a span of one day ends on the next day.

    Examples:
        >>> import csto_membership as cm
        >>> cm.Span("1999-04-20", "1999-04-20")
        Traceback (most recent call last):
            ...
        csto_membership.errors.InvalidSpanError: a span has at least one day, but the first day out, 1999-04-20, is not after the first day in, 1999-04-20
        >>> cm.Span("1999-04-20", "1999-04-21").count()
        1
    """


class UnboundedError(MembershipError, ValueError):
    """An endless set of days has no number of days and no length.

    How to fix it: first cut the set to a period, with `DaySet.clip`. 0001-01-01 and
    9999-12-31, the ends of the calendar, count as endless, so cut before them.

    Examples:
        >>> import csto_membership as cm
        >>> days = cm.load("csto").days_of("Kazakhstan").surely
        >>> days.count()
        Traceback (most recent call last):
            ...
        csto_membership.errors.UnboundedError: the span since 1992-05-15 is endless, as is all that has 0001-01-01 or 9999-12-31; clip it first, with `DaySet.clip`, at most to '0001-01-02/9999-12-30'
        >>> days.clip("1992").count()
        231
    """


class EmptyError(MembershipError, ValueError):
    """At least one day, state or alliance is needed, and none is given.

    How to fix it: name at least one. For a set of days, check `if days:` first.

    Examples:
        >>> import csto_membership as cm
        >>> days = cm.load("csto").days_of("Ukraine").surely
        >>> days.first_day
        Traceback (most recent call last):
            ...
        csto_membership.errors.EmptyError: the empty set of days has no first and no last day
    """


# -- what is not known --------------------------------------------------------------


class UncertainError(MembershipError, ValueError):
    """The evidence fits both yes and no, so the answer cannot be either.

    How to fix it: use `.surely` or `.possibly`.

    Examples:
        >>> import csto_membership as cm
        >>> answer = cm.was_member("Uzbekistan", "2010-01-01", definition="party")
        >>> bool(answer)
        Traceback (most recent call last):
            ...
        csto_membership.errors.UncertainError: the answer is uncertain, neither yes nor no; ask answer.surely or answer.possibly, or compare it with Answer.UNCERTAIN
        >>> answer.possibly
        True
    """


class BeyondRecordError(MembershipError, ValueError):
    """The day is after the last day that the record covers.

    When it occurs: only with `beyond="raise"`.
    How to fix it: ask about a day up to `alliance.horizon`, or leave `beyond` out for a
    warning instead.

    Examples:
        >>> import csto_membership as cm
        >>> cm.members_on("2100-01-01", "guam", beyond="raise")
        Traceback (most recent call last):
            ...
        csto_membership.errors.BeyondRecordError: 2100-01-01 is after 2024-12-05, the last day that this view of the guam record covers; later acts are not in the answer
    """


class BeyondRecordWarning(UserWarning):
    """The answer is for a day after the last day that the record covers.

    When it occurs: if you ask about a day after `alliance.complete_until`, or after the
    `horizon` of a view that knows less.
    How to fix it: ask about an earlier day. Or pass `beyond="ignore"` to accept that
    later acts are not in the answer, or `beyond="raise"` to get an error.

    Examples:
        >>> import csto_membership as cm
        >>> import warnings
        >>> with warnings.catch_warnings(record=True) as caught:
        ...     warnings.simplefilter("always")
        ...     members = cm.members_on("2100-01-01")
        >>> caught[0].category.__name__
        'BeyondRecordWarning'
        >>> members == cm.load("csto").members()
        True
    """


class AbsentStateError(MembershipError, ValueError):
    """The state was not a state on the day, and another one may be meant.

    When it occurs: only with `absent="raise"`.
    How to fix it: ask for the state of the message, pass `continuity=True` if it is one
    that the first continues, or leave `absent` out for a warning instead.

    Examples:
        >>> import csto_membership as cm
        >>> pact = cm.load("warsaw_pact")
        >>> pact.was_member("Russia", "1980-11-20", absent="raise")
        Traceback (most recent call last):
            ...
        csto_membership.errors.AbsentStateError: Russia was not a state on a day asked; ask for Soviet Union (SUN), which it continues, or pass continuity=True
    """


class AbsentStateWarning(UserWarning):
    """The answer is "no" because the state was not one on the day; another may be meant.

    When it occurs: if a state that it continues, or one with the same number in a list
    of states, was or may have been a member on that day. Published tables often name
    the Soviet Union "Russia".
    How to fix it: ask for the state that the message names, or pass `continuity=True`
    if it is one that the first continues. `absent="ignore"` accepts the answer, and
    `absent="raise"` makes it an error.

    Examples:
        >>> import csto_membership as cm
        >>> import warnings
        >>> pact = cm.load("warsaw_pact")
        >>> with warnings.catch_warnings(record=True) as caught:
        ...     warnings.simplefilter("always")
        ...     pact.was_member("Russia", "1980-11-20")
        <Answer.NO: 'no'>
        >>> caught[0].category.__name__
        'AbsentStateWarning'
        >>> pact.was_member("Russia", "1980-11-20", continuity=True)
        <Answer.YES: 'yes'>
    """


class DataWarning(UserWarning):
    """A published data set is read, and something in its rows is doubtful.

    When it occurs: if a row names a number that no state of the package had on its days,
    so that the state is made from the file; if a row is there twice; if what it codes
    can only be followed in part; or if an organisation has no member in the file.
    How to fix it: look at the rows that the message names. Pass `states` to say which
    states have the unknown numbers. `warnings.filterwarnings` silences the warning.

    Examples:
        >>> import csto_membership as cm
        >>> issubclass(cm.DataWarning, UserWarning)
        True
    """


BEYOND = ("warn", "raise", "ignore")
"""What to do about an answer that may mislead; the same for `beyond` and `absent`."""


def report_beyond(message: str, beyond: str = "warn", warning: str = "") -> None:
    """Warn that an answer is for days that a record does not cover, or raise an error.

    A `warning` without days, instead of the message, is shown only once in a loop.

    Raises:
        BeyondRecordError: `beyond` is `raise`.
        UnknownNameError: `beyond` is none of the three.
    """
    check_choice(beyond, BEYOND, "choice of `beyond`")
    _report(beyond, BeyondRecordError(message), BeyondRecordWarning, warning or message)


def report_absent(message: str, absent: str = "warn") -> None:
    """Warn that a state was not one on a day and another may be meant, or raise an error.

    Raises:
        AbsentStateError: `absent` is `raise`.
        UnknownNameError: `absent` is none of the three.
    """
    check_choice(absent, BEYOND, "choice of `absent`")
    _report(absent, AbsentStateError(message), AbsentStateWarning, message)


def report_doubtful(message: str) -> None:
    """Warn that rows of a data set are doubtful."""
    _warn(escaped(message), DataWarning)


def _report(
    choice: str, error: MembershipError, category: type[Warning], warning: str
) -> None:
    """Raise the error, or warn at the line that called this package, or do neither."""
    if choice == "raise":
        raise error
    if choice == "warn":
        _warn(warning, category)


def _warn(text: str, category: type[Warning]) -> None:
    """Warn at the line that called this package."""
    package = __name__.partition(".")[0]
    frame: FrameType | None = sys._getframe()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    level = 1
    while frame and frame.f_globals["__name__"].partition(".")[0] == package:
        frame, level = frame.f_back, level + 1
    warnings.warn(text, category, stacklevel=level)


# -- names and choices --------------------------------------------------------------


class NotAStateError(WrongTypeError):
    """The value is neither text nor a `State`.

    How to fix it: pass a name, or an ISO 3166-1 code such as `UZB`.

    Examples:
        >>> import csto_membership as cm
        >>> cm.was_member(860, "2007-01-01")
        Traceback (most recent call last):
            ...
        csto_membership.errors.NotAStateError: 860 is of type int, not a state; pass a name or an ISO 3166-1 code such as 'UZB'
    """


class UnknownNameError(MembershipError, LookupError, ValueError):
    """A name or a choice does not exist; the message suggests similar ones.

    How to fix it: take one of the `suggestions`, or one of the names in the message.

    Attributes:
        name: The name as it was given.
        suggestions: Similar names, the most similar first.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> try:
        ...     csto.acts(kind="withdrawl")
        ... except cm.UnknownNameError as error:
        ...     print(error)
        ...     print(error.name, error.suggestions)
        no kind of act 'withdrawl'; did you mean withdrawal?
        withdrawl ('withdrawal',)
        >>> try:
        ...     csto.compare(csto.under("party")).by_year("december")
        ... except ValueError as error:
        ...     print(error)
        no rule for years 'december'; known are any_day, first_day, last_day, most_days
    """

    _lead = "no"
    _what = "name"

    def __init__(
        self,
        name: Any,
        known: Iterable[str] = (),
        *,
        suggestions: Iterable[str] = (),
        hint: str = "",
        what: str = "",
    ) -> None:
        self.name = name
        near = similar(name, known) if isinstance(name, str) else ()
        self.suggestions: tuple[str, ...] = (*suggestions, *near)
        message = f"{self._lead} {what or self._what} {shown(name)}"
        if self.suggestions:
            message += f"; did you mean {' or '.join(self.suggestions)}?"
        elif hint:
            message += f"; {hint}"
        super().__init__(message)


def similar(
    name: str, known: Iterable[str], most: int = 2, cutoff: float = 0.7
) -> tuple[str, ...]:
    """The names that are most like one, best first."""
    # Imported here, since most programs never need it.
    from difflib import get_close_matches  # noqa: PLC0415

    by_folded = {each.casefold(): each for each in known}
    found = get_close_matches(name.casefold(), by_folded, n=most, cutoff=cutoff)
    return tuple(by_folded[each] for each in found)


class UnknownStateError(UnknownNameError):
    """The package knows no state with this name or code.

    How to fix it: take one of the `suggestions`, or another name or code of the state.

    Examples:
        >>> import csto_membership as cm
        >>> cm.was_member("Slovak", "2007-01-01")
        Traceback (most recent call last):
            ...
        csto_membership.errors.UnknownStateError: the package knows no state 'Slovak'; did you mean Czechoslovakia (CSK) or Slovakia (SVK)?
    """

    _lead = "the package knows no"  # it does not claim that there is no such state
    _what = "state"


class UnknownAllianceError(UnknownNameError):
    """The package includes no alliance with this name.

    How to fix it: take one of `available()`, or open a file of your own with `read`.

    Examples:
        >>> import csto_membership as cm
        >>> cm.load("ctso")
        Traceback (most recent call last):
            ...
        csto_membership.errors.UnknownAllianceError: no alliance 'ctso'; did you mean csto?
    """

    _what = "alliance"


class UnknownDefinitionError(UnknownNameError):
    """There is no definition with this name.

    How to fix it: take the name of one of `alliance.definitions()`, or pass a
    `Definition`.

    Examples:
        >>> import csto_membership as cm
        >>> cm.load("csto").under("ratified")
        Traceback (most recent call last):
            ...
        csto_membership.errors.UnknownDefinitionError: no definition 'ratified'; known are joined, party, organization, active
    """

    _what = "definition"


class UnknownSourceError(UnknownNameError):
    """The record cites no source with this id.

    How to fix it: take an id from `alliance.sources`.

    Examples:
        >>> import csto_membership as cm
        >>> cm.load("csto").according_to("giblr")
        Traceback (most recent call last):
            ...
        csto_membership.errors.UnknownSourceError: no source 'giblr'; did you mean gibler?
    """

    _what = "source"


def check_choice(value: object, choices: Iterable[str], what: str) -> None:
    """Raise an error if a value is not one of some choices.

    Args:
        value: The value.
        choices: Texts, or the members of an enumeration of texts.
        what: What the message calls the choice.

    Raises:
        UnknownNameError: The value is not one of the choices.
    """
    choices = tuple(choices)
    if not isinstance(value, str) or value not in choices:
        known = list(map(str, choices))
        hint = f"known are {', '.join(known)}"
        raise UnknownNameError(value, known, hint=hint, what=what)


# -- data frames --------------------------------------------------------------------


class ColumnError(MembershipError, ValueError):
    """A data frame lacks a column, or has one that is in the way.

    How to fix it: name a column of the frame; rename or drop the one in the way.

    Examples:
        >>> import csto_membership as cm
        >>> issubclass(cm.ColumnError, ValueError)
        True
    """


class MissingExtraError(MembershipError, ImportError):
    """An optional part of this package needs a library that is not installed.

    How to fix it: run the `pip install` of the message.

    Attributes:
        name: The library.
        extra: The extra of this package that installs it.

    Examples:
        >>> import csto_membership as cm
        >>> print(cm.MissingExtraError("Narwhals", "frames"))
        this needs Narwhals; install it with: pip install 'csto-membership[frames]'
    """

    def __init__(self, name: str, extra: str) -> None:
        self.extra = extra
        message = (
            f"this needs {name}; install it with: "
            f"pip install 'csto-membership[{extra}]'"
        )
        super().__init__(message, name=name)


# -- files --------------------------------------------------------------------------


class FileError(MembershipError, OSError):
    """A file or folder cannot be read or written, or exists already.

    How to fix it: name another path, or make the folder of the message.

    Attributes:
        filename: The path as it was given.
        errno: The number of the system's error, such as `errno.ENOENT`; None if the
            path is at fault.

    Examples:
        >>> import csto_membership as cm
        >>> cm.load("csto").chart().save("no/such/folder/csto.svg")
        Traceback (most recent call last):
            ...
        csto_membership.errors.FileError: cannot write no/such/folder/csto.svg: there is no folder no/such/folder; make it first
    """

    filename: str
    errno: int | None

    def __init__(self, message: str, filename: str, number: int | None = None) -> None:
        super().__init__(message)
        self.filename, self.errno = filename, number

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[Any, ...]:
        fields = {"filename": self.filename, "errno": self.errno}
        return _unpickled, (type(self), self.args, vars(self) | fields)


def text_of_path(value: Any, what: str = "a file") -> str:
    """The text of a path, whatever it says.

    Raises:
        WrongTypeError: The value is neither text nor a `pathlib.Path`.
    """
    if not isinstance(value, bytes):
        with suppress(Exception):  # a class of the user may raise any error
            return os.fsdecode(value)
    msg = (
        f"{shown(value)} is of type {type(value).__name__}, not the path of {what}; "
        "pass it as text or as a pathlib.Path"
    )
    raise WrongTypeError(msg)


def as_path(value: object, what: str = "a file") -> str:
    """The text of a path that can be one.

    Args:
        value: The path, as text or as a `pathlib.Path`.
        what: What should be there, for the message.

    Raises:
        WrongTypeError: The value is no path.
        FileError: It is empty, or no file can have such a name.

    Examples:
        >>> from pathlib import Path
        >>> as_path(Path("csto.toml"))
        'csto.toml'
    """
    path = text_of_path(value, what)
    if not path.strip():
        msg = f"{path!r} is no path; name {what}"
        raise FileError(msg, path)
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        odd = True
    else:
        odd = "\0" in path
    if odd:
        msg = f"{shown(path)} has a character that no file name has; name {what}"
        raise FileError(msg, path)
    return path


_PACKED = frozenset({"gz", "bz2", "xz", "zip", "zst"})
"""How the names of packed files end."""


@contextmanager
def writing(path: object, what: str = "a file") -> Generator[str]:
    """Check a path to write; an error of the system inside becomes a `FileError`.

    Args:
        path: The path.
        what: What is written there, for the message.

    Yields:
        The text of the path.

    Raises:
        WrongTypeError: The value is no path.
        FileError: It cannot be written.
    """
    name = as_path(path, what)
    packed = name.rpartition(".")[2]
    if packed.lower() in _PACKED:
        msg = f"{what} is not packed; leave .{packed} out of {shown_path(name)}"
        raise FileError(msg, name)
    try:
        yield name
    except FileError:
        raise
    except OSError as error:
        msg = f"cannot write {shown_path(name)}: {_why_not(error, name, what)}"
        raise FileError(msg, name, error.errno) from error


def shown_path(path: str) -> str:
    """A path as messages show it: as it is, if it is short and of one line."""
    plain = path.isprintable() and len(path) <= _LONGEST_SHOWN
    return path if plain else shown(path)


def _why_not(error: OSError, path: str, what: str) -> str:
    """Why a path cannot be written, and what to do."""
    folder = os.path.dirname(path)  # noqa: PTH120 - pathlib takes its time
    if error.errno == errno.ENOENT and folder and not os.path.isdir(folder):  # noqa: PTH112
        return f"there is no folder {shown_path(folder)}; make it first"
    if isinstance(error, FileExistsError):
        return f"it exists already; name a new {what.rsplit(maxsplit=1)[-1]}"
    if isinstance(error, IsADirectoryError):
        return f"it is a folder; name {what}"
    return error.strerror or str(error)


# -- data files ---------------------------------------------------------------------


class _NoValue:
    def __init__(self, name: str) -> None:
        self.name = name

    def __reduce__(self) -> str:
        return self.name  # one object, also where it is unpickled


MISSING: Any = _NoValue("MISSING")
"""The value of a `Problem` if something is missing."""
UNREADABLE = "cannot be read"
"""How a problem begins that is one of the file itself, and of nothing in it."""
WHOLE: Any = _NoValue("WHOLE")
"""The value of a `Problem` that is about a file or a table as a whole."""
_MOST_SHOWN = 60


@attrs.frozen
class Problem:
    """One fault of a data file.

    Attributes:
        file: The file's name.
        place: Where in the file, such as `event[3].claim[0].on`.
        value: What the file has there.
        expected: What it should have there, or what to do.

    Examples:
        >>> import csto_membership as cm
        >>> problem, = cm.check({"alliance": {"id": "pact"}, "event": []})
        >>> problem.place, problem.expected
        ('alliance.complete_until', 'this key is required')
    """

    file: str
    place: str
    value: object
    expected: str

    @property
    def unreadable(self) -> bool:
        """Whether the file could not be read, so that nothing is known of what is in it.

        Examples:
            >>> import csto_membership as cm
            >>> [problem.unreadable for problem in cm.check("no such file.toml")]
            [True]
        """
        return self.expected.startswith(UNREADABLE)

    def as_dict(self) -> dict[str, str]:
        """The fault as plain values, for JSON.

        Examples:
            >>> Problem("pact.toml", "event[3].on", 5, "expected a day").as_dict()["place"]
            'event[3].on'
        """
        value = "" if isinstance(self.value, _NoValue) else shown(self.value)
        return {
            "file": self.file,
            "place": self.place,
            "value": value,
            "expected": self.expected,
        }

    def __str__(self) -> str:
        value = "missing" if self.value is MISSING else shown(self.value)
        if len(value) > _MOST_SHOWN:
            value = f"{value[:_MOST_SHOWN]}..."
        file = self.file if len(self.file) <= _LONGEST_SHOWN else shown(self.file)
        parts = [file, self.place, value if self.value is not WHOLE else ""]
        return escaped(": ".join([*filter(None, parts), self.expected]))


MOST_PROBLEMS = 100
"""More are never reported; nobody reads so many."""
_MORE = "and more; correct these first"


def most_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    r"""The problems, or the first of many and a last line that says so.

    Examples:
        >>> many = [Problem("pact.toml", "", n, "expected a text") for n in range(1000)]
        >>> print(*most_of(many)[-2:], sep="\n")
        pact.toml: 99: expected a text
        pact.toml: and more; correct these first
    """
    found = tuple(islice(problems, MOST_PROBLEMS + 1))
    if len(found) <= MOST_PROBLEMS or found[-1].expected == _MORE:
        return found
    return (*found[:MOST_PROBLEMS], Problem(found[-1].file, "", WHOLE, _MORE))


def counted(problems: Sequence[Problem], what: str) -> str:
    """How many problems there are, in words; those of `most_of` are some of more.

    Examples:
        >>> counted([Problem("pact.toml", "", 5, "expected a text")], "fault")
        '1 fault'
    """
    count = len(problems)
    if problems and problems[-1].expected == _MORE:
        return f"more than {count - 1} {what}s"
    return f"{count} {what}{'s' * (count != 1)}"


class DataError(MembershipError, ValueError):
    """A data file has faults, so none of it was loaded.

    How to fix it: correct each place in `problems`, which has all faults at once.

    Attributes:
        problems: Every fault, with its file, place, value and what was expected; of more
            than 100 the first ones, and a last one that says so.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.read({"alliance": {"id": "pact"}, "evnet": []})
        ... except cm.DataError as error:
        ...     for problem in error.problems:
        ...         print(problem)
        mapping: alliance.complete_until: missing: this key is required
        mapping: evnet: []: unknown key; did you mean event?
        mapping: event: missing: this key is required
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = most_of(problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{counted(self.problems, 'fault')}:\n{lines}")


class UnreadableError(FileError, DataError):
    """A data file cannot be read, so nothing is known of what is in it.

    How to fix it: look at the path of the message.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.read("none.toml")
        ... except OSError as error:
        ...     print(error.filename, error.problems[0].expected)
        none.toml cannot be read: No such file or directory
    """

    filename: str
    errno: int | None

    def __init__(
        self, problems: Iterable[Problem], filename: str, number: int | None = None
    ) -> None:
        DataError.__init__(self, problems)
        self.filename, self.errno = filename, number
