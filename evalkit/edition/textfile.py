"""Text files as offices really send them: UTF-8 with or without a mark, GBK from Excel, CRLF, full-width forms."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from evalkit.errors import Fault

# Of the Chinese characters in a file of names, nearly all are in GB 2312. Bytes of Big5, Shift-JIS or Latin-1 also
# decode as GB 18030, but into characters outside that set.
_LEAST_COMMON_SHARE = 0.9


@dataclass(frozen=True)
class TextFile:
    """The text of a file and the encoding that it was read in (``utf-8``, ``utf-8 with BOM`` or ``gb18030``)."""

    text: str
    encoding: str


def read_text(path: Path, name: str) -> TextFile | Fault:
    """Read a file as text, or say why it is none.

    Parameters
    ----------
    path
        The file.
    name
        What the fault calls it.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Fault("missing-file", name)
    except OSError as error:
        return Fault("unreadable-file", name, variables={"why": error.strerror or type(error).__name__})
    if not raw.strip():
        return Fault("empty-file", name)
    if raw.startswith(b"PK\x03\x04") or raw.startswith(b"\xd0\xcf\x11\xe0"):
        return Fault("workbook-not-text", name)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Fault("utf-16", name)
    if b"\x00" in raw:
        return Fault("not-text", name)
    try:
        with_mark = raw.startswith(b"\xef\xbb\xbf")
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = len((raw[: error.start] + b"x").splitlines())
        return _as_gb18030(raw) or Fault("not-utf-8", name, row=row)
    if not text.strip():
        return Fault("empty-file", name)
    return TextFile(text, "utf-8 with BOM" if with_mark else "utf-8")


def _as_gb18030(raw: bytes) -> TextFile | None:
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return None
    foreign = [c for c in text if ord(c) > 127]
    common = sum(_in_gb2312(c) for c in foreign)
    return TextFile(text, "gb18030") if common >= _LEAST_COMMON_SHARE * len(foreign) else None


def _in_gb2312(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def plain(text: str) -> str:
    """Return a code, number or key in its plain form: width-normalised (NFKC), no outer or non-breaking spaces."""
    return unicodedata.normalize("NFKC", text).replace("\ufeff", "").strip()


def name_key(text: str) -> str:
    """Return the form in which two spellings of a name are compared: NFKC, no spaces, case folded."""
    return "".join(plain(text).split()).casefold()
