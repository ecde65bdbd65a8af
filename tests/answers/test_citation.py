"""Citations: as text, as CSL-JSON, and the files that tell others how to cite."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.days import DaySet, FuzzyDate
from csto_membership.record import Grade, Source, SourceKind
from csto_membership.versions import facts_released

PROJECT = Path(__file__).parents[2]
CSTO = cm.load("csto")

# As the schema of CSL-JSON has them: only these keys, and of these types.
TYPES = {
    "article-journal",
    "article-newspaper",
    "book",
    "dataset",
    "entry-encyclopedia",
    "legislation",
    "report",
    "treaty",
    "webpage",
}
TEXTS = {
    "id",
    "type",
    "title",
    "container-title",
    "publisher",
    "version",
    "URL",
    "language",
    "note",
}


def is_date(value):
    (key,) = value
    if key == "literal":
        return isinstance(value[key], str)
    return (
        key == "date-parts"
        and 1 <= len(value[key]) <= 2
        and all(1 <= len(end) <= 3 for end in value[key])
        and all(type(number) is int for end in value[key] for number in end)
    )


def must_be_csl(item):
    assert json.loads(json.dumps(item)) == item
    assert {"id", "type", "title"} <= set(item)
    for key, value in item.items():
        if key in TEXTS:
            assert isinstance(value, str)
            assert value
        elif key in {"issued", "accessed"}:
            assert is_date(value), value
        else:
            assert key == "author"
            assert [list(name) for name in value] == [["literal"]]
    assert item["type"] in TYPES


def source(**fields):
    plain = {"title": "Of things", "kind": SourceKind.WEB, "grade": Grade.PRESS}
    return Source("key", **{**plain, **fields})


class TestSource:
    def test_every_source_of_the_record_makes_a_valid_item(self):
        items = [each.cite().csl() for each in CSTO.sources.values()]
        for item in items:
            must_be_csl(item)
        assert len({item["id"] for item in items}) == len(CSTO.sources)
        for item, each in zip(items, CSTO.sources.values(), strict=True):
            assert ("issued" in item) is (each.published is not None)
            assert ("accessed" in item) is (each.seen is not None)

    @pytest.mark.parametrize(
        ("published", "parts"),
        [
            ("2011", [[2011]]),
            ("2011-02", [[2011, 2]]),
            ("2012-02", [[2012, 2]]),
            ("2011-12", [[2011, 12]]),
            ("2011-02-28", [[2011, 2, 28]]),
            ("2011-01-01", [[2011, 1, 1]]),
            ("2011-12-31", [[2011, 12, 31]]),
            ("[2021-05..2021-06]", [[2021, 5], [2021, 6]]),
            ("[2010,2013]", [[2010], [2013]]),
            ("[2020-12..2021-01]", [[2020, 12], [2021, 1]]),
            ("[2021-05-02..2021-06-30]", [[2021, 5, 2], [2021, 6, 30]]),
            ("[2021-05-01..2021-06-29]", [[2021, 5, 1], [2021, 6, 29]]),
        ],
    )
    def test_a_date_is_as_exact_as_it_is_known(self, published, parts):
        item = source(published=FuzzyDate(published)).cite().csl()
        assert item["issued"] == {"date-parts": parts}
        assert "accessed" not in item

    @given(st.dates(date(1900, 1, 1)), st.integers(0, 900))
    def test_the_parts_of_a_date_cover_the_days_that_it_may_be(self, first, more):
        last = date.fromordinal(min(first.toordinal() + more, date.max.toordinal() - 1))
        end = date.fromordinal(last.toordinal() + 1)
        when = FuzzyDate(DaySet.span(first, end))
        parts = source(published=when).cite().csl()["issued"]["date-parts"]
        texts = ["-".join(f"{part:02}" for part in day) for day in parts]
        spans = [FuzzyDate(text) for text in texts]
        assert (spans[0].earliest, spans[-1].latest) == (first, last)

    def test_an_open_date_is_told_as_it_stands(self):
        item = source(published=FuzzyDate("[..1999]")).cite().csl()
        assert item["issued"] == {"literal": "[..1999-12-31]"}
        must_be_csl(item)

    def test_a_source_without_a_date_was_seen(self):
        undated = source(seen=date(2026, 11, 21)).cite()
        assert undated.csl()["accessed"] == {"date-parts": [[2026, 11, 21]]}
        assert "issued" not in undated.csl()
        assert "no date, seen 2026-11-21" in str(undated)

    @pytest.mark.parametrize(
        ("kind", "type_"),
        [
            ("treaty", "treaty"),
            ("law", "legislation"),
            ("official", "webpage"),
            ("news", "article-newspaper"),
            ("analysis", "report"),
            ("book", "book"),
            ("encyclopaedia", "entry-encyclopedia"),
            ("dataset", "dataset"),
            ("web", "webpage"),
        ],
    )
    def test_each_kind_has_its_type(self, kind, type_):
        item = source(kind=SourceKind(kind), publisher="Them").cite().csl()
        assert item["type"] == type_
        whose = {"container-title", "publisher"} & set(item)
        assert [item[key] for key in whose] == ["Them"]

    def test_every_kind_can_be_cited(self):
        for kind in SourceKind:
            must_be_csl(source(kind=kind).cite().csl())

    def test_an_analysis_by_scholars_stands_in_a_journal(self):
        item = source(kind=SourceKind.ANALYSIS, grade=Grade.SCHOLARLY).cite().csl()
        assert item["type"] == "article-journal"

    def test_what_is_not_known_is_left_out(self):
        assert source().cite().csl() == {
            "id": "key",
            "type": "webpage",
            "title": "Of things",
        }

    def test_an_address_without_a_scheme_is_no_url(self):
        bare = source(address="example.org").cite()
        assert "URL" not in bare.csl()
        assert str(bare).endswith("example.org")
        full = source(address="https://example.org").cite()
        assert full.csl()["URL"] == "https://example.org"

    def test_the_text_names_title_publisher_date_and_address(self):
        assert str(CSTO.sources["lat-1992"].cite()) == (
            "Mutual security pact signed by 6 ex-Soviet states. Los Angeles Times, "
            "1992-05-16. "
            "https://www.latimes.com/archives/la-xpm-1992-05-16-mn-1973-story.html"
        )

    def test_a_copy_names_what_it_was_copied_from(self):
        copies = [s for s in CSTO.sources.values() if s.derived_from]
        assert copies
        for copy in copies:
            assert copy.derived_from in copy.cite().csl()["note"]


class TestRecord:
    def test_it_is_a_data_set_with_versions_and_fingerprint(self):
        cited = CSTO.cite()
        item = cited.csl()
        must_be_csl(item)
        assert item["type"] == "dataset"
        assert item["version"] == cm.facts_version
        assert "(CSTO)" in item["title"]
        for word in (cm.__version__, CSTO.record.fingerprint, "definition joined"):
            assert word in item["note"]
            assert word in str(cited)
        assert str(cited).startswith("The csto_membership authors. ")

    def test_no_identifier_is_made_up(self):
        assert not {"DOI", "URL"} & set(CSTO.cite().csl())
        assert not {"DOI", "URL"} & set(CSTO.members_on("2007-01-01").cite().csl())

    def test_what_was_asked_makes_another_key(self):
        asked = [
            CSTO,
            CSTO.under("party"),
            CSTO.as_known_on("2007-01-01"),
            CSTO.preferring("caci"),
            CSTO.according_to("caci"),
            CSTO.according_to("caci", silence="no"),
        ]
        assert len({each.cite().id for each in asked}) == len(asked)
        assert CSTO.under("party").cite() == CSTO.under("party").cite()

    def test_facts_of_ones_own_are_not_ours(self):
        record = attrs.evolve(CSTO.record, complete_until=date(2020, 1, 1))
        own = attrs.evolve(CSTO, view=attrs.evolve(CSTO.view, record=record))
        for cited in (own.cite(), own.members_on("2007-01-01").cite()):
            must_be_csl(cited.csl())
            assert not {"author", "version", "issued"} & set(cited.csl())
            assert record.fingerprint in str(cited)


class TestAnswer:
    def test_it_says_the_answer_in_one_sentence(self):
        cited = CSTO.members_on("2007-01-01").cite()
        must_be_csl(cited.csl())
        assert cited.note == (
            f"According to csto_membership {cm.__version__}, facts {cm.facts_version} "
            f"({CSTO.record.fingerprint}), definition joined, the members of the "
            "Collective Security Treaty Organization (CSTO) on 2007-01-01 were "
            "Armenia, Belarus, Kazakhstan, Kyrgyzstan, Russia, Tajikistan, Uzbekistan"
        )
        assert cited.note in str(cited)

    def test_it_names_the_sources_of_the_acts_that_decide(self):
        ids = [each.id for each in CSTO.members_on("2007-01-01").cite().sources]
        assert len(ids) == len(set(ids))
        acts = CSTO.history("UZ").spells[1].opened_by
        assert {key for act in acts for c in act.claims for key in c.sources.ids} <= {
            *ids
        }
        told = str(CSTO.members_on("2007-01-01").cite()).splitlines()
        assert len(told) == 1 + len(ids)
        early = CSTO.members_on("1992-06-01").cite().sources
        assert {each.id for each in early} < set(ids)

    def test_each_source_can_be_cited_in_turn(self):
        for each in CSTO.members_on("2007-01-01").cite().sources:
            assert each == CSTO.sources[each.id].cite()

    def test_it_never_calls_it_by_a_later_name(self):
        for day in ("1992-01-01", "1999-04-20", "2002-10-06"):
            assert "CSTO" not in CSTO.members_on(day).cite().title

    def test_nobody_is_told_as_nobody(self):
        cited = CSTO.members_on("1992-01-01").cite()
        assert "certainly had no members on 1992-01-01" in cited.note
        assert cited.sources == ()

    def test_what_is_uncertain_or_suspended_is_told(self):
        unsure = CSTO.under("party").members_on("2010-01-01").cite()
        assert "uncertain: Uzbekistan" in unsure.note
        assert "suspended: Uzbekistan" in CSTO.members_on("2013-01-01").cite().note

    def test_a_day_beyond_the_record_is_told(self):
        late = CSTO.members_on("2030-01-01", beyond="ignore").cite()
        assert f"as last known on {CSTO.horizon}" in late.note

    def test_another_view_is_another_work(self):
        asked = (CSTO, CSTO.under("active"), CSTO.preferring("lat-1992"))
        cited = [each.members_on("1992-06-01").cite() for each in asked]
        assert len({each.id for each in cited}) == len(asked)
        assert "preferring lat-1992" in str(cited[-1])
        assert "Turkmenistan" in str(cited[-1])

    def test_members_of_many_days_are_no_single_answer(self):
        during = CSTO.members_during("1999")
        with pytest.raises(cm.InvalidDayError, match="many days"):
            during.throughout.cite()


# -- the files that tell others how to cite -----------------------------------


def top_level(text):
    """The keys of a CITATION.cff, read as far as this file of ours goes."""
    found = {}
    for key, inline, block in re.findall(
        r"^([\w-]+): *(.*)\n((?: +.*\n)*)", text, re.MULTILINE
    ):
        items = re.findall(r"^ +- (?:name: )?(.*)$", block, re.MULTILINE)
        folded = " ".join(block.split())
        found[key] = items or (folded if inline == ">-" else inline.strip('"'))
    return found


class TestFiles:
    cff = top_level((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    zenodo = json.loads((PROJECT / ".zenodo.json").read_text(encoding="utf-8"))
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))

    def test_they_say_the_same(self):
        assert self.zenodo == {
            "title": self.cff["title"],
            "description": self.cff["abstract"],
            "upload_type": self.cff["type"],
            "version": self.cff["version"],
            "publication_date": self.cff["date-released"],
            "license": self.cff["license"][0],  # Zenodo takes one, that of the code
            "creators": [{"name": name} for name in self.cff["authors"]],
            "keywords": self.cff["keywords"],
        }

    def test_they_are_of_this_version(self):
        assert self.cff["version"] == cm.__version__
        assert f"facts {cm.facts_version}." in self.cff["abstract"]

    def test_they_have_the_day_of_the_facts(self):
        assert self.cff["date-released"] == facts_released
        checked = [cm.load(name).checked for name in cm.available()]
        assert max(checked) <= date.fromisoformat(facts_released)

    def test_they_agree_with_the_package(self):
        project = self.project["project"]
        assert self.cff["authors"] == [each["name"] for each in project["authors"]]
        assert self.cff["license"] == project["license"].split(" AND ")
        assert self.cff["title"].startswith("csto_membership: ")

    def test_the_package_cites_itself_as_they_do(self):
        item = CSTO.cite().csl()
        released = date.fromisoformat(self.cff["date-released"])
        assert [name["literal"] for name in item["author"]] == self.cff["authors"]
        assert item["issued"]["date-parts"] == [
            [released.year, released.month, released.day]
        ]

    def test_no_identifier_is_made_up(self):
        assert not {"doi", "identifiers", "url", "repository-code"} & set(self.cff)
