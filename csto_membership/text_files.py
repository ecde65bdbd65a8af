"""Text files, and text from them: read with limits, written whole, shown without harm."""

from __future__ import annotations

import errno
import io
import os
import re
import stat
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from os import PathLike
from typing import Any, BinaryIO, TextIO

LARGEST = 3_000_000
"""The most bytes of a file that is read as a whole: a data file, a file of a package."""
LARGEST_DATA_SET = 30_000_000
"""The most bytes of a data set of others, which is read row by row."""


def open_regular(
    path: str | PathLike[str], largest: int = LARGEST, *, links: bool = True
) -> BinaryIO:
    """Open a file to read its bytes, if it is a regular file and not too large.

    A pipe or a device is refused before anything is read from it: it may never end, or
    never begin.

    Args:
        path: The file.
        largest: The most bytes that it may have.
        links: Whether the name may be a link. In a folder that somebody else made, a
            link may lead to any file of the reader.

    Raises:
        OSError: It cannot be read, is not a regular file, or is too large; `strerror`
            says which. Reading raises it too, if the file grows.
        ValueError: A null character is in the name.
    """
    if not links and os.path.islink(path):
        raise OSError(errno.ELOOP, "it is a link; put the file itself there")
    # If it has become a link just now, the flag refuses it.
    number = os.open(path, _AT_ONCE | (0 if links else getattr(os, "O_NOFOLLOW", 0)))
    try:
        _must_be_regular(os.fstat(number), largest)
        return io.BufferedReader(_Limited(io.FileIO(number), largest))
    except OSError as error:
        os.close(number)
        error.filename = os.fspath(path)
        raise


def _must_be_regular(found: os.stat_result, largest: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    if found.st_size > largest:
        raise _too_large(found.st_size, largest)


# Without the first flag, a pipe would be waited for until somebody writes to it.
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class _Limited(io.RawIOBase):
    """The bytes of a file up to a limit, even if it has become larger meanwhile."""

    def __init__(self, file: io.FileIO, largest: int) -> None:
        self._file, self._largest = file, largest

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        count = self._file.readinto(buffer)
        if count is None:
            raise OSError(errno.EAGAIN, "it waits for somebody to write to it")
        if self._file.tell() > self._largest:
            raise _too_large(None, self._largest)
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


def _too_large(size: int | None, largest: int) -> OSError:
    """The error about a file of a size; None for a file that grew beyond the limit."""
    found = f"{size:,}" if size else "more"
    return OSError(
        errno.EFBIG, f"it has {found} bytes, and at most {largest:,} are read"
    )


def read_bytes(
    path: str | PathLike[str], largest: int = LARGEST, *, links: bool = True
) -> bytes:
    """The bytes of a regular file, or of a file of this package.

    The package may be in a zip file, and its files may be links, since some installers
    make them so. Whatever imported the package can read them.

    Raises:
        OSError: It cannot be read, is not a regular file, or is too large.
        ValueError: A null character is in the name.
    """
    name = os.path.abspath(path)
    if _READ_OWN is not None and name.startswith(_OWN):
        return _READ_OWN(name)
    with open_regular(path, largest, links=links) as file:
        return file.read()


_OWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "")
"""Where the package is."""
_READ_OWN: Callable[[str], bytes] | None = getattr(
    __spec__ and __spec__.loader, "get_data", None
)
"""Reads a file of the package, also out of a zip file."""


def read_text(
    path: str | PathLike[str], largest: int = LARGEST, *, links: bool = True
) -> str:
    """The text of a file in UTF-8, with line ends as they are; as `read_bytes` reads it.

    Raises:
        OSError: It cannot be read, is not a regular file, or is too large.
        UnicodeDecodeError: It is not UTF-8.
        ValueError: A null character is in the name.
    """
    return read_bytes(path, largest, links=links).decode().removeprefix("\ufeff")


@contextmanager
def replaced(path: str | PathLike[str], *, new: bool = False) -> Generator[TextIO]:
    """Write a text file in UTF-8, whole or not at all, with line ends as they are.

    The text goes to another file in the same folder, which takes the place of the old
    file at the end. If anything fails before, the old file is as it was. A pipe or a
    device, such as `/dev/stdout`, is written to directly.

    Args:
        path: The file.
        new: Whether there must be no such file yet.

    Raises:
        OSError: It cannot be written.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = os.path.join(folder, "members.txt")
        ...     with replaced(path) as file:
        ...         _ = file.write("Armenia")
        ...     print(read_text(path), os.listdir(folder))
        Armenia ['members.txt']
    """
    name = os.path.realpath(path)  # a link stays a link
    before = _mode(name)
    if new and (before is not None or os.path.islink(path)):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), name)
    if before is not None and not stat.S_ISREG(before):
        with open(name, "w", encoding="utf-8", newline="") as file:
            yield file
        return
    with made_whole(name) as half:
        with open(half, "x", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            os.chmod(half, stat.S_IMODE(before))


@contextmanager
def made_whole(path: str) -> Generator[str]:
    """The path of a file to write, which takes the place of another at the end.

    It is in the same folder. If anything fails before, it is removed.
    """
    half = os.path.join(os.path.dirname(path), f".{os.urandom(8).hex()}.part")
    try:
        yield half
        os.replace(half, path)
    except BaseException:  # also if somebody interrupts it
        with suppress(OSError):
            os.unlink(half)
        raise


def _mode(path: str) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def escaped(text: str) -> str:
    r"""A text to show, with what could disguise it or steer a terminal as escapes.

    These are control characters except tabs and line ends, characters that do not show
    or that change the direction of text, and lone surrogates. The two that join and part
    letters, as Persian and Hindi need, are kept. The escapes are those of JSON, so that
    JSON stays JSON.

    Examples:
        >>> print(escaped("red: \x1b[31m, reversed: \u202e, no width: \u200b, Қазақстан"))
        red: \u001b[31m, reversed: \u202e, no width: \u200b, Қазақстан
    """
    return text if text.isprintable() else re.sub(_HARMFUL, _as_in_json, text)


def _as_in_json(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in pairs)


_HARMFUL = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\ud800-\udfff]"
)
"""Control and format characters of Unicode that do not show, but for U+200C and U+200D."""
