"""Kernels that start warm: forked from a process that has imported everything and drawn a figure once."""
