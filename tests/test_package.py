"""The package as a whole: its rooms, its public names, its versions."""

import doctest
import importlib
import inspect
import pickle
import pkgutil
import re
from functools import cached_property
from importlib.metadata import metadata, requires, version
from importlib.resources import files
from pathlib import Path

import attrs
import pytest

import csto_membership as cm
from csto_membership import evidence, exchange, strategies
from csto_membership.exchange import datasets

HERE = Path(cm.__file__).parent
PROJECT = Path(__file__).parents[1]
MODULES = [
    name
    for _, name, _ in pkgutil.walk_packages([str(HERE)], "csto_membership.")
    if not name.endswith("__main__")
]
NEED_FRAMES = ("frames.eager", "frames.lazy", "frames.lookup_table", "frames.series")


@pytest.mark.parametrize("name", ["csto_membership", *MODULES])
def test_the_examples_of_docstrings_run(name, monkeypatch):
    if name.endswith(NEED_FRAMES):
        pytest.importorskip("narwhals")
        pytest.importorskip("numpy")
    module = importlib.import_module(name)
    # doctest passes cached properties over unless they are named to it.
    cached = {
        f"{kind.__name__}.{key}": found.func.__doc__ or ""
        for kind in vars(module).values()
        if inspect.isclass(kind) and kind.__module__ == name
        for key, found in vars(kind).items()
        if isinstance(found, cached_property)
    }
    monkeypatch.setattr(module, "__test__", cached, raising=False)
    failed, _ = doctest.testmod(module)
    assert not failed


ROOMS_OF_NAMES = (
    "csto_membership",
    "csto_membership.evidence",
    "csto_membership.exchange",
    "csto_membership.record",
)


def public_methods():
    """Each public method of the classes that users meet, by its name."""
    for room in ROOMS_OF_NAMES:
        module = importlib.import_module(room)
        for kind in filter(inspect.isclass, map(module.__dict__.get, module.__all__)):
            for owner in kind.__mro__:
                if not owner.__module__.startswith("csto_membership"):
                    continue
                for key, found in vars(owner).items():
                    bare = getattr(found, "__func__", found)
                    if inspect.isfunction(bare) and not key.startswith("_"):
                        yield f"{owner.__module__}.{owner.__qualname__}.{key}", bare


def test_every_public_method_has_an_example():
    methods = dict(public_methods())
    assert len(methods) > 100
    without = [
        name for name, each in methods.items() if ">>> " not in (each.__doc__ or "")
    ]
    assert without == []


class TestPublicNames:
    def test_each_is_listed_once_and_exists(self):
        assert len(cm.__all__) == len(set(cm.__all__))
        assert all(hasattr(cm, name) for name in cm.__all__)

    def test_nothing_else_is_public(self):
        public = {
            name
            for name, value in {n: getattr(cm, n) for n in dir(cm)}.items()
            if not name.startswith("_") and not inspect.ismodule(value)
        }
        assert public == set(cm.__all__)

    @pytest.mark.parametrize("name", [n for n in cm.__all__ if n != "facts_version"])
    def test_each_says_what_it_is(self, name):
        told = inspect.getdoc(getattr(cm, name))
        assert told
        assert told.splitlines()[0].endswith((".", "?"))

    def test_each_has_one_place_in_the_reference(self):
        pages = (PROJECT / "docs" / "reference").glob("*.md")
        text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
        for name in cm.__all__:
            places = re.findall(rf"^::: csto_membership\.{name}$", text, re.MULTILINE)
            assert len(places) == 1, name

    def test_each_method_that_an_alliance_inherits_has_one_place_in_the_reference(self):
        pages = (PROJECT / "docs" / "reference").glob("*.md")
        text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
        found = re.findall(
            r"^::: csto_membership\.Alliance\.(\w+)$", text, re.MULTILINE
        )
        names = {key for owner in cm.Alliance.__mro__[1:-1] for key in vars(owner)}
        fields = {field.name for field in attrs.fields(cm.Alliance)}
        inherited = {key for key in names if key[0] != "_"} - fields
        assert sorted(found) == sorted(inherited - set(vars(cm.Alliance)))

    def test_every_error_has_one_root_and_a_built_in(self):
        errors = [getattr(cm, name) for name in cm.__all__ if name.endswith("Error")]
        built_in = (ValueError, TypeError, LookupError, ImportError, OSError)
        for error in errors:
            assert issubclass(error, cm.MembershipError)
            assert error is cm.MembershipError or issubclass(error, built_in)
            assert error.__name__ in (cm.errors.__doc__ or "")

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: cm.load("ctso"),
            lambda: cm.members_on("1999"),
            lambda: cm.read("no such file"),
            lambda: cm.was_member("Uzbekstan", "1999-04-20"),
        ],
    )
    def test_an_error_survives_pickling(self, ask):
        with pytest.raises(cm.MembershipError) as caught:
            ask()
        again = pickle.loads(pickle.dumps(caught.value))
        assert type(again) is type(caught.value)
        assert str(again) == str(caught.value)
        assert vars(again) == vars(caught.value)


def _examples(text):
    """The code of the examples in a docstring or on a page."""
    return "\n".join(re.findall(r"^ *(?:>>>|\.\.\.) (.*)", text or "", re.MULTILINE))


def _questions(kind):
    """The public methods and properties of a class, each with its docstring."""
    for name in dir(kind):
        found = inspect.getattr_static(kind, name)
        inner = (getattr(found, key, None) for key in ("fget", "func", "__func__"))
        function = inspect.unwrap(next(filter(None, inner), found))
        public = inspect.isfunction(function) and not name.startswith("_")
        if public and function.__module__.startswith("csto_membership"):
            yield name, function.__doc__


PUBLIC = {
    f"{room.__name__}.{name}": getattr(room, name)
    for room in (cm, evidence, strategies, exchange, datasets)
    for name in room.__all__
    if name != "facts_version"
}
CLASSES = {name: value for name, value in PUBLIC.items() if inspect.isclass(value)}
PAGES = "\n".join(
    _examples(page.read_text(encoding="utf-8"))
    for page in (PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md")))
)


# tests/exchange/with_frames runs examples of these, with the libraries that they need.
WITH_FRAMES = {"annotate", "report", "to_frame"}


class TestExamples:
    @pytest.mark.parametrize("name", PUBLIC)
    def test_each_public_name_has_one(self, name):
        assert name.rpartition(".")[2] in WITH_FRAMES or _examples(PUBLIC[name].__doc__)

    @pytest.mark.parametrize("name", CLASSES)
    def test_each_question_to_a_class_is_asked_in_one(self, name):
        shown = f"{_examples(CLASSES[name].__doc__)}\n{PAGES}"
        assert not [
            key
            for key, told in _questions(CLASSES[name])
            if key not in WITH_FRAMES
            and not re.search(rf"\b{key}\b", _examples(told))
            and not re.search(rf"\.{key}\b", shown)
        ]


class TestVersions:
    def test_the_code_has_one_version(self):
        citation = (PROJECT / "CITATION.cff").read_text(encoding="utf-8")
        assert version("csto-membership") == cm.__version__
        assert f"version: {cm.__version__}" in citation.replace('"', "")

    @pytest.mark.parametrize("name", ["CITATION.cff", ".zenodo.json"])
    def test_what_is_cited_has_the_versions_and_licences_of_the_package(self, name):
        text = (PROJECT / name).read_text(encoding="utf-8")
        licences = metadata("csto-membership")["License-Expression"].split(" AND ")
        assert licences == ["MIT", "CC0-1.0"]
        for told in (*licences, cm.__version__, f"facts {cm.facts_version}"):
            assert told in text

    def test_the_changelog_keeps_facts_and_code_apart(self):
        text = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
        assert cm.__version__ in text
        assert cm.facts_version in text
        assert re.search(r"^#+ Facts", text, re.MULTILINE)
        assert re.search(r"^#+ Code", text, re.MULTILINE)


class TestInstalled:
    def test_it_holds_its_data_and_its_types(self):
        tables = ("states.csv", "numbers.csv", "sources.csv")
        for name in ("csto.toml", "csto-context.toml", *tables):
            assert (files("csto_membership") / "data" / name).is_file()
        assert (files("csto_membership") / "py.typed").is_file()

    def test_it_needs_attrs_and_dateutil_and_nothing_else(self):
        needed = [r for r in requires("csto-membership") if "extra ==" not in r]
        names = {re.split(r"[^\w-]", requirement)[0] for requirement in needed}
        assert names == {"attrs", "python-dateutil"}


def _blocks(text):
    """The fenced block right after each HTML comment, as `.ci/run` takes it."""
    block = r"^<!-- (\S+) -->\n\n*```.*\n((?:(?!```).*\n)*)```"
    found = re.findall(block, text, re.MULTILINE)
    return dict(found)


class TestReadme:
    BLOCKS = _blocks((PROJECT / "README.md").read_text(encoding="utf-8"))

    @pytest.mark.parametrize(
        ("name", "wanted"),
        [
            ("run-command", "pip install . && .venv/bin/csto-membership on "),
            (
                "test-command",
                "pip install '.[test]' && .venv/bin/pytest --numprocesses auto\n",
            ),
        ],
    )
    def test_its_commands_are_where_the_check_looks_for_them(self, name, wanted):
        assert wanted in self.BLOCKS[name]

    @pytest.mark.parametrize(
        "text",
        [
            "<!-- run-command -->\nText.\n```sh\npytest\n```\n",
            "<!-- run-command -->\n\npytest\n",
            " <!-- run-command -->\n```sh\npytest\n```\n",
            "```sh\npytest\n```\n<!-- run-command -->\n",
            "<!-- run-command -->\n<!-- other -->\nText.\n```sh\npytest\n```\n",
        ],
    )
    def test_a_block_that_the_check_would_not_find_is_none(self, text):
        assert "run-command" not in _blocks(text)

    def test_a_block_that_it_would_find(self):
        text = "<!-- a -->\n```sh\none\ntwo\n```\nText.\n<!-- b -->\n\n```\n```\n"
        assert _blocks(text) == {"a": "one\ntwo\n", "b": ""}


class TestEvidence:
    def test_each_kind_of_answer_has_one_place_in_the_reference(self):
        pages = (PROJECT / "docs" / "reference").glob("*.md")
        text = "\n".join(page.read_text("utf-8") for page in pages)
        for name in evidence.__all__:
            places = re.findall(
                rf"^::: csto_membership\.evidence\.{name}$", text, re.MULTILINE
            )
            assert len(places) == 1, name
