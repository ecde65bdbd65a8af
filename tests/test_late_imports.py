"""What is imported only when somebody asks for it, and does come then."""

import subprocess
import sys
from functools import cache

import pytest

# What is imported when it is asked for, by the first question that needs it.
LATE = {
    "csto_membership.answers.explanation.explanation": "csto.explain('UZ', '2007-01-01')",
    "csto_membership.answers.testimony": "csto.who_says('1992-06-01')",
    "csto_membership.answers.source_claims": "csto.claims_of('narod')",
    "csto_membership.answers.disagreement": "csto.disagreements()",
    "csto_membership.answers.comparison": "csto.compare(csto)",
    "csto_membership.answers.provenance": "csto.provenance()",
    "csto_membership.answers.citation": "csto.cite()",
    "csto_membership.answers.checks": "cm.check('no such file')",
    "csto_membership.record.citation": "csto.cite()",
    "csto_membership.record.fingerprint": "csto.provenance()",
    "csto_membership.across": "cm.overlap",
    "csto_membership.leaving": "cm.departures",
    "csto_membership.charts.chart": "csto.chart()",
    "csto_membership.charts.svg": "csto.chart().svg",
    "csto_membership.charts.text": "csto.chart().text()",
    "csto_membership.cli.verify": "import csto_membership.cli.verify",
    "csto_membership.evidence": "import csto_membership.evidence",
    "csto_membership.exchange": "import csto_membership.exchange",
    "csto_membership.strategies": "import csto_membership.strategies",
    "hashlib": "csto.provenance()",
    "json": "csto.provenance()",
    "tomllib": "csto",
    "hypothesis": "import csto_membership.strategies",
    "dateutil.parser": "import dateutil.parser",
}


@cache
def _loaded(code):
    """All modules that a fresh Python has loaded after some code."""
    lines = f"import sys, csto_membership as cm\n{code}\nprint(*sys.modules)"
    command = [sys.executable, "-P", "-c", lines]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return set(done.stdout.split())


class TestLateImports:
    @pytest.mark.parametrize(("module", "question"), LATE.items(), ids=LATE)
    def test_it_comes_with_the_question(self, module, question):
        assert "csto_membership.alliance" in _loaded("")
        assert module not in _loaded("")
        asked = f"try:\n  csto = cm.load('csto')\n  {question}\n"
        assert module in _loaded(f"{asked}except cm.MembershipError: pass")

    def test_exchange_comes_with_a_table_of_the_command_line(self):
        start = "from csto_membership.cli.main import main"
        loaded = _loaded(start)
        assert "csto_membership.cli.main" in loaded
        assert "csto_membership.exchange" not in loaded
        table = "sys.stdout, out = sys.stderr, sys.stdout\n"
        table += "main(['on', '2007-01-01', '--csv']); sys.stdout = out"
        assert "csto_membership.exchange" in _loaded(f"{start}\n{table}")
