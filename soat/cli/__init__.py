"""The command line.

Comes in: a command and its options. Goes out: a call to the journey, a report on the terminal,
an exit code, and for every failure what happened, where, and what to do, in both languages.
Refuses to know: any rule; what is right or wrong is settled long before it gets here.
"""
