"""What people judged, corrected and entered here, as input of the next run.

Comes in: the judgements and corrections that stand. Goes out: files in the form of a run's input.
Refuses to know: what a run makes of them.
"""
