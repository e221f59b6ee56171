"""Two profiles that are one human being or two, two dose rows that are one dose or two.

Comes in: what somebody judges of a pair, and what a load brought. Goes out: histories and dose
states that obey every judgement that stands, whatever the run says.
Refuses to know: whether the judgement needs a second review, and how a page asks for it.
"""
