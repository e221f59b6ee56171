"""The population register, standardised once.

Comes in: register_comparable in a connection. Goes out: a snapshot folder, and from it the same
table again, whole or one person at a time.
Refuses to know: raw register files, people's records, and verdicts.
"""
