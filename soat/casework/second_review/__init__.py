"""A second, blind review: what one person judges takes effect once another, who sees neither that
nor any score, judges the same. The policy is soat/review/second_review.py.

The first judgement is kept as an opinion and changes nothing. While the review lasts the record
stays as it is, and nobody but who gave the opinion can read it (scopes.py). If the second person
says the same, the judgement is made as if the case had not been away; if not, a supervisor decides
who is neither of the two.

Comes in: what somebody judges of a case or of two profiles. Goes out: the judgement, at once or
once two agree; else a case that waits for the second person, or for the supervisor.
Refuses to know: how a judgement is written, and what the pages hide.
"""
