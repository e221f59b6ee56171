"""Who may sign in: people are invited by those above them, disabled, and let in again.

Comes in: what a supervisor asks of an account below. Goes out: accounts, one-time links, events.
Refuses to know: pages and sessions, and how a password or a code is checked (the door does).
"""
