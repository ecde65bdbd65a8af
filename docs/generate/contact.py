"""How to get the package, where its code is, and how to report: from the settings.

The settings are in `mkdocs.yml`, under `extra`: `package`, the name under which pip finds
it, and `code`, the address of the repository. What is not set yet is not claimed.
"""

from collections.abc import Mapping
from typing import Any

__all__ = ["PLACES", "filled", "where_to_report"]

INSTALL = {
    True: """\
```sh
python3 -m venv .venv && .venv/bin/pip install {package}
```

With an extra, such as `frames` for data frames: `pip install '{package}[frames]'`.""",
    False: """\
The package is not in a public index of packages yet, so `pip install` with its name alone does not find it. Install it from a copy of its repository. In that folder:

```sh
python3 -m venv .venv && .venv/bin/pip install .
```

With an extra, such as `frames` for data frames: `.venv/bin/pip install '.[frames]'`.""",
}
CODE = {
    True: "The code, the facts and these pages are in one repository: <{code}>.",
    False: "The code, the facts and these pages are in one repository. It has no public address yet: whoever gave you this copy has it.",
}
REPORT = {
    True: "Open an issue at <{code}/issues>.",
    False: "Write to whoever gave you this copy, or open an issue where you found it.",
}
PLACES = {
    '<div id="install"></div>': (INSTALL, "package"),
    '<div id="code"></div>': (CODE, "code"),
    '<div id="report"></div>': (REPORT, "code"),
}
"""What is put where, and the setting that it needs."""


def filled(markdown: str, settings: Mapping[str, Any]) -> str:
    """Return a page with what the settings say in its places."""
    for place, (texts, setting) in PLACES.items():
        markdown = markdown.replace(place, _text(texts, setting, settings))
    return markdown


def where_to_report(settings: Mapping[str, Any]) -> str:
    """Return the sentence that says where to report an error."""
    return _text(REPORT, "code", settings)


def _text(texts: Mapping[bool, str], setting: str, settings: Mapping[str, Any]) -> str:
    value = str(settings.get(setting) or "").rstrip("/")
    return texts[bool(value)].format(**{setting: value})
