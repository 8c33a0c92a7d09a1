"""Zip archives whose bytes depend on nothing but what is in them; workbooks and Word files are such archives."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

#: A date that says nothing; zip knows no earlier one.
NO_DATE = dt.datetime(1980, 1, 1)
#: The same in seconds since 1970, for programs that ask the environment.
SOURCE_DATE_EPOCH = "315532800"


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of these parts in this order, all with the same date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, NO_DATE.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return buffer.getvalue()


def unpack(archive: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return {name: source.read(name) for name in source.namelist()}
