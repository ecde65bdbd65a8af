"""Every exception and warning this package raises.

MembershipError                         catch this to catch everything of ours
├── InvalidDayError (ValueError)        not one day of the calendar, or ambiguous
│   └── NotADayError (TypeError)        not a date at all, or a date with a clock
├── InvalidPeriodError (ValueError)     not a period
│   └── NotAPeriodError (TypeError)     nothing that could name one
├── InvalidSpanError (ValueError)       a span that ends before it starts
├── UnboundedError (ValueError)         a finite answer asked of an endless set
├── EmptyError (ValueError)             a first or last day asked of no days
├── UncertainError (ValueError)         yes or no asked where only "perhaps" is known
├── BeyondRecordError (ValueError)      a day after the record's last day, on request
├── ColumnError (ValueError)            a column of a data frame is missing, or is there
├── MissingExtraError (ImportError)     what an optional part needs is not installed
├── WrongTypeError (TypeError)          another kind of value than is asked for
│   ├── NotADayError, NotAPeriodError
│   └── NotAStateError                  a value that can name no state
├── UnknownNameError (LookupError)      a name that nothing here has
│   ├── UnknownStateError
│   ├── UnknownAllianceError
│   ├── UnknownDefinitionError
│   ├── UnknownRelationError
│   ├── UnknownKindError
│   ├── UnknownObligationError
│   ├── UnknownSourceError
│   ├── UnknownVersionError
│   ├── UnknownFormatError
│   └── UnknownChoiceError (ValueError) an argument that takes one of a few values
└── DataError (ValueError)              every fault of a data file, in `.problems`

BeyondRecordWarning (UserWarning)       the answer is for a day the record does not cover
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from types import FrameType

__all__ = [
    "BEYOND",
    "MISSING",
    "BeyondRecordError",
    "BeyondRecordWarning",
    "ColumnError",
    "DataError",
    "EmptyError",
    "InvalidDayError",
    "InvalidPeriodError",
    "InvalidSpanError",
    "MembershipError",
    "MissingExtraError",
    "NotADayError",
    "NotAPeriodError",
    "NotAStateError",
    "Problem",
    "UnboundedError",
    "UncertainError",
    "UnknownAllianceError",
    "UnknownChoiceError",
    "UnknownDefinitionError",
    "UnknownFormatError",
    "UnknownKindError",
    "UnknownNameError",
    "UnknownObligationError",
    "UnknownRelationError",
    "UnknownSourceError",
    "UnknownStateError",
    "UnknownVersionError",
    "WrongTypeError",
    "check_choice",
    "check_type",
    "report_beyond",
]


class MembershipError(Exception):
    """The root of every error of this package.

    How to fix it: read the message, which names the value and what was expected.

    Examples:
        >>> import csto_membership as cm
        >>> for state, day in [("Uzbekstan", "2007-01-01"), ("Uzbekistan", "2007-02-30")]:
        ...     try:
        ...         cm.was_member(state, day)
        ...     except cm.MembershipError as error:
        ...         print(f"{type(error).__name__}: {error}")
        UnknownStateError: the package knows no state 'Uzbekstan'; did you mean Uzbekistan (UZB)?
        InvalidDayError: '2007-02-30' is no day of the calendar: 2007-02 has 28 days
    """

    def __reduce__(self) -> tuple[Any, ...]:
        # By default an error is made again from its message, which is not what it takes.
        return _made_again, (type(self), self.args, vars(self))


def _made_again(
    kind: type[MembershipError], args: tuple[Any, ...], fields: dict[str, Any]
) -> MembershipError:
    error = kind.__new__(kind)
    error.args = args
    vars(error).update(fields)
    return error


class WrongTypeError(MembershipError, TypeError):
    """The value is of another kind than is asked for.

    How to fix it: pass a value of the kind that the message names.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.DaySet.parse(1999)
        ... except cm.WrongTypeError as error:
        ...     print(error)
        1999 is of type int, not a str
    """


def check_type(value: object, kind: type) -> None:
    """Refuse a value of another kind.

    Raises:
        WrongTypeError: The value is none of the kind.
    """
    if not isinstance(value, kind):
        name = kind.__name__
        article = "an" if name[0] in "AEIOUaeiou" else "a"
        msg = f"{value!r} is of type {type(value).__name__}, not {article} {name}"
        raise WrongTypeError(msg)


class InvalidDayError(MembershipError, ValueError):
    """The text names no single day of the calendar, or could name several.

    How to fix it: write the day as `1999-04-20` or `20 April 1999`.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.members_on("03/04/1999")
        ... except cm.InvalidDayError as error:
        ...     print(error)
        '03/04/1999' is ambiguous: write 1999-03-04 or 1999-04-03, whichever is meant
    """


class NotADayError(InvalidDayError, WrongTypeError):
    """The value is no date, or is a `datetime`, which has a clock and a zone.

    How to fix it: pass a `datetime.date`; of a `datetime`, its `.date()`.

    Examples:
        >>> import csto_membership as cm
        >>> from datetime import datetime
        >>> noon = datetime(1999, 4, 20, 12)
        >>> try:
        ...     cm.members_on(noon)
        ... except cm.NotADayError as error:
        ...     print(error)
        datetime.datetime(1999, 4, 20, 12, 0) has a clock, and a day has none; decide whose day it is and pass its .date()
        >>> len(cm.members_on(noon.date()))
        9
    """


class InvalidPeriodError(MembershipError, ValueError):
    """The text names no period of days.

    How to fix it: write `1999`, `1999-04`, or `1999-01-01/1999-06-30`, where both
    ends are inside; `..` is an open end.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.load("csto").members_during("1999-13")
        ... except cm.InvalidPeriodError as error:
        ...     print(error)
        '1999-13' is not a period ('1999-13' is no day of the calendar: there is no month 13); write 1999, 1999-04 or 1999-01-01/1999-06-30
    """


class NotAPeriodError(InvalidPeriodError, WrongTypeError):
    """The value is nothing that could name a period.

    How to fix it: pass text, a `Span`, a day, or a pair of days.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.load("csto").members_during(1999)
        ... except cm.NotAPeriodError as error:
        ...     print(error)
        1999 is not a period; write '1999' or '1999-01-01/1999-06-30'
    """


class InvalidSpanError(MembershipError, ValueError):
    """A span ends before it starts, or holds no day.

    How to fix it: give the earlier day first. In Python the second is the first day
    out, so a span of one day ends on the day after it.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.Span("1999-04-20", "1999-04-20")
        ... except cm.InvalidSpanError as error:
        ...     print(error)
        a span holds at least one day, but the first day out, 1999-04-20, is not after the first day in, 1999-04-20
        >>> cm.Span("1999-04-20", "1999-04-21").count()
        1
    """


class UnboundedError(MembershipError, ValueError):
    """A finite answer was asked of an endless set of days.

    How to fix it: cut the set to a period first, with `DaySet.clip`.

    Examples:
        >>> import csto_membership as cm
        >>> days = cm.load("csto").days_of("Kazakhstan").surely
        >>> try:
        ...     days.count()
        ... except cm.UnboundedError as error:
        ...     print(error)
        the span since 1992-05-15 is endless; cut it first, with `DaySet.clip`
        >>> days.clip("1992").count()
        231
    """


class EmptyError(MembershipError, ValueError):
    """A first or last day was asked of a set without days.

    How to fix it: ask `if days:` first.

    Examples:
        >>> import csto_membership as cm
        >>> days = cm.load("csto").days_of("Ukraine").surely
        >>> try:
        ...     first = days.first_day
        ... except cm.EmptyError as error:
        ...     print(error)
        the empty set of days has no first and no last day
    """


class UncertainError(MembershipError, ValueError):
    """Yes or no was asked, and what is known allows both.

    How to fix it: ask `.surely` or `.possibly`.

    Examples:
        >>> import csto_membership as cm
        >>> answer = cm.was_member("Uzbekistan", "2010-01-01", definition="party")
        >>> try:
        ...     was_in = bool(answer)
        ... except cm.UncertainError as error:
        ...     print(error)
        the answer is uncertain, neither yes nor no; ask answer.surely or answer.possibly, or compare it with Answer.UNCERTAIN
        >>> answer.possibly
        True
    """


class BeyondRecordError(MembershipError, ValueError):
    """The day lies after the last day for which the record is complete.

    When it occurs: only where `beyond="raise"` was asked for.
    How to fix it: ask about a day up to `alliance.horizon`, or leave `beyond` out to be
    warned instead.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.members_on("2100-01-01", "guam", beyond="raise")
        ... except cm.BeyondRecordError as error:
        ...     print(error)
        2100-01-01 lies beyond 2024-12-05, the last day that this view of the guam record covers; later acts are not in the answer
    """


class ColumnError(MembershipError, ValueError):
    """A data frame lacks a column that is asked for, or has one that is to be added.

    How to fix it: name a column that is there; rename or drop the one in the way.

    Examples:
        >>> import csto_membership as cm
        >>> issubclass(cm.ColumnError, ValueError)
        True
    """


class MissingExtraError(MembershipError, ImportError):
    """An optional part of this package needs a library that is not installed.

    How to fix it: install what the message says.

    Attributes:
        name: The library.
        extra: The extra of this package that brings it.

    Examples:
        >>> import csto_membership as cm
        >>> print(cm.MissingExtraError("Narwhals", "frames"))
        this needs Narwhals; pip install 'csto-membership[frames]' brings it
    """

    def __init__(self, name: str, extra: str) -> None:
        self.extra = extra
        told = f"this needs {name}; pip install 'csto-membership[{extra}]' brings it"
        super().__init__(told, name=name)


class NotAStateError(WrongTypeError):
    """The value is neither a text nor a `State`.

    How to fix it: pass a name, or an ISO 3166-1 code such as `UZB`.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.was_member(860, "2007-01-01")
        ... except cm.NotAStateError as error:
        ...     print(error)
        860 is of type int, not a state; pass a name or an ISO 3166-1 code such as 'UZB'
    """


class UnknownNameError(MembershipError, LookupError):
    """A name that nothing here has; near names are suggested.

    How to fix it: take one of the `suggestions`, or ask for the names that there are.

    Attributes:
        name: The name as it was given.
        suggestions: What may have been meant, best first.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.load("csto").under("partie")
        ... except cm.UnknownNameError as error:
        ...     print(error.name, error.suggestions)
        partie ('party',)
    """

    none = "no"
    what = "name"

    def __init__(
        self,
        name: str,
        known: Iterable[str] = (),
        *,
        suggestions: Iterable[str] = (),
        hint: str = "",
        what: str = "",
    ) -> None:
        self.name = name
        self.suggestions = (*suggestions, *_alike(name, known))
        message = f"{self.none} {what or self.what} {name!r}"
        if self.suggestions:
            message += f"; did you mean {' or '.join(self.suggestions)}?"
        elif hint:
            message += f"; {hint}"
        super().__init__(message)


def _alike(name: str, known: Iterable[str]) -> tuple[str, ...]:
    # Imported here, since most programs make no such mistake.
    from difflib import get_close_matches  # noqa: PLC0415

    by_folded = {each.casefold(): each for each in known}
    near = get_close_matches(name.casefold(), by_folded, n=2, cutoff=0.7)
    return tuple(by_folded[each] for each in near)


class UnknownStateError(UnknownNameError):
    """The package knows no state of this name or code.

    How to fix it: take one of the `suggestions`, or another name or code of the state.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.was_member("Slovak", "2007-01-01")
        ... except cm.UnknownStateError as error:
        ...     print(error)
        the package knows no state 'Slovak'; did you mean Czechoslovakia (CSK) or Slovakia (SVK)?
    """

    none = "the package knows no"  # that there is none is not for it to say
    what = "state"


class UnknownAllianceError(UnknownNameError):
    """No alliance of this name is shipped.

    How to fix it: take one of `available()`; a file of your own is opened with `read`.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.load("ctso")
        ... except cm.UnknownAllianceError as error:
        ...     print(error)
        no alliance 'ctso'; did you mean csto?
    """

    what = "alliance"


class UnknownDefinitionError(UnknownNameError):
    """No definition has this name.

    How to fix it: take the name of one of `alliance.definitions()`, or pass a `Definition`.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.load("csto").under("ratified")
        ... except cm.UnknownDefinitionError as error:
        ...     print(error)
        no definition 'ratified'; known are joined, party, organization, active
    """

    what = "definition"


class UnknownKindError(UnknownNameError):
    """No kind of act has this name.

    How to fix it: take one of `Kind`.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.load("csto").acts(kind="withdrawl")
        ... except cm.UnknownKindError as error:
        ...     print(error)
        no kind of act 'withdrawl'; did you mean withdrawal?
    """

    what = "kind of act"


class UnknownObligationError(UnknownNameError):
    """No obligation has this name.

    How to fix it: take one of `defence`, `consultation`, `non-aggression` and `none`.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.shared_memberships("Armenia", "Russia").owing("defense")
        ... except cm.UnknownObligationError as error:
        ...     print(error)
        no obligation 'defense'; did you mean defence?
    """

    what = "obligation"


class UnknownRelationError(UnknownNameError):
    """Allen has no relation of this name.

    How to fix it: take one of `Relation`.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.Relations(["before", "meet"])
        ... except cm.UnknownRelationError as error:
        ...     print(error)
        no relation 'meet'; did you mean meets?
    """

    what = "relation"


class UnknownSourceError(UnknownNameError):
    """The record cites no source of this name.

    How to fix it: take an id from `alliance.sources`.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.load("csto").according_to("giblr")
        ... except cm.UnknownSourceError as error:
        ...     print(error)
        no source 'giblr'; did you mean gibler?
    """

    what = "source"


class UnknownVersionError(UnknownNameError):
    """The facts have no version of this name: no directory, and no revision of git.

    How to fix it: name a directory that holds the data files, or ask within the
    repository for one of its revisions.

    Examples:
        >>> import csto_membership as cm
        >>> from csto_membership.cli.verify import report
        >>> try:
        ...     report("facts-of-1989")
        ... except cm.UnknownVersionError as error:
        ...     print(error.name)
        facts-of-1989
    """

    what = "version of the facts"


class UnknownFormatError(UnknownNameError):
    """No file can be written whose name ends like this.

    How to fix it: let the name of a chart end with `.svg`, that of a table with `.csv`
    or `.json`.

    Examples:
        >>> import csto_membership as cm
        >>> try:
        ...     cm.load("csto").chart().save("csto.png")
        ... except cm.UnknownFormatError as error:
        ...     print(error)
        no format '.png'; a chart is saved as SVG: csto.svg
    """

    what = "format"


class UnknownChoiceError(UnknownNameError, ValueError):
    """An argument that takes one of a few values was given another.

    How to fix it: take one of the values that the message names.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> for rule in ("any_days", "december"):
        ...     try:
        ...         csto.compare(csto.under("party")).by_year(rule)
        ...     except cm.UnknownChoiceError as error:
        ...         print(error)
        no rule for years 'any_days'; did you mean any_day?
        no rule for years 'december'; known are any_day, first_day, last_day, most_days
    """

    what = "choice"


BEYOND = ("warn", "raise", "ignore")
"""What may be done about a day after a record's last."""


def report_beyond(message: str, beyond: str = "warn") -> None:
    """Tell, as asked, that an answer is for days which a record does not cover.

    A warning points to the line that asked, from however deep in here it is told.

    Raises:
        BeyondRecordError: `beyond` is `raise`.
        UnknownChoiceError: `beyond` is none of `warn`, `raise` and `ignore`.
    """
    check_choice(beyond, BEYOND, "choice of `beyond`")
    if beyond == "raise":
        raise BeyondRecordError(message)
    if beyond == "warn":
        package = __name__.partition(".")[0]
        asked: FrameType | None = sys._getframe()  # noqa: SLF001
        level = 1
        while asked and asked.f_globals["__name__"].partition(".")[0] == package:
            asked, level = asked.f_back, level + 1
        warnings.warn(message, BeyondRecordWarning, stacklevel=level)


def check_choice(value: object, choices: Iterable[str], what: str) -> None:
    """Refuse a value that is none of some choices.

    Args:
        value: The value.
        choices: The choices: text, or the members of an enumeration of text.
        what: What the choice is called in the message.

    Raises:
        UnknownChoiceError: The value is none of them.
    """
    known = [str(choice) for choice in choices]
    if value not in known:
        hint = f"known are {', '.join(known)}"
        if isinstance(value, str):
            raise UnknownChoiceError(value, known, hint=hint, what=what)
        raise UnknownChoiceError(repr(value), hint=hint, what=what)


MISSING: Any = object()
_LONGEST_SHOWN = 60


@attrs.frozen
class Problem:
    """One fault of a data file.

    Attributes:
        file: The file's name.
        place: Where in it, such as `event[3].claim[0].on`.
        value: What stands there.
        expected: What should stand there, or what to do.

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

    def __str__(self) -> str:
        shown = _shown(self.value)
        if len(shown) > _LONGEST_SHOWN:
            shown = f"{shown[:_LONGEST_SHOWN]}..."
        where = f"{self.file}: {self.place}" if self.place else self.file
        return f"{where}: {shown}: {self.expected}"


def _shown(value: object) -> str:
    if value is MISSING:
        return "missing"
    try:
        return repr(value)
    except (ValueError, RecursionError):  # a number of many digits, a deep table
        return f"{type(value).__name__} too large to show"


class DataError(MembershipError, ValueError):
    """A data file cannot be used; nothing of it was loaded.

    How to fix it: mend each place that `problems` names; all faults are told at once.

    Attributes:
        problems: Every fault found, each with file, place, value and what was expected.

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
        self.problems = tuple(problems)
        count = len(self.problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{count} fault{'s' * (count != 1)}:\n{lines}")


class BeyondRecordWarning(UserWarning):
    """An answer was given for a day after the last one the record covers.

    When it occurs: on a question about a later day than `alliance.complete_until`,
    or than the horizon of a narrowed view.
    How to fix it: ask about an earlier day, pass `beyond="ignore"` to accept that
    later acts are not known, or `beyond="raise"` to stop there.

    Examples:
        >>> import csto_membership as cm
        >>> import warnings
        >>> with warnings.catch_warnings(record=True) as told:
        ...     warnings.simplefilter("always")
        ...     members = cm.members_on("2100-01-01")
        >>> told[0].category.__name__
        'BeyondRecordWarning'
        >>> members == cm.load("csto").members()
        True
    """
