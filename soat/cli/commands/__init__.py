"""One file for each command: its options, and the one call that it makes.

Comes in: options. Goes out: what the command did, told to a person.
Refuses to know: rules, and how errors are shown (soat/cli/failures.py).
"""
