"""`soat load`: a finished run into the application's database, in bulk, as a whole or not at all.

Comes in: a run folder. Goes out: its people, cases, repairs, candidates, doses and findings, merged
with what stands there, and no judgement lost.
Refuses to know: what a verdict means, and who will look at it.
"""
