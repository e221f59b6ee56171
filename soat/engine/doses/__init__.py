"""One dose history for each human being. Empty: awaits the job "doses and their histories".

Comes in: doses and the human being behind each profile. Goes out: histories and dose findings.
Refuses to know: how a profile was matched; it never refuses a dose that was given.
"""
