"""Files and functions stay small, and their names say something."""

from tests.architecture.repository import ROOT, SOAT, functions, place, project_files, python_files

LINES_PER_FILE = 400
LINES_PER_FUNCTION = 60
NAMES_THAT_SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "misc", "manager"}


def test_no_file_is_longer_than_a_chapter() -> None:
    long = {
        place(path): lines
        for path in python_files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES_PER_FILE
    }
    assert long == {}


def test_no_function_is_longer_than_a_page() -> None:
    long = {
        f"{place(path, function.lineno)} {function.name}": lines
        for path in python_files(SOAT)
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LINES_PER_FUNCTION
    }
    assert long == {}


def test_every_name_says_something() -> None:
    empty = {
        place(path)
        for path in project_files()
        if NAMES_THAT_SAY_NOTHING & {part.split(".")[0] for part in path.relative_to(ROOT).parts}
    }
    assert empty == set()


def test_every_result_of_the_database_is_read_to_its_end() -> None:
    # With DuckDB 2 a result that is not drained blocks the next statement of its connection,
    # and fetchone() never drains one.
    undrained = [
        place(path) for path in python_files(SOAT) if ".fetchone(" in path.read_text("utf-8")
    ]
    assert undrained == []
