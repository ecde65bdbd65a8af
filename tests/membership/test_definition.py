"""Definitions: which acts count, and in which order those of one day apply."""

import pytest

import csto_membership as cm
from csto_membership.errors import (
    UnknownDefinitionError,
    UnknownNameError,
    WrongTypeError,
)
from csto_membership.membership.definition import (
    DEFINITIONS,
    Definition,
    as_definition,
    as_definitions,
)

SIGNED = Definition(
    "signed",
    opens=["signature"],
    closes=["expiry"],
    pauses=["suspension"],
    roles=["treaty"],
    meaning="has signed",
)


@pytest.mark.parametrize(
    ("of", "counts"),
    [(" of=treaty", True), (" of=charter", False), (" of=talks", False), ("", True)],
    ids=["treaty", "charter", "text without a role", "no text"],
)
def test_an_act_counts_under_a_text_with_a_chosen_role_or_under_none(pact, of, counts):
    (act,) = pact(f"signed: signature AM{of}; gazette 1992-05-15").acts()
    assert (SIGNED.order_on_day(act) is not None) is counts
    assert SIGNED.may_count(act.event) is counts
    assert SIGNED.may_begin(act.event) is counts


def test_on_one_day_acts_close_then_open_then_pause_then_resume(pact):
    acts = pact(
        """
        a: resumption AM; gazette 1992-05-15
        b: suspension AM; gazette 1992-05-15
        c: signature AM; gazette 1992-05-15
        d: expiry AM; gazette 1992-05-15
        e: withdrawal AM; gazette 1992-05-15
        """
    ).acts()
    order = {act.event.id: SIGNED.order_on_day(act) for act in acts}
    assert order.pop("e") is None  # has no effect under this definition
    assert sorted(order, key=order.get) == ["d", "c", "b", "a"]


def test_a_kind_with_two_effects_applies_as_early_as_the_first(pact):
    twice = Definition("twice", opens=["signature"], closes=[], resumes=["signature"])
    (act,) = pact("in: signature AM; gazette 1992-05-15").acts()
    assert twice.order_on_day(act) == SIGNED.order_on_day(act)


def test_an_event_may_count_by_a_claim_that_is_not_followed(pact):
    lines = "am: statement AM; gazette 1992-05-15; herald kind=signature set_aside"
    (act,) = pact(lines).acts()
    assert SIGNED.order_on_day(act) is None
    assert SIGNED.may_count(act.event)
    assert SIGNED.may_begin(act.event)


def test_an_act_that_only_ends_may_count_and_may_not_begin(pact):
    (act,) = pact("over: expiry AM; gazette 1992-05-15").acts()
    assert SIGNED.may_count(act.event)
    assert not SIGNED.may_begin(act.event)


def test_a_definition_without_some_kinds_ignores_them_and_says_so():
    without = SIGNED.without("suspension", "expiry")
    assert without.kinds == SIGNED.kinds - {"suspension", "expiry"}
    assert str(without) == (
        "signed without expiry, suspension: has signed (ignoring expiry, suspension)"
    )
    assert SIGNED.pauses == {"suspension"}


def test_the_standard_definitions_are_found_by_name_and_own_ones_as_they_are():
    assert [as_definition(each.name) for each in DEFINITIONS] == list(DEFINITIONS)
    assert as_definition(SIGNED) is SIGNED
    assert as_definitions("all") == DEFINITIONS
    assert as_definitions(["party", SIGNED, "party"]) == (
        as_definition("party"),
        SIGNED,
    )


def test_what_is_no_definition_is_refused_with_those_there_are():
    with pytest.raises(UnknownDefinitionError, match="known are joined, party"):
        as_definition("treaty")
    with pytest.raises(WrongTypeError, match="5 is of type int; name a definition"):
        as_definitions(5)
    with pytest.raises(UnknownNameError, match="signatur"):
        Definition("signed", opens=["signatur"], closes=[])
    with pytest.raises(UnknownNameError, match="role of a text"):
        cm.Definition("signed", opens=[], closes=[], roles=["law"])


@pytest.mark.parametrize(
    ("kind", "paused"),
    [
        ("suspension", "joined organization active"),
        ("barring", "active"),
        ("suspension_request", "active"),
        ("halt", "active"),
        ("refusal", ""),
        ("dormancy", ""),
        ("outside_command", ""),
        ("statement", ""),
        ("decision", ""),
        ("withdrawal_notice", ""),
        ("notice_revoked", ""),
        ("provisional_application", ""),
    ],
)
def test_who_acts_and_on_what_decides_which_definitions_pause(pact, kind, paused):
    """The body on the membership, the body on its organs, the state, or nobody."""
    alliance = pact(
        f"""
        in: founding AM; gazette 1992-05-15
        bound: entry_into_force AM; gazette 1992-05-15
        then: {kind} AM; gazette 1993-01-01
        again: resumption AM; gazette 1994-01-01
        """
    )
    out = "1992-05-15 to 1992-12-31, since 1994-01-01"
    for definition in DEFINITIONS:
        pauses = definition.name in paused.split()
        days = str(alliance.under(definition).days_of("AM"))
        assert days == (out if pauses else "since 1992-05-15"), definition.name


def test_a_definition_without_a_meaning_is_shown_by_its_name():
    bare = Definition("bare", opens=iter(["signature", "accession"]), closes=["expiry"])
    assert bare.opens == {"signature", "accession"}
    assert str(bare) == "bare"
    assert str(bare.without("expiry")) == "bare without expiry"


@pytest.mark.parametrize(
    ("claims", "counts"),
    [
        ("gazette 1992-05-15; herald 1992-05-15 of=talks set_aside", True),
        ("gazette 1992-05-15 of=talks; herald 1992-05-15 of=charter set_aside", False),
    ],
    ids=["by one claim", "by none"],
)
def test_an_event_may_count_if_a_claim_names_a_text_that_does(pact, claims, counts):
    (event,) = pact(f"in: signature AM of=treaty; {claims}").record.events
    assert SIGNED.may_count(event) is counts


def test_a_definition_is_a_name_or_a_definition():
    with pytest.raises(WrongTypeError, match="pass a name such as 'party', or a"):
        as_definition(5)
