"""The national table: what the run found, counted.

Comes in: verdicts, repairs, comparable people, typed doses, rejected rows.
Goes out: one table per defined figure (`measure_<id>`), by nation, province and commune.
Refuses to know: how a verdict was reached, and how a figure is printed.
"""
