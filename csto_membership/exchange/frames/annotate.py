"""Add columns of membership to a data frame of any library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

import attrs

from csto_membership.alliance import Alliance
from csto_membership.catalogue import as_alliance
from csto_membership.days import DaySet
from csto_membership.errors import (
    ColumnError,
    EmptyError,
    MembershipError,
    MissingExtraError,
    NotAStateError,
    UnknownStateError,
    WrongTypeError,
    check_choice,
    first_few,
)
from csto_membership.exchange.counts import (
    Counts,
    answer_columns,
    counted,
    says_absent,
    says_nothing,
)
from csto_membership.exchange.frames.lookup import (
    NUMBERS_HINT,
    Code,
    Lookup,
    NewColumn,
    NumberNames,
    may_mislead,
    names_of,
    spellings,
    views_of,
)
from csto_membership.exchange.series import (
    Subject,
    TableBeyond,
    report_uncovered,
    table_view,
)
from csto_membership.membership.absence import Absent
from csto_membership.membership.definition import Definition, as_definitions
from csto_membership.membership.year_rule import RuleName, YearRule
from csto_membership.record import States
from csto_membership.record.number import ListNumber

if TYPE_CHECKING:
    import narwhals as nw

    from csto_membership.exchange.frames.eager import EagerColumns
    from csto_membership.exchange.frames.lazy import LazyColumns

Frame = TypeVar("Frame")
Unknown = Literal["raise", "null"]
Values = Literal["text", "number"]

_MOST_NAMES = 10  # in one message
_MOST_STATES = 2  # in a row
_ROWS = "__annotate_rows"


def annotate(  # noqa: PLR0913 - each of them has a name where it is called
    frame: Frame,
    *,
    state: str | tuple[str, str],
    on: str,
    code: Code = "name",
    rule: RuleName | None = None,
    alliance: str | Alliance = "csto",
    definition: str | Definition | Sequence[str | Definition] | None = None,
    status: bool = False,
    since: bool = False,
    values: Values = "text",
    unknown: Unknown = "raise",
    beyond: TableBeyond = "warn",
    absent: Absent = "warn",
    continuity: bool = False,
) -> Frame:
    """Add columns to a data frame that say whether each state was a member on its day.

    The new column `member` holds `yes`, `no` or `uncertain`. It is null if the record
    does not cover the day, or if the state was not a state then and no act makes it a
    member. `member_why` gives the reason: `beyond_record`, `not_a_state`,
    `number_not_in_use` or `uncertain`. Both are null if the row has no state or no day.
    The rows, their order, their index and the other columns stay as they are. Only
    DuckDB and PySpark do not keep the order of rows.

    With two columns of states the new columns are those of `dyad_years`: `together` says
    whether both were members, `together_why` why there is no answer, and `obligation` is
    the strongest obligation in force for both. `defence`, `neutrality`, `nonaggression`,
    `consultation` and `offence` are 1 if that obligation is in force, 0 if not, and null
    if that is not known or if one of the two was not a state.

    A frame of DuckDB, PySpark or lazy Polars stays lazy. Its columns of states and days
    are computed once, to find unknown names, days that the record does not cover, and
    states that were not states on their day. With one column of states,
    `unknown="null"`, and `beyond` either `ignore` or `carry`, nothing is computed, and
    there is no warning about such states, unless `absent` is `raise`.

    Args:
        frame: A data frame of any library that Narwhals knows, or one of Narwhals.
        state: The column of states, or two such columns: ISO 3166-1 codes or names. If
            nothing is computed (see above), a name is written with all its accents or
            with none.
        on: The column of days: dates, timestamps without a time zone that are all at
            midnight, or text such as `1999-04-20`. In a lazy frame: dates.
        code: What the column of states holds: `name` for names and ISO codes, `cow` for
            numbers or letters of the Correlates of War list, `gw` for those of Gleditsch
            and Ward. Each number is looked up together with its day. On a day on which
            the list does not have the number, `member` is null and `member_why` is
            `number_not_in_use`.
        rule: When a state counts as a member in a year, if the column `on` holds years:
            `any_day`, `first_day`, `last_day` or `most_days`, as in `state_years`. Not
            with `status` or `since`.
        alliance: The name of an alliance of the package, or an `Alliance`.
        definition: The definition of membership; by default the alliance's own. With
            several, or `all`, each new column ends in the name of its definition:
            `member_joined`.
        status: Whether to add `status`, as `Alliance.status` returns it. Not with two
            columns of states.
        since: Whether to add `since`, the first day of the spell that includes the day,
            in the type of the column of days; null if no spell includes it.
        values: What `member` or `together` holds: `text`, or `number` for 1, 0 and null.
        unknown: What to do with a name that the package does not know: `raise` an error,
            or answer `null`.
        beyond: What to do if a day is after the last one that the record covers: `warn`,
            `raise` or `ignore`; then `member` is null. `carry` answers as last known.
        absent: What to do if a state was not a state on its day, and another that may be
            meant was a member: `warn`, `raise` or `ignore`. The same if a number was
            not in use on its day, and another number of the same state was.
        continuity: Whether a state also counts on the days of the state that it
            continues: for Russia, those of the Soviet Union. Not with numbers, because a
            number already stands for all states that had it.

    Raises:
        MissingExtraError: The extra `frames` is not installed.
        WrongTypeError: The frame is not a data frame, or a column holds objects that its
            library cannot tell apart.
        ColumnError: A column is missing, a new column already exists, or two columns
            have the same name.
        UnknownStateError: No state has one of the names; the error lists all such names.
        NotAStateError: The column of states holds something else.
        NotADayError: The column of days holds something else.
        InvalidDayError: A text in it is not a day.
        BeyondRecordError: `beyond` is `raise`, and the record does not cover a day.
        AbsentStateError: `absent` is `raise`, and another state may be meant.
        UnknownNameError: There is no such choice of `code`, `rule`, `values`, `unknown`,
            `beyond` or `absent`.
        MembershipError: `continuity` is used with numbers, `status` or `since` with a
            rule for years, or `status` with two states; or a frame of DuckDB or PySpark
            would need too large a table to join.
    """
    check_choice(values, get_args(Values), "choice of `values`")
    check_choice(unknown, get_args(Unknown), "choice of `unknown`")
    check_choice(code, get_args(Code), "choice of `code`")
    if continuity and code != "name":
        msg = (
            f"with code={code!r} the number decides which states are one; "
            "leave `continuity` out"
        )
        raise MembershipError(msg)
    if rule is not None:
        check_choice(rule, YearRule, "rule for years")
        if status or since:
            msg = "by year there are no `status` and `since`; leave them out"
            raise MembershipError(msg)
    columns = _state_columns(state)
    if status and len(columns) > 1:
        msg = "`status` is of one state; leave it out, or annotate each state by itself"
        raise MembershipError(msg)
    alliances = _alliances(alliance, definition)
    lookup = Lookup(
        tuple(alliances.items()),
        numbers=values == "number",
        status=status,
        since=since,
        carry=beyond == "carry",
        continuity=continuity,
        rule=None if rule is None else YearRule(rule),
        pairs=len(columns) > 1,
    )
    wrapped = _wrapped(frame)
    if fault := next(_faults_of_names(wrapped, (*columns, on), lookup.columns), None):
        raise ColumnError(fault)
    first = next(iter(alliances.values()))
    known = names_of(first.record.states, code)
    # The pairs of all names would be too many to join.
    silent = (
        hasattr(wrapped, "collect")
        and len(columns) == 1
        and unknown == "null"
        and absent != "raise"
        and beyond in {"ignore", "carry"}
    )
    unseen = spellings(known) if silent else None
    asked = _columns_of(wrapped, (columns, on), unseen, code != "name", lookup.rule)
    from csto_membership.exchange.frames.lookup_table import (  # noqa: PLC0415
        table_of,
        table_of_all,
    )

    if unseen is None:
        names: dict[str, Any] = dict(zip(columns, asked.names, strict=True))
        subjects = _found(names, known, unknown)
        table = table_of(asked.groups, subjects, lookup)
    else:
        subjects, table = dict[Any, Subject](), table_of_all(known, lookup)
    report_uncovered(first, beyond, asked.last_day)
    _report_absent(lookup, known, subjects, asked, absent)
    answered = asked.answered(table)
    native: Any = answered if wrapped is frame else answered.to_native()
    return native  # type: ignore[no-any-return]


def _state_columns(state: str | Sequence[str]) -> tuple[Any, ...]:
    """The column of states, or the two; the frame knows whether it has them."""
    columns = tuple(state) if isinstance(state, (tuple, list)) else (state,)
    if not 1 <= len(columns) <= _MOST_STATES or len(set(columns)) < len(columns):
        msg = f"`state` names one column or two different ones, and not {state!r}"
        raise ColumnError(msg)
    return columns


def report(
    frame: Any,
    *,
    state: str | None = None,
    alliance: str | Alliance = "csto",
    keys: str | Sequence[str] = (),
) -> Counts:
    """Count the answers in a frame that `annotate` made, or that a panel was merged into.

    Args:
        frame: The frame. A lazy frame is computed once.
        state: The column of states. If it is given, the report names the states that may
            be meant instead of those that were not states on their days.
        alliance: The alliance of the answers.
        keys: The columns by which a panel was merged, such as `["cow", "year"]`. If they
            are given, the report names the keys that found no row.

    Raises:
        ColumnError: The frame has no column `member_why`, or lacks a named column.
        MissingExtraError: Narwhals or NumPy is not installed.
        WrongTypeError: The frame is not a data frame.
    """
    wrapped: Any = _wrapped(frame).lazy()
    merged_by = [keys] if isinstance(keys, str) else [*keys]
    pairs = answer_columns(wrapped.collect_schema().names(), state, *merged_by)
    needed = [*pairs, *pairs.values(), *([] if state is None else [state]), *merged_by]
    import narwhals as nw  # noqa: PLC0415 - it is installed, since there is a frame

    groups = (
        wrapped.group_by(*dict.fromkeys(needed)).agg(nw.len().alias(_ROWS)).collect()
    )
    rows = list(groups.iter_rows(named=True))
    absent = {row[state] for row in rows if state and says_absent(row, pairs)}
    asked = as_alliance(alliance)
    found = (asked.record.states.find(name) for name in absent)
    instead = table_view(asked).instead_of(found)
    named = {str(s): [*map(str, others)] for s, others in instead.items()}
    counts = counted(((row, row[_ROWS]) for row in rows), pairs, named)
    unmatched = {
        tuple(row[key] for key in merged_by)
        for row in rows
        if merged_by and says_nothing(row, pairs)
    }
    return attrs.evolve(
        counts, keys=merged_by, unmatched=sorted(unmatched, key=_by_text)
    )


_GAPS = {"None", "nan", "NaT", "<NA>"}
"""How the libraries of data frames print a missing value."""


def _by_text(key: tuple[Any, ...]) -> tuple[Any, ...]:
    """The order of keys: numbers by size, before text, and keys with a gap last."""
    # pandas has NaN and NA for None; NaN differs from itself.
    gaps = [not isinstance(k, str) and str(k) in _GAPS for k in key]
    values = [
        (isinstance(k, str), k if isinstance(k, int | float | str) else str(k))
        for k in (0 if gap else k for k, gap in zip(key, gaps, strict=True))
    ]
    return any(gaps), *values


def _alliances(
    alliance: str | Alliance,
    definition: str | Definition | Sequence[str | Definition] | None,
) -> dict[str, Alliance]:
    """The alliances to ask, by what to add to the names of their columns."""
    loaded = as_alliance(alliance)
    if definition is None:
        return {"": loaded}
    if isinstance(definition, (str, Definition)) and definition != "all":
        return {"": loaded.under(definition)}
    definitions = as_definitions(definition)
    if not definitions:
        msg = "name at least one definition, or leave `definition` out"
        raise EmptyError(msg)
    suffixes = ["_".join(["", *each.name.split()]) for each in definitions]
    named = dict(zip(suffixes, map(loaded.under, definitions), strict=True))
    if twins := [each for n, each in enumerate(suffixes) if each in suffixes[:n]]:
        msg = (
            f"there would be two columns 'member{twins[0]}'; "
            "give the definitions names that differ"
        )
        raise ColumnError(msg)
    return named


def _wrapped(frame: object) -> nw.DataFrame[Any] | nw.LazyFrame[Any]:
    try:
        import narwhals as nw  # noqa: PLC0415
        import numpy as np  # noqa: F401, PLC0415
    except ImportError as error:
        raise MissingExtraError(error.name or "narwhals", "frames") from error
    try:
        return nw.from_native(frame)
    except nw.exceptions.DuplicateError as fault:
        msg = f"{' '.join(str(fault).split())}; rename or drop all but one"
        raise ColumnError(msg) from None
    except TypeError:
        msg = (
            f"a {type(frame).__name__} is no data frame; pass one of pandas, Polars, "
            "PyArrow, DuckDB or PySpark"
        )
        raise WrongTypeError(msg) from None


def _faults_of_names(
    frame: nw.DataFrame[Any] | nw.LazyFrame[Any],
    needed: Iterable[str],
    columns: Iterable[NewColumn],
) -> Iterator[str]:
    """Why the columns of a frame cannot be asked about, or get the new ones beside."""
    there = frame.columns
    # For SQL `Member` and `member` are one column.
    engine = frame.implementation
    in_sql = engine.is_duckdb() or engine.is_spark_like()
    alike: Callable[[str], str] = str.casefold if in_sql else lambda name: name
    taken: dict[str, str] = {}
    for name in there:
        if isinstance(name, tuple):
            yield "the columns of the frame have levels; give each one name first"
        if alike(name) in taken:
            yield f"there are two columns {name!r}; rename or drop one of them first"
        taken[alike(name)] = name
    for name in needed:
        if name not in there:
            yield f"there is no column {name!r}; there are {', '.join(map(repr, there))}"
        if engine.is_spark_like() and "." in name:
            yield f"Spark takes the dot in {name!r} for a way into a column; rename it"
    for column in columns:
        if other := taken.get(alike(column.name)):
            yield f"there is a column {other!r} already; rename or drop it first"


def _columns_of(
    frame: nw.DataFrame[Any] | nw.LazyFrame[Any],
    columns: tuple[tuple[str, ...], str],
    unseen: Mapping[str, Subject] | None,
    numbers: bool,
    rule: YearRule | None,
) -> EagerColumns | LazyColumns:
    # These modules need Narwhals and NumPy as soon as they are imported.
    import narwhals as nw  # noqa: PLC0415

    from csto_membership.exchange.frames.eager import EagerColumns  # noqa: PLC0415
    from csto_membership.exchange.frames.lazy import LazyColumns  # noqa: PLC0415

    if isinstance(frame, nw.LazyFrame):
        possible = None if unseen is None else list(unseen)
        return LazyColumns(frame, *columns, rule, possible, numbers)
    return EagerColumns(frame, *columns, rule)


def _report_absent(
    lookup: Lookup,
    known: States | NumberNames,
    subjects: Mapping[Any, Subject],
    columns: EagerColumns | LazyColumns,
    absent: Absent,
) -> None:
    """Say where a state was not one, or a number not in use, and another may be meant."""
    every = set(subjects.values()) if absent != "ignore" else set[Subject]()
    doubtful = {
        each
        for each in every
        if isinstance(each, ListNumber) or may_mislead(each, lookup)
    }
    names = [name for name, each in subjects.items() if each in doubtful]
    asked: dict[Any, DaySet] = {}
    for name, days in columns.days_of(names).items():
        asked[subjects[name]] = asked.get(subjects[name], DaySet()) | days
    if isinstance(known, NumberNames):
        known.report_not_in_use(asked, absent, lookup.rule)
        return
    for view in views_of(lookup):
        view.report_absent(asked, absent)


def _found(
    names: Mapping[str, Iterable[Any]], known: States | NumberNames, unknown: Unknown
) -> dict[Any, Subject]:
    """The state or number of each name in some columns; without those of none, if asked."""
    found: dict[Any, Subject] = {}
    faults: dict[str, UnknownStateError] = {}
    in_columns: dict[str, None] = {}
    for column, name in ((c, name) for c, its in names.items() for name in its):
        try:
            found[name] = known.find(name)
        except UnknownStateError as fault:
            faults.setdefault(fault.name, fault)
            in_columns[column] = None
        except NotAStateError as fault:
            msg = f"column {column!r}: {fault}"
            if isinstance(known, States) and isinstance(name, int | float):
                msg += f"; {NUMBERS_HINT}"
            raise NotAStateError(msg) from None
    if not faults or unknown != "raise":
        return found
    ordered = [faults[name] for name in sorted(faults)]
    lines = [f"  {line}" for line in first_few([*map(str, ordered)], _MOST_NAMES)]
    count = "1 name" if len(faults) == 1 else f"{len(faults)} names"
    where = " and ".join(map(repr, in_columns))
    first = ordered[0]  # one error for all of them
    first.args = (
        f"{'column' if len(in_columns) == 1 else 'columns'} {where} "
        f"{'holds' if len(in_columns) == 1 else 'hold'} {count} that the package does not "
        "know; mend them, or pass unknown='null' to have null in their rows:\n"
        + "\n".join(lines),
    )
    raise first
