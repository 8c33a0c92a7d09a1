"""The ``evalkit`` command, also ``python -m evalkit``."""

from evalkit.runner.fixed import begin_anew


def main() -> None:
    """Run the command; one that runs notebooks begins as their processes do, before it imports anything else."""
    begin_anew("run", "watch")
    from evalkit.cli import main as commands

    commands()


if __name__ == "__main__":
    main()
