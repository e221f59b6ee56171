"""The report as sections in the order in which it is asked for; the same for screen and page.

Comes in: the figures of one place, a deadline if there is one.
Goes out: sections of lines, each line with its figures under their definitions.
Refuses to know: terminals, HTML, files, and how a figure was counted.
"""
