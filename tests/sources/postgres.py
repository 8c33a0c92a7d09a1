"""A PostgreSQL server of the test's own: a folder of data, a socket and a password; it ends with the test."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.sources.dressed import Rows

USER, PASSWORD = "office_reader", "Geheim7-qx"
# Debian keeps the programs of each version apart.
_PLACES = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
#: Who runs the server where the test runs as root, which PostgreSQL refuses: nobody.
_OTHER = 65534


@dataclass(frozen=True)
class Server:
    """A server that runs: the address for the rules, the password in the environment, and one that may write."""

    url: str
    admin: str


def why_not() -> str | None:
    """Return why there can be no server here, None where there can be one."""
    for program in ("initdb", "pg_ctl", *(["setpriv"] if os.geteuid() == 0 else [])):
        if _which(program) is None:
            return f"there is no {program}: PostgreSQL (Debian: postgresql) is not installed"
    if importlib.util.find_spec("pg8000") is None:
        return "the package pg8000 is not installed: pip install 'panel-evalkit[postgresql]'"
    return None


def _which(program: str) -> str | None:
    return shutil.which(program) or shutil.which(program, path=os.pathsep.join(_PLACES))


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """Start a server that listens on a socket only."""
    # Not below pytest's own folder, into which nobody else may look; the path of a socket is short.
    folder = Path(tempfile.mkdtemp(prefix="evalkit-pg-", dir="/tmp"))
    as_other = [str(_which("setpriv")), f"--reuid={_OTHER}", f"--regid={_OTHER}", "--clear-groups"]
    other = as_other if os.geteuid() == 0 else []
    secret = folder / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    if other:
        for path in (folder, secret):
            os.chown(path, _OTHER, _OTHER)
    # Signals sent to the test reach no server that it starts: what ends it is pg_ctl.
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def call(program: str, *words: str) -> None:
        command = [*other, str(_which(program)), *words]
        done = subprocess.run(
            command, cwd=folder, env=environment, text=True, timeout=120, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout

    data, log = str(folder / "data"), str(folder / "log")
    call("initdb", "-D", data, "-U", USER, "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--no-sync")
    # pg_ctl hands its output on to the server, which keeps it: a pipe would never end.
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    started = [*other, str(_which("pg_ctl")), "-D", data, "-l", log, "-w", "-o", options, "start"]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        subprocess.run(started, cwd=folder, env=environment, timeout=120, check=True, **quiet)
        place = f"postgres?unix_sock={folder}/.s.PGSQL.5432"
        head = "postgresql+pg8000://"
        yield Server(f"{head}${{OFFICE_USER}}:${{OFFICE_PASSWORD}}@/{place}", f"{head}{USER}:{PASSWORD}@/{place}")
    finally:
        subprocess.run(
            [*other, str(_which("pg_ctl")), "-D", data, "-m", "immediate", "-w", "stop"],
            cwd=folder, env=environment, timeout=120, check=False, **quiet,
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)


def fill(server: Server, tables: dict[str, Rows]) -> None:
    """Write tables into the database, marks as numbers."""
    from sqlalchemy import create_engine, text

    engine = create_engine(server.admin)
    with engine.begin() as connection:
        connection.execute(text("CREATE SEQUENCE visits"))
        for name, (header, *rows) in tables.items():
            columns = ", ".join(f'"{column}" {"numeric" if column == "points" else "text"}' for column in header)
            connection.execute(text(f'CREATE TABLE "{name}" ({columns})'))
            places = ", ".join(f":c{i}" for i in range(len(header)))
            values = [{f"c{i}": cell or None for i, cell in enumerate(row)} for row in rows]
            connection.execute(text(f'INSERT INTO "{name}" VALUES ({places})'), values)
    engine.dispose()
