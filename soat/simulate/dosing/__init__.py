"""The doses of a chunk: the shots really given, then what was recorded and reported of them.

Comes in: a chunk with its people and their profiles. Goes out: the tables doses, daily_reports and
sites, and the truth about every shot, row and cell.
Refuses to know: the engine and its schedule. Intervals and first days are the simulator's own, so
that a rule set wrongly there is found out here.
"""
