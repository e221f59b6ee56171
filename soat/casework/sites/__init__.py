"""The work of a vaccination site: its doses, its files, its daily reports, and what it still owes.

Comes in: what somebody at a site types or sends. Goes out: doses and reports that stand at once and
go into the next run, with what was found of each, and an acknowledgement of every row.
Refuses to know: how a case is judged, and what the register says beyond "agrees" or "differs".
"""
