"""Shipped files, texts, tables and commands that are changed at random.

Each is answered, or refused by an error of this package. For a long run, ask for more
examples and for what each test spent:

    pytest tests/test_broken_on_purpose.py --examples 20000 --hypothesis-show-statistics
"""

import io
import re
import subprocess
import sys
import warnings
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

import csto_membership as cm
from csto_membership.catalogue import alliance_of, starter
from csto_membership.cli.main import main
from csto_membership.exchange import (
    from_datemultirange,
    read_package,
    to_datemultirange,
    write_package,
)
from csto_membership.exchange.datasets import read_atop, read_cow, read_igo
from csto_membership.files.loading import read_context, read_record
from csto_membership.membership.shipped import DEFINITION_NAMES
from csto_membership.text_files import escaped

SHIPPED = Path(cm.__file__).parent / "data"
ANY = st.text(max_size=8) | st.sampled_from(
    ["", '"', "'", "[", "]]", "{", "}", "=", ",", "#", "\n", "\r", "\0", "\ufeff", "..",
     "0", "-1", "99999999999999999999", "1e999", "nan", "true", "1999-02-30", "9999-12-31",
     "0001-01-01", "1999-04-20T00:00:00", "since", "states", "UZ", "[[event]]", "[alliance]"]
)  # fmt: skip


@st.composite
def changed(draw, text, most=3):
    """A text in which some pieces are cut, doubled, moved, or replaced by others."""
    for _ in range(draw(st.integers(1, most))):
        first = draw(st.integers(0, len(text)))
        last = min(first + draw(st.integers(0, 40)), len(text))
        piece = text[first:last]
        there = draw(st.integers(0, len(text)))
        text = draw(
            st.sampled_from(
                [
                    text[:first] + text[last:],
                    text[:last] + piece + text[last:],
                    text[:there] + piece + text[there:],
                    text[:first] + draw(ANY) + text[last:],
                    text[:first],
                ]
            )
        )
    return text


def refused_or_answered(ask):
    """The answer, or None if an error of this package refuses it; warnings are ours."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        refusal = ""
        try:
            answer = ask()
        except cm.MembershipError as error:
            refusal, answer = str(error), None
    assert escaped(refusal) == refusal
    ours = (cm.BeyondRecordWarning, cm.AbsentStateWarning, cm.DataWarning)
    assert all(issubclass(each.category, ours) for each in heard)
    return answer


# -- files of a record -----------------------------------------------------------------

FILES = [
    starter(),
    *((SHIPPED / f"{name}.toml").read_text("utf-8") for name in ("guam", "aes")),
]
texts_of_files = st.sampled_from(FILES).flatmap(changed)


@given(text=texts_of_files)
def test_a_changed_file_has_faults_or_answers(text):
    problems = cm.check(text)
    assert all(each.expected for each in problems)
    alliance = refused_or_answered(lambda: cm.read(text))
    assert (alliance is None) == bool(problems)
    if alliance is not None:
        assert str(alliance.members_on(alliance.horizon, beyond="ignore"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts_of_files, form=st.sampled_from([[], ["--json"]]))
def test_the_command_line_says_of_a_changed_file_what_is_wrong(
    text, form, tmp_path, capsys
):
    file = tmp_path / "pact.toml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    status = main(["check", str(file), *form])
    out, err = capsys.readouterr()
    assert status in {0, 1, 2}
    assert bool(err) == (status == 2)
    assert "Traceback" not in out + err


VALUES = ['"?"', '""', "0", "-1", "99999999999999999999", "1991-13-40", "1990-01-01",
          "true", "nan", "[]", "{}", '["UZ"]', '[["a"]]', '"csto"', '"withdrawal"',
          '"1999~"', '"member"', f'"{"x" * 2500}"']  # fmt: skip
FIELD = re.compile(
    r'(?m)(?:^|[{,] *)(x?([a-z_]+) = ("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[0-9-]+|true|false))'
)


@st.composite
def with_another_field(draw, name):
    """A shipped file in which one field has another value, or another key."""
    text = (SHIPPED / name).read_text("utf-8")
    found = [*FIELD.finditer(text)]
    key = draw(st.sampled_from(sorted({each[2] for each in found})))
    field = draw(st.sampled_from([each for each in found if each[2] == key]))
    new = draw(
        st.sampled_from([f"{key} = {each}" for each in VALUES] + [f"x{field[1]}"])
    )
    return text[: field.start(1)] + new + text[field.end(1) :]


def read_as_shipped(name, text):
    """The alliance of a file, read as the package reads its own."""
    csto = cm.load("csto").record
    known = cm.states(), csto.known_sources, DEFINITION_NAMES
    if name != "csto-context.toml":
        return alliance_of(read_record(text, *known))
    events = read_context(text, csto)
    return alliance_of(attrs.evolve(csto, read_context=lambda: events))


@pytest.mark.parametrize("name", ["csto.toml", "csto-context.toml", "eaeu.toml"])
@given(data=st.data())
def test_a_shipped_file_with_another_field_has_faults_or_answers(name, data):
    text = data.draw(with_another_field(name))
    alliance = refused_or_answered(lambda: read_as_shipped(name, text))
    if alliance is not None:
        for answer in (alliance.members, alliance.timeline, alliance.disagreements,
                       alliance.cite, alliance.changes):  # fmt: skip
            assert str(answer())
        assert str(alliance.explain("Russia", "1993-01-01", beyond="ignore"))
        assert str(alliance.chair_on("2010-01-01", beyond="ignore"))


# -- texts ---------------------------------------------------------------------------

DAYS = ["1999-04-20", "20 April 1999", "1999?", "1999-04~", "[1999-04-20,1999-05-02]", "..",
        "1992-05-15/1999-04-20", "[..1993-12-09]", "1999-21", "Y-170002", "[1998..]/1999",
        "since 1999", "from 15 May 1992 until 1999"]  # fmt: skip
NAMES = [name for state in cm.states() for name in state.names]
SETS = [to_datemultirange(cm.load("csto").days_of(s).possibly) for s in ("UZ", "GE")]
READ_TEXT = {
    "members_on": (cm.members_on, DAYS),
    "members_during": (cm.load("csto").members_during, DAYS),
    "DaySet.parse": (cm.DaySet.parse, DAYS),
    "FuzzyDate": (cm.FuzzyDate, DAYS),
    "FuzzySpan.parse": (cm.FuzzySpan.parse, DAYS),
    "state": (cm.state, NAMES),
    "memberships_of": (lambda name: cm.memberships_of(name, "1999-01-01"), NAMES),
    "load": (cm.load, [*cm.available()]),
    "under": (cm.load("csto").under, ["joined", "party"]),
    "according_to": (cm.load("csto").according_to, [*cm.load("csto").sources]),
    "from_datemultirange": (from_datemultirange, SETS),
}


@pytest.mark.parametrize("name", READ_TEXT)
@given(data=st.data())
def test_a_changed_text_is_read_or_refused(name, data):
    read, valid = READ_TEXT[name]
    text = data.draw(st.sampled_from(valid).flatmap(changed))
    answer = refused_or_answered(lambda: read(text))
    assert answer is None or isinstance(str(answer), str)


# -- packages and data sets ----------------------------------------------------------


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    place = tmp_path_factory.mktemp("package")
    write_package("guam", place)
    return place


@given(data=st.data())
def test_a_package_with_a_changed_file_is_read_or_refused(package, data):
    file = data.draw(st.sampled_from(sorted(package.iterdir())))
    whole = file.read_bytes()
    text = data.draw(changed(whole.decode("utf-8")))
    try:
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        found = refused_or_answered(lambda: read_package(package))
    finally:
        file.write_bytes(whole)
    assert found is None or all(each.record.fingerprint for each in found)


ATOP = """\
atopid,phase,member,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,termmode
9001,1,371,1992,5,15,1999,4,20,0,1
9001,1,373,1993,9,24,0,0,0,1,0
"""
COW = """\
version4id,ccode,state_name,mem_st_day,mem_st_month,mem_st_year,mem_end_day,\
mem_end_month,mem_end_year,left_censor,right_censor,defense,neutrality,nonaggression,\
entente
9001,371,Armenia,15,5,1992,20,4,1999,0,0,1,0,1,1
9001,373,Azerbaijan,24,9,1993,,,,0,1,1,0,1,1
"""
IGO = """\
ccode,year,state,pact
371,2001,armenia,0
371,2002,armenia,1
"""
TABLES = {read_atop: (ATOP, 9001), read_cow: (COW, 9001), read_igo: (IGO, "pact")}


@pytest.mark.parametrize("read", TABLES, ids=lambda read: read.__name__)
@given(data=st.data())
def test_a_changed_data_set_is_read_or_refused(read, data):
    table, number = TABLES[read]
    text = data.draw(changed(table))
    found = refused_or_answered(lambda: read(io.StringIO(text), number))
    assert found is None or found.record.fingerprint


# -- any questions in any order --------------------------------------------------------


class Questions(RuleBasedStateMachine):
    """An alliance is narrowed in any order, and what it answers never disagrees."""

    views = Bundle("views")
    days = st.dates(cm.load("csto").first_change, cm.load("csto").horizon)
    states = st.sampled_from(cm.load("csto").record.parties)
    sources = st.sampled_from([*cm.load("csto").sources])

    @initialize(target=views, name=st.sampled_from(["csto", "guam", "eurasec"]))
    def load(self, name):
        return cm.load(name)

    @rule(target=views, view=views, name=st.sampled_from(["joined", "party", "active"]))
    def under(self, view, name):
        return view.under(name)

    @rule(target=views, view=views, day=days)
    def as_known_on(self, view, day):
        return view.as_known_on(day)

    @rule(target=views, view=views, source=sources)
    def preferring(self, view, source):
        found = refused_or_answered(lambda: view.preferring(source))
        return multiple() if found is None else found

    @rule(
        target=views,
        view=consumes(views),
        source=sources,
        silence=st.sampled_from(["perhaps", "no", "maybe"]),
    )
    def according_to(self, view, source, silence):
        found = refused_or_answered(lambda: view.according_to(source, silence=silence))
        return view if found is None else found

    @rule(view=views, state=states, day=days)
    def ask(self, view, state, day):
        answer = view.was_member(state, day, beyond="ignore", absent="ignore")
        assert answer is view.days_of(state, absent="ignore").answer(day)
        members = view.members_on(day, beyond="ignore")
        assert members.answer(state) is answer
        assert view.explain(state, day, beyond="ignore").answer is answer

    @rule(one=views, other=views)
    def compare(self, one, other):
        found = refused_or_answered(lambda: one.compare(other))
        assert found is None or str(found)

    @invariant()
    def loaded_records_stay_as_they_are(self):
        assert cm.load("csto") == CSTO


CSTO = cm.load("csto")
TestQuestions = Questions.TestCase

# -- many threads --------------------------------------------------------------------

AT_ONCE = """
import sys, threading
sys.setswitchinterval(1e-6)
import csto_membership as cm
start, found, wrong = threading.Barrier(32), [], []
def ask():
    try:
        start.wait()
        found.append((
            cm.members_on("1999-04-21").alpha_2,
            str(cm.load("csto").under("party").days_of("UZ")),
            cm.memberships_of("Armenia", "1999-01-01").as_dict() == {},
            cm.exchange.state_years("csto").count,
            cm.load("csto").explain("GE", "2000-01-01").answer,
        ))
    except BaseException as error:
        wrong.append(repr(error))
threads = [threading.Thread(target=ask) for _ in range(32)]
for each in threads: each.start()
for each in threads: each.join()
print(len(found), len(set(found)), wrong, found[0][0] if found else None)
"""


def test_32_threads_may_ask_first_at_once():
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-P", "-c", AT_ONCE],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == "32 1 [] ('AM', 'BY', 'KZ', 'KG', 'RU', 'TJ')\n"
