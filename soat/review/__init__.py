"""The law of human decisions. Empty: awaits the job "cases, work lists and decisions".

Comes in: repairs, candidates and what people judged. Goes out: decisions, superseded never erased.
Refuses to know: web frameworks, screens, and how a candidate was found.
"""
