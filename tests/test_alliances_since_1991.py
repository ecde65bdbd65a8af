"""CIS, GUAM, SCO and EAEU: golden answers, transcribed from the sources.

Each entry of `data/answers-since-1991.toml` names the source that decides it.
"""

import tomllib
from pathlib import Path

import pytest

import csto_membership as cm

ANSWERS = tomllib.loads(
    (Path(__file__).parent / "data" / "answers-since-1991.toml").read_text(
        encoding="utf-8"
    )
)
CIS, EAEU, GUAM, SCO = (cm.load(name) for name in ("cis", "eaeu", "guam", "sco"))

pytestmark = pytest.mark.filterwarnings("ignore::csto_membership.BeyondRecordWarning")


def _name(golden):
    told = (f"{key}={value}" for key, value in golden.items() if key != "source")
    return " ".join(told)


@pytest.mark.parametrize("golden", ANSWERS["members"], ids=_name)
def test_members_are_those_of_the_sources(golden):
    alliance = cm.load(golden["alliance"]).under(golden["reading"])
    members = alliance.members_on(golden["on"])
    assert sorted(members.alpha_2) == golden["states"], golden["source"]
    assert sorted(members.uncertain.alpha_2) == golden["uncertain"], golden["source"]


@pytest.mark.parametrize("golden", ANSWERS["status"], ids=_name)
def test_a_status_tells_more_than_yes_and_no(golden):
    told = cm.load(golden["alliance"]).status(golden["state"], golden["on"])
    assert told.value == golden["status"], golden["source"]


@pytest.mark.parametrize("golden", ANSWERS["view"], ids=_name)
def test_a_narrowed_view_answers_as_its_sources_do(golden):
    alliance = cm.load(golden["alliance"]).under(golden["reading"])
    if "known" in golden:
        alliance = alliance.as_known_on(golden["known"])
    if "preferring" in golden:
        alliance = alliance.preferring(*golden["preferring"])
    answer = alliance.was_member(golden["state"], golden["on"])
    assert answer.value == golden["answer"], golden["source"]


# -- what there was before ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("alliance", "eve", "word"),
    [
        (CIS, "1991-12-07", "signed"),
        (EAEU, "2014-05-28", "signed"),
        (GUAM, "1997-10-09", "founded"),
        (SCO, "2001-06-14", "founded"),
    ],
    ids=lambda value: getattr(value, "id", value),
)
def test_a_body_begins_as_it_began(alliance, eve, word):
    assert f", not {word} yet, on {eve}" in str(alliance.members_on(eve))


def test_a_charter_that_makes_nobody_a_party_is_not_called_the_treaty():
    # The Yalta Charter was signed on 7 June 2001; the treaty is the Charter of 2006.
    told = str(GUAM.members_on("1998-01-01"))
    assert "The treaty was not in force before 2006-05-23" in told
    assert "was not signed" not in told


# -- two memberships at once ------------------------------------------------------------


def test_uzbekistan_joined_guam_four_days_after_its_last_day_under_the_treaty():
    csto = cm.load("csto").days_of("UZ").surely
    guam = GUAM.days_of("UZ").surely
    assert (guam.first_day - next(csto.spans()).last_day).days == 4
    assert not cm.overlap("Uzbekistan", "csto", "guuam").possibly


@pytest.mark.parametrize("state", ["Azerbaijan", "Georgia"])
def test_those_who_did_not_renew_were_in_guam_before(state):
    days = cm.overlap(state, "csto", "guam")
    assert str(days) == "1997-10-10 to 1999-04-20"


# -- today ------------------------------------------------------------------------------


TODAY = {
    # The World Factbook: nine members, and one associate.
    "cis": "Armenia, Azerbaijan, Belarus, Kazakhstan, Kyrgyzstan, Moldova, Russia, "
    "Tajikistan, Uzbekistan",
    # InfoRos, 1 January 2026: five states.
    "eaeu": "Armenia, Belarus, Kazakhstan, Kyrgyzstan, Russia",
    # The secretariat's own page.
    "guam": "Azerbaijan, Georgia, Moldova, Ukraine",
    # TASS, 1 September 2025, and the site of the chairmanship of 2025.
    "sco": "Belarus, China, India, Iran, Kazakhstan, Kyrgyzstan, Pakistan, Russia, "
    "Tajikistan, Uzbekistan",
}
SEVENTEEN = (
    "Afghanistan, Armenia, Azerbaijan, Bahrain, Cambodia, Egypt, Kuwait, Laos, "
    "Maldives, Mongolia, Myanmar, Nepal, Qatar, Saudi Arabia, Sri Lanka, Türkiye, "
    "United Arab Emirates"
)
"""The partners, by TASS of 1 September 2025: two observers, fourteen partners, and Laos."""


@pytest.mark.parametrize("name", TODAY)
def test_the_members_of_today_are_those_that_are_listed(name):
    members = cm.load(name).members()
    assert ", ".join(members.names) == TODAY[name]
    assert not members.uncertain


def test_the_partners_of_the_sco_are_the_seventeen():
    partners = SCO.statuses_on("2025-09-01")
    named = (state.name for state, told in partners.items() if told.value == "partner")
    assert ", ".join(named) == SEVENTEEN


# -- what must be told with it ------------------------------------------------------------


def test_each_has_its_own_default_and_says_why():
    defaults = {each.reading.name for each in (CIS, SCO)}
    assert defaults == {"organization"}
    assert (GUAM.reading.name, EAEU.reading.name) == ("joined", "party")
    for each in (CIS, EAEU, GUAM, SCO):
        assert each.record.default_reading_why.endswith(".")


def test_ukraine_is_a_member_of_the_cis_for_those_who_look_at_the_signature_alone():
    assert "UA" in CIS.under("joined").members_on("2020-01-01")
    assert "UA" not in CIS.members_on("2020-01-01")
    assert CIS.members_on("2020-01-01").depends_on_reading
    assert "never ratified the Charter" in str(CIS.members_on("2020-01-01"))
    assert "founded the body" in str(CIS.explain("UA", "2020-01-01"))


def test_sources_differ_on_whether_ukraine_signed_the_charter():
    (event,) = (e for e in CIS.record.events if e.id == "cis-charter-signed")
    ukraine = CIS.record.states.find("UA")
    said = [claim.denies(ukraine) for claim in event.speaking_of(ukraine)]
    assert said == [True, True, True, False]


def test_a_notice_that_runs_is_told_and_its_state_is_still_in():
    members = CIS.members_on("2009-01-01")
    assert "GE" in members
    assert "Georgia gave notice on 18 August 2008" in str(members)


def test_the_last_day_of_georgia_is_disputed_on_one_day_only():
    days = [f"2009-08-{day}" for day in (17, 18, 19)]
    assert [CIS.members_on(day).disputed for day in days] == [False, True, False]


def test_who_is_no_member_has_one_standing_at_a_time():
    told = str(SCO.history("Belarus"))
    assert "partner 2009-06-30 to 2015-07-09" in told
    assert "observer 2015-07-10 to 2024-07-03" in told
    said = " ".join(str(SCO.explain("Belarus", "2012-01-01")).split())
    assert "it was a partner, and came in from 2024-07-04" in said


ACTS = """
[alliance]
id = "pact"
complete_until = 2020-01-01

[source.gazette]
title = "Gazette"
kind = "law"
grade = "primary"
published = 2000-01-01
"""
ACT = """
[[event]]
id = "{kind}"
kind = "{kind}"
title = "{kind}"
states = ["FI"]
[[event.claim]]
sources = ["gazette"]
on = {day}
"""


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        (["founding_status", "associate_status"], ["founding state only", "associate"]),
        (["associate_status", "observer_status"], ["associate", "observer"]),
        (["partner_status", "observer_status"], ["partner", "observer"]),
        (["observer_status", "partner_status"], ["observer", "partner"]),
        (["observer_status", "admission"], ["observer", "member"]),
        (["admission", "withdrawal_notice"], ["member", "leaving"]),
        (["founding", "withdrawal_notice", "notice_revoked"],
         ["member", "leaving", "member"]),
        (["founding", "withdrawal_notice", "withdrawal"],
         ["member", "leaving", "no longer"]),
        (["founding", "halt", "notice_revoked"], ["member", "halted", "halted"]),
    ],
)  # fmt: skip
def test_one_standing_ends_another(acts, told, tmp_path):
    path = tmp_path / "pact.toml"
    days = [f"{1990 + n}-01-01" for n, _ in enumerate(acts)]
    text = (
        ACT.format(kind=kind, day=day) for kind, day in zip(acts, days, strict=True)
    )
    path.write_text(ACTS + "".join(text), encoding="utf-8")
    pact = cm.read(path)
    assert [pact.status("FI", day).value for day in days] == told


def test_standings_without_a_note_stand_in_one_line_each():
    told = str(SCO.members_on("2020-01-01"))
    assert "Observer: Afghanistan, Belarus, Iran, Mongolia.\n" in told
    assert (
        "Partner: Armenia, Azerbaijan, Cambodia, Nepal, Sri Lanka, Türkiye.\n" in told
    )


@pytest.mark.parametrize(
    ("alliance", "instrument", "obligation"),
    [(CIS, "cis-charter", "consultation"), (EAEU, "eaeu-treaty", "none")],
    ids=["cis", "eaeu"],
)
def test_what_the_members_owe_one_another_stands_in_the_record(
    alliance, instrument, obligation
):
    assert alliance.record.instruments[instrument].obligation == obligation


def test_the_gaps_are_told():
    (guam,) = GUAM.acts(kind="entry_into_force")
    assert not guam.since.is_exact
    assert guam.claims[0].basis.startswith("presumed")
    assert not CIS.acts(kind="deposit")
    moldova = CIS.acts(state="MD", kind="withdrawal_notice")
    assert not moldova


# -- how they are asked for -------------------------------------------------------------


def test_guuam_is_the_same_record_under_the_name_of_its_time():
    assert cm.load("GUUAM") is GUAM
    assert "GUUAM" in GUAM.name_on("2001-01-01")
    assert "Democracy" in GUAM.name_on("2010-01-01")


def test_there_are_enough_of_them():
    assert len(ANSWERS["members"]) >= 110
    assert len(ANSWERS["status"]) >= 60
    assert len(ANSWERS["view"]) >= 38
