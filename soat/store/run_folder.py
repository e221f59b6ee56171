"""Run folders: built out of sight, shown by one rename, or not at all."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from soat.model.errors import MachineTrouble, SoatError, WrongUsage
from soat.model.messages import Message
from soat.model.tables import Table

_NO_SPACE = MachineTrouble(
    Message("Hết chỗ trên đĩa; không ghi kết quả nào.", "The disk is full; nothing was written."),
    "--out",
    Message("Giải phóng đĩa hoặc chọn ổ khác.", "Free some space or choose another disk."),
)

_NO_MEMORY = MachineTrouble(
    Message("Không đủ bộ nhớ; không ghi kết quả nào.", "Too little memory; nothing was written."),
    "--memory-limit",
    Message(
        "Nâng --memory-limit (1 triệu hồ sơ cần khoảng 1GB), hoặc chạy trên máy nhiều bộ nhớ hơn.",
        "Raise --memory-limit (a million profiles need about 1GB), or use a machine with more.",
    ),
)


@contextmanager
def built_aside(out: Path) -> Iterator[Path]:
    """A hidden folder beside `out` that becomes `out` when the block ends well.

    Raises WrongUsage when `out` already holds something, MachineTrouble when the disk is full. On
    any failure, Ctrl-C included, the hidden folder is removed and `out` is as it was.
    """
    _refuse_existing(out)
    _sweep(out)
    aside = out.parent / f".{out.name}.partial-{os.getpid()}"
    made = _missing_parents(out)
    try:
        _make(aside, out)
        yield aside
        _refuse_existing(out)  # Another run may have come first.
        if out.exists():
            out.rmdir()
        aside.rename(out)
    except (OSError, MemoryError, duckdb.Error) as fault:
        raise _told(fault, out) from fault
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        for folder in made:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


@contextmanager
def replaced_when_done(run: Path) -> Iterator[Path]:
    """A hidden folder beside a finished run that takes its place when the block ends well.

    On any failure the run is as it was. Raises what `built_aside` raises, and WrongUsage when
    somebody else is doing the same: one of the two changes would be lost.
    """
    aside, before = (run.parent / f".{run.name}.{kind}-{os.getpid()}" for kind in _KINDS)
    lock = _locked(run)
    try:
        take_back(run)
        _sweep(run)
        _make(aside, run)
        yield aside
        run.rename(before)
        aside.rename(run)
        shutil.rmtree(before, ignore_errors=True)
    except (OSError, MemoryError, duckdb.Error) as fault:
        raise _told(fault, run) from fault
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        take_back(run)
        lock.unlink(missing_ok=True)


_KINDS = ("partial", "before")


def _locked(run: Path) -> Path:
    """A link beside the run that names the process at work on it; made in one act or not at all."""
    lock = run.parent / f".{run.name}.lock"
    while True:
        try:
            lock.symlink_to(str(os.getpid()))
        except FileExistsError:
            if Path(f"/proc/{os.readlink(lock)}").exists():
                raise _under_way(run) from None
            lock.unlink(missing_ok=True)  # Left by a process that was killed.
        else:
            return lock


def _under_way(run: Path) -> WrongUsage:
    return WrongUsage(
        Message(
            "Kết quả này đang được cập nhật bởi một lần chạy khác.",
            "Another update of this run is under way.",
        ),
        str(run),
        Message("Chờ nó xong rồi chạy lại.", "Wait until it is done, and try again."),
    )


def take_back(run: Path) -> None:
    """Give a run back its place where a killed update was just about to fill it, and remove what
    such an update had no time to remove."""
    for before in sorted(run.parent.glob(f".{run.name}.{_KINDS[1]}-*")):
        if run.exists():
            shutil.rmtree(before, ignore_errors=True)
        else:
            before.rename(run)


def _make(aside: Path, out: Path) -> None:
    try:
        aside.mkdir(parents=True)
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EACCES, errno.EPERM):
            raise
        raise _nowhere(out, fault) from fault


def _nowhere(out: Path, fault: OSError) -> WrongUsage:
    return WrongUsage(
        Message("Không tạo được thư mục kết quả ở đây.", "No folder can be made here."),
        f"--out {out}",
        Message(
            f"Chọn một thư mục có thật và ghi được ({fault.strerror}).",
            f"Choose a folder that exists and is writable ({fault.strerror}).",
        ),
    )


def _missing_parents(out: Path) -> list[Path]:
    """The folders above `out` that do not exist yet, innermost first."""
    return [parent for parent in out.absolute().parents if not parent.exists()]


def _sweep(out: Path) -> None:
    """Remove what runs that were killed left beside `out`."""
    for left in out.parent.glob(f".{out.name}.partial-*"):
        process = left.name.rpartition("-")[2]
        if process.isdigit() and not Path(f"/proc/{process}").exists():
            shutil.rmtree(left, ignore_errors=True)


def _refuse_existing(out: Path) -> None:
    try:
        taken = out.exists() and (not out.is_dir() or any(out.iterdir()))
    except OSError as fault:
        raise _nowhere(out, fault) from fault
    if taken:
        raise WrongUsage(
            Message("Thư mục kết quả đã có dữ liệu.", "The output folder already holds something."),
            str(out),
            Message("Chọn thư mục khác hoặc xóa nó.", "Choose another folder or delete it."),
        )


def _told(fault: Exception, out: Path) -> Exception:
    """The fault as a sentence when a person can mend it; otherwise the fault itself."""
    text = str(fault)
    if isinstance(fault, SoatError):
        return fault
    if getattr(fault, "errno", None) == errno.ENOSPC or "No space left" in text:
        return _NO_SPACE
    if "max_temp_directory_size" in text:
        return _NO_SPACE
    if isinstance(fault, MemoryError | duckdb.OutOfMemoryException):
        return _NO_MEMORY
    if isinstance(fault, PermissionError):
        return WrongUsage(
            Message("Không được ghi vào đây.", "Writing here is not permitted."),
            out.name,
            Message("Chọn thư mục khác.", "Choose another folder."),
        )
    return fault


def write_table(
    connection: duckdb.DuckDBPyConnection, table: Table, file: Path, order: str | None = None
) -> int:
    """Write a table's declared columns as Parquet in the given order, or as they stand; the same
    rows, the same bytes. Returns the number of rows."""
    columns = ", ".join(
        f'"{column.name}"::{column.type} AS "{column.name}"' for column in table.columns
    )
    ordered = f" ORDER BY {order}" if order else ""
    return write_query(connection, f"SELECT {columns} FROM {table.name}{ordered}", file)


def write_query(connection: duckdb.DuckDBPyConnection, query: str, file: Path) -> int:
    """Write a query's rows, in its order, as Parquet. Returns the number of rows."""
    connection.execute("SET preserve_insertion_order = true")
    made = connection.execute(
        f"COPY ({query}) TO '{quoted(file)}' (FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()
    connection.execute("SET preserve_insertion_order = false")
    return int(made[0][0])


def quoted(file: Path) -> str:
    """A path inside an SQL literal."""
    return str(file).replace("'", "''")


def write_json(file: Path, content: object) -> None:
    """Write JSON with sorted keys, so that the same content is the same bytes."""
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True, default=str)
    file.write_text(text + "\n", encoding="utf-8")


def digest_of(parts: list[str]) -> str:
    """A short digest of texts in order: the name of a run comes from what went into it."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
