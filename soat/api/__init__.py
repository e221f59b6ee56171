"""The door for other programs. Empty: awaits the job "the application".

Comes in: requests of other systems. Goes out: the answers the command line gives, as JSON.
Refuses to know: any rule (rules live in engine and review), and the other doors.
"""
