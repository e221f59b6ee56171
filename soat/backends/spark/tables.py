"""The tables of a run on Spark: Parquet folders, known to the session by name.

Every finished step is stored, so that no query plan grows through a stage and a lost executor costs
one step. The folder must be reachable by the driver and by every executor under one path.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession


@dataclass
class SparkTables:
    """Named tables in `folder`; a name that is made anew gets a new folder.

    `small` tables all pass through the driver, which writes them in a fraction of the time that
    executors take to commit files; tables of any size are written where they arise.
    """

    session: SparkSession
    folder: Path
    small: bool = False
    folders: dict[str, Path] = field(default_factory=dict)
    views: dict[str, tuple[str, ...]] = field(default_factory=dict)
    made: int = 0

    def columns_of(self, table: str) -> tuple[str, ...]:
        """The table's columns in order; none when there is no such table."""
        return self.views.get(table, ())

    def store(self, table: str, rows: DataFrame) -> int:
        """Store the rows under this name; returns how many there are."""
        if self.small:
            folder, made = self._write_arrow(table, rows.toArrow())
            self._open(table, folder, rows)
            return made
        folder = self._new_folder(table)
        rows.write.parquet(str(folder))
        self._open(table, folder, rows)
        return _rows_in(folder)

    def keep_view(self, table: str, rows: DataFrame) -> None:
        """Give a query a name without storing it."""
        rows.createOrReplaceTempView(table)
        self.views[table] = tuple(rows.columns)

    def store_arrow(self, table: str, rows: pa.Table) -> int:
        """Store rows that the driver holds."""
        folder, made = self._write_arrow(table, rows)
        self.open_folder(table, folder)
        return made

    def open_folder(self, table: str, folder: Path) -> None:
        """Give the Parquet files of a folder, written elsewhere, a name."""
        self._open(table, folder, self.session.read.parquet(str(folder)))

    def drop(self, table: str) -> None:
        """Forget the name and remove what stands under it in our folder."""
        self.session.catalog.dropTempView(table)
        self.views.pop(table, None)
        folder = self.folders.pop(table, None)
        if folder is not None and folder.is_relative_to(self.folder):
            shutil.rmtree(folder, ignore_errors=True)

    def _write_arrow(self, table: str, rows: pa.Table) -> tuple[Path, int]:
        folder = self._new_folder(table)
        folder.mkdir(parents=True)
        pq.write_table(rows, folder / "part-0.parquet")
        return folder, rows.num_rows

    def _new_folder(self, table: str) -> Path:
        self.made += 1
        return self.folder / f"{table}-{self.made}"

    def _open(self, table: str, folder: Path, like: DataFrame) -> None:
        # The schema is known: reading it from the files again would be one more job.
        stored = self.session.read.schema(like.schema).parquet(str(folder))
        before = self.folders.get(table)
        stored.createOrReplaceTempView(table)
        self.views[table] = tuple(stored.columns)
        self.folders[table] = folder
        if before is not None and before.is_relative_to(self.folder):
            shutil.rmtree(before, ignore_errors=True)


def _rows_in(folder: Path) -> int:
    return sum(pq.read_metadata(file).num_rows for file in folder.glob("*.parquet"))
