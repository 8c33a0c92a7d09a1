"""What a run shows while it goes: a live line for each running notebook on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from evalkit.runner.task import Key, Outcome, Step, Task
from evalkit.wording import Language, text

# What draws live lines is imported where they are drawn: a run with nothing to do is over before.
if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID


def label(task: Task) -> str:
    """Name a task in one line."""
    return f"{task.programme} {task.edition} {task.language} {task.name}"


class Display:
    """Shows a run.

    Parameters
    ----------
    total
        Number of tasks.
    say
        Language of the terminal.
    quiet
        Show nothing but notes.
    console
        Where live lines go; standard error by default. Without a terminal there, one plain line for each finished
        task goes to standard output.
    """

    def __init__(self, total: int, say: Language, *, quiet: bool = False, console: Console | None = None) -> None:
        self.total, self.say, self.quiet, self.done = total, say, quiet, 0
        self.live: Progress | None = None
        self.rows: dict[Key, TaskID] = {}
        # Some environments ask for colours where there is no terminal; live lines have no business there.
        if (sys.stderr.isatty() if console is None else console.is_terminal) and not quiet and total:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            self.live = Progress(
                TextColumn("{task.description}"),
                BarColumn(bar_width=20),
                MofNCompleteColumn(),
                TextColumn("{task.fields[place]}"),
                TimeElapsedColumn(),
                console=console or Console(stderr=True, highlight=False, force_terminal=True),
                transient=True,
            )
            self.overall = self.live.add_task(text(say, "runner-total"), total=total, place="")

    def __enter__(self) -> Self:
        if self.live:
            self.live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.live:
            self.live.stop()

    def watch(self, task: Task, step: Step | None) -> None:
        """Show where a task is; None: it begins."""
        if self.live is None:
            return
        row = self.rows.get(task.key)
        if row is None:
            # The names of notebooks and headings are text, whatever brackets they hold.
            row = self.rows[task.key] = self.live.add_task(_plain(label(task)), total=None, place="")
        if step is None:
            self.live.reset(row, total=None, place=text(self.say, "runner-waiting"))
        else:
            self.live.update(row, completed=step.cell - 1, total=step.cells, place=_plain(step.heading))

    def finished(self, outcome: Outcome) -> None:
        """Show that a task has ended."""
        self.done += 1
        if self.quiet:
            return
        state = text(self.say, "cli-state-failed" if outcome.page is None else "cli-state-done")
        line = f"[{self.done}/{self.total}] {label(outcome.task)}: {state}"
        if self.live is None:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
            return
        from rich.text import Text

        row = self.rows.pop(outcome.task.key, None)
        if row is not None:
            self.live.remove_task(row)
        self.live.console.print(Text(line))
        self.live.update(self.overall, completed=self.done)

    def note(self, message: str) -> None:
        """Say something that is not about one task."""
        if self.live is None:
            sys.stderr.write(message + "\n")
        else:
            from rich.text import Text

            self.live.console.print(Text(message))


def _plain(line: str) -> str:
    from rich.markup import escape

    return escape(line)
