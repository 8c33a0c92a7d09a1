"""Where the data are: a workspace is a folder with ``data/<programme>/<edition>/``, perhaps with ``notebooks/``."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from evalkit.errors import EvalkitError, UnknownName
from evalkit.files import store
from evalkit.rules.audience import Audience
from evalkit.rules.languages import languages_on_file
from evalkit.rules.timeline import in_order, window_on_file
from evalkit.wording import Language

ROOT_VARIABLE = "EVALKIT_ROOT"
#: While a notebook of a run is executed: the folder in ``data/`` that holds all that it says it reads.
READS_VARIABLE = "EVALKIT_READS"
#: The folder for the office's own texts, of an edition and of a programme.
TEXTS = "text"
#: The folder for the templates of a programme's letters.
LETTERS = "letters"
#: The folder for pages that are not for publication.
INTERNAL = "reports-internal"
#: The folder of a programme's register of labels among its reports, and the stem of its pages.
REGISTER = "register"

_PACKAGE = Path(__file__).resolve().parents[1]


def packaged(name: str) -> Path:
    """Return a folder that comes with evalkit: within the package where it is installed, beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


#: The notebooks that come with evalkit.
PACKAGED = packaged("notebooks")


@dataclass(frozen=True)
class Workspace:
    """A folder with data, notebooks and reports.

    Attributes
    ----------
    root
        The folder.
    audience
        Whose reports are meant.
    """

    root: Path
    audience: Audience = "public"

    @property
    def data(self) -> Path:
        """``data/``: one folder a programme."""
        return self.root / "data"

    @property
    def notebooks(self) -> Path:
        """``notebooks/``, or those that come with evalkit where the workspace has none of its own."""
        own = self.root / "notebooks"
        return own if any(path.suffix.lower() == ".ipynb" for path in store.below(own)) else PACKAGED

    @property
    def reports(self) -> Path:
        """``reports/``: what runs write.

        What is not for publication goes to ``reports-internal/``, where no copy of ``reports/`` takes it along, and
        which is made readable by its owner only.
        """
        return self.root / ("reports" if self.audience == "public" else INTERNAL)

    def programmes(self) -> tuple[str, ...]:
        """Return the names of the programmes on file, sorted."""
        return tuple(sorted(p.parent.name for p in self.data.glob("*/programme.toml")))

    def languages(self, *programmes: str) -> tuple[Language, ...]:
        """Return the languages of some programmes, by default of all on file, each once and in their order."""
        spoken = (languages_on_file(self.data / name) for name in programmes or self.programmes())
        return tuple(dict.fromkeys(language for own in spoken for language in own))

    def editions(self, programme: str) -> tuple[str, ...]:
        """Return the editions of a programme, earliest window first; UnknownName where there is no such programme."""
        if programme not in self.programmes():
            raise UnknownName("programme", programme, self.programmes())
        # A folder without rules.toml counts as an edition too: that is a fault to report, not to pass over.
        folders = (p for p in store.inside(self.data / programme) if p.is_dir() and not p.name.startswith((".", "_")))
        editions = (p for p in folders if p.name not in (TEXTS, LETTERS) or (p / "rules.toml").is_file())
        return in_order({p.name: window_on_file(p) for p in editions})

    def edition_folder(self, programme: str, edition: str) -> Path:
        """Return the folder of an edition; UnknownName where there is none."""
        known = self.editions(programme)
        if edition not in known:
            raise UnknownName("edition", edition, known)
        return self.data / programme / edition


def refuse_undeclared(folder: Path) -> None:
    """Refuse to read an edition that the notebook which runs does not say it reads; see :data:`READS_VARIABLE`.

    Raises
    ------
    EvalkitError
        Its page would not be made again where that edition changes.
    """
    declared = os.environ.get(READS_VARIABLE)
    if declared and not folder.absolute().is_relative_to(declared):
        raise EvalkitError("reads-undeclared", edition=f"{folder.parent.name}/{folder.name}")


def find_workspace(root: str | os.PathLike[str] | None = None) -> Workspace:
    """Return the workspace to work in.

    Parameters
    ----------
    root
        The folder. By default: the environment variable ``EVALKIT_ROOT``, else the nearest folder above the current one
        that holds a programme, else the checkout that this package is run from. Whoever stands in a folder with
        ``data/`` or ``notebooks/`` of its own does not mean the checkout, nor any folder above it if it has both.

    Raises
    ------
    EvalkitError
        No such folder, or no programme in it.
    """
    given = os.fspath(root) if root is not None else os.environ.get(ROOT_VARIABLE)
    if given:
        workspace = Workspace(Path(given).expanduser().resolve())
        if not workspace.programmes():
            raise EvalkitError("no-programme", folder=str(given))
        return workspace
    here = Path.cwd()
    checkout = _PACKAGE.parent
    own: Workspace | None = None
    for folder in (here, *here.parents):
        workspace = Workspace(folder)
        if workspace.programmes() and (own is None or folder != checkout):
            return workspace
        there = [part.is_dir() for part in (workspace.data, workspace.root / "notebooks")]
        # Many machines have a /data.
        if any(there) and folder != folder.parent:
            own = own or workspace
            if all(there):
                break
    if own is not None:
        raise EvalkitError("no-programme", folder=str(own.root))
    if Workspace(checkout).programmes():
        return Workspace(checkout)
    raise EvalkitError("no-workspace", folder=str(here))
