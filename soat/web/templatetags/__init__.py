"""Tags that every template knows.

Comes in: both wordings of a text. Goes out: the one of the page's language.
Refuses to know: who reads it.
"""
