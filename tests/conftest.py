"""What many tests share: how the laws are tried, and small records of one's own."""

import pytest
from hypothesis import HealthCheck, settings

import csto_membership as cm

# A law holds on a busy machine too.
settings.register_profile(
    "patient",
    settings.default,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("patient")

# These need a browser and the built site, libraries of data frames, or Frictionless, and
# run where they are named.
collect_ignore = ["browser", "exchange/with_frames", "exchange/with_frictionless"]

PACT = """
[alliance]
id = "pact"
complete_until = 1999-12-31
default_definition = "{definition}"
[[alliance.name]]
since = 1990-01-01
name = "A pact"
short = "P"
sources = ["gazette"]
[source.gazette]
title = "Gazette"
kind = "official"
grade = "primary"
published = 1990-01-01
"""
TREATY = """
[instrument.pact]
roles = ["treaty"]
"""
ACT = """
[[event]]
id = "{number}-{kind}"
kind = "{kind}"
of = "{of}"
states = {states}
claim = [{{ sources = ["gazette"], on = "{on}" }}]
"""


@pytest.fixture
def written(tmp_path):
    """Writes a ledger to a file, and tells where."""

    def write(text, name="pact.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def pact_of():
    """Makes an alliance of acts, complete until 1999: a kind, states and a day for each.

    An act is under the one treaty, `pact`, unless it names another in the fourth place;
    `more` is anything else that a ledger may say.
    """

    def made(*acts, definition="party", more="", treaty=TREATY):
        text = PACT.format(definition=definition) + treaty
        for number, (kind, states, on, *of) in enumerate(acts):
            (under,) = of or ["pact"]
            text += ACT.format(
                number=number, kind=kind, states=states.split(), on=on, of=under
            )
        return cm.read(text + more)

    return made
