"""Runs of notebooks over editions: planned, executed, published."""
