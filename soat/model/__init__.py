"""The vocabulary.

Comes in: nothing. Goes out: tables, closed lists with sentences, errors, the stage's shape.
Refuses to know: files, databases, the clock, and every other room.
"""
