"""The search index: other words for a page, and a file that is fetched when needed."""

import json
from collections.abc import Iterable
from pathlib import Path

from page import place_of, shipped, short

import csto_membership as cm
from csto_membership.membership.shipped import OTHER_NAMES

__all__ = ["WORDS", "finish", "words"]

WORDS = {
    "": "who was a member on any day date home picker csto membership checker",
    "alliances/": "alliances bodies organisations organizations list",
    "states/": "states countries list",
    "changelog/": "changelog news new versions release history",
    "disagreements/": "disagreements sources differ contradict rival dispute",
    "explanation/days/": "day days inclusive boundaries",
    "explanation/not-known/": "gaps known unknown missing limitations limits incomplete",
    "explanation/other-data-sets/": "cow atop correlates of war",
    "explanation/sources/": "sources differ bias",
    "explanation/uncertainty/": "uncertain uncertainty unknown unsure maybe",
    "faq/": "faq questions founded founders left in 1999 why renew six nine members "
    "difference between cst csto article 4 article 5 nato observers observer chair "
    "still expelled withdraw how many years book chairman chairmanship presidency presides "
    "одкб дкб",
    "glossary/": "glossary terms meaning definitions suspended suspension frozen "
    "ratification signature deposit accession withdrawal party",
    "leaving/": "leave leaving left exit exits withdrawal withdraw withdrew suspended "
    "suspension barred halt freeze return returned came back comings and goings",
    "how-to/ask-about-a-day/": "day date members on",
    "how-to/ask-about-a-span/": "year war period between span",
    "how-to/cite/": "cite citation footnote reference bibtex ris apa licence license doi",
    "how-to/correct-a-fact/": "wrong date mistake error fact correct report",
    "how-to/data-frames/": "dataframe data frame frames pandas polars duckdb spark "
    "dplyr r stata merge join regression",
    "how-to/data-package/": "csv excel spreadsheet download export json r stata "
    "frictionless archive data dataset sql sqlite database",
    "how-to/draw-a-timeline/": "timeline graph chart plot figure picture image svg png "
    "embed iframe newspaper draw visualization",
    "how-to/install-and-contact/": "install installation pip download code source "
    "repository github contact email report bug issue licence license",
    "how-to/in-ten-minutes/": "getting started quickstart begin install python help",
    "how-to/panels/": "panel panels state country years year dyads stata r",
    "reference/": "api reference names index",
    "reference/alphabetical/": "index alphabetical names",
    "reference/command-line/": "command line cli terminal shell",
    "reference/data-format/": "toml file format schema",
    "reference/data-sets/": "cow atop correlates of war",
    "reference/alliance/": "alliance load",
    "reference/alliance-views/": "alliance under view sources",
    "reference/api/": "api rest json csv javascript fetch sql spreadsheet google "
    "sheets excel programs download web schema feed atom",
    "reference/ready-made-tables/": "ready made tables csv dta stata download panel "
    "state country years year dyads pairs codebook dataset data cow",
    "reference/several-alliances/": "several alliances together departures",
    "reference/definitions/": "definition definitions",
    "reference/events/": "event claim act kind",
    "reference/relations/": "relation relations allen",
    "reference/table/": "table column to_csv to_frame",
    "reference/answers/": "answers members history",
    "reference/comparisons/": "compare comparison",
    "reference/days/": "dayset span day days",
    "reference/uncertain-days/": "fuzzydate fuzzydayset edtf uncertain",
    "reference/timelines/": "timeline segment",
    "reference/errors/": "error errors exception exceptions warnings unknown name typo",
    "reference/questions/": "members_on was_member load",
    "sources/": "sources register bibliography",
    "teaching/": "teacher teachers teaching worksheet exercise exercises quiz class "
    "students school print",
    "teaching/key/": "key answers solutions worksheet",
    "teaching/timeline/": "printable timeline print handout history dates",
    "tutorial/": "tutorial lesson learn student course",
}
"""What people type who look for a page, beside what it says itself."""


def words() -> dict[str, dict[str, str]]:
    """Return more fields for the pages of the index, by their addresses.

    `words` are what people look for, and `names` those of states and alliances.
    """
    alliances = shipped()
    found = {place: {"words": each} for place, each in WORDS.items()}
    for alliance in alliances:
        key = alliance.record.id
        others = " ".join(name for name, own in OTHER_NAMES.items() if own == key)
        found[f"alliances/{key}/"] = {
            "words": f"{short(alliance)} members {others}",
            "names": " ".join(map(str, alliance.record.names)),
        }
    for state in {s for each in alliances for s in each.record.parties}:
        found[place_of(state).removesuffix(".md") + "/"] = {
            "names": " ".join(_names(state))
        }
    return found


def _names(state: cm.State) -> Iterable[str]:
    yield from (state.name, *state.codes, *state.variants, *state.nl, *state.ru)


def finish(site: Path) -> None:
    """Put the index aside for whoever searches, and leave an empty one for the theme."""
    place = site / "search/search_index.json"
    index = json.loads(place.read_text("utf-8"))
    other = words()
    for entry in index["docs"]:
        entry.update(other.get(entry["location"], {}))
    whole = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (site / "search/whole_index.json").write_text(whole, "utf-8")
    empty = json.dumps({**index, "docs": []}, separators=(",", ":"))
    place.write_text(empty, "utf-8")
