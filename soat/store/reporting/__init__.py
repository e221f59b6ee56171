"""The report of a run folder, written and read.

Comes in: measured tables, a finished run folder.
Goes out: measures/*.parquet, report.json; the same figures as rows, CSV or XLSX; one person's case.
Refuses to know: how a figure is counted, how a verdict was reached, what a terminal looks like.
"""
