"""The web door. Empty: awaits the job "the application".

Comes in: requests of people who are signed in. Goes out: pages.
Refuses to know: any rule (rules live in engine and review), and the other doors.
"""
