"""Standard streams as they are found: closed, full, with a reader that has gone, in an encoding without Chinese.

A command is over when its work is done, not when somebody stops listening. What cannot be written is dropped; where the
reader has not gone by himself (as ``head`` does), the command ends with 1 and says so, as far as it can.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import select
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

#: Characters that an encoding lacks are written as ``\u8054``.
_ERRORS = "backslashreplace"
_GONE = frozenset({errno.EPIPE, errno.ECONNRESET})


class _Out(io.RawIOBase):
    """A file descriptor to write to, which takes everything; `lost` is the first error of the system."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.lost: OSError | None = None

    def fileno(self) -> int:
        return self.number

    def isatty(self) -> bool:
        return os.isatty(self.number)

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        whole = memoryview(data).cast("B")
        rest = whole
        while rest and self.lost is None:
            try:
                rest = rest[os.write(self.number, rest) :]
            except BlockingIOError:
                # Somebody who shares the terminal set it so.
                select.select([], [self.number], [])
            except OSError as error:
                self.lost = error
        return len(whole)


def settle() -> None:
    """Make standard output and standard error such that writing to them never fails."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # A file that is opened later would get the number, and whatever a library prints.
            with contextlib.suppress(OSError):
                nothing = os.open(os.devnull, os.O_RDWR)
                os.dup2(nothing, number)
                if nothing != number:
                    os.close(nothing)
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")
    sys.stdout = _settled(sys.stdout, 1)
    sys.stderr = _settled(sys.stderr, 2)


def _settled(stream: TextIO | None, number: int) -> TextIO:
    if stream is None:
        return io.TextIOWrapper(io.BufferedWriter(_Out(number)), encoding="utf-8", errors=_ERRORS)
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)
    if isinstance(raw, io.FileIO):
        stream.flush()
        out = io.BufferedWriter(_Out(raw.fileno()))
        return io.TextIOWrapper(out, stream.encoding, _ERRORS, line_buffering=number == 2 or raw.isatty())
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=_ERRORS)
    return stream


def lost() -> OSError | None:
    """Return why something could not be printed; None where everything was, or its reader did not want it."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
        raw = getattr(getattr(stream, "buffer", None), "raw", None)
        if isinstance(raw, _Out) and raw.lost is not None and raw.lost.errno not in _GONE:
            return raw.lost
    return None
