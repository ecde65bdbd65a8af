"""What differs between two versions of the facts, and whether the changelog tells it."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.cli.verify import ChangedAnswer, read_version, report, verify
from csto_membership.errors import UnknownNameError

DATA = Path(cm.__file__).parent / "data"

STATES = """
[XA]
alpha_3 = "XAA"
name = "Atlantis"
[XB]
alpha_3 = "XBB"
name = "Brobdingnag"
"""
SOURCES = """
[gazette]
title = "Gazette"
kind = "official"
grade = "primary"
published = 1990-01-01
[paper]
title = "Paper"
kind = "news"
grade = "press"
published = 1990-01-01
"""
PACT = """
[alliance]
id = "pact"
complete_until = 2020-12-31
default_definition = "joined"

[instrument.pact]
title = "The pact"
roles = ["treaty"]

[[event]]
id = "signed"
kind = "signature"
of = "pact"
states = ["XA", "XB"]
[[event.claim]]
sources = ["gazette"]
on = 1990-01-01
[[event.claim]]
sources = ["paper"]
states = ["XB"]
on = 1990-01-11
set_aside = true
why = "A paper."

[[event]]
id = "left"
kind = "withdrawal"
of = "pact"
states = ["XB"]
claim = [{ sources = ["gazette"], on = 2000-01-01 }]
"""


def version_of(folder, text=PACT, states=STATES, sources=SOURCES):
    folder.mkdir(parents=True, exist_ok=True)
    for name, inside in (
        ("states.toml", states),
        ("sources.toml", sources),
        ("pact.toml", text),
    ):
        if inside is not None:
            (folder / name).write_text(inside, encoding="utf-8")
    return folder


def lines(old, new, changelog=None):
    changed, missing = verify(old, new, changelog)
    if changelog is None:
        assert missing == ()
        return [str(change) for change in changed]
    return [str(change) for change in missing]


@pytest.fixture
def versions(tmp_path):
    def planted(*changes, text=PACT):
        new = text
        for before, after in changes:
            assert new.count(before) == 1, before
            new = new.replace(before, after)
        return version_of(tmp_path / "old", text), version_of(tmp_path / "new", new)

    return planted


class TestDifferences:
    @pytest.mark.slow
    def test_identical_records_have_none(self, versions):
        assert lines(*versions()) == []
        assert report(*versions()) == ("No answer differs.", 0)
        assert lines(DATA, None) == []

    def test_what_changes_no_answer_is_none(self, versions):
        assert lines(*versions(('title = "The pact"', 'title = "A pact"'))) == []
        assert lines(*versions(("A paper.", "Only a paper."))) == []

    def test_a_date_that_moved(self, versions):
        moved = versions(("on = 2000-01-01", "on = 2000-02-01"))
        assert lines(*moved) == [
            "pact joined XB 2000-01-01..2000-01-31: no -> yes",
            "pact active XB 2000-01-01..2000-01-31: no -> yes",
        ]
        assert lines(*moved[::-1]) == [
            "pact joined XB 2000-01-01..2000-01-31: yes -> no",
            "pact active XB 2000-01-01..2000-01-31: yes -> no",
        ]

    def test_one_day_is_a_span_of_the_same_form(self, versions):
        moved = versions(("on = 2000-01-01", "on = 2000-01-02"))
        assert lines(*moved)[0] == "pact joined XB 2000-01-01..2000-01-01: no -> yes"

    def test_a_date_that_became_coarser(self, versions):
        assert lines(*versions(("on = 2000-01-01", 'on = "2000-01"'))) == [
            "pact joined XB 2000-01-01..2000-01-30: no -> uncertain",
            "pact active XB 2000-01-01..2000-01-30: no -> uncertain",
        ]

    def test_an_act_that_is_gone_leaves_the_end_open(self, versions):
        never = versions(("on = 2000-01-01 }", "never = true }"))
        assert lines(*never)[0] == "pact joined XB 2000-01-01..: no -> yes"

    def test_an_endless_beginning(self, versions):
        since_ever = versions(
            (
                "on = 1990-01-01\n[[event.claim]]",
                'on = "[..1990-01-01]"\n[[event.claim]]',
            )
        )
        assert lines(*since_ever)[0] == "pact joined XA ..1989-12-31: no -> uncertain"

    def test_claims_that_change_their_ranks(self, versions):
        ranked = versions(
            (
                "on = 1990-01-01\n[[event.claim]]",
                'on = 1990-01-01\nset_aside = true\nwhy = "No."\n[[event.claim]]',
            ),
            ('set_aside = true\nwhy = "A paper."\n', ""),
        )
        # XA has no better claim than the one set aside, so it has no act at all.
        assert lines(*ranked) == [
            "pact joined XA 1990-01-01..: yes -> no",
            "pact joined XB 1990-01-01..1990-01-10: yes -> no",
            "pact joined XA 1990-01-01..: undisputed -> disputed",
            "pact active XA 1990-01-01..: yes -> no",
            "pact active XB 1990-01-01..1990-01-10: yes -> no",
            "pact active XA 1990-01-01..: undisputed -> disputed",
        ]

    def test_a_new_rival(self, versions):
        rival = '[[event.claim]]\nsources = ["paper"]\nstates = ["XA"]\nnever = true\n'
        told = 'set_aside = true\nwhy = "Also a paper."\n\n[[event]]\nid = "left"'
        new = versions(('\n[[event]]\nid = "left"', f"{rival}{told}"))
        assert lines(*new) == [
            "pact joined XA 1990-01-01..: undisputed -> disputed",
            "pact active XA 1990-01-01..: undisputed -> disputed",
        ]

    def test_a_rival_that_nothing_ranks(self, versions):
        undecided = versions(
            ('id = "signed"', 'id = "signed"\nundecided = ["XB"]'),
            ('set_aside = true\nwhy = "A paper."\n', ""),
        )
        assert lines(*undecided) == [
            "pact joined XB 1990-01-01..1990-01-10: yes -> uncertain",
            "pact active XB 1990-01-01..1990-01-10: yes -> uncertain",
        ]

    def test_a_state_that_was_not_named(self, versions):
        named = versions(
            ('states = ["XA", "XB"]', 'states = ["XB"]'),
        )[::-1]
        assert lines(*named)[0] == "pact joined XA 1990-01-01..: no -> yes"

    def test_another_default_definition(self, versions):
        default = versions(
            ('default_definition = "joined"', 'default_definition = "party"')
        )
        assert lines(*default) == ["pact default definition: joined -> party"]

    def test_an_alliance_that_is_new_or_gone(self, versions, tmp_path):
        old, new = versions()
        (new / "league.toml").write_text(PACT.replace('"pact"\ncomp', '"league"\ncomp'))
        assert lines(old, new) == ["league: absent -> present"]
        assert lines(new, old) == ["league: present -> absent"]
        assert sorted(read_version(tmp_path / "new")) == ["league", "pact"]

    @pytest.mark.slow
    def test_on_the_record_that_is_shipped(self, tmp_path):
        shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
        path = tmp_path / "csto.toml"
        text = path.read_text(encoding="utf-8")
        cited = r'(sources = \["asiaplus-2006", "tass-678014", "oboz", "onkz"\]\n'
        claim = cited + r"(?:words = .*\n)?on = )2006-08-16"
        later, claims = re.subn(claim, r"\g<1>2006-08-18", text)
        assert claims == 2  # what it signed, and what the organisation counts
        path.write_text(later, encoding="utf-8")
        assert {
            "csto joined UZ 2006-08-16..2006-08-17: yes -> no",
            "csto organization UZ 2006-08-16..2006-08-17: yes -> uncertain",
            "csto active UZ 2006-08-16..2006-08-17: yes -> no",
        } == {line for line in lines(DATA, tmp_path) if "dispute" not in line}

    @given(
        st.dates(date(1991, 1, 1), date(2019, 1, 1)),
        st.dates(date(1991, 1, 1), date(2019, 1, 1)),
    )
    def test_the_days_named_are_those_that_differ(self, tmp_path_factory, one, other):
        folder = tmp_path_factory.mktemp("versions")
        old, new = (
            version_of(folder / name, PACT.replace("2000-01-01", str(day)))
            for name, day in (("old", one), ("new", other))
        )
        changed, _ = verify(old, new)
        days = {c.about: c.days for c in changed}
        if one == other:
            assert days == {}
        else:
            first, end = sorted((one, other))
            assert set(days) == {"joined XB", "active XB"}
            assert {*days.values()} == {cm.Span(first, end)}
            assert {c.new for c in changed} == {"yes" if one < other else "no"}


class TestChangelog:
    TEXT = """# Changelog

## 2.0

### Facts: 2.0

Some facts changed:

{items}

### Code

- `pact active XB 2000-01-01..2000-01-31: no -> yes`

## 1.0

### Facts: 1.0

- `pact active XB 2000-01-01..2000-01-31: no -> yes`
"""
    JOINED = "pact joined XB 2000-01-01..2000-01-31: no -> yes"
    ACTIVE = "pact active XB 2000-01-01..2000-01-31: no -> yes"

    @pytest.fixture
    def ask(self, versions, tmp_path):
        moved = versions(("on = 2000-01-01", "on = 2000-02-01"))

        def told(*items):
            path = tmp_path / "changelog.md"
            path.write_text(self.TEXT.format(items="\n".join(items)), encoding="utf-8")
            return (*moved, path)

        return told

    @pytest.mark.parametrize("form", ["- {}", "- `{}`", "* `{}`", "  - {}  "])
    def test_each_line_must_stand_there(self, ask, form):
        joined, active = form.format(self.JOINED), form.format(self.ACTIVE)
        assert lines(*ask(joined, active)) == []
        assert lines(*ask(joined)) == [self.ACTIVE]
        assert lines(*ask(active)) == [self.JOINED]
        assert lines(*ask()) == [self.JOINED, self.ACTIVE]

    def test_the_source_that_settled_it_may_follow(self, ask):
        items = [f"- `{line}`, by the gazette" for line in (self.JOINED, self.ACTIVE)]
        assert lines(*ask(*items)) == []

    @pytest.mark.parametrize(
        "item",
        [
            "pact joined XB 2000-01-01..2000-01-31: no -> yes",
            "- pact joined XB 2000-01-01..2000-01-30: no -> yes",
            "- pact joined XB 2000-01-01..2000-01-31: yes -> no",
            "- pact joined XA 2000-01-01..2000-01-31: no -> yes",
            "- not so: pact joined XB 2000-01-01..2000-01-31: no -> yes",
            "- pact joined XB 2000-01-01..2000-01-31: no -> yes?",
            "- `pact joined` XB 2000-01-01..2000-01-31: no -> yes",
        ],
    )
    def test_nothing_else_will_do(self, ask, item):
        assert self.JOINED in lines(*ask(item))

    def test_what_is_missing_is_printed_to_be_pasted(self, ask):
        asked = ask(f"- `{self.JOINED}`")
        text, status = report(*asked)
        assert status == 1
        assert text.startswith(f"2 answers differ:\n{self.JOINED}\n{self.ACTIVE}\n")
        assert text.endswith(f":\n- `{self.ACTIVE}`")
        pasted = ask(f"- `{self.JOINED}`", text.splitlines()[-1])
        assert report(*pasted) == (
            f"2 answers differ:\n{self.JOINED}\n{self.ACTIVE}",
            0,
        )

    def test_without_a_changelog_nothing_is_demanded(self, ask):
        old, new, _ = ask()
        assert report(old, new)[1] == 0

    @pytest.mark.parametrize("text", ["", "# Changelog\n", "## 1\n\n### Code\n"])
    def test_a_changelog_without_facts_tells_nothing(self, ask, text):
        old, new, path = ask()
        path.write_text(text, encoding="utf-8")
        assert lines(old, new, path) == [self.JOINED, self.ACTIVE]

    def test_a_changelog_that_is_not_there_is_a_fault(self, ask, tmp_path):
        old, new, _ = ask()
        with pytest.raises(cm.DataError, match=r"none\.md.*: cannot be read: No such"):
            verify(old, new, tmp_path / "none.md")

    def test_the_changelog_of_this_project_has_such_a_part(self, tmp_path, ask):
        path = Path(__file__).parents[2] / "CHANGELOG.md"
        text = path.read_text(encoding="utf-8")
        before, after = text.split("\n### Code", 1)
        own = tmp_path / "own.md"
        told = f"- {self.JOINED}\n- {self.ACTIVE}\n"
        own.write_text(f"{before}\n{told}\n### Code{after}", encoding="utf-8")
        old, new, _ = ask()
        assert lines(old, new, own) == []
        own.write_text(f"{text}\n{told}", encoding="utf-8")
        assert len(lines(old, new, own)) == 2


class TestVersions:
    def test_a_missing_file_is_named_with_its_version(self, tmp_path):
        empty = tmp_path / "empty"
        empty.mkdir()
        with pytest.raises(cm.DataError) as caught:
            read_version(empty)
        told = str(caught.value)
        assert told.startswith("2 faults:")
        for name in ("states.csv", "sources.csv"):
            assert f"{empty}:{name}: missing" in told
        with pytest.raises(cm.DataError, match=r"old:sources\.csv: missing"):
            read_version(version_of(tmp_path / "old", sources=None))
        with pytest.raises(cm.DataError, match="the record of an alliance"):
            read_version(version_of(tmp_path / "bare", text=None))

    def test_a_kind_that_this_code_does_not_know_is_named(self, tmp_path):
        text = PACT.replace('kind = "withdrawal"', 'kind = "secession"')
        with pytest.raises(
            cm.DataError, match=r"new:pact\.toml: event\[1\]\.kind: 'secession'"
        ):
            read_version(version_of(tmp_path / "new", text))

    def test_a_key_that_this_code_does_not_know_is_named(self, tmp_path):
        text = PACT.replace('id = "left"', 'id = "left"\nmood = "sad"')
        with pytest.raises(cm.DataError, match=r"event\[1\]\.mood.*unknown key"):
            read_version(version_of(tmp_path / "new", text))

    def test_a_file_that_is_no_toml_is_named(self, tmp_path):
        with pytest.raises(cm.DataError, match=r"new:pact\.toml: .*not TOML"):
            read_version(version_of(tmp_path / "new", "[[["))

    def test_context_events_are_read_if_there(self, tmp_path):
        folder = version_of(tmp_path / "new")
        (folder / "pact-context.toml").write_text("event = 1\n", encoding="utf-8")
        with pytest.raises(cm.DataError, match=r"pact-context\.toml: event"):
            read_version(folder)
        (folder / "pact-context.toml").write_text("event = []\n", encoding="utf-8")
        assert lines(version_of(tmp_path / "old"), folder) == []


GIT = shutil.which("git")


@pytest.mark.skipif(GIT is None, reason="there is no git")
class TestRevisions:
    @pytest.fixture
    def git(self, tmp_path, monkeypatch):
        for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
        monkeypatch.setenv("LC_ALL", "C")  # git speaks the user's language
        folder = tmp_path / "repository"
        folder.mkdir()
        monkeypatch.chdir(folder)

        def run(*words):
            who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
            command = [GIT, *who, "-c", "commit.gpgsign=false", *words]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603

        return run

    @pytest.fixture
    def repository(self, git):
        git("init", "-q")
        Path("README").write_text("nothing\n")
        git("add", "-A")
        git("commit", "-q", "-m", "none")
        git("tag", "none")
        for tag, day in (("one", "2000-01-01"), ("two", "2000-02-01")):
            text = PACT.replace("2000-01-01", day)
            version_of(Path("csto_membership", "data"), text)
            git("add", "-A")
            git("commit", "-q", "-m", tag)
            git("tag", tag)
        return Path.cwd()

    def test_two_revisions_are_compared(self, repository):
        expected = "pact joined XB 2000-01-01..2000-01-31: no -> yes"
        assert lines("one", "two")[0] == expected
        assert lines("HEAD~1", "HEAD")[0] == expected
        assert lines("two", "two") == []
        data = repository / "csto_membership" / "data"
        assert lines("one", data)[0] == expected
        assert lines("two", data) == []

    def test_from_a_folder_within_too(self, repository, monkeypatch):
        monkeypatch.chdir(repository / "csto_membership")
        assert len(lines("one", "two")) == 2

    def test_a_revision_that_is_not_there(self, repository):
        assert repository
        for name in ("three", "-h", "HEAD~9", "", "one:README"):
            with pytest.raises(UnknownNameError, match="no such revision"):
                verify(name or "nothing", "two")

    def test_a_revision_without_the_files(self, repository):
        assert repository
        with pytest.raises(cm.DataError, match=r"none:states\.csv: missing"):
            verify("none", "two")

    def test_no_repository(self, git):
        assert git
        with pytest.raises(UnknownNameError, match="not a git repository"):
            verify("HEAD", DATA)

    def test_no_git(self, repository, monkeypatch):
        assert repository
        monkeypatch.setenv("PATH", "")
        with pytest.raises(UnknownNameError, match="there is no git") as caught:
            verify("HEAD", DATA)
        assert isinstance(caught.value, LookupError)
        assert isinstance(caught.value, cm.MembershipError)


def test_a_line_has_one_form():
    day = date(2000, 1, 1)
    for change, line in (
        (ChangedAnswer("a", "b XA", cm.Span(day, None), "no", "yes"), "2000-01-01.."),
        (ChangedAnswer("a", "b XA", cm.Span(None, day), "no", "yes"), "..1999-12-31"),
    ):
        assert str(change) == f"a b XA {line}: no -> yes"
