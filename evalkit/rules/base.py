"""What every model of a TOML file is made of: a frozen table, exact points, ids, texts of one line."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from evalkit.files.unseen import one_line, spoilt


def _points(value: object) -> object:
    """Take a TOML integer or decimal (read as Decimal, never through a binary float)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal) and value.is_finite():
        return value
    raise PydanticCustomError("not-points", "not a number of points")


def _line(value: str) -> str:
    wrong = spoilt(value)
    if wrong is not None:
        raise PydanticCustomError(wrong[0], "a character nobody sees", {"character": wrong[1]})
    return one_line(value)


Points = Annotated[Decimal, BeforeValidator(_points)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_line)]
Count = Annotated[int, Field(ge=0)]


class Model(BaseModel):
    """A frozen table of a TOML file; unknown keys are refused and types are not coerced."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)

    def __hash__(self) -> int:
        return hash((type(self), *map(_hashable, self.__dict__.values())))


def _hashable(value: object) -> object:
    """Return a value that is equal where `value` is, and can be hashed where that holds tables by name."""
    return frozenset((key, _hashable(inside)) for key, inside in value.items()) if isinstance(value, dict) else value
