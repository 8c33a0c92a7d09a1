"""The demonstration: a made-up programme with known effects, so that analyses can be shown to find them."""

from evalkit.synthetic.demo import PROGRAMME, STAGES, Stage, make_demo
from evalkit.synthetic.marks import synthetic_marks
from evalkit.synthetic.sheets import fill_sheets
from evalkit.synthetic.world import SEED

__all__ = ["PROGRAMME", "SEED", "STAGES", "Stage", "fill_sheets", "make_demo", "synthetic_marks"]
