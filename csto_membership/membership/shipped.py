"""The records that the package ships, with their states and sources.

The readers of files are imported when a record is read, because the reader of TOML takes
time to import.
"""

# ruff: noqa: PLC0415
from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache, partial

import attrs

from csto_membership.errors import UnknownAllianceError, check_type, shown
from csto_membership.membership.definition import DEFINITIONS
from csto_membership.record import Record, Source, State, States

DEFINITION_NAMES = [definition.name for definition in DEFINITIONS]
_IDS = (
    "aes",
    "anzus",
    "arab_joint_defence",
    "arab_league",
    "cento",
    "cis",
    "csto",
    "eaeu",
    "ecowas",
    "eurasec",
    "guam",
    "nato",
    "rio",
    "sco",
    "seato",
    "union_state",
    "warsaw_pact",
    "weu",
)
OTHER_NAMES = {
    "alliance des états du sahel": "aes",
    "alliance of sahel states": "aes",
    "arab joint defence treaty": "arab_joint_defence",
    "baghdad pact": "cento",
    "brussels pact": "weu",
    "brussels treaty": "weu",
    "cedeao": "ecowas",
    "cei": "cis",
    "cst": "csto",
    "guuam": "guam",
    "inter american treaty of reciprocal assistance": "rio",
    "las": "arab_league",
    "league of arab states": "arab_league",
    "liga arabe": "arab_league",
    "liga árabe": "arab_league",
    "ligue arabe": "arab_league",
    "manila pact": "seato",
    "ocs": "sco",
    "otan": "nato",
    "otase": "seato",
    "otsc": "csto",
    "pacte de bagdad": "cento",
    "pacte de varsovie": "warsaw_pact",
    "pacto de varsovia": "warsaw_pact",
    "rio pact": "rio",
    "rio treaty": "rio",
    "sahel": "aes",
    "tiar": "rio",
    "ueo": "weu",
    "warsaw treaty": "warsaw_pact",
    "western european union": "weu",
    "western union": "weu",
    "анзюс": "anzus",
    "гуам": "guam",
    "гууам": "guam",
    "дкб": "csto",
    "еаэс": "eaeu",
    "евразэс": "eurasec",
    "зес": "weu",
    "лаг": "arab_league",
    "нато": "nato",
    "овд": "warsaw_pact",
    "одкб": "csto",
    "сеато": "seato",
    "сенто": "cento",
    "снг": "cis",
    "союзное государство": "union_state",
    "шос": "sco",
    "эковас": "ecowas",
    "جامعة الدول العربية": "arab_league",
    "حلف الناتو": "nato",
    "حلف بغداد": "cento",
}
"""Other names that find a record."""
_RECORDS = {each.replace("_", " "): each for each in _IDS} | OTHER_NAMES
"""The id of each record, by the names that find it; "-" and "_" count as spaces."""
_CONTEXT = {"csto": "csto-context.toml"}
"""The file with the context events of a record."""
_TABLES = ("numbers.csv", "sources.csv", "states.csv")


def available() -> tuple[str, ...]:
    """The names of the alliances that are shipped.

    Examples:
        >>> " ".join(available())
        'aes anzus arab_joint_defence arab_league cento cis csto eaeu ecowas eurasec guam nato rio sco seato union_state warsaw_pact weu'
    """
    return _IDS


def shipped_record(name: str) -> Record:
    """The shipped record of this name.

    Raises:
        UnknownAllianceError: No alliance of this name is shipped.
        WrongTypeError: The name is no text.
    """
    name = os.fspath(name) if isinstance(name, os.PathLike) else name
    check_type(name, str, "pass a name such as 'csto'")
    spelt = name.casefold().replace("-", " ").replace("_", " ")
    if spelt in _RECORDS:
        return _read(_RECORDS[spelt])
    if not {"/", "\\", "."}.isdisjoint(name):
        hint = f"read a file of your own with read({shown(name)})"
        raise UnknownAllianceError(name, hint=hint)
    hint = f"shipped are {', '.join(available())}"
    raise UnknownAllianceError(name, _RECORDS, hint=hint)


@cache
def _read(key: str) -> Record:
    from csto_membership.files import loading

    # A shipped record was checked before; a user's own file is checked when it is read.
    path = os.path.join(loading.SHIPPED, f"{key}.toml")
    record = loading.read_record(path, states(), sources(), DEFINITION_NAMES)
    if key not in _CONTEXT:
        return record
    context = os.path.join(loading.SHIPPED, _CONTEXT[key])
    read_context = partial(loading.read_context, context, record)
    return attrs.evolve(record, read_context=read_context)


def is_shipped(record: Record) -> bool:
    """Whether a record has the same content as the shipped one of its id."""
    if record.id not in available():
        return False
    shipped = shipped_record(record.id)
    return record is shipped or record.fingerprint == shipped.fingerprint


@cache
def states() -> States:
    """The states that the package knows, in order of name.

    Examples:
        >>> [state.name for state in states() if "Congo" in state.name]
        ['Democratic Republic of the Congo', 'Republic of the Congo']
    """
    from csto_membership.files import loading, state_tables

    return state_tables.read_states(loading.SHIPPED)


def state(name: str | State) -> State:
    """Find a state by its name or code.

    Case, accents, the order of words and usual abbreviations make no difference. Typing
    errors are not corrected.

    Args:
        name: A name in English, Dutch or Russian, or an ISO 3166-1 code.

    Raises:
        UnknownStateError: No state has the name, or several may be meant.
        NotAStateError: The value is neither a text nor a `State`.

    Examples:
        >>> uzbekistan = state("Oezbekistan")
        >>> uzbekistan, uzbekistan.alpha_3, uzbekistan.cow
        (<State UZ Uzbekistan>, 'UZB', 704)
        >>> state("Russian Fed.") is state("RUS")
        True
    """
    return states().find(name)


@cache
def sources() -> Mapping[str, Source]:
    """Every source of the package, by id."""
    from csto_membership.files import loading, state_tables

    return state_tables.read_sources(loading.SHIPPED)


DIGESTS = "SHA256SUMS"
"""The file of the data folder with the digest of each other one, as `sha256sum` has it."""


def altered() -> tuple[str, ...]:
    """The data files of the package that are not as they were released.

    The list of digests is one of them if it does not list all the others.

    Examples:
        >>> altered()
        ()
    """
    from hashlib import sha256

    from csto_membership.files import loading
    from csto_membership.text_files import read_bytes

    def content(name: str) -> bytes:
        try:
            return read_bytes(os.path.join(loading.SHIPPED, name))
        except OSError:
            return b""

    lines = content(DIGESTS).decode(errors="replace").splitlines()
    listed = {
        name: known for known, _, name in (each.partition("  ") for each in lines)
    }
    files = [f"{each}.toml" for each in _IDS]
    files = sorted([*files, *_CONTEXT.values(), *_TABLES])
    differ = [f for f in files if sha256(content(f)).hexdigest() != listed.get(f)]
    return tuple(differ if {*listed} == {*files} else [DIGESTS, *differ])
