"""A file that appears whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from soat.model.errors import WrongUsage
from soat.model.messages import Message


@contextmanager
def written_whole(file: Path) -> Iterator[Path]:
    """Give a hidden path beside `file` that takes its place when the block ends well.

    Raises WrongUsage when the file cannot be written there.
    """
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        yield unfinished
        os.replace(unfinished, file)
    except OSError as fault:
        raise WrongUsage(
            Message("Không ghi được tệp này.", "This file cannot be written."),
            f"--out {file}",
            Message(
                f"Chọn thư mục có thật, ghi được và còn chỗ ({fault.strerror}).",
                f"Choose a folder that exists, is writable and has space ({fault.strerror}).",
            ),
        ) from fault
    finally:
        unfinished.unlink(missing_ok=True)
