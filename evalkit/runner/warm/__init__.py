"""Kernels that start warm: forked from a process that has imported and drawn everything once."""
