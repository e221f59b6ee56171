"""DuckDB's dialect as the engine writes it, for sqlglot to read."""

from collections.abc import Sequence

from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.parsers.duckdb import DuckDBParser


def _list_length(arguments: Sequence[exp.Expr]) -> exp.Expr:
    return exp.ArraySize(this=arguments[0])


class EngineSql(DuckDB):
    """Two words that sqlglot reads otherwise than the engine means them.

    The engine says len() of lists and length() of texts, and calls a column `number`.
    """

    class Tokenizer(DuckDB.Tokenizer):
        KEYWORDS = {  # noqa: RUF012 - sqlglot's own way of declaring a dialect
            word: token for word, token in DuckDB.Tokenizer.KEYWORDS.items() if word != "NUMBER"
        }

    class Parser(DuckDBParser):
        FUNCTIONS = {**DuckDBParser.FUNCTIONS, "LEN": _list_length}  # noqa: RUF012
