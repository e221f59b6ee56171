"""The engine: every rule that leads to a verdict, as described steps over tables.

Comes in: the tables that soat.model declares. Goes out: other tables that it declares.
Refuses to know: files, databases, the clock, chance, and who asks; its rooms refuse to know
each other.
"""
