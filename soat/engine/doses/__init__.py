"""Doses.

Comes in: comparable doses, the human being behind every profile, and what people decided.
Goes out: what became of every dose row, one history for each human being, pairs that may be one
dose, batches spoiled together, and every dose held against the schedule.
Refuses to know: how texts were typed, daily reports, and what a rule thinks of a fact.
"""
