"""The rules: which record breaks which, and how many records each rule is about.

Comes in: comparable people, doses and reports, verdicts, settled doses, and the entry cells.
Goes out: findings of persons, doses and sites; each rule's counts by commune (`rules_applied`).
Refuses to know: how a verdict or a history came about, and who mends what is found.
"""
