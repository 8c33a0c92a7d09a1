"""Texts of a programme, in each of its languages.

Where a programme has one language, a plain string is enough. Where it has several, a text has each of them. What it has
in a language of the library beside them may stay on file, and is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

from pydantic import TypeAdapter, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

from evalkit.rules.base import Line
from evalkit.wording import LANGUAGES, Language, is_language, manner

_LINE: TypeAdapter[str] = TypeAdapter(Line)


def language_code(value: str) -> str:
    """Return the code of a language; a fault where it is none."""
    if not is_language(value):
        raise PydanticCustomError("no-language", "no language")
    return value


class _ByKey(Mapping[str, str]):
    """Texts by key, immutable; compared and hashed by what they hold."""

    def __init__(self, **texts: str) -> None:
        self._texts = texts

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self._texts.items())))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self._texts)})"

    @classmethod
    def keys_for(cls, languages: Sequence[Language]) -> tuple[str, ...]:
        """Return the keys that a programme of these languages must have."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        def serialized(value: _ByKey) -> dict[str, str]:
            return dict(value)

        return core_schema.with_info_plain_validator_function(
            cls._validate, serialization=core_schema.plain_serializer_function_ser_schema(serialized)
        )

    @classmethod
    def _validate(cls, value: object, info: core_schema.ValidationInfo) -> Self:
        languages: tuple[Language, ...] = (info.context or {}).get("languages", LANGUAGES)
        keys = cls.keys_for(languages)
        if isinstance(value, str) and len(keys) == 1:
            return cls(**{keys[0]: _LINE.validate_python(value, strict=True)})
        if not isinstance(value, Mapping):
            form = {"form": "{ " + ", ".join(f'{key} = "…"' for key in keys) + " }", "count": len(languages)}
            raise PydanticCustomError("text-by-language", "no text by language", form)
        wrong: list[InitErrorDetails] = []
        found: dict[str, str] = {}
        may = dict.fromkeys((*keys, *cls.keys_for([*languages, *LANGUAGES])))
        for key in keys:
            if key not in value:
                wrong.append({"type": "missing", "loc": (key,), "input": value})
        for key, text in value.items():
            if key not in may:
                unknown = PydanticCustomError("unknown-key", "an unknown key", {"allowed": tuple(may)})
                wrong.append({"type": unknown, "loc": (key,), "input": text})
                continue
            try:
                found[key] = _LINE.validate_python(text, strict=True)
            except ValidationError as error:
                wrong += [_again(detail, key) for detail in error.errors(include_url=False)]
        if wrong:
            raise ValidationError.from_exception_data(cls.__name__, wrong)
        return cls(**{key: found[key] for key in keys})


class Text(_ByKey):
    """One text in each language of the programme."""

    @classmethod
    def keys_for(cls, languages: Sequence[Language]) -> tuple[str, ...]:
        """Return the languages."""
        return tuple(languages)


class Noun(_ByKey):
    """What a unit is called in each language of the programme.

    In a language with plural forms also in the plural, ``en`` and ``en_plural``; in Chinese with its measure word,
    ``zh`` and ``zh_measure``.
    """

    @classmethod
    def keys_for(cls, languages: Sequence[Language]) -> tuple[str, ...]:
        """Return each language with what else it needs."""
        found: list[str] = []
        for language in dict.fromkeys(languages):
            how = manner(language)
            found.append(language)
            found += [f"{language}_measure"] if how.han else [f"{language}_plural"] if len(how.plurals) > 1 else []
        return tuple(found)

    def forms(self, language: Language) -> dict[str, str]:
        """Return ``unit``, ``units`` and ``measure`` in a language; the last empty where it has none."""
        one = self[language]
        return {
            "unit": one,
            "units": self.get(f"{language}_plural", one),
            "measure": self.get(f"{language}_measure", ""),
        }


def _again(detail: Any, key: str) -> InitErrorDetails:
    """Return an error of a text as one of the table that it stands in."""
    kind = detail["type"]
    found: InitErrorDetails = {"type": kind, "loc": (key,), "input": detail["input"], "ctx": detail.get("ctx", {})}
    # Ours have a hyphen, pydantic's do not.
    if "-" in kind:
        found["type"] = PydanticCustomError(kind, detail["msg"], found.pop("ctx"))
    return found
