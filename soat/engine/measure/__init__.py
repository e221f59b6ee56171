"""The national table: what the run found, counted; and the gap between reports and records.

Comes in: verdicts, repairs, people, settled doses, daily reports, rules applied, earlier clocks.
Goes out: the cells of the entry gap with their explanations and likely people; the clocks of every
dose; one table per defined figure (`measure_<id>`), by nation, province, district and commune.
Refuses to know: how a verdict was reached, how a dose was settled, and how a figure is printed.
"""
