"""What must hold of the shipped files, beyond that they load and pass the checks."""

import re
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise, product

import pytest

import csto_membership as cm
from csto_membership.membership.shipped import sources
from csto_membership.membership.status import BETWEEN
from csto_membership.record.spelling import folded

DATA = files("csto_membership") / "data"
TEXTS = {
    path.name.removesuffix(".toml"): path.read_text(encoding="utf-8")
    for path in DATA.iterdir()
    if path.name.endswith(".toml")
}
TABLES = {name: tomllib.loads(text) for name, text in TEXTS.items()}
SOURCES = sources()
ALLIANCES = [TABLES[name] for name in cm.available()]
RECORDS = [cm.load(name).record for name in cm.available()]
STATES = {state.short_code: state for record in RECORDS for state in record.states}
INSTRUMENTS = {
    key: table for each in ALLIANCES for key, table in each["instrument"].items()
}
NAMES = [name for each in ALLIANCES for name in each["alliance"]["name"]]
ROSTERS = [roster for each in ALLIANCES for roster in each["roster"]]
EVENTS = [event for table in TABLES.values() for event in table.get("event", ())]
CLAIMS = [
    (f"{event['id']}[{n}]", claim)
    for event in EVENTS
    for n, claim in enumerate(event["claim"])
]
EACH = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FORBIDDEN = re.compile(
    r"\b(wrong\w*|reject\w*|all(y|ies)|bloc|regimes?|Russian NATO)\b", re.IGNORECASE
)


# -- ids ----------------------------------------------------------------------------


@EACH
def test_ids_of_events_are_unique(record):
    ids = [event.id for event in record.all_events]
    assert sorted(ids) == sorted(set(ids))


def test_ids_are_kebab_case():
    ids = [*(event["id"] for event in EVENTS), *INSTRUMENTS, *SOURCES]
    assert [each for each in ids if not KEBAB.fullmatch(each)] == []


def test_one_name_stands_for_one_thing_only():
    """Events, instruments and sources are told apart by their ids alone."""
    events = {event["id"] for event in EVENTS}
    assert events.isdisjoint(INSTRUMENTS)
    assert events.isdisjoint(SOURCES)
    assert INSTRUMENTS.keys().isdisjoint(SOURCES)


# -- events -------------------------------------------------------------------------


def first_and_last(event):
    """The days between which an event stands, by its best claim that gives a day.

    An act stands where it was done or where it took effect; the end of a term stands
    where its last day does.
    """
    best = next(claim for claim in event.claims if claim.effective)
    days = [best.on or best.since, best.since or best.on]
    first = min(day.earliest or date.min for day in days)
    last = max(day.latest or date.max for day in days)
    return first - (event.kind is cm.Kind.EXPIRY) * timedelta(1), last


def sections():
    """The events that may move a state, and each part of the file of the others."""
    for record in RECORDS:
        yield record.events
        context = {event.id: event for event in record.context_events}
        parts = TEXTS.get(f"{record.id}-context", "").split("\n# -- ")[1:]
        for part in parts:
            yield [context.pop(key) for key in re.findall(r'(?m)^id = "(.+)"$', part)]
        assert not context


@pytest.mark.parametrize("events", list(sections()))
def test_events_stand_in_the_order_of_their_days(events):
    """An event without an exact day stands where some day of it would."""
    reached, late = date.min, []
    for event in events:
        first, last = first_and_last(event)
        if last < reached:
            late.append((event.id, last, reached))
        reached = max(reached, first)
    assert late == []


@EACH
def test_no_event_and_no_claim_is_after_the_last_day_of_the_record(record):
    complete = record.complete_until
    for event in record.all_events:
        for claim in event.claims:
            for day in filter(None, (claim.on, claim.since)):
                assert (day.earliest or date.min) <= complete, event.id
            assert claim.public_on is None or claim.public_on <= complete, event.id


def test_every_event_has_a_title_in_our_words():
    assert [event["id"] for event in EVENTS if not event.get("title")] == []


def test_every_instrument_is_named_by_an_event_and_has_a_title():
    named = {event.get("of") for event in EVENTS}
    named.update(claim.get("of") for _, claim in CLAIMS)
    assert INSTRUMENTS.keys() <= named
    assert all(table.get("title") for table in INSTRUMENTS.values())


def test_a_rule_is_the_term_of_its_instrument():
    rules = [
        (event.instrument.term, claim.rule.term)
        for record in RECORDS
        for event in record.all_events
        for claim in event.claims
        if claim.rule
    ]
    assert rules
    for term, rule in rules:
        assert (term.years, term.expires) == (rule.years, rule.expires)


def test_only_requests_are_addressed_and_answered():
    record = cm.load("csto").record
    kinds = {event.id: event.kind for event in record.all_events}
    answered = {event.answers for event in record.all_events} - {""}
    assert answered
    assert {kinds[each] for each in answered} == {cm.Kind.HELP_REQUEST}
    for event in record.all_events:
        assert not event.to or event.kind is cm.Kind.HELP_REQUEST, event.id


def test_no_definition_looks_at_context_events():
    kinds = {
        cm.Kind.HELP_REQUEST,
        cm.Kind.CONSULTATION,
        cm.Kind.DEPLOYMENT,
        cm.Kind.END_OF_DEPLOYMENT,
        cm.Kind.CHAIRMANSHIP,
    }
    assert kinds <= {event.kind for event in cm.load("csto").record.all_events}
    for definition in cm.load("csto").definitions():
        looked_at = (
            definition.opens
            | definition.closes
            | definition.pauses
            | definition.resumes
        )
        assert kinds.isdisjoint(looked_at), definition.name


def test_the_file_of_the_treaty_has_the_events_that_can_change_an_answer():
    """All others are in the file that is read when somebody asks for one of them."""
    csto = cm.load("csto")
    begin_a_status = set(BETWEEN.values())

    def can_change(event):
        counts = any(each.may_count(event) for each in csto.definitions())
        return counts or bool(event.kinds & begin_a_status)

    misplaced = {
        "csto-context.toml": [e.id for e in csto.record.events if not can_change(e)],
        "csto.toml": [e.id for e in csto.record.context_events if can_change(e)],
    }
    assert misplaced == {"csto-context.toml": [], "csto.toml": []}, "move them there"


def test_one_state_takes_the_chair_at_a_time_and_never_twice_running():
    acts = cm.load("csto").record.all_events
    chairs = [act.states for act in acts if act.kind is cm.Kind.CHAIRMANSHIP]
    assert all(len(states) == 1 for states in chairs)
    assert all(one != next_ for one, next_ in pairwise(chairs))


def test_every_state_is_named_by_its_alpha_2_code():
    listed = [
        code
        for table in [*EVENTS, *(claim for _, claim in CLAIMS), *ROSTERS]
        for key in ("states", "suspended", "undecided", "to")
        for code in table.get(key, [])
        if table[key] is not True
    ]
    assert set(listed) <= set(STATES)


def test_states_are_listed_in_order_of_their_names():
    order = sorted(STATES, key=lambda code: folded(STATES[code].name))
    for table in [*EVENTS, *(claim for _, claim in CLAIMS), *ROSTERS]:
        listed = table.get("states", [])
        assert listed == sorted(listed, key=order.index)


# -- claims -------------------------------------------------------------------------


def test_every_claim_cites_sources_and_none_twice():
    for place, claim in CLAIMS:
        assert claim["sources"], place
        assert len(set(claim["sources"])) == len(claim["sources"]), place


def test_every_claim_that_is_set_aside_says_why():
    assert [p for p, c in CLAIMS if c.get("set_aside") and not c.get("why")] == []


def test_claims_that_are_set_aside_stand_last():
    for event in EVENTS:
        aside = [claim.get("set_aside", False) for claim in event["claim"]]
        assert aside == sorted(aside), f"{event['id']}: move them to the end of it"


def test_every_basis_is_derived_presumed_or_a_misprint_and_names_the_rule():
    for place, claim in CLAIMS:
        if "basis" in claim:
            assert re.match(r"(derived|presumed|misprint): \S", claim["basis"]), place


@EACH
def test_no_source_contradicts_itself_about_one_act_of_one_state(record):
    """It may say the same twice, once coarser, or of two kinds of act."""
    for event in record.all_events:
        dates = {}
        for claim in event.claims:
            for key in product(claim.sources, claim.states, [claim.kind]):
                if claim.effective:
                    earlier = dates.setdefault(key, claim.effective)
                    assert claim.effective.agrees_with(earlier), (event.id, key)


# -- sources ------------------------------------------------------------------------


def test_every_source_is_cited_or_the_origin_of_a_cited_one():
    cited = {key for _, claim in CLAIMS for key in claim["sources"]}
    cited.update(*(table["sources"] for table in [*ROSTERS, *NAMES]))
    cited.update(*(state.sources for state in STATES.values()))
    origins = {SOURCES[key].derived_from for key in cited} - {None}
    assert cited | origins == set(SOURCES)


# -- tone ---------------------------------------------------------------------------


def our_words():
    """What is said in our own words; the wording and titles of sources are theirs."""
    for table in [*EVENTS, *(claim for _, claim in CLAIMS), *ROSTERS]:
        for key in ("title", "why", "note", "basis", "place"):
            if key in table:
                yield table[key]
    for table in [*(a["alliance"] for a in ALLIANCES), *INSTRUMENTS.values()]:
        yield from (table[k] for k in ("default_definition_why", "title") if k in table)
    for source in SOURCES.values():  # in parentheses, a title is a description of ours
        if source.title.startswith("("):
            yield source.title
    yield from (state.note for state in STATES.values() if state.note)
    for text in TEXTS.values():
        yield from re.findall(r"^#.*|(?<=  )# .*$", text, re.MULTILINE)


def test_our_own_words_take_no_side():
    said = list(our_words())
    assert len(said) > 200
    assert [text for text in said if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "That is wrong.",
        "Rejected",
        "its allies",
        "the bloc",
        "Russian NATO",
        "the regime",
    ],
)
def test_the_words_to_avoid_would_be_found(text):
    assert FORBIDDEN.search(text)


def test_our_words_end_as_sentences_do():
    for place, claim in CLAIMS:
        assert claim.get("why", ".").endswith("."), place
    for event in EVENTS:
        assert event.get("note", ".").endswith("."), event["id"]
        assert not event["title"].endswith("."), event["id"]


def test_a_note_names_whom_it_is_about():
    """Answers print a note without the title of its act."""
    said = {
        e["id"]: e["note"]
        for n in cm.available()
        for e in TABLES[n]["event"]
        if "note" in e
    }
    unnamed = re.compile(
        r"(It|He|She|They|This|These|Its|His|Their|Nothing|Asked about)\b"
    )
    assert len(said) > 80
    assert [key for key, note in said.items() if unnamed.match(note)] == []


# -- the organisation ---------------------------------------------------------------


@EACH
def test_an_organisation_begins_with_its_charter_or_its_founding(record):
    """An act under no text would count in an organisation that a record does not have."""
    days = cm.load(record.id).under("organization")
    begun = [
        act
        for state in record.parties
        for spell in days.spells_of(state)
        for act in spell.opened_by
    ]
    if begun:
        first = min(begun, key=lambda act: act.since.earliest or date.min)
        by_charter = first.instrument and "charter" in first.instrument.roles
        assert by_charter or first.kind == "founding", first


# -- the files ----------------------------------------------------------------------


@pytest.mark.parametrize("name", TEXTS)
def test_the_files_are_plain_lines(name):
    text = TEXTS[name]
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert not re.search(r"\t|\r|[ \t]+$|\n\n\n", text, re.MULTILINE)
