"""Text files as offices really send them: UTF-8 with or without a mark, GBK from Excel, CRLF, full-width forms."""

from __future__ import annotations

import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from evalkit.errors import Fault
from evalkit.files.unseen import invisible

# Of the Chinese characters in a file of names, nearly all are in GB 2312. Bytes of Big5, Shift-JIS or Latin-1 also
# decode as GB 18030, but into characters outside that set.
_LEAST_COMMON_SHARE = 0.9
# EUC-KR and EUC-JP use the very bytes of GB 2312. So many different characters, nearly all of them Hangul or of the
# 2,965 everyday kanji, are no chance: of Chinese characters six in ten would be, or eight.
_LEAST_CHARACTERS = 8
_LEAST_KANJI = 20
_LEAST_FOREIGN_SHARE = 0.95
#: What a file may look like that is neither UTF-8 nor GBK; `fault-not-utf-8` names each.
_OTHERS = ("cp949", "euc_jp", "cp932", "big5", "cp1252", "cp1251")
#: A larger text is not read into memory.
MOST_BYTES = 1 << 30
_SAMPLE = 1 << 16


@dataclass(frozen=True)
class TextFile:
    """The text of a file and the encoding that it was read in (``utf-8``, ``utf-8 with BOM`` or ``gb18030``)."""

    text: str
    encoding: str

    @property
    def seen_as(self) -> str:
        """The encoding, and for a guessed one the first words beyond ASCII, by which a reader sees if it is right."""
        words = re.search(r"[^\x00-\x7f]{1,12}", self.text) if self.encoding == "gb18030" else None
        return self.encoding if words is None else f"{self.encoding} (“{words[0]}”)"


def not_plain(path: Path, name: str, most: int = MOST_BYTES) -> Fault | None:
    """Return why a path is no plain file of at most so many bytes: reading a pipe or a device need never end."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return Fault("not-plain-file", name, variables={"what": "link"}) if path.is_symlink() else None
    except OSError as error:  # links in a circle, a folder that may not be entered
        return Fault("unreadable-file", name, variables={"why": error.strerror or type(error).__name__})
    if not stat.S_ISREG(found.st_mode):
        return Fault("not-plain-file", name, variables={"what": "folder" if stat.S_ISDIR(found.st_mode) else "device"})
    if found.st_size > most:
        return Fault("too-large", name, variables={"size": f"{found.st_size:,}", "most": f"{most:,}"})
    return None


def read_text(path: Path, name: str, most: int = MOST_BYTES) -> TextFile | Fault:
    """Read a file as text, or say why it is none.

    Parameters
    ----------
    path
        The file.
    name
        What the fault calls it.
    most
        How many bytes it may have.
    """
    wrong = not_plain(path, name, most)
    if wrong is not None:
        return wrong
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
        # Without a mark: the upper halves of Latin letters, digits and commas are all on one side.
        return Fault("not-text" if raw[::2].count(0) and raw[1::2].count(0) else "utf-16", name)
    try:
        with_mark = raw.startswith(b"\xef\xbb\xbf")
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = len((raw[: error.start] + b"x").splitlines())
        return _as_gb18030(raw) or Fault("not-utf-8", name, row=row, variables={"looks": _looks(raw)})
    if not text.strip():
        return Fault("empty-file", name)
    return TextFile(text, "utf-8 with BOM" if with_mark else "utf-8")


def _as_gb18030(raw: bytes) -> TextFile | None:
    """Return the text where the bytes are Chinese, None where they are none or most probably something else."""
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return None
    foreign = [c for c in text if ord(c) > 127]
    common = sum(_in_gb2312(c) for c in foreign)
    # Chinese does not stand inside words of small Latin letters; the é of another encoding does.
    inside = sum(len(found) for found in re.findall(r"[a-z]([^\x00-\x7f]{1,2})(?=[a-z])", text))
    if common < _LEAST_COMMON_SHARE * len(foreign) or 2 * inside > len(foreign):
        return None
    return None if _korean(raw) or _japanese(raw, text) else TextFile(text, "gb18030")


def _korean(raw: bytes) -> bool:
    found = _characters(raw, "euc_kr")
    hangul = sum("\uac00" <= c <= "\ud7a3" for c in found)
    return len(found) >= _LEAST_CHARACTERS and hangul >= _LEAST_FOREIGN_SHARE * len(found)


def _japanese(raw: bytes, as_chinese: str) -> bool:
    # Kana have the same bytes in both.
    letters = [c for c in as_chinese if c.isalpha() and ord(c) > 127]
    if 10 * sum("\u3041" <= c <= "\u30fa" for c in letters) > len(letters):
        return True
    found = _characters(raw, "euc_jp")
    everyday = sum(b"\xb0\xa1" <= c.encode("euc_jp") <= b"\xcf\xd3" for c in found)
    return len(found) >= _LEAST_KANJI and everyday >= _LEAST_FOREIGN_SHARE * len(found) and _looks(raw) == "euc_jp"


def _characters(raw: bytes, encoding: str) -> set[str]:
    """Return the different letters beyond ASCII that the bytes hold in an encoding; none where they are not in it."""
    try:
        return {c for c in raw.decode(encoding) if ord(c) > 127 and c.isalpha()}
    except UnicodeDecodeError:
        return set()


def _looks(raw: bytes) -> str:
    """Return which encoding the bytes look like, ``none`` where they look like none."""
    # Takes a while to load, and is needed for faulty files only.
    from charset_normalizer import from_bytes

    telling = b"\n".join(line for line in raw.splitlines() if not line.isascii())
    best = from_bytes(telling[:_SAMPLE], cp_isolation=["gb18030", *_OTHERS]).best()
    return best.encoding if best is not None and best.encoding in _OTHERS else "none"


def _in_gb2312(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def plain(text: str) -> str:
    """Return a code, number or key in its plain form: width-normalised (NFKC), no outer or non-breaking spaces."""
    if text.isascii():  # is that already, and most texts are
        return text.strip()
    return unicodedata.normalize("NFKC", text).replace("\ufeff", "").strip()


def name_key(text: str) -> str:
    """Return the form in which two spellings of a name are compared: NFKC, nothing invisible, case folded."""
    dense = "".join(plain(text).split())
    return (dense if dense.isascii() else "".join(c for c in dense if not invisible(c))).casefold()
