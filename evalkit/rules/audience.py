"""For whom a report is: the public, or the office and the panel themselves."""

from __future__ import annotations

from typing import Literal, get_args

from evalkit.errors import UnknownName

Audience = Literal["public", "internal"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)


def audience_of(name: str) -> Audience:
    """Return the audience of that name; UnknownName where there is none."""
    for audience in AUDIENCES:
        if name == audience:
            return audience
    raise UnknownName("audience", str(name), AUDIENCES)
