"""Figures as pages and files show them: tables, a map of tiles, lines, workbooks.

Comes in: figures and counts of places, a language. Goes out: tables and pictures as data for
templates, the bytes of a file.
Refuses to know: requests, who asks, and how anything was counted.
"""
