"""From files to raw text tables.

Comes in: a Parquet, CSV or workbook file, or a folder of them. Goes out: `raw_<table>`, every
column text, with file and row number; `raw_<table>_broken`; and what was read (SourceFiles).
Refuses to know: what a value means, which row is acceptable, and every rule of the engine.
"""

from soat.store.reading.conservation import TableCounts, check
from soat.store.reading.parquet_files import refuse_damaged
from soat.store.reading.source_files import SourceFile, SourceFiles
from soat.store.reading.tables import read_table

__all__ = ["SourceFile", "SourceFiles", "TableCounts", "check", "read_table", "refuse_damaged"]
