"""The metadata of the package lead to the site and the repository once they are set."""

import importlib.util
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
TEXT = (
    "[a](docs/faq.md) [b](docs/reference/index.md#x) ![c](docs/assets/readme.svg) "
    "[d](LICENSE) [e](https://example.com/x) [f](#here)"
)


@pytest.fixture(scope="module")
def hook():
    pytest.importorskip("hatchling")
    spec = importlib.util.spec_from_file_location(
        "hatch_build", PROJECT / "hatch_build.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def metadata_with(hook, monkeypatch, **settings):
    for name in ("SITE_URL", "CODE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    found = {}
    hook.Addresses(str(PROJECT), {}).update(found)
    return found


def test_links_of_the_readme_lead_to_the_site_and_the_repository(hook):
    assert hook.linked(TEXT, "https://s.org", "https://c.org/r") == (
        "[a](https://s.org/faq/) [b](https://s.org/reference/#x) "
        "![c](https://s.org/assets/readme.svg) [d](https://c.org/r/blob/main/LICENSE) "
        "[e](https://example.com/x) [f](#here)"
    )


def test_nothing_is_claimed_that_is_not_set(hook, monkeypatch):
    found = metadata_with(hook, monkeypatch)
    assert found["urls"] == {}
    assert found["readme"]["text"] == (PROJECT / "README.md").read_text("utf-8")


def test_what_is_set_is_in_the_metadata(hook, monkeypatch):
    settings = {"SITE_URL": "https://s.org/", "CODE_URL": "https://c.org/r"}
    found = metadata_with(hook, monkeypatch, **settings)
    assert found["urls"] == {
        "Documentation": "https://s.org/",
        "Changelog": "https://s.org/changelog/",
        "Source": "https://c.org/r",
        "Issues": "https://c.org/r/issues",
    }
    assert "](docs/" not in found["readme"]["text"]
