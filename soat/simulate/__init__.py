"""A synthetic country with the truth kept apart.

Comes in: a number of people, a seed, a scenario. Goes out: the contract's input tables and, beside
them, a truth folder that says who everybody really is and what was done to each record.
Refuses to know: the engine. It judges its own records by the contract, so that it cannot forgive
the engine its errors.
"""
