"""Verdicts for everyone whose number is in the register.

Comes in: people_comparable, register_comparable. Goes out: verified_people (settled here),
number_pairs (the number points at these register people), unsettled_people (for resolve).
Refuses to know: files, probabilities, and how a number might be repaired.
"""
