"""Work lists: made, handed on, sent out as a sheet, taken back, looked through, applied.

Comes in: what lists are made by, acts on lists, filled sheets. Goes out: lists, sheets, the checked
lines of what came back, and judgements, each by the same law as one made on screen.
Refuses to know: pages, and what a judgement of a case is (soat.casework.judging).
"""
