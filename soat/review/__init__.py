"""The law of human decisions: who may, what a case or list allows, what follows, what undoes it.

Comes in: a role and its place, the state of a case or list, and an act. Goes out: the state that
follows, or the sentence that refuses.
Refuses to know: web frameworks, screens, databases, and how a candidate was found.
"""
