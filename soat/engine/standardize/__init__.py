"""Standardize.

Comes in: typed rows, everything still as people wrote it. Goes out: comparable rows, in which
what is only style is gone and what is damage is named and, where certain, undone.
Refuses to know: who is who. Nothing here looks at two people at once.
"""
