"""The two Dutch articles of early 2022: what each says of the members, read by hand."""

import pytest

import csto_membership as cm

CSTO = cm.load("csto")
SIX = "AM BY KG KZ RU TJ"
FIRST_SIX = "AM KG KZ RU TJ UZ"
NINE = "AM AZ BY GE KG KZ RU TJ UZ"
LEFT = "AZ GE UZ"
ANSWERS = [
    # source, day, surely, uncertain (also where it is silent)
    ("seed-000", "1992-06-01", "", NINE),  # "from 1992", without a day
    ("seed-000", "1993-12-31", NINE, ""),
    ("seed-000", "1997-06-01", SIX, LEFT),  # "in 1997"
    ("seed-000", "1998-06-01", SIX, ""),
    ("seed-000", "1999-06-01", SIX, ""),
    ("seed-000", "2000-01-01", SIX, ""),
    ("seed-000", "2007-01-01", SIX, "UZ"),  # silent on its return
    ("seed-000", "2012-12-31", SIX, "UZ"),
    ("seed-000", "2022-01-06", SIX, "UZ"),
    ("seed-001", "1992-06-01", FIRST_SIX, ""),
    ("seed-001", "1993-12-31", NINE, ""),
    ("seed-001", "1997-06-01", NINE, ""),
    ("seed-001", "1998-06-01", NINE, ""),
    ("seed-001", "1999-06-01", SIX, LEFT),  # "in 1999"
    ("seed-001", "2000-01-01", SIX, ""),
    ("seed-001", "2007-01-01", f"{SIX} UZ", ""),
    ("seed-001", "2012-12-31", SIX, ""),
    ("seed-001", "2022-01-06", SIX, ""),
]


@pytest.mark.parametrize(("source", "day", "surely", "uncertain"), ANSWERS)
def test_an_article_alone_answers_as_it_reads(source, day, surely, uncertain):
    members = CSTO.according_to(source).members_on(day, beyond="ignore")
    assert sorted(members.alpha_2) == surely.split()
    assert sorted(members.uncertain.alpha_2) == uncertain.split()


@pytest.mark.parametrize("day", ["2007-01-01", "2012-12-31", "2022-01-06"])
def test_where_silence_means_no_the_first_knows_no_second_membership(day):
    alliance = CSTO.according_to("seed-000", silence="no")
    assert alliance.was_member("UZ", day, beyond="ignore") is cm.Answer.NO


@pytest.mark.parametrize(
    ("source", "events"),
    [
        ("seed-000", {"cst-signed", "first-term-expires", "ru-declines-2010", "forces-go-to-kz-2022"}),
        ("seed-001", {"founding-year", "uz-suspended", "council-decides-help-1999", "am-asks-2020",
                      "council-decides-kz-2022"}),
    ],
)  # fmt: skip
def test_what_an_article_says_and_the_record_does_not_follow(source, events):
    aside = {event.id for event, claim in CSTO.claims_of(source) if claim.set_aside}
    assert aside == events


def test_followed_instead_of_the_record_only_the_first_moves_members():
    """At stake by the first: who was there in 1992, and the end of 1997 to 1999."""
    first = CSTO.compare(CSTO.preferring("seed-000"))
    second = CSTO.preferring("seed-001")
    days = {row.state.alpha_2 for row in first.by_state if row.days}
    assert days == set(NINE.split())
    for day in ("1992-06-01", "1998-06-01", "2000-01-01", "2013-01-01", "2022-01-06"):
        assert set(second.members_on(day)) == set(CSTO.members_on(day))
