"""The command line, as it is met in a terminal."""

import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import csto_membership as cm
from csto_membership.cli.main import _parser, main
from csto_membership.cli.questions import COMMANDS
from csto_membership.cli.tasks import UPKEEP

FULL = Path("/dev/full")


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
        assert "no members" in out
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

    @pytest.mark.parametrize(
        ("words", "keys"),
        [
            (("on", "2007-01-01"), {"day", "members", "uncertain", "disputed"}),
            (("during", "1999"), {"first_day", "last_day", "throughout", "sometime"}),
            (("history", "UZ"), {"state", "spells", "standing"}),
            (("explain", "UZ", "2013-01-01"), {"answer", "state", "provenance"}),
            (("who-says", "1992-06-01"), {"who_says"}),
            (("disagreements",), {"disagreements"}),
            (("compare", "--with-definition", "party"), {"provenance"}),
            (("sources", "gibler"), {"sources"}),
            (("cite",), {"type", "title"}),
        ],
    )
    def test_json_is_offered_everywhere(self, ask, words, keys):
        status, out, _ = ask(*words, "--json")
        assert status == 0
        assert keys <= json.loads(out).keys()

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

    @pytest.mark.parametrize("words", [(), ("on",), ("of", "1999"), ("on", "--jsn")])
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

    @pytest.mark.parametrize("name", [*COMMANDS, *UPKEEP])
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
        assert listed == [*COMMANDS, *UPKEEP]

    def test_an_unknown_command_is_told_every_one_that_there_is(self, capsys):
        with pytest.raises(SystemExit):
            main(["of", "1999"])
        told = capsys.readouterr().err
        assert all(repr(name) in told for name in [*COMMANDS, *UPKEEP])


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
            "history", "Узбекистан", "--json", env={"PYTHONIOENCODING": "ascii"}
        )
        assert b"Traceback" not in told.stderr
        assert told.returncode == 0

    @pytest.mark.parametrize("words", ["sources", "sources --csv", "sources --json"])
    def test_what_the_output_cannot_spell_is_told_and_nothing_printed(self, words):
        told = self.run(*words.split(), env={"PYTHONIOENCODING": "ascii"})
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
        def interrupted(*_):
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
        assert err.startswith("csto-membership: the period goes on beyond the last day")
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

    def test_a_version_does_not_differ_from_itself(self, ask):
        here = str(files("csto_membership") / "data")
        assert ask("verify", here)[:2] == (0, "No answer differs.\n")


class TestOwnFiles:
    def test_new_writes_a_sound_file_and_never_over_another(self, ask, tmp_path):
        path = tmp_path / "pact.toml"
        status, out, _ = ask("new", str(path))
        assert (status, out.split(";")[0]) == (0, f"wrote {path}")
        before = path.read_text(encoding="utf-8")
        path.write_text(f"{before}# mine\n", encoding="utf-8")
        status, out, err = ask("new", str(path))
        assert (status, out) == (2, "")
        assert err.strip().endswith("File exists; choose another name")
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
        status, out, err = ask(
            "check", str(good), str(bad), str(tmp_path / "none.toml")
        )
        assert (status, err) == (1, "")
        assert f"{bad}: 3 problems\n  bad.toml: " in out
        assert "did you mean signature?" in out
        assert "none.toml: 1 problem\n" in out

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
