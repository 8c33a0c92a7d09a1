"""What travels with the reports for whoever checks them: a list of every file with its SHA-256, and the verifier."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from evalkit.files import store
from evalkit.package.verify import SUMS
from evalkit.runner.fingerprint import PACKAGE as CODE
from evalkit.runner.manifest import MANIFEST, OUTPUTS
from evalkit.runner.staging import locked
from evalkit.runner.state import State

VERIFIER = "verify.py"
#: A file of somebody else's that may lie at the top.
_BESIDE = ("README.md",)


def keep_sums(look: Callable[[], State]) -> None:
    """Write the list and the verifier where they are not what they should be; nothing where there are no reports.

    Parameters
    ----------
    look
        Gives what is there now. It is asked again under the lock: a list made before, of what was there before another
        run added a page, would take the place of the list with that page.

    Raises
    ------
    EvalkitError
        They cannot be written.
    """
    state = look()
    if _due(state):
        with locked(state.workspace.reports):
            for name, text in _due(look()).items():
                store.write(state.workspace.reports / name, text)


def _due(state: State) -> dict[str, str]:
    """Return what must be written, by name."""
    reports = state.workspace.reports
    folders = [path.parent for path in state.every_manifest]
    if not folders and not (reports / MANIFEST).is_file():
        return {}
    verifier = (CODE / "package" / VERIFIER).read_text(encoding="utf-8")
    listed = _listed(state, folders)
    wanted = {VERIFIER: verifier, SUMS: "".join(f"{digest}  {name}\n" for name, digest in sorted(listed.items()))}
    return {name: text for name, text in wanted.items() if store.content_of(reports / name) != text.encode("utf-8")}


def _listed(state: State, folders: list[Path]) -> dict[str, str]:
    """Return the digest of every published file: what manifests say was made, not what lies there now.

    A register of labels has no manifest.
    """
    reports, digest = state.workspace.reports, state.digest
    found = {VERIFIER: digest(CODE / "package" / VERIFIER)}
    found |= {name: digest(reports / name) for name in (*_BESIDE, MANIFEST) if (reports / name).is_file()}
    found |= state.manifest(reports).get("index", {}).get(OUTPUTS, {})
    found |= {path.relative_to(reports).as_posix(): digest(path) for path in state.registers}
    for folder in folders:
        place = folder.relative_to(reports).as_posix()
        found[f"{place}/{MANIFEST}"] = digest(folder / MANIFEST)
        for entry in state.manifest(folder)["notebooks"].values():
            found |= {f"{place}/{name}": str(made) for name, made in entry.get(OUTPUTS, {}).items()}
    return found
