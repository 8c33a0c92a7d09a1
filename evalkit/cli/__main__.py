"""``python -m evalkit.cli``."""

from evalkit.cli import main
from evalkit.runner.fixed import begin_anew

begin_anew("run", "watch")
main()
