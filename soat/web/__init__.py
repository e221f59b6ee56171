"""The web door: the application's settings, and the pages of people who are signed in.

Comes in: requests of people who are signed in. Goes out: pages.
Refuses to know: any rule (rules live in engine and review), and the other doors.
"""
