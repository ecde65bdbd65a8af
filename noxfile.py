"""Runs the tests with each Python that is here: `nox`, or `nox -s lowest`."""

import nox

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
LOWEST = ["attrs==23.2", "python-dateutil==2.8.2"]

nox.options.error_on_missing_interpreters = False


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """All tests, against the built package."""
    session.install(".[test]")
    session.run("pytest", "--all", *session.posargs)


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """All tests with the oldest dependencies that pyproject.toml allows."""
    session.install(".[test]", *LOWEST)
    session.run("pytest", "--all", *session.posargs)
