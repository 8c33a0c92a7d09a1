"""What an edition comes to, worked out anew from its files in plain Python: csv, tomllib, fractions.

Nothing here imports a computation of evalkit. Where a page and this folder differ, one of the two is wrong.
"""
