"""Small made-up records for the tests of the engine, each from a few lines."""

import pytest

import csto_membership as cm

SOURCES = {"gazette": "1990-01-01", "herald": "1995-01-01", "courier": "1997-01-01"}
EXPIRES = "on the anniversary"
ROLES = {"treaty": ["treaty"], "charter": ["charter"], "talks": []}


def _event(line):
    """An event from `id: kind STATES key=value; source day word key=value; ...`."""
    head, *claims = line.split(";")
    name, rest = head.split(":")
    kind, *words = rest.split()
    states = [word for word in words if word.isupper()]
    more = dict(word.split("=") for word in words if "=" in word)
    for key in {"after", "undecided", "to"} & more.keys():
        more[key] = more[key].split(",")
    return {
        "id": name.strip(),
        "title": name.strip(),
        "kind": kind,
        "states": states,
        "claim": list(map(_claim, claims)),
        **more,
    }


def _claim(text):
    source, *words = text.split()
    claim: dict[str, object] = {"sources": source.split(",")}
    for word in words:
        key, is_pair, value = word.partition("=")
        if key == "states":
            claim[key] = value.split(",")
        elif key == "years":
            years, _, after = value.partition("+")
            claim["rule"] = {"after": after, "years": int(years), "expires": EXPIRES}
        elif is_pair:
            claim[key] = value
        elif word in ("never", "only"):
            claim[word] = True
        elif word == "set_aside":
            claim |= {"set_aside": True, "why": "It is set aside."}
        else:
            claim["on"] = word
    return claim


def _pact(lines, *, under="joined", **alliance):
    return cm.read(
        {
            "alliance": {
                "id": "pact",
                "complete_until": "1999-12-31",
                "default_definition": under,
                **alliance,
            },
            "source": {
                name: {
                    "title": name.title(),
                    "kind": "law",
                    "grade": "primary",
                    "published": published,
                }
                for name, published in SOURCES.items()
            },
            "instrument": {name: {"roles": roles} for name, roles in ROLES.items()},
            "event": [_event(line) for line in lines.splitlines() if line.strip()],
        }
    )


@pytest.fixture(scope="session")
def pact():
    """Makes an alliance, complete until 1999, from a line for each event.

    A line has the event's id, kind and states, and what it is under (`of=charter`); then,
    after a semicolon each, its claims: a source or several, a day, and other keys of a
    claim, or a term of years after another event (`years=5+force`). The gazette is of 1990, the herald of 1995 and the courier of 1997.
    """
    return _pact
