"""All alliances but the CSTO: golden answers, transcribed from the sources.

Each entry of `data/answers-around.toml` (NATO and the Warsaw Pact) and of
`data/answers-since-1991.toml` (CIS, EAEU, GUAM and SCO) names the source that decides it, as does
each of `data/answers-leaving.toml`, of bodies that states left, came back to, or are said to have
left, of `data/answers-arab-league.toml`, the Arab League and its treaty of joint defence, and of
`data/answers-west.toml`: ECOWAS, the Sahel states and Western European Union. A second reader
wrote `data/answers-second-reader-a.toml` and `data/answers-second-reader-b.toml`.
"""

import tomllib
from pathlib import Path

import pytest

import csto_membership as cm
from csto_membership.exchange.obligations import ViewObligations
from csto_membership.exchange.series import TableView

DATA = Path(__file__).parents[1] / "data"
FILES = {
    name: tomllib.loads((DATA / f"answers-{name}.toml").read_text(encoding="utf-8"))
    for name in (
        *("around", "since-1991", "leaving", "arab-league", "west"),
        "second-reader-a",
        "second-reader-b",
    )
}
ANSWERS = {
    kind: [golden for answers in FILES.values() for golden in answers[kind]]
    for kind in ("members", "status", "view", "act")
}
CIS, EAEU, GUAM, NATO, SCO, WARSAW_PACT = (
    cm.load(name) for name in ("cis", "eaeu", "guam", "nato", "sco", "warsaw_pact")
)

ARAB_LEAGUE, ARAB_DEFENCE = cm.load("arab_league"), cm.load("arab_joint_defence")

pytestmark = pytest.mark.filterwarnings("ignore::csto_membership.BeyondRecordWarning")


def _name(golden):
    told = (f"{key}={value}" for key, value in golden.items() if key != "source")
    return " ".join(told)


@pytest.mark.parametrize("golden", ANSWERS["members"], ids=_name)
def test_members_are_those_of_the_sources(golden):
    alliance = cm.load(golden["alliance"]).under(golden["definition"])
    members = alliance.members_on(golden["on"])
    assert sorted(members.alpha_2) == golden["states"], golden["source"]
    assert sorted(members.uncertain.alpha_2) == golden["uncertain"], golden["source"]


@pytest.mark.parametrize("golden", ANSWERS["status"], ids=_name)
def test_a_status_tells_more_than_yes_and_no(golden):
    told = cm.load(golden["alliance"]).status(golden["state"], golden["on"])
    assert told.value == golden["status"], golden["source"]


@pytest.mark.parametrize("golden", ANSWERS["view"], ids=_name)
def test_a_narrowed_view_answers_as_its_sources_do(golden):
    alliance = cm.load(golden["alliance"]).under(golden["definition"])
    if "known" in golden:
        alliance = alliance.as_known_on(golden["known"])
    if "preferring" in golden:
        alliance = alliance.preferring(*golden["preferring"])
    answer = alliance.was_member(golden["state"], golden["on"])
    assert answer.value == golden["answer"], golden["source"]


@pytest.mark.parametrize("golden", ANSWERS["act"], ids=_name)
def test_an_act_has_the_day_that_its_source_gives(golden):
    acts = cm.load(golden["alliance"]).acts(state=golden["state"] or None)
    days = [str(act.since) for act in acts if act.event.id == golden["event"]]
    assert days == [str(golden["on"])], golden["source"]


@pytest.mark.parametrize("golden", FILES["second-reader-a"]["pair"], ids=_name)
def test_two_states_owe_each_other_what_the_treaty_says(golden):
    view = TableView(cm.load(golden["alliance"]))
    two = tuple(map(view.alliance.record.states.find, golden["states"]))
    cells = ViewObligations(view).of(two).cells_on(golden["on"])
    assert (cells["obligation"] or "") == golden["obligation"], golden["source"]


@pytest.mark.parametrize(
    ("name", "members", "status", "view"),
    [
        ("around", 80, 30, 20),
        ("since-1991", 110, 60, 38),
        ("leaving", 75, 16, 16),
        ("arab-league", 75, 18, 14),
        ("west", 65, 40, 16),
        ("second-reader-a", 100, 20, 50),
        ("second-reader-b", 180, 58, 20),
    ],
)
def test_there_are_enough_of_them(name, members, status, view):
    answers = FILES[name]
    assert len(answers["members"]) >= members
    assert len(answers["status"]) >= status
    assert len(answers["view"]) >= view


def test_every_alliance_but_the_csto_is_asked():
    asked = {golden["alliance"] for kind in ANSWERS for golden in ANSWERS[kind]}
    assert asked == {*cm.available()} - {"csto"}


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
    lead = alliance.members_on(eve).lead
    assert f" on {eve}: 0 members (" in lead
    assert lead.endswith(f"); it was not {word} yet")


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
    # kennwebb (March 2026) and, in order of accession, manorama-2025.
    "nato": "Albania, Belgium, Bulgaria, Canada, Croatia, Czechia, Denmark, Estonia, "
    "Finland, France, Germany, Greece, Hungary, Iceland, Italy, Latvia, Lithuania, "
    "Luxembourg, Montenegro, Netherlands, North Macedonia, Norway, Poland, Portugal, "
    "Romania, Slovakia, Slovenia, Spain, Sweden, Türkiye, United Kingdom, United States",
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


def test_the_warsaw_pact_has_no_member_today():
    assert not NATO.members().isdisjoint(WARSAW_PACT.former_on("2026-01-01"))
    assert len(WARSAW_PACT.members()) == 0


def test_the_partners_of_the_sco_are_the_seventeen():
    partners = SCO.statuses_on("2025-09-01")
    named = (state.name for state, told in partners.items() if told.value == "partner")
    assert ", ".join(named) == SEVENTEEN


# -- what must be told with it ------------------------------------------------------------


@pytest.mark.parametrize(
    ("alliance", "definition"),
    [
        (CIS, "organization"),
        (EAEU, "party"),
        (GUAM, "joined"),
        (NATO, "party"),
        (SCO, "organization"),
        (WARSAW_PACT, "party"),
    ],
    ids=str,
)
def test_each_has_its_own_default_and_says_why(alliance, definition):
    assert alliance.definition.name == definition
    assert alliance.record.default_definition_why.endswith(".")


def test_ukraine_is_a_member_of_the_cis_for_those_who_look_at_the_signature_alone():
    assert "UA" in CIS.under("joined").members_on("2020-01-01")
    assert "UA" not in CIS.members_on("2020-01-01")
    assert CIS.members_on("2020-01-01").depends_on_definition
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
    assert "partner: 2009-06-16 to 2015-07-09" in told
    assert "observer: 2015-07-10 to 2024-07-03" in told
    said = " ".join(str(SCO.explain("Belarus", "2012-01-01")).split())
    assert "it was a partner, and was a member from 2024-07-04" in said


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
def test_one_standing_ends_another(acts, told, pact_of):
    days = [f"{1990 + n}-01-01" for n, _ in enumerate(acts)]
    dated = zip(acts, ["FI"] * len(acts), days, strict=True)
    pact = pact_of(*dated, definition="joined")
    assert [pact.status("FI", day).value for day in days] == told


def test_standings_without_a_note_stand_in_one_line_each():
    told = str(SCO.members_on("2020-01-01"))
    assert "Observers: Afghanistan, Belarus, Iran and Mongolia.\n" in told
    assert (
        "Partners: Armenia, Azerbaijan, Cambodia, Nepal, Sri Lanka and Türkiye.\n"
        in told
    )


@pytest.mark.parametrize(
    ("alliance", "instrument", "obligation"),
    [
        (CIS, "cis-charter", "consultation"),
        (EAEU, "eaeu-treaty", "none"),
        (NATO, "north-atlantic-treaty", "defence"),
        (WARSAW_PACT, "warsaw-treaty", "defence"),
    ],
    ids=lambda value: getattr(value, "id", value),
)
def test_what_the_members_owe_one_another_stands_in_the_record(
    alliance, instrument, obligation
):
    assert alliance.record.instruments[instrument].obligation == obligation


@pytest.mark.parametrize(
    ("alliance", "treaty"),
    [(NATO, "north-atlantic-treaty"), (WARSAW_PACT, "warsaw-treaty")],
    ids=["nato", "warsaw_pact"],
)
def test_where_the_treaty_is_kept_stands_in_the_record(alliance, treaty):
    assert alliance.record.instruments[treaty].depositary


def test_the_gaps_of_the_records_since_1991_are_told():
    (guam,) = GUAM.acts(kind="entry_into_force")
    assert not guam.since.is_exact
    assert guam.claims[0].basis.startswith("presumed")
    assert not CIS.acts(kind="deposit")
    moldova = CIS.acts(state="MD", kind="withdrawal_notice")
    assert not moldova


def test_a_state_outside_the_command_is_a_member_and_that_is_told_with_it():
    members = NATO.members_on("1975-01-01")
    assert "FR" in members
    assert "GR" in members
    for state in ("France", "Greece"):
        assert f"{state} had no part in the integrated military" in str(members)
        assert "remained a party" in str(NATO.explain(state, "1975-01-01"))


def test_dormant_is_neither_out_nor_suspended():
    members = WARSAW_PACT.members_on("1965-01-01")
    assert "AL" in members
    assert not members.suspended
    assert "Albania took no part in the bodies" in str(members)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("RU", "since 1991-12-26 (uncertain: 1991-12-08 to 1991-12-25); continues:"),
        ("RU", "; continues: Soviet Union (a member on that day)."),
        ("CZ", "since 1993-01-01; predecessor: Czechoslovakia (a member on that day)"),
        ("HR", "predecessor: Yugoslavia."),
        (
            "EE",
            "it is counted as a state 1918-11-11 to 1940-06-01, since 1991-09-06 (uncertain",
        ),
    ],
)
def test_a_state_that_was_none_is_told_where_it_came_from(state, told):
    said = " ".join(str(WARSAW_PACT.explain(state, "1980-01-01")).split())
    assert told in said


def test_what_a_state_that_ended_became_part_of_is_told():
    said = " ".join(str(WARSAW_PACT.explain("DDR", "1995-01-01")).split())
    assert "; acceded to: Germany" in said


def test_the_gaps_of_the_records_around_are_told():
    deposits = {act.event.id: act for act in NATO.acts(kind="deposit")}
    assert len(deposits["others-deposit"].states) == 10
    assert not deposits["others-deposit"].since.is_exact
    (end,) = WARSAW_PACT.acts(kind="dissolution")
    assert end.claims[0].basis.startswith("presumed")
    assert "was not found" in end.event.note


# -- how they are asked for -------------------------------------------------------------


def test_guuam_is_the_same_record_under_the_name_of_its_time():
    assert cm.load("GUUAM") is GUAM
    assert "GUUAM" in GUAM.name_on("2001-01-01")
    assert "Democracy" in GUAM.name_on("2010-01-01")


@pytest.mark.parametrize(
    ("name", "alliance"),
    [
        ("NATO", NATO),
        ("Warsaw Pact", WARSAW_PACT),
        ("warsaw treaty", WARSAW_PACT),
        ("LAS", ARAB_LEAGUE),
        ("Arab League", ARAB_LEAGUE),
        ("League of Arab States", ARAB_LEAGUE),
        ("Arab Joint Defence Treaty", ARAB_DEFENCE),
    ],
)
def test_usual_names_load_the_record(name, alliance):
    assert cm.load(name) is alliance


def test_a_state_of_two_alliances_is_one_state():
    poland = NATO.record.states.find("Poland")
    assert poland == WARSAW_PACT.record.states.find("PL")
    assert not cm.overlap("Poland", NATO, WARSAW_PACT).possibly
    assert cm.load("csto").record.states.find("RU") == NATO.record.states.find("RU")
