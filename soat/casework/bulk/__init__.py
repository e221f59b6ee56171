"""Safe repairs approved many at once: chosen, a sample looked at, verified, applied, undone.

Comes in: a place and the kinds of repair, and somebody who may approve in bulk. Goes out: one act
over all of their records, wholly or not at all, that can be undone as a whole.
Refuses to know: pages, and which repair is safe (the policy says so, the engine obeys it).
"""
