"""The book of cases: what the application remembers of people, cases, judgements and acts.

Comes in: finished runs, and what signed-in people judge. Goes out: rows within somebody's place,
judgements as an input of the next run, and an audit trail that shows any change.
Refuses to know: pages and requests (the doors), and how a verdict is reached (the engine).
"""
