"""SQL databases as sources: queries that read, and nothing else; credentials come from the environment.

What the database is called is told without user and password, whatever fails.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from evalkit.errors import EvalkitError, Fault
from evalkit.sources.mapping import Raw, as_text

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_READS = re.compile(r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*(?:select|with|values|table)\b", re.IGNORECASE | re.DOTALL)
# Databases that are files, by the name of their dialect: what keeps a query from writing into them.
_FILES: Mapping[str, Mapping[str, Any]] = {"sqlite": {}, "duckdb": {"read_only": True}}
_PIECE = 100_000


class Database:
    """A database that is open for reading.

    Parameters
    ----------
    url
        Its address as the rules have it; ``${NAME}`` stands for a variable of the environment.
    folder
        The folder from which a database that is a file is found.
    file
        Where the address stands.
    """

    def __init__(self, url: str, folder: Path, file: str) -> None:
        self._folder = folder
        self._file = file
        self._secrets = [os.environ[name] for name in _VARIABLE.findall(url) if os.environ.get(name)]
        self._connection: Connection | None = None
        self._told = False
        self.fault = self._open(url)

    def read(self, name: str, query: str) -> Raw | list[Fault]:
        """Return what a query finds.

        Parameters
        ----------
        name
            The table that it is for.
        query
            One statement that reads.
        """
        if self.fault is not None or self._connection is None:
            once, self._told = not self._told, True  # the same for every table
            return [self.fault] if self.fault is not None and once else []
        from sqlalchemy import text
        from sqlalchemy.exc import SQLAlchemyError

        if not _READS.match(query):
            return [Fault("query-not-reading", self._file, None, f"source.tables.{name}.query", query)]
        try:
            result = self._connection.execution_options(stream_results=True).execute(text(query))
            header = list(result.keys())
            pieces = [
                [pa.array([as_text(value) for value in column], pa.string()) for column in zip(*rows, strict=True)]
                for rows in result.partitions(_PIECE)
            ]
        except SQLAlchemyError as error:
            self._connection.rollback()
            why = self._why(error)
            return [Fault("query-failed", self._file, None, f"source.tables.{name}.query", variables={"why": why})]
        shown = f"SQL [{name}]"
        if not pieces:
            return [Fault("no-rows", shown)]
        columns = [pa.chunked_array(parts) for parts in zip(*pieces, strict=True)]
        return Raw(shown, header, columns, None, lambda row: row + 1)

    def close(self) -> None:
        """Let go of the database."""
        if self._connection is not None:
            self._connection.close()
            self._connection.engine.dispose()

    def _open(self, url: str) -> Fault | None:
        try:
            from sqlalchemy import create_engine, event
            from sqlalchemy.engine import make_url
            from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
        except ImportError as error:
            raise EvalkitError("no-sqlalchemy") from error

        # What it logs of a query that failed would reach the terminal as a traceback.
        logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())
        try:
            if not _VARIABLE.fullmatch(url) and _VARIABLE.sub("", make_url(url).password or ""):
                return Fault("password-on-file", self._file, None, "source.url", variables={"example": "${PASSWORD}"})
            missing = [name for name in _VARIABLE.findall(url) if not os.environ.get(name)]
            if missing:
                return Fault("no-variable", self._file, None, "source.url", missing[0])
            full = self._located(_filled(url))
            if isinstance(full, Fault):
                return full
            dialect = full.get_backend_name()
            engine = create_engine(full, connect_args=dict(_FILES.get(dialect, {})))
        except (ArgumentError, ValueError):
            return Fault("not-a-url", self._file, None, "source.url")
        except (NoSuchModuleError, ImportError) as error:
            return Fault("no-driver", self._file, None, "source.url", variables={"why": self._clean(str(error))})
        if dialect == "sqlite":
            event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
        try:
            # All queries see the database as it is at one moment.
            moment = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
            options: dict[str, Any] = moment if dialect == "postgresql" else {}
            self._connection = engine.connect().execution_options(**options)
        except SQLAlchemyError as error:
            return Fault("no-database", self._file, None, "source.url", variables={"why": self._why(error)})
        return None

    def _located(self, url: URL) -> URL | Fault:
        """Return an address with the path of a database that is a file: opening one that is not there makes it."""
        if url.get_backend_name() not in _FILES:
            return url
        path = self._folder / (url.database or "")
        if not path.is_file():
            return Fault("missing-file", url.database or "")
        return url.set(database=str(path))

    def _why(self, error: Exception) -> str:
        driver = getattr(error, "orig", None) or error
        said = driver.args[0] if driver.args else ""
        # What PostgreSQL answers has fields; M is the message.
        return self._clean(str(said.get("M", said) if isinstance(said, dict) else driver))

    def _clean(self, why: str) -> str:
        for secret in self._secrets:
            why = why.replace(secret, "…")
        return (why.strip().splitlines() or ["–"])[0].rstrip(".")


def _filled(url: str) -> URL:
    """Return an address with what the environment holds; a password may contain any character."""
    from sqlalchemy.engine import make_url

    if whole := _VARIABLE.fullmatch(url):
        return make_url(os.environ[whole[1]])
    parts = make_url(url)

    def filled(part: object) -> str | None:
        return None if part is None else _VARIABLE.sub(lambda found: os.environ[found[1]], str(part))

    username, password, host, database = map(filled, (parts.username, parts.password, parts.host, parts.database))
    return parts.set(username=username, password=password, host=host, database=database)
