"""The report as one HTML file that needs nothing else: no network, no other file.

Comes in: the figures of the nation and its provinces, a language, a deadline if there is one.
Goes out: the text of one page, with tables, pictures and definitions in both languages.
Refuses to know: how a figure was counted, where the file is written.
"""
