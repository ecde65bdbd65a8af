"""The whole files of the guide, and a first try at one that `check` must not let pass."""

import re
from pathlib import Path

import pytest

import csto_membership as cm
from csto_membership.record import Grade, Kind

DOCS = Path(__file__).parents[2] / "docs" / "how-to"
FILES = sorted((DOCS / "own").glob("*.toml"))
GUIDE = (DOCS / "your-own-alliance.md").read_text(encoding="utf-8")
EU, AU, FORUM = (
    cm.read(DOCS / "own" / f"{name}.toml")
    for name in ("european-union", "african-union", "lake-forum")
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_the_guide_is_sound_and_shown_there(path):
    assert cm.check(path) == ()
    assert GUIDE.count(f'--8<-- "docs/how-to/own/{path.name}"') == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_source_is_official_or_the_first_line_calls_it_an_illustration(path):
    grades = {source.grade for source in cm.read(path).sources.values()}
    first = path.read_text(encoding="utf-8").splitlines()[0]
    official = grades <= {Grade.PRIMARY, Grade.OFFICIAL}
    assert first.startswith("# An illustration") or official
    assert path.stem != "european-union" or not first.startswith("# An illustration")


# The day before and the day on which the number of members changes.
COUNTS = [
    ("1957-12-31", 0), ("1958-01-01", 6), ("1972-12-31", 6), ("1973-01-01", 9),
    ("1981-01-01", 10), ("1986-01-01", 12), ("1995-01-01", 15), ("2004-04-30", 15),
    ("2004-05-01", 25), ("2007-01-01", 27), ("2013-06-30", 27), ("2013-07-01", 28),
    ("2020-01-31", 28), ("2020-02-01", 27),
]  # fmt: skip


@pytest.mark.parametrize(("day", "count"), COUNTS)
def test_the_union_has_as_many_members_as_it_says(day, count):
    assert len(EU.members_on(day)) == count
    assert not EU.members_on(day).uncertain
    assert not EU.members_on(day).depends_on_definition


@pytest.mark.parametrize(
    ("state", "day", "status"),
    [
        ("Egypt", "2013-06-30", cm.Status.MEMBER),
        ("Egypt", "2013-07-31", cm.Status.SUSPENDED),
        ("Egypt", "2014-06-16", cm.Status.SUSPENDED),
        ("Egypt", "2014-06-17", cm.Status.MEMBER),
        ("Guinea", "2021-09-09", cm.Status.MEMBER),
        ("Guinea", "2021-09-10", cm.Status.SUSPENDED),
        ("Niger", "2023-08-13", cm.Status.MEMBER),
        ("Niger", "2023-08-14", cm.Status.SUSPENDED),
        ("Morocco", "2016-12-31", cm.Status.NOT_YET),
        ("Morocco", "2017-01-15", cm.Status.UNCERTAIN),
        ("Morocco", "2017-02-01", cm.Status.MEMBER),
    ],
)
def test_a_suspended_state_is_no_member_unless_suspensions_are_ignored(
    state, day, status
):
    assert AU.status(state, day) is status
    always = AU.under(AU.definition.without("suspension"))
    if status is cm.Status.SUSPENDED:
        assert AU.was_member(state, day) is cm.Answer.NO
        assert always.was_member(state, day) is cm.Answer.YES
    else:
        assert always.was_member(state, day) is AU.was_member(state, day)


@pytest.mark.parametrize(
    ("state", "day", "status", "member_under"),
    [
        ("AT", "1990-05-01", cm.Status.NO_BODY, "joined active"),
        ("AT", "1991-01-01", cm.Status.MEMBER, "joined party organization active"),
        ("IT", "1994-06-24", cm.Status.NOT_YET, ""),
        ("IT", "1995-01-01", cm.Status.MEMBER, "joined party organization active"),
        ("HR", "2000-03-31", cm.Status.NOT_YET, ""),
        ("HR", "2000-04-01", cm.Status.MEMBER, "joined party organization active"),
        ("LI", "2010-06-30", cm.Status.OBSERVER, ""),
        ("LI", "2010-07-01", cm.Status.MEMBER, "joined organization active"),
        ("FR", "2005-01-01", cm.Status.PARTNER, ""),
        ("SI", "2016-12-31", cm.Status.LEAVING, "joined party organization active"),
        ("SI", "2017-01-01", cm.Status.FORMER, ""),
    ],
)
def test_each_way_in_and_out_counts_as_the_guide_says(state, day, status, member_under):
    assert FORUM.status(state, day) is status
    members = [
        definition.name
        for definition in FORUM.definitions()
        if FORUM.under(definition).was_member(state, day)
    ]
    assert members == member_under.split()


def test_the_table_of_the_guide_agrees_with_the_definitions():
    """A kind in a row counts under a definition if its cell is not empty."""
    rows = re.findall(
        r"^\| (?:it founded|with others|by a decision|back again).*",
        GUIDE,
        re.MULTILINE,
    )
    assert len(rows) == 5
    joined, party, organization, active = (d.opens for d in EU.definitions())
    assert joined == active
    for row in rows:
        _, _, kinds, *cells, _ = [cell.strip() for cell in row.split("|")]
        named = {Kind(k) for k in re.findall("`([a-z_]+)`", kinds) if k in [*Kind]}
        for opens, cell in zip((joined, party, organization), cells, strict=True):
            assert bool(cell) == bool(named & opens), (kinds, cell)


# -- a first try ------------------------------------------------------------------------


FIRST_TRY = (
    (DOCS / "own" / "european-union.toml")
    .read_text(encoding="utf-8")
    .replace('"founding"', '"entry_into_force"')
    .replace("basis =", "set_aside = true, why =")
)


@pytest.mark.parametrize(
    ("default", "members", "missing"),
    [("party", 6, "Austria, Bulgaria"), ("joined", 22, "Belgium, France")],
)
def test_a_first_try_that_mixes_definitions_does_not_pass(default, members, missing):
    line = f'default_definition = "{default}"\n[source'
    text = FIRST_TRY.replace("[source", line, 1)
    assert len(cm.read(text).members_on("2019-01-01")) == members
    problems = {problem.place: problem.expected for problem in cm.check(text)}
    assert f"never counts {missing}" in problems["alliance.default_definition"]
    assert ("event 'brexit'" in problems) == (default == "party")
