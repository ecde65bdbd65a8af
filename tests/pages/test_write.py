"""The site as plain pages on disk, for builders that know nothing of ours."""

import re
import sys
from pathlib import Path
from posixpath import join, normpath

import pytest

import csto_membership as cm

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "docs" / "generate"))
import alliances  # noqa: E402
import api  # noqa: E402
import picker  # noqa: E402
import rooms  # noqa: E402
import states  # noqa: E402
import write  # noqa: E402

sys.path.pop(0)

yaml = pytest.importorskip("yaml")  # MkDocs brings it, which the tests do not need
BUTTON = re.compile(r'<a class="button" href="([^"]+)"')


@pytest.mark.slow
def test_the_written_site_has_every_page_and_no_place_left_to_fill(
    tmp_path, monkeypatch
):
    folder = tmp_path / "site"
    made = dict(write.made())
    monkeypatch.setattr(write, "made", made.items)  # to make all of it takes long
    write.main([str(folder)])
    docs = folder / "docs"
    for place in made:
        assert (docs / place).is_file(), place
    for written in (PROJECT / "docs/explanation").glob("*.md"):
        assert (docs / "explanation" / written.name).is_file()
    assert not (docs / "generate").exists()
    for page in docs.rglob("*.md"):
        text = page.read_text("utf-8")
        assert text.startswith("---\n"), page
        assert yaml.safe_load(text.split("---\n")[1])["headline"], page
        assert picker.PLACE not in text
        assert rooms.PLACE not in text
        assert "<BLANKLINE>" not in text
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    assert "hooks:" not in settings
    assert "Found a wrong fact?" in (docs / "states/uzbekistan.md").read_text("utf-8")


def test_a_folder_that_exists_is_left_alone(tmp_path):
    with pytest.raises(SystemExit, match="name a new folder"):
        write.main([str(tmp_path)])
    with pytest.raises(SystemExit, match="usage"):
        write.main([])
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", ["csto", "nato", "warsaw_pact"])
def test_every_button_leads_to_a_file_of_the_api_or_a_page(name):
    alliance = cm.load(name)
    state = alliance.record.parties[0]
    files = {f"alliances/{name}/{each}" for each in api.of_alliance(alliance)}
    files |= {f"states/{state.code}/{each}" for each in api.of_state(state, [alliance])}
    pages = {
        f"alliances/{name}.md": dict(alliances.pages([alliance])),
        states.place_of(state): dict(states.pages([alliance])),
    }
    for place, made in pages.items():
        found = BUTTON.findall(made[place])
        assert len(found) >= 4
        for address in found:
            target, _, query = address.partition("?")
            target = normpath(join(place.removesuffix(".md"), target))
            if query:
                assert (target, query) == (".", f"alliance={name}")
                continue
            if target.startswith("api/"):
                assert target.removeprefix(f"{api.ROOT}/") in files, target
            else:
                assert (PROJECT / "docs" / f"{target}.md").is_file(), target


def test_front_matter_of_a_page_is_kept():
    told = write._whole("---\nhide: [navigation]\n---\n\n# A name\n\nIt is.\n", "a.md")
    head = yaml.safe_load(told.split("---\n")[1])
    assert head["hide"] == ["navigation"]
    assert head["description"] == "A name: It is."
