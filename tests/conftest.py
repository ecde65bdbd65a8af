"""What many tests share: how the laws are tried, and small records of one's own."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, settings

import csto_membership as cm

# A law holds on a busy machine too. `--all` tries it with five times as many examples.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("few", _PATIENT, max_examples=10)
settings.register_profile("all", _PATIENT, max_examples=50)
settings.load_profile("few")

# At most so many are run unless `--all` is given: of tests with many cases, some.
MOST_CASES = 3_000

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


def pytest_addoption(parser):
    """`--all`: slow tests too, every case of each test, more examples of each law."""
    text = "run slow tests, every case of each test, and more examples of each law"
    parser.addoption("--all", action="store_true", help=text)
    text = "how many examples of each law; many make a run of hours"
    parser.addoption("--examples", type=int, help=text)


def pytest_configure(config):
    """Laws are tried with more examples if all, or a number of them, is asked for."""
    if config.getoption("--all"):
        settings.load_profile("all")
    if examples := config.getoption("--examples"):
        settings.register_profile("asked", _PATIENT, max_examples=examples)
        settings.load_profile("asked")


def pytest_collection_modifyitems(config, items):
    """Leaves out, unless all is asked for, what a first run has no time for."""
    if config.getoption("--all"):
        return
    kept = fewer_cases([it for it in items if not it.get_closest_marker("slow")])
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]


def fewer_cases(items, most=MOST_CASES):
    """Some cases of each test, spread evenly, so that there are `most` in all.

    Each test keeps one case at least, and a test with few cases keeps them all.
    """
    cases = defaultdict(list)
    for item in items:
        cases[item.nodeid.partition("[")[0]].append(item)
    counts = [len(each) for each in cases.values()]
    limit = max(
        (
            n
            for n in range(1, max(counts, default=1) + 1)
            if sum(min(n, count) for count in counts) <= most
        ),
        default=1,
    )
    kept = set()
    for each in cases.values():
        step = max(len(each) / limit, 1)
        kept.update(each[int(i * step)] for i in range(min(limit, len(each))))
    return kept


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
