"""Palestine: a member of the Arab League that neither list of states counts."""

from pathlib import Path

import pytest

import csto_membership as cm
from csto_membership import exchange
from csto_membership.cli.main import main

LEAGUE = cm.load("arab_league")


def rows(table, code="PSE"):
    return [row for row in table if row["alpha_3"] == code]


@pytest.mark.parametrize("name", ["Palestine", "PS", "PSE", "Palestina", "Палестина"])
def test_it_is_found_by_its_names_and_codes(name):
    state = LEAGUE.record.states.find(name)
    assert (state.alpha_2, state.cow, state.gw) == ("PS", None, None)


def test_a_table_of_all_states_has_it_once_and_does_not_say_that_it_was_a_state():
    (row,) = rows(exchange.state_years("arab_league", during="1990", states="all"))
    assert (row["member"], row["state_exists"], row["cow"], row["gw"]) == (
        1,
        None,
        None,
        None,
    )


@pytest.mark.parametrize("name", ["cow", "gw"])
def test_tables_of_a_list_leave_it_out_and_have_all_others(name):
    of_list = exchange.state_years("arab_league", during="1990", states=name)
    of_another = exchange.state_years("csto", during="1990", states=name)
    assert not rows(of_list)
    codes = [row["alpha_3"] for row in of_list]
    assert codes == [row["alpha_3"] for row in of_another]


@pytest.mark.parametrize("name", ["cow", "gw"])
def test_rows_about_numbers_leave_it_out(name):
    table = exchange.state_years("arab_league", during="1990", key=name)
    named = {row["name"] for row in table}
    assert "Egypt" in named
    assert "Palestine" not in named


def test_it_is_a_member_while_it_is_uncertain_as_a_state():
    assert LEAGUE.was_member("PS", "1976-09-08") is cm.Answer.NO
    assert LEAGUE.was_member("PS", "1976-09-09") is cm.Answer.YES
    assert LEAGUE.under("party").was_member("PS", "1990-01-01") is cm.Answer.UNCERTAIN
    assert LEAGUE.status("PS", "1960-01-01") is cm.Status.NOT_YET


def test_questions_about_several_bodies_find_it_and_other_records_refuse_it():
    found = cm.memberships_of("Palestine", "2000-01-01")
    assert len(found) == len(cm.available())
    members = [each.alliance.record.id for each in found if each.answer.surely]
    assert members == ["arab_league"]
    with pytest.raises(cm.UnknownStateError, match="says nothing about its status"):
        cm.load("nato").was_member("Palestine", "2000-01-01")
    with pytest.raises(cm.UnknownStateError, match="the spelling is right"):
        cm.state("Palestine")


def test_the_command_line_finds_it_in_the_records_that_it_asks(capsys):
    assert main(["overlap", "PS", "arab_league", "arab_joint_defence", "--json"]) == 0
    assert '"PSE"' in capsys.readouterr().out


@pytest.mark.parametrize("name", ["arab_league", "arab_joint_defence"])
def test_its_records_pass_the_checks(name):
    assert cm.check(Path(cm.__file__).parent / "data" / f"{name}.toml") == ()
