"""Who is meant, for those whom the number alone does not settle.

Comes in: unsettled_people, number_pairs, verified_people, register_comparable. Goes out: verdicts,
repairs, candidates, evidence, persons.
Refuses to know: files, the clock, the truth of a simulation, and how to guess between two people.
"""
