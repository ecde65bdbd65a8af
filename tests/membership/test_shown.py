"""What the values of the engine show of themselves, and what names a kind of act."""

import pytest

import csto_membership as cm

CSTO = cm.load("csto")


def test_values_name_themselves():
    (spell, *_) = CSTO.spells_of("GE")
    shown = [repr(spell), repr(CSTO.acts(state="GE")[0]), repr(CSTO.definition)]
    assert shown == [
        "<Spell 1993-12-09 to 1999-04-20>",
        "<Act 1993-12-09: Georgia signs the treaty>",
        "<Definition joined>",
    ]


def test_a_rival_names_its_claim_and_its_act():
    rival = CSTO.rivals[0]
    assert repr(rival) == f"<Rival {rival.claim!r} of {rival.event.id}>"


@pytest.mark.parametrize("kinds", [1999, None, 1.5])
def test_kinds_of_acts_are_texts(kinds):
    with pytest.raises(cm.MembershipError, match="name a kind of act, or several"):
        cm.Definition("own", opens=kinds, closes=["expiry"])
