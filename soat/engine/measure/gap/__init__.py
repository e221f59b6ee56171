"""The entry gap: what was reported held against what was recorded, cell by cell.

Comes in: settled doses, comparable daily reports.
Goes out: steps that make entry_cells, entry_explanations and missing_candidates.
Refuses to know: who anybody is, and how a figure is counted from the cells.
"""
