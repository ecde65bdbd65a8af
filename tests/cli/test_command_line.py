"""The command line, as it is met in a terminal."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import csto_membership as cm
from csto_membership.cli import COMMANDS
from csto_membership.cli.main import _parser, main

FULL = Path("/dev/full")

OF_A_DAY = {"on", "explain", "who-says", "member", "chair", "memberships"}


@pytest.fixture
def ask(capsys):
    def run(*words):
        status = main(list(words))
        out, err = capsys.readouterr()
        return status, out, err

    return run


class TestAnswers:
    def test_on_prints_the_ten_second_answer(self, ask):
        status, out, err = ask("on", "2007-01-01")
        assert (status, err) == (0, "")
        assert out == f"{cm.members_on('2007-01-01')}\n"

    def test_a_day_may_be_several_words(self, ask):
        assert ask("on", "1", "January", "2007") == ask("on", "2007-01-01")

    def test_during_tells_throughout_and_at_some_time(self, ask):
        status, out, _ = ask("during", "1999")
        assert status == 0
        assert "on every day  Armenia, Belarus, Kazakhstan, Kyrgyzstan, Russia" in out
        assert "on some days  Azerbaijan, Georgia, Uzbekistan" in out

    def test_history_tells_the_spells_with_inclusive_days(self, ask):
        status, out, _ = ask("history", "Uzbekistan")
        assert status == 0
        assert "1992-05-15 to 1999-04-20 (6 years, 11 months, 6 days)" in out
        assert "last day 1999-04-20: the first term of the treaty ends" in out

    def test_changes_tell_who_came_and_went(self, ask):
        status, out, _ = ask("changes", "1993/1999")
        assert status == 0
        assert [line[:10] for line in out.splitlines() if line[0] != " "] == [
            "1993-09-24",
            "1993-12-09",
            "1993-12-31",
            "1999-04-21",
        ]
        assert "members until 1999-04-20: Azerbaijan" in out

    def test_a_period_without_change_says_so(self, ask):
        assert ask("changes", "2001")[:2] == (0, "No change in this period.\n")

    def test_narrowings_can_be_combined(self, ask):
        _, out, _ = ask(
            "on", "1999-05-01", "--as-known-on", "2000-01-01", "--definition", "party"
        )
        assert "0 members" in out
        _, out, _ = ask("on", "1992-06-01", "--preferring", "lat-1992")
        assert "Turkmenistan" in out
        _, out, _ = ask("on", "1998-06-01", "--according-to", "seed-000")
        assert "Uzbekistan" not in out.split("Counted")[0]
        assert (
            ask("on", "2007-01-01", "--alliance", "cst")[1]
            == ask("on", "2007-01-01")[1]
        )

    def test_a_day_beyond_the_record_is_answered_and_says_so(self, ask):
        status, out, err = ask("on", "2030-01-01")
        assert (status, err) == (0, "")
        assert "as last known on " in out

    def test_json_of_changes_has_a_list_even_when_empty(self, ask):
        assert json.loads(ask("changes", "2001", "--json")[1])["changes"] == []
        (change,) = json.loads(ask("changes", "1999", "--json")[1])["changes"]
        assert change["left"] == ["AZE", "GEO", "UZB"]

    @pytest.mark.parametrize("command", ["on 2007-01-01", "changes 1999", "sources"])
    def test_what_leaves_the_program_says_where_it_comes_from(self, ask, command):
        values = json.loads(ask(*command.split(), "--definition", "party", "--json")[1])
        record = cm.load("csto").record
        assert values["provenance"]["fingerprint"] == record.fingerprint
        assert "party" in json.dumps(values["provenance"]["definition"])

    def test_json_shows_no_bare_end(self, ask):
        _, out, _ = ask("history", "UZ", "--json")
        first, second = json.loads(out)["spells"]
        assert (first["first_day"], first["last_day"]) == ("1992-05-15", "1999-04-20")
        assert "end" not in first
        assert "end" not in second

    def test_there_is_no_colour(self, ask):
        assert "\x1b" not in ask("on", "2007-01-01")[1]


class TestErrors:
    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("history", "Uzbekstan"), "no state 'Uzbekstan'; did you mean Uzbekistan"),
            (("on", "1999"), "type: csto-membership during 1999"),
            (("on", "03/04/1999"), "ambiguous: write 1999-03-04 or 1999-04-03"),
            (("on", "Sat", "15", "May", "1992"), "was a Friday"),
            (("during", "yesterday"), "'yesterday' is not a period"),
            (("during", "2001/1999"), "ends before it starts"),
            (("on", "2007-01-01", "--alliance", "ctso"), "did you mean csto"),
            (("on", "2007-01-01", "--definition", "partie"), "did you mean party"),
            (("on", "2007-01-01", "--according-to", "giblr"), "did you mean gibler"),
            (("on", "2007-01-01", "--as-known-on", "2000"), "'2000' is a period"),
        ],
    )
    def test_a_wrong_question_is_two_lines_at_most_and_says_how_to_mend_it(
        self, ask, words, told
    ):
        status, out, err = ask(*words)
        assert (status, out) == (2, "")
        assert told in err
        assert len(err.splitlines()) <= 2

    @pytest.mark.parametrize("blank", ["", " "])
    @pytest.mark.parametrize("name", [*COMMANDS])
    def test_a_value_that_is_empty_is_never_taken_for_none(self, ask, name, blank):
        """As a script passes it whose variable was never set."""
        (adder,) = (a for a in _parser([name])._actions if a.dest == "command")
        words = ["UZ"] if COMMANDS[name].words else []
        for action in adder.choices[name]._actions:
            if action.option_strings and action.nargs != 0 and action.type is None:
                status, out, err = ask(name, *words, action.option_strings[-1], blank)
                assert (status, out) == (2, "")
                assert f"--{action.dest.replace('_', '-')} is empty" in err
        if words:
            status, out, err = ask(name, blank)
            assert (status, out) == (2, "")
            assert "a word is empty" in err

    @pytest.mark.parametrize(
        "words",
        [
            "on 1999",
            "on 1999 --alliance cis",
            "on 1992-05/1993-06 --definition party",
            "member Uzbekistan",
            "explain 2007-01-01",
            "memberships Russia",
            "overlap Uzbekistan",
            "overlap Uzbekistan csto",
            "compare",
            "compare 1999 --definition party",
            "compare --alliance guam --preferring rferl-guam",
        ],
    )
    def test_the_line_to_type_is_answered(self, ask, words):
        status, out, err = ask(*words.split())
        assert (status, out) == (2, "")
        (line,) = re.findall(r": csto-membership (.*)$", err.strip())
        status, out, err = ask(*shlex.split(line))
        assert (status, err) == (0, "")
        assert out

    @pytest.mark.parametrize(
        "words",
        [
            "panel state-years 1980 --alliance warsaw_pact --states RUS --absent raise",
            "panel state-years 1980 --alliance warsaw_pact --states RUS",
            "panel state-years 2030",
            "history Russia --alliance warsaw_pact --csv",
            "memberships Russia 1980-01-01 --json",
            "overlap Russia warsaw_pact csto",
            "on 2030-01-01 --csv",
            "on 1999",
            "compare",
        ],
    )
    def test_no_message_advises_python(self, ask, words):
        _, _, err = ask(*words.split())
        assert not re.search(r"=True|='|`|\w\('|\w\(\)", err)
        takes_it = "--continuity" in COMMANDS[words.split()[0]].options
        assert takes_it or "--continuity" not in err

    @pytest.mark.parametrize(
        "words", [(), ("who-says",), ("of", "1999"), ("on", "--jsn")]
    )
    def test_wrong_words_are_two_lines_too(self, capsys, words):
        with pytest.raises(SystemExit) as caught:
            main(list(words))
        assert caught.value.code == 2
        assert len(capsys.readouterr().err.splitlines()) <= 2

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ("panel spells --alliance guam --alliance csto", "others with --also"),
            (
                "on 1999-01-01 --definition party --definition active",
                "--definition is given",
            ),
            (
                "on 1999 --as-known-on 2000-01-01 --as-known-on 2001-01-01",
                "given twice",
            ),
            ("panel spells -o a.csv -o b.csv", "-o is given twice"),
            ("timeline --width 60 --width 80", "--width is given twice"),
            ("export --sqlite a.db --sqlite b.db", "--sqlite is given twice"),
        ],
    )
    def test_what_is_given_twice_is_not_half_heard(self, capsys, words, told):
        with pytest.raises(SystemExit) as caught:
            main(words.split())
        assert caught.value.code == 2
        assert told in capsys.readouterr().err

    def test_help_and_version_are_answers(self, capsys):
        for word, told in (("--help", "history"), ("--version", cm.facts_version)):
            with pytest.raises(SystemExit) as caught:
                main([word])
            assert caught.value.code == 0
            assert told in capsys.readouterr().out

    @pytest.mark.parametrize("name", [*COMMANDS])
    def test_help_is_the_same_whether_one_command_is_known_or_all(self, capsys, name):
        told = []
        for parser in (_parser([name, "--help"]), _parser([])):
            with pytest.raises(SystemExit):
                parser.parse_args([name, "--help"])
            told.append(capsys.readouterr().out)
        assert told[0] == told[1]
        assert told[0].startswith(f"usage: csto-membership {name} [-h]")

    @pytest.mark.parametrize("words", [["--help"], ["--help", "on"]])
    def test_help_lists_every_command(self, capsys, words):
        with pytest.raises(SystemExit):
            main(words)
        listed = re.findall(r"^    ([a-z-]+)", capsys.readouterr().out, re.MULTILINE)
        assert listed == [*COMMANDS]

    def test_an_unknown_command_is_told_every_one_that_there_is(self, capsys):
        with pytest.raises(SystemExit):
            main(["of", "1999"])
        told = capsys.readouterr().err
        assert all(repr(name) in told for name in [*COMMANDS])


class TestProcess:
    def run(self, *words, **how):
        command = [sys.executable, "-P", "-m", "csto_membership", *words]
        return subprocess.run(command, capture_output=True, check=False, **how)  # noqa: S603

    def started(self, *words, **how):
        command = [sys.executable, "-P", "-m", "csto_membership", *words]
        return subprocess.Popen(command, stderr=subprocess.PIPE, **how)  # noqa: S603

    def test_the_exit_status_reaches_the_shell_without_a_traceback(self):
        wrong = self.run("on", "1999", text=True)
        assert wrong.returncode == 2
        assert "Traceback" not in wrong.stderr
        assert self.run("on", "2007-01-01").returncode == 0

    def test_it_prints_where_the_terminal_knows_only_ascii(self):
        told = self.run(
            "history",
            "Узбекистан",
            "--json",
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
        )
        assert b"Traceback" not in told.stderr
        assert told.returncode == 0

    @pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8", "utf-16"])
    @pytest.mark.parametrize("form", ["--csv", "--json"])
    def test_json_and_csv_are_utf_8_whatever_the_terminal(self, form, encoding):
        told = self.run(
            "sources", form, env={**os.environ, "PYTHONIOENCODING": encoding}
        )
        assert (told.returncode, told.stderr) == (0, b"")
        assert "Узбекистан" in told.stdout.decode("utf-8")

    def test_what_the_output_cannot_spell_is_told_and_nothing_printed(self):
        told = self.run("sources", env={**os.environ, "PYTHONIOENCODING": "ascii"})
        assert (told.returncode, told.stdout) == (2, b"")
        assert b"the output is in ascii, which has no '\\u0" in told.stderr
        assert len(told.stderr.splitlines()) == 1

    @pytest.mark.skipif(not FULL.exists(), reason="no device is always full")
    @pytest.mark.parametrize("words", ["on 2007-01-01", "sources --csv", "schema"])
    def test_an_output_that_is_full_is_told_in_a_line(self, words):
        with FULL.open("wb") as full, self.started(*words.split(), stdout=full) as told:
            assert told.stderr.read() == (
                b"csto-membership: cannot write the answer: No space left on device\n"
            )
        assert told.returncode == 2

    @pytest.mark.parametrize("words", ["sources --csv", "panel state-years --csv"])
    def test_who_has_read_enough_may_close_the_pipe(self, words):
        with self.started(*words.split(), stdout=subprocess.PIPE) as told:
            told.stdout.close()
            assert told.stderr.read() == b""
        assert told.returncode == 0

    @pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
    @pytest.mark.parametrize(
        ("closed", "words", "status", "lines"),
        [
            ("2>&-", "panel spells --csv", 0, 11),
            ("2>&-", "on 2030-01-01 --csv", 0, 8),
            ("2>&-", "on 1999", 2, 0),
            (">&-", "on 2007-01-01", 0, 0),
            (">&- 2>&-", "on 2030-01-01 --csv", 0, 0),
        ],
    )
    def test_a_closed_stream_takes_nothing_and_breaks_nothing(
        self, closed, words, status, lines
    ):
        command = f"{sys.executable} -P -m csto_membership {words} {closed}"
        told = subprocess.run(["sh", "-c", command], capture_output=True, check=False)  # noqa: S603, S607
        assert (told.returncode, told.stderr) == (status, b"")
        assert len(told.stdout.splitlines()) == lines

    def test_interrupted_it_ends_with_a_line(self, ask, monkeypatch):
        def interrupted(*_, **__):
            raise KeyboardInterrupt

        monkeypatch.setattr(cm.Alliance, "history", interrupted)
        assert ask("history", "UZ") == (130, "", "csto-membership: interrupted\n")


class TestEvidence:
    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ("explain UZ 2013-01-01", "suspended"),
            ("explain Uzbekistan 1 January 2013", "suspended"),
            ("explain Wit Rusland May 15, 1992", "Belarus was not yet a member"),
            ("who-says 1 June 1992", "adds Turkmenistan; leaves out Kyrgyzstan"),
            ("disagreements", "17,686 member-days"),
            ("disagreements Georgia", "Georgia signs the treaty"),
            ("disagreements Armenia", "Armenia to the CSTO in the war of autumn 2020"),
            ("compare --with-definition party", 'under "party"'),
            ("compare 1998 --with-as-known-on 1999-03-01", "as known on 1999-03-01"),
            ("compare --preferring seed-000 --with-preferring seed-001", "seed-001"),
            ("sources", "gibler International Military Alliances"),
            ("sources gibler", "left the alliance on April 20, 1999"),
            ("cite", "The record of the Collective Security Treaty"),
            ("cite gibler", "International Military Alliances"),
            ("cite 2007-01-01", "the members of the Collective Security Treaty"),
        ],
    )
    def test_each_question_is_answered(self, ask, words, told):
        status, out, err = ask(*words.split())
        assert (status, err) == (0, "")
        assert told in " ".join(out.split())

    def test_a_comparison_beyond_what_both_cover_says_so_in_a_line(self, ask):
        status, out, err = ask("compare", "1999", "--with-as-known-on", "1999-03-01")
        assert status == 0
        assert "255" in out
        assert err.startswith("csto-membership: the period goes on after the last day")
        assert len(err.splitlines()) == 1

    def test_only_disagreements_that_touch_the_state_are_told(self, ask):
        _, out, _ = ask("disagreements", "Georgia")
        assert "Armenia's prime minister" not in out

    @pytest.mark.parametrize(
        "words",
        [
            "explain Uzbekistan",
            "compare",
            "compare 1999 --definition party",
            "explain Uzbekstan 2007-01-01",
            "explain UZ 1999",
            "who-says 1999",
            "sources giblr",
            "cite giblr",
            "compare --with-definition partie",
            "disagreements Atlantis",
            "verify no-such-revision",
        ],
    )
    def test_what_is_asked_badly_is_told_in_a_line_or_two(self, ask, words):
        status, out, err = ask(*words.split())
        assert (status, out) == (2, "")
        assert err.startswith("csto-membership: ")
        assert len(err.splitlines()) <= 3
        assert "Traceback" not in err

    @pytest.mark.parametrize(
        ("words", "line"),
        [
            ("compare", "compare --with-definition party"),
            ("compare 1999", "compare 1999 --with-definition party"),
            ("explain UZ", "explain UZ 2007-01-01"),
        ],
    )
    def test_what_lacks_a_word_is_refused_with_the_line_to_type(self, ask, words, line):
        assert f"csto-membership {line}" in ask(*words.split())[2]
        assert ask(*line.split())[0] == 0

    @pytest.mark.slow
    def test_a_version_does_not_differ_from_itself(self, ask):
        here = str(files("csto_membership") / "data")
        assert ask("verify", here)[:2] == (0, "No answer differs.\n")


class TestWhatThereIs:
    def test_every_alliance_is_listed_also_in_the_help(self, ask, capsys):
        lines = ask("alliances")[1].splitlines()
        assert [line.split()[0] for line in lines[1:]] == list(cm.available())
        with pytest.raises(SystemExit):
            main(["--help"])
        assert f"Alliances: {', '.join(cm.available())}." in told_in_one_line(capsys)

    def test_definitions_are_those_of_the_alliance(self, ask):
        records = json.loads(ask("definitions", "--alliance", "nato", "--json")[1])[
            "records"
        ]
        assert [each["definition"] for each in records if each["default"] == "yes"] == [
            "party"
        ]
        assert [each["definition"] for each in records] == [
            each.name for each in cm.load("nato").definitions()
        ]

    def test_states_are_all_or_those_that_are_named(self, ask):
        records = json.loads(ask("states", "--json")[1])["records"]
        assert [each["alpha_3"] for each in records] == [s.code for s in cm.states()]
        told = ask("states", "Korea, Rep. of", "CSHH", "--csv")[1].splitlines()
        assert [line.split(",")[2] for line in told] == ["alpha_3", "KOR", "CSK"]
        assert ask("states", "Hong Kong")[0] == 2


def told_in_one_line(capsys):
    return " ".join(capsys.readouterr().out.split())


class TestOneState:
    @pytest.mark.parametrize(
        ("words", "begins", "answer"),
        [
            ("Uzbekistan 2007-01-01", "Yes, under", "yes"),
            ("South Korea 1 January 2007", "No, under", "no"),
            ("UZ 2010-01-01 --definition party", "Uncertain", "uncertain"),
            ("Uzbekistan today", "No, under", "no"),
            ("France 1980-01-01 --alliance nato", "Yes, under", "yes"),
        ],
    )
    def test_member_answers_in_one_sentence(self, ask, words, begins, answer):
        status, out, err = ask("member", *words.split())
        assert (status, err, len(out.splitlines())) == (0, "", 1)
        assert out.startswith(begins)
        values = json.loads(ask("member", *words.split(), "--json")[1])
        assert values["answer"] == answer

    def test_memberships_are_those_of_every_alliance_or_of_some(self, ask):
        out = ask("memberships", "Uzbekistan", "2000-01-01")[1]
        assert out == f"{cm.memberships_of('UZ', '2000-01-01')}\n"
        some = ask(
            "memberships",
            "UZ",
            "2000-01-01",
            *["--alliance", "cis", "--alliance", "guam"],
        )
        assert some[1] == f"{cm.memberships_of('UZ', '2000-01-01', 'cis', 'guam')}\n"

    def test_overlap_gives_the_days(self, ask):
        assert (
            ask("overlap", "UZ", "cis", "guam")[1]
            == 'Uzbekistan in CIS under "organization" and GUAM under "joined" at once: '
            f"{cm.overlap('UZ', 'cis', 'guam')}\n"
        )
        values = json.loads(ask("overlap", "Uzbekistan", "cis", "guam", "--json")[1])
        assert values["state"] == "UZB"
        assert values["surely"][0]["first_day"] == "1999-04-24"

    def test_chair_names_the_state_or_says_that_none_is_known(self, ask):
        assert ask("chair", "2022-01-10")[1] == (
            "Chair of the Collective Security Treaty Organization (CSTO) on 2022-01-10: "
            "Armenia\n"
        )
        unknown = ask("chair", "1995-01-01")[1]
        assert unknown.endswith("on 1995-01-01: the record gives no state\n")
        assert ask("chair", "2030-01-01")[1].endswith("as last known on 2026-02-15\n")

    @pytest.mark.parametrize("name", sorted(OF_A_DAY))
    def test_an_answer_for_a_day_says_whether_the_record_covers_it(self, ask, name):
        command, state = name, ["UZ"] * (name in {"explain", "member", "memberships"})
        for day, beyond in ("2012-12-31", False), ("2030-01-01", True):
            text = " ".join(ask(command, *state, day)[1].split())
            assert ("as last known" in text) is beyond
            status, out, err = ask(command, *state, day, "--json")
            assert (status, err) == (0, "")
            values = json.loads(out)
            for each in values.get("who_says", [values]):
                assert each["beyond_record"] is beyond
                assert ("as last known" in each["lead"]) is beyond
                assert each["lead"] in text


class TestWhatMisleads:
    @pytest.mark.parametrize(
        ("words", "line"),
        [
            ("compare", "compare --with-definition party"),
            ("compare 1999 --with-definition joined", "compare 1999 --with-definition party"),
            ("compare --definition party --with-definition party", "compare --definition party --with-definition joined"),
            ("compare --with-alliance csto", "compare --with-definition party"),
            ("compare --alliance nato", "compare --alliance nato --with-definition joined"),
            ("compare 1998 --preferring gibler --as-known-on '1 May 2005'", "compare --as-known-on '1 May 2005' --preferring gibler 1998 --with-definition party"),
        ],
    )  # fmt: skip
    def test_a_history_is_not_compared_with_itself(self, ask, words, line):
        status, out, err = ask(*shlex.split(words))
        assert (status, out) == (2, "")
        assert err.endswith(f"; type: csto-membership {line}\n")
        status, out, err = ask(*shlex.split(line))  # the line answers as it is
        assert (status, err) == (0, "")
        assert "in member-days" in out

    @pytest.mark.parametrize(
        "command", ["overlap", "timeline", "chart", "history --json"]
    )
    def test_russia_before_1991_is_told_of_the_soviet_union(self, ask, command):
        name, *options = command.split()
        asked = (
            ["Russia", "warsaw_pact", "warsaw_pact"]
            if name == "overlap"
            else ["Russia"]
        )
        options += [] if name == "overlap" else ["--alliance", "warsaw_pact"]
        status, out, err = ask(name, *asked, *options)
        assert status == 0
        assert err.count("ask for Soviet Union (SUN), which it continues") == 1
        assert ("--continuity" in err) is (name == "overlap")
        assert "continuity=True" not in err
        if name == "overlap":
            status, out, err = ask(name, *asked, "--continuity")
            assert out.endswith("at once: 1955-06-04 to 1991-06-30\n")
            assert err == ""

    @pytest.mark.parametrize(
        ("name", "usage"),
        [("verify", "OLD NEW"), ("member", "STATE DATE"), ("during", "PERIOD"),
         ("overlap", "STATE ALLIANCE ALLIANCE ..."), ("check", "[FILE ...]"),
         ("chart", "[STATE ...]")],
    )  # fmt: skip
    def test_usage_shows_each_word_once(self, capsys, name, usage):
        with pytest.raises(SystemExit):
            main([name, "--help"])
        text = " ".join(capsys.readouterr().out.partition("\n\n")[0].split())
        assert text.endswith(f"] {usage}")
        assert text.count(usage.split()[0]) == 1


class TestDays:
    def test_on_without_a_date_is_the_last_day_of_the_record_and_says_so(self, ask):
        csto = cm.load("csto")
        _, out, err = ask("on")
        lead, rest = out.split("\n", 1)
        day = str(csto.complete_until)
        assert f" on {day}, the last day of the record: 6 members" in lead
        assert (rest, err) == (f"{csto.members()}\n".split("\n", 1)[1], "")
        values = json.loads(ask("on", "--json")[1])
        assert (values["day"], values["lead"]) == (day, lead)
        assert ask("on", "--csv")[1] == ask("on", day, "--csv")[1]
        assert (
            "on 1999-03-01, the last day of the"
            in ask("on", "--as-known-on", "1999-03-01")[1]
        )

    @pytest.mark.parametrize(
        "command", ["on", "explain AM", "who-says", "chair", "cite"]
    )
    def test_today_is_the_day_of_the_machine(self, ask, monkeypatch, command):
        class Day(date):
            @classmethod
            def today(cls):
                return date(2012, 12, 20)

        monkeypatch.setattr("csto_membership.cli.date", Day)
        assert ask(*command.split(), "today") == ask(*command.split(), "2012-12-20")


# One question for each command.
ASKED = {
    "on": "on 2007-01-01", "during": "during 1999", "history": "history UZ",
    "changes": "changes 2001", "explain": "explain UZ 2013-01-01",
    "who-says": "who-says 1992-06-01", "member": "member UZ 2007-01-01",
    "chair": "chair 2022-01-10", "memberships": "memberships UZ 2000-01-01",
    "overlap": "overlap UZ cis guam", "departures": "departures --alliance cis",
    "disagreements": "disagreements Georgia",
    "compare": "compare --with-definition party", "sources": "sources gibler",
    "cite": "cite", "timeline": "timeline UZ", "chart": "chart UZ",
    "panel": "panel state-years 1999", "alliances": "alliances",
    "definitions": "definitions", "states": "states UZ", "check": "check pact.toml",
    "new": "new other.toml", "schema": "schema", "export": "export out --alliance guam",
    "verify": "verify data", "completion": "completion bash",
}  # fmt: skip


class TestEveryCommand:
    @pytest.fixture
    def folder(self, tmp_path, monkeypatch, ask):
        monkeypatch.chdir(tmp_path)
        ask("new", "pact.toml")
        shutil.copytree(files("csto_membership") / "data", "data")

    @pytest.mark.usefixtures("folder")
    @pytest.mark.parametrize("name", COMMANDS)
    def test_gives_text_and_json(self, ask, name):
        words = ASKED[name].split()
        status, out, err = ask(*words, "--json")
        assert (status, err) == (0, "")
        values = json.loads(out)
        assert type(values) is dict
        assert ("provenance" in values) == (COMMANDS[name].narrows and name != "cite")
        if not COMMANDS[name].one:
            assert type(values[name.replace("-", "_")]) is list
        for path in ("other.toml", "out"):
            shutil.rmtree(path, ignore_errors=True)
            Path(path).unlink(missing_ok=True)
        status, out, err = ask(*words)
        assert (status, err) == (0, "")
        assert out.strip()

    @pytest.mark.usefixtures("folder")
    @pytest.mark.parametrize("name", COMMANDS)
    def test_gives_csv_or_says_that_it_has_none(self, ask, name):
        status, out, err = ask(*ASKED[name].split(), "--csv")
        assert (status, bool(out), bool(err)) == (
            (0, True, False) if COMMANDS[name].tabular else (2, False, True)
        )

    @pytest.mark.slow
    @pytest.mark.usefixtures("folder")
    def test_check_and_verify_tell_in_json_what_they_find(self, ask):
        text = (
            Path("pact.toml").read_text("utf-8").replace('"signature"', '"singature"')
        )
        Path("pact.toml").write_text(text, "utf-8")
        status, out, _ = ask("check", "pact.toml", "--json")
        assert status == 1
        (found,) = json.loads(out)["check"]
        assert found["path"] == "pact.toml"
        assert "did you mean signature?" in found["problems"][0]
        path = Path("data/csto.toml")
        changed = path.read_text("utf-8").replace("on = 2006-08-16", "on = 2006-08-17")
        path.write_text(changed, "utf-8")
        values = json.loads(ask("verify", "data", "--json")[1])
        assert (len(values["differ"]), values["not_in_changelog"]) == (3, [])
        Path("changes.md").write_text("## 1\n### Facts\n", "utf-8")
        for form in ([], ["--json"]):
            assert ask("verify", "data", "--changelog", "changes.md", *form)[0] == 1


WORDS = st.sampled_from(
    ["", "UZ", "Uzbekstan", "CS", "2007-01-01", "1999", "today", "..", "csto", "nato", "/",
     "./none.toml", "--json", "--csv", "-o", "/", "--alliance", "--width", "--states", "x" * 300,
     "\udcff", "\x1b[31m", "a\u202eb", "--with-definition", "party", "--rule", "spells", "--"]
)  # fmt: skip


class TestPage:
    PAGE = Path(__file__).parents[2] / "docs/reference/command-line.md"

    def test_it_has_each_command_with_its_words_and_each_option(self):
        page = self.PAGE.read_text("utf-8")
        listed = re.findall(r"^\| `([a-z][a-z-]*)[^|]*` \| [a-z]", page, re.MULTILINE)
        assert {*listed} == {*COMMANDS}
        known = {"--version"}
        for name in COMMANDS:
            (adder,) = (a for a in _parser([name])._actions if a.dest == "command")
            known |= {*adder.choices[name]._option_string_actions}
        told = {
            *re.findall(r"`.*?(--[a-z-]+|-o)(?<!-)\b", page.split("## Examples")[0])
        }
        assert told <= known | {"--with"}
        unsaid = {flag for flag in known - told if not flag.startswith("--with-")}
        assert unsaid == {"-h", "--output"}


class TestBadInput:
    @settings(
        max_examples=3 * settings.default.max_examples,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        name=st.sampled_from([*COMMANDS]).filter(
            lambda name: name not in {"verify", "export", "new"}
        ),
        words=st.lists(WORDS, max_size=4),
    )
    def test_it_is_refused_with_status_2_and_no_traceback(self, capsys, name, words):
        status: object
        try:
            status = main([name, *words])
        except SystemExit as stopped:
            status = stopped.code
        out, err = capsys.readouterr()
        assert status in ((0, 1, 2) if name == "check" else (0, 2))
        assert bool(err) >= (status == 2)
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", out + err)

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (
                "explain UZ",
                "name a state and a day: csto-membership explain UZ 2007-01-01",
            ),
            (
                "member 2007-01-01",
                "name a state and a day: csto-membership member Uzbekistan 2007-01-01",
            ),
            ("compare", "csto-membership compare --with-definition party"),
            ("overlap UZ csto", "two alliances or more"),
            ("check none.toml", "cannot read none.toml: No such file or directory"),
            ("verify a b c", "two versions"),
            ("completion tcsh", "known are bash, zsh, fish"),
            ("export /dev/null", "name a new folder"),
            ("new /dev/null/pact.toml", "cannot write /dev/null/pact.toml"),
            ("chart -o /dev/null/x.svg", "cannot write /dev/null/x.svg"),
            ("panel spells -o /dev/null/x.csv", "cannot write /dev/null/x.csv"),
            ("on --alliance /dev/null/x.toml", "x.toml"),
            ("timeline --during 2001/1999", "ends before"),
        ],
    )
    def test_the_message_says_what_to_do(self, ask, words, told):
        status, out, err = ask(*words.split())
        assert (status, out) == (2, "")
        assert told in err

    def test_control_characters_of_a_file_are_shown_as_escapes(self, ask, tmp_path):
        path = tmp_path / "pact.toml"
        ask("new", str(path))
        name = '"Example \\u001b[31mPact\\u202e"'
        path.write_text(
            path.read_text("utf-8").replace('"Example Pact"', name), "utf-8"
        )
        for form, slash in (([], "\\"), (["--json"], "\\\\")):
            out = ask("on", "1995-07-01", "--alliance", str(path), *form)[1]
            assert f"Example {slash}u001b[31mPact{slash}u202e" in out


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_each_command_and_option_is_in_the_script(self, ask, shell):
        script = ask("completion", shell)[1]
        for name in COMMANDS:
            assert re.search(rf"\b{name}\b", script)
        for option in ("with-definition", "changelog", "as-known-on", "width"):
            assert option in script

    @pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
    @pytest.mark.parametrize(
        ("line", "offered"),
        [
            ("mem", {"member", "memberships"}),
            ("on --d", {"--definition"}),
            ("panel --st", {"--states", "--style"}),
            ("on --definition ", {"joined", "party", "organization", "active"}),
            ("on --alliance n", {"nato"}),
            ("explain --cs", set()),
        ],
    )
    def test_bash_completes_a_line(self, ask, line, offered):
        words = ["csto-membership", *line.split(" ")]
        script = ask("completion", "bash")[1] + (
            f"COMP_WORDS=({' '.join(map(shlex.quote, words))}); COMP_CWORD={len(words) - 1}\n"
            '_csto_membership; printf "%s\\n" "${COMPREPLY[@]}"\n'
        )
        run = subprocess.run(  # noqa: S603
            ["bash", "-c", script],  # noqa: S607
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert (set(run.stdout.split()), run.stderr) == (offered, "")


class TestOwnFiles:
    def test_new_writes_a_sound_file_and_never_over_another(self, ask, tmp_path):
        path = tmp_path / "pact.toml"
        status, out, _ = ask("new", str(path))
        assert (status, out.split(";")[0]) == (0, f"wrote {path}")
        before = path.read_text(encoding="utf-8")
        path.write_text(f"{before}# mine\n", encoding="utf-8")
        status, out, err = ask("new", str(path))
        assert (status, out) == (2, "")
        assert err.strip().endswith("it exists already; name a new file")
        assert path.read_text(encoding="utf-8").endswith("# mine\n")

    def test_check_tells_every_problem_of_every_file(self, ask, tmp_path):
        good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
        ask("new", str(good))
        assert ask("check", str(good)) == (0, f"{good}: no problem\n", "")
        text = good.read_text(encoding="utf-8")
        text = text.replace('"signature"', '"singature"').replace(
            "1990-01-01", '"1990~"'
        )
        bad.write_text(text, encoding="utf-8")
        status, out, err = ask("check", str(good), str(bad))
        assert (status, err) == (1, "")
        assert f"{bad}: 3 problems\n  bad.toml: " in out
        assert "did you mean signature?" in out

    def test_a_data_file_is_asked_like_a_shipped_alliance(self, ask, tmp_path):
        path = tmp_path / "pact.toml"
        ask("new", str(path))
        status, out, _ = ask("on", "1995-07-01", "--alliance", str(path))
        assert (status, out.splitlines()[0]) == (
            0,
            "Example Pact (EP) on 1995-07-01: 1 member (joined, not left, not suspended)",
        )
        status, _, err = ask("on", "1995-07-01", "--alliance", "./none.toml")
        assert (status, "cannot be read" in err) == (2, True)

    def test_schema_prints_what_editors_read(self, ask):
        status, out, _ = ask("schema")
        assert status == 0
        assert json.loads(out)["$schema"].endswith("2020-12/schema")
