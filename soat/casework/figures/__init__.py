"""Figures of places: counts of cases that are carried on, and figures of runs that are read.

Comes in: cases that moved, a signed-in person and a place within theirs. Goes out: counts, the
day's progress, the figures of a place and of those below it, each under its definition.
Refuses to know: any person (it reads no record), and how a figure is shown.
"""
