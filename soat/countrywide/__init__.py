"""A whole country in bounded memory: the same stages, run piece by piece.

Comes in: files or a snapshot, and the stages of the engine. Goes out: the tables that a run in one
piece would give, as Parquet. Refuses to know: what a stage means, and how answers are shown.
"""
