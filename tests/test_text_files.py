"""Text files: what is refused before it is read, what stays if writing fails, and escapes."""

import json
import os
import stat
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_membership.text_files import (
    LARGEST,
    escaped,
    open_regular,
    read_text,
    replaced,
)

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of these")


class TestReading:
    def test_a_regular_file_is_read_without_its_mark(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_bytes(b"\xef\xbb\xbfone\r\ntwo")
        assert read_text(path) == read_text(str(path)) == "one\r\ntwo"

    def test_the_limit_itself_is_read_and_one_byte_more_is_not(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_bytes(b"x" * 10)
        assert read_text(path, 10) == "x" * 10
        with pytest.raises(OSError, match="has 10 bytes, and at most 9 are read"):
            open_regular(path, 9)

    @UNIX
    @pytest.mark.parametrize("kind", ["pipe", "device", "link to a device", "folder"])
    def test_what_is_no_regular_file_is_refused_at_once(self, kind, tmp_path):
        path = tmp_path / "a.txt"
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "device":
            path = Path("/dev/zero")
        elif kind == "folder":
            path.mkdir()
        else:
            path.symlink_to("/dev/zero")
        expected = "Is a directory" if kind == "folder" else "it is not a regular file"
        with pytest.raises(OSError, match=expected):
            open_regular(path)

    @UNIX
    def test_a_file_that_has_more_than_it_says_is_refused(self):
        """The system's own files say that they have no bytes."""
        assert read_text("/proc/self/status").startswith("Name:")
        with pytest.raises(OSError, match="it has more bytes, and at most 20"):
            read_text("/proc/self/status", 20)

    @UNIX
    @pytest.mark.parametrize("to", ["a.txt", "/etc/passwd", "/dev/zero", "nowhere"])
    def test_a_link_is_read_only_where_links_may_be(self, to, tmp_path):
        (tmp_path / "a.txt").write_text("one")
        path = tmp_path / "b.txt"
        path.symlink_to(to)
        with pytest.raises(OSError, match="it is a link; put the file itself there"):
            read_text(path, links=False)
        if to == "a.txt":
            assert read_text(path) == "one"

    @UNIX
    def test_what_becomes_a_link_while_it_is_opened_is_not_followed(
        self, tmp_path, monkeypatch
    ):
        path = tmp_path / "b.txt"
        path.symlink_to("/etc/passwd")
        monkeypatch.setattr("os.path.islink", lambda _: False)
        with pytest.raises(OSError, match="symbolic link"):
            read_text(path, links=False)

    @UNIX
    @pytest.mark.parametrize("path", ["/dev/zero", "/", "/proc/self/status"])
    def test_what_is_refused_stays_open_nowhere(self, path):
        before = os.listdir("/proc/self/fd")  # noqa: PTH208
        with pytest.raises(OSError, match=r"it|Is"):
            read_text(path, 20)
        assert os.listdir("/proc/self/fd") == before  # noqa: PTH208

    def test_a_name_with_a_null_character(self):
        with pytest.raises(ValueError, match="null"):
            read_text("a\0b")


class TestWriting:
    @pytest.fixture
    def old(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text("old")
        return path

    def test_the_new_text_takes_the_place_of_the_old(self, old):
        with replaced(old) as file:
            file.write("Қазақстан\r\n\n")
            assert old.read_text() == "old"
        assert old.read_bytes() == "Қазақстан\r\n\n".encode()
        assert [*old.parent.iterdir()] == [old]

    @pytest.mark.parametrize("error", [OSError, ValueError, KeyboardInterrupt])
    def test_if_writing_fails_the_old_file_is_as_it_was(self, error, old):
        with pytest.raises(error), replaced(old) as file:  # noqa: PT012
            file.write("half")
            raise error
        assert old.read_text() == "old"
        assert [*old.parent.iterdir()] == [old]

    @UNIX
    def test_if_the_disk_is_full_the_old_file_is_as_it_was(self, old, monkeypatch):
        def full(_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("csto_membership.text_files.os.fsync", full)
        with pytest.raises(OSError, match="No space"), replaced(old) as file:
            file.write("new")
        assert old.read_text() == "old"
        assert [*old.parent.iterdir()] == [old]

    def test_a_file_that_must_be_new_is_not_touched(self, old):
        with pytest.raises(FileExistsError), replaced(old, new=True) as file:
            file.write("new")
        assert old.read_text() == "old"
        with replaced(old.parent / "b.txt", new=True) as file:
            file.write("new")
        assert (old.parent / "b.txt").read_text() == "new"

    @UNIX
    def test_a_link_and_the_rights_of_a_file_stay(self, old):
        old.chmod(0o640)
        link = old.parent / "link.txt"
        link.symlink_to(old)
        with replaced(link) as file:
            file.write("new")
        assert link.is_symlink()
        assert old.read_text() == "new"
        assert stat.S_IMODE(old.stat().st_mode) == 0o640
        plain = old.parent / "plain.txt"
        plain.write_text("")
        with replaced(old.parent / "new.txt") as file:
            file.write("new")
        assert (old.parent / "new.txt").stat().st_mode == plain.stat().st_mode

    @UNIX
    def test_a_device_is_written_to_directly(self):
        with replaced("/dev/null") as file:
            file.write("gone")
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)

    @UNIX
    def test_the_longest_name_can_be_replaced(self, tmp_path):
        path = tmp_path / ("n" * 255)
        for _ in range(2):
            with replaced(path) as file:
                file.write("new")
        assert path.read_text() == "new"

    def test_a_folder_that_is_not_there(self, tmp_path):
        with pytest.raises(FileNotFoundError), replaced(tmp_path / "no" / "a"):
            pass


SHOWN = {"ARABIC", "SYRIAC", "KAITHI"}
"""Scripts whose format characters show, such as the sign of a number."""
JOINING = {"ZERO WIDTH JOINER", "ZERO WIDTH NON-JOINER"}


def is_harmful(character):
    """The slow way to say what `escaped` replaces."""
    name = unicodedata.name(character, "")
    return character not in "\t\n" and (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or (
            unicodedata.category(character) == "Cf"
            and name not in JOINING
            and (name.split()[0] not in SHOWN or name == "ARABIC LETTER MARK")
        )
    )


class TestEscapes:
    @pytest.mark.slow
    def test_each_character_is_kept_or_escaped_as_unicode_says(self):
        reserved = {
            0x2065,
            *range(0x13439, 0x13440),
        }  # newer versions of Unicode have them
        for character in map(chr, {*range(0xE0080)} - reserved):
            code = ord(character)
            of_json = (
                f"\\u{code:04x}" if code < 0x10000 else json.dumps(character)[1:-1]
            )
            shown = of_json if is_harmful(character) else character
            assert escaped(character) == shown, hex(ord(character))

    @given(st.text(st.characters(codec=None)))
    def test_what_is_shown_is_harmless_and_escaping_it_again_changes_nothing(
        self, text
    ):
        assert not any(map(is_harmful, escaped(text)))
        assert escaped(escaped(text)) == escaped(text)

    @given(st.text(st.characters(codec=None)))
    def test_json_says_the_same_before_and_after(self, text):
        assert json.loads(escaped(json.dumps(text, ensure_ascii=False))) == text


def test_the_limit_is_far_from_what_is_shipped():
    data = Path(__file__).parents[1] / "csto_membership" / "data"
    assert max(path.stat().st_size for path in data.iterdir()) < LARGEST / 2
