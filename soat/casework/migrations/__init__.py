"""How the application's database came to its shape, step by step.

Comes in: the database of an earlier version, or an empty one. Goes out: the tables of this version.
Refuses to know: what the rows mean.
"""
