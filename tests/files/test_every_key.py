"""Each key of the description of a data file, with values that nobody would write."""

import copy
import tomllib
from datetime import date, datetime, time
from functools import reduce
from operator import getitem

import pytest

import csto_membership as cm
from csto_membership.files.schema import FILE
from csto_membership.text_files import escaped


class Unshowable:
    def __repr__(self):
        raise RuntimeError


NOON = datetime.combine(date(1990, 1, 1), time(12))
VALUES = [
    10**5000, -(10**5000), 10**18, 0, -1, float("nan"), float("inf"), None, True, b"\xff",
    "", " ", "\ud800", "\0", "\ufeffXA", "x" * 10_000, "9999-12-31", "0001-01-01",
    "[..]", "9" * 5000, "1999-" + "9" * 5000, "١٩٩٩-٠١-٠١", "１９９９-01-01",
    "[" + "1999," * 5000 + "1999]", date.min, date.max, NOON, time(1),
    [], [[]], [{}], [None], [10**5000], ["\ud800"], {}, {"": 1}, {"\ud800": 1}, {1: 2},
    object(), set(), 1j, Unshowable(), [Unshowable()],
]  # fmt: skip


EVERY_KEY = tomllib.loads("""
[alliance]
id = "pact"
complete_until = 2000-12-31
checked = 2001-01-01
founded = 1989-01-01
default_definition = "joined"
default_definition_why = "It has a seat."
[[alliance.name]]
since = 1990-01-01
name = "The Pact"
short = "TP"
sources = ["gazette"]
[instrument.pact]
title = "The pact"
roles = ["treaty"]
obligation = "defence"
other_obligations = ["consultation"]
depositary = "Armenia"
address = "https://example.org/pact"
[instrument.pact.term]
years = 5
expires = "on the anniversary"
renewed = "By silence."
[source.gazette]
title = "Gazette"
publisher = "The state"
kind = "law"
grade = "primary"
published = 1990-01-01
language = "en"
address = "https://example.org/gazette"
[source.copy]
title = "A copy"
kind = "web"
grade = "derivative"
seen = 1990-01-01
derived_from = "gazette"
[state.XC]
alpha_3 = "XCC"
alpha_4 = "XCXC"
name = "Cockaigne"
nl = ["Luilekkerland"]
ru = ["Кокань"]
variants = ["Cokaygne"]
cow = 998
gw = 997
first_day = 1950-01-01
last_day = 1999-12-31
continues = ["XD"]
continues_from = 1950-01-01
succeeds = ["XE"]
acceded_to = ["AM"]
sources = ["gazette"]
note = "Made up."
[[state.XC.numbers]]
list = "cow"
number = 998
letters = "COC"
first_day = 1950-01-01
last_day = 1999-12-31
[[event]]
id = "signed"
kind = "signature"
of = "pact"
title = "They sign"
place = "Yerevan"
note = "In haste."
states = ["AM", "UZ"]
undecided = ["UZ"]
[[event.claim]]
sources = ["gazette"]
on = 1990-02-01
since = 1990-03-01
states = ["AM"]
only = true
kind = "accession"
of = "pact"
place = "Gyumri"
wording = "joins"
words = "It joins."
basis = "derived: from its text"
public = 1990-02-02
why = "The original."
[[event.claim]]
sources = ["copy"]
last_day = 1990-03-01
set_aside = true
why = "A copy."
[[event.claim]]
sources = ["copy"]
never = true
[[event]]
id = "asks"
kind = "help_request"
states = ["UZ"]
to = ["AM"]
claim = [{ sources = ["gazette"], on = 1991-01-01 }]
[[event]]
id = "ends"
kind = "expiry"
of = "pact"
after = ["signed"]
states = ["AM"]
answers = "asks"
[[event.claim]]
sources = ["gazette"]
[event.claim.rule]
after = "signed"
years = 2
expires = "on the anniversary"
[[roster]]
on = 1991-01-01
sources = ["gazette"]
states = ["AM"]
suspended = ["UZ"]
why = "It differs."
[[roster]]
on = 1992-01-01
sources = ["gazette"]
count = 2
""")


def keys(table, values, above=""):
    """Each key of a table of the description, with the places that it has in the file.

    Args:
        table: The table.
        values: Its instances in the file, each with its path.
        above: The name of the table.
    """
    for name, key in table.keys.items():
        if key.instead or key.deprecated:
            continue
        held = [((*path, name), each[name]) for path, each in values if name in each]
        yield f"{above}.{name}".removeprefix("."), [path for path, _ in held]
        if key.value.table:
            inside = [
                ((*path, within), each)
                for path, its in held
                for within, each in (
                    its.items()
                    if key.value.words == "tables by id"
                    else enumerate(its)
                    if isinstance(its, list)
                    else ()
                )
            ]
            inside += [(path, its) for path, its in held if key.value.words == "table"]
            yield from keys(key.value.table, inside, f"{above}.{name}")


KEYS = dict(keys(FILE, [((), EVERY_KEY)]))
KEPT = {name: found[0] for name, found in KEYS.items() if found}
PLACES = KEPT | {
    f"{name}[0]": (*path, 0)
    for name, path in KEPT.items()
    if isinstance(reduce(getitem, path, EVERY_KEY), list)
}


def test_the_file_has_every_key_and_is_answered():
    assert [name for name, found in KEYS.items() if not found] == []
    assert len(KEYS) > 80
    assert cm.read(EVERY_KEY).was_member("AM", "1991-01-01") is cm.Answer.YES


@pytest.mark.parametrize("name", PLACES)
def test_any_value_of_a_key_is_a_fault_with_a_place_or_is_answered(name):
    *above, last = PLACES[name]
    faults = []
    for value in VALUES[len(name) % 3 :: 3]:
        table = copy.deepcopy(EVERY_KEY)
        if not name.startswith("state"):  # it takes longer to read
            del table["state"]
        reduce(getitem, above, table)[last] = value
        try:
            pact = cm.read(table)
        except cm.DataError as error:
            faults += error.problems
            continue
        assert str(pact.members_on("1991-01-01", beyond="ignore"))
        assert pact.record.fingerprint
    assert faults
    assert all(fault.place and fault.file == "mapping" for fault in faults)
    told = "".join(map(str, faults))
    assert escaped(told) == told
