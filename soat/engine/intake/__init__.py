"""From raw rows to typed rows.

Comes in: `raw_<table>` and `raw_<table>_broken`, every column text. Goes out: `<table>_typed`
(accepted), `<table>_merged` (rows that say nothing new) and `<table>_rejected` (with reason,
remedy and the raw row); the three together are all rows read.
Refuses to know: files, encodings and workbooks; what a name or number means; the register.
"""
