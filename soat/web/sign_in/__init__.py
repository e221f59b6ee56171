"""Signing in: name and password, then a code where one is set up or needed (decision 018).

Comes in: what somebody types to prove who they are. Goes out: a session, and events in the trail.
Refuses to know: what the role may do afterwards, and how codes are reckoned (allauth does).
"""
