"""Changes only: whom a change touches is settled again by the stages of a run, nobody else.

Comes in: a finished run with what it keeps, and the rows that changed. Goes out: the run as it
would be had everything been settled anew. Refuses to know: how any stage decides.
"""
