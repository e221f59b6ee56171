"""Each construct that Spark would read otherwise: one expression of the engine's SQL, both answers.

The rows are every kind of text, number and day at once, so that a case that nobody thought of is
asked of every expression.
"""

from datetime import date

import duckdb
import pyarrow as pa
import pytest
from pyspark.sql import SparkSession
from sqlglot import exp, parse_one

from soat.backends.functions import ENGINE_FUNCTIONS
from soat.backends.spark.dialect import EngineSql
from soat.backends.spark.tables import SparkTables
from soat.backends.spark.translation import BY_NAME, REWRITES, spark_sql

TEXTS = (
    *("", " ", "a", "abc", "ABC", "nguyen van an", "Nguyễn Thị Hoà", "nguye\u0302\u0303n", "đĐ"),
    *("001090000001", "001090000001 ", "1.5", "-3", "12", "2022", "25/12/1980", "jan 5 1990"),
    *("2021-01-05", "2021-1-5", "2021-02-30", "2021-13-01", "2021/01/05", "2021-01-05 10:00:00"),
    *("a\nb", "a\n", "tab\there", "\u00a0x\u3000", "a.b$c\\d", "[x]", "a|b", "x^y&&z", "ß", "İ"),
    *("ΑΣ", "ǅ", "ﬁ", "\u1e9e", "K", "😀 b", "é", "e\u0301", "ắ", "a\u0306\u0301"),
)
PAIRS = tuple((one, TEXTS[place - 7]) for place, one in enumerate(TEXTS))
NUMBERS = (None, 0, 1, -1, 2, 3, 7, 10, 25, -7, 100)
DAYS = (None, date(1900, 1, 1), date(1999, 12, 31), date(2020, 2, 29), date(2022, 4, 25))

OF_TEXTS = """
    nfc_normalize(t) · strip_accents(t) · damerau_levenshtein(t, u) · levenshtein(t, u)
    strlen(t) · length(t) · lower(t) · upper(t) · trim(t) · rtrim(t) · ltrim(t)
    replace(t, 'a', 'b')
    translate(t, 'abcđ', 'xy') · left(t, 2) · left(t, -1) · right(t, 2) · right(t, -1)
    substr(t, 2) · substr(t, 2, 3) · substr(t, -2) · lpad(t, 5, '0') · t || u
    concat(t, u, n) · concat_ws(' ', t, n, u) · split_part(t, ' ', 1) · split_part(t, ' ', 9)
    string_split(t, ' ') · string_split(t, ' ')[1] · string_split(t, ' ')[-1]
    string_split(t, ' ')[9] · string_split(t, 'a')[:2] · string_split(t, ' ')[2:]
    len(string_split(t, ' ')) · list_append(string_split(t, ' '), u)
    list_sort(string_split(t, '.'))
    list_sort(list_distinct(string_split(t, '|'))) · array_to_string(string_split(t, ' '), '-')
    CASE WHEN strlen(t) = strlen(u) AND t <> '' THEN hamming(t, u) END
    jaro_winkler_similarity(t, u) · list_has_any(string_split(t, ' '), string_split(u, ' '))
    list_has_all(string_split(t, ' '), string_split(u, ' ')) · list_contains([t, NULL], u)
    contains(t, 'a') · starts_with(t, 'a') · t LIKE '%a%' · t < u · t = u · t IS DISTINCT FROM u
    (t, n) = (u, n) · least(t, u) · greatest(t, NULL, u) · nullif(t, u) · t IN ('a', 'abc')
    regexp_matches(t, '^a') · regexp_matches(t, 'a$') · regexp_matches(t, 'a.b')
    regexp_matches(t, '\\s') · regexp_matches(t, '\\p{L}') · regexp_matches(t, '\\bt')
    regexp_matches(t, '[[^&|]') · regexp_matches(t, '[^a-z0-9 ]') · regexp_matches(t, '\\W')
    regexp_full_match(t, '[a-z ]+') · regexp_full_match(t, 'a|abc') · t SIMILAR TO '[0-9]+'
    regexp_extract(t, '([0-9]+)-([0-9]+)', 2) · regexp_extract(t, '[0-9]+')
    regexp_extract(t, '(x)?a', 1) · regexp_extract(t, '(\\d+)-(\\d+)', ['y', 'm'])
    regexp_extract_all(t, '\\d+') · regexp_replace(t, 'a', '$0')
    regexp_replace(t, '[ab]', '', 'g')
    regexp_replace(t, '(\\S)\\S*\\s*', '\\1', 'g') · regexp_replace(t, '\\bjan[a-z]*', '/1/')
    regexp_replace(t, '^(.)(.)', '\\2\\19') · regexp_replace(t, '\\s*$', '!')
    try_cast(t AS DATE) · chr(273) || t · CASE WHEN t < u THEN t END
"""
OF_NUMBERS = """
    n / 3 · n / m · 1.0 / n · n // 3 · n % 3 · -n · abs(n) · n + 0.5 · 0.03 * n
    ln(CASE WHEN n > 0 THEN n END)
    log2(CASE WHEN n > 0 THEN n END) · pow(2.0, n) · sqrt(abs(n))
    round(n / 3, 2) · round(n / 2) · floor(n / 2) · ceil(n / 2)
    CAST(n / 2 AS INTEGER) · CAST(n / nullif(m, 0) AS INTEGER)
    CAST(n AS DOUBLE) / 0.6 · CAST(n AS VARCHAR) · n BETWEEN 0 AND 7
    n IN (1, 2) · n NOT IN (1, 2) · n IS DISTINCT FROM m · least(n, m) · greatest(n, m, 1)
    coalesce(n, m, 0) · CAST(n > 1 AS INTEGER) · n & 3 · n > m OR n IS NULL · NOT n > m
    CASE n WHEN 1 THEN 'one' WHEN 2 THEN 'two' END · make_date(2020, abs(n) % 12 + 1, 1)
    TRY_CAST(CAST(n AS VARCHAR) AS INTEGER)
"""
OF_DAYS = """
    date_diff('day', d, e) · d + 3 · d - 3 · d + n · year(d) · month(d) · day(d) · last_day(d)
    strftime(d, '%Y') · strftime(d, '%m') · strftime(d, '%d') · CAST(d AS VARCHAR) · d < e
    d BETWEEN DATE '2000-01-01' AND e · year(d) * 10000 + month(d) * 100 + day(d) · 'on ' || d
    CAST(d AS TIMESTAMP) - CAST(e AS TIMESTAMP) <= INTERVAL 10 MINUTES · concat(d, ' ', n)
    least(d, e) · coalesce(d, DATE '2020-01-01') · CAST(TIMESTAMP '2022-04-25 23:59:59' AS DATE)
"""
OF_ALL_ROWS = """
    count(*) · count(n) · count(DISTINCT t) · sum(n) · sum(n) FILTER (n > 1) · min(t) · max(t)
    avg(n)
    median(n) · stddev_samp(n) · bool_or(n > 5) · bool_and(n > 5) · any_value(n) > -99
    arg_min(m, id) · arg_max(m, id) · arg_max(t, (n, id)) · list(t ORDER BY id)
    list(n ORDER BY id)
    list_sort(list(DISTINCT n)) · list_sort(list(t)) · string_agg(t, ',' ORDER BY id)
    max({'a': n, 'b': id}).b · list(t ORDER BY id) FILTER (n > 1)
"""
OF_WINDOWS = """
    row_number() OVER (ORDER BY n, id) · row_number() OVER (ORDER BY n DESC, id)
    lag(n) OVER (PARTITION BY m ORDER BY id) · lead(t) OVER (ORDER BY n, id)
    sum(n) OVER (PARTITION BY m ORDER BY n) · sum(n) OVER () · count(*) OVER (PARTITION BY n)
    min(t) OVER (PARTITION BY m) · rank() OVER (ORDER BY n)
"""
QUERIES = (
    "SELECT * EXCLUDE (t, d) REPLACE (n + 1 AS n), t || 'x' AS longer FROM samples",
    "SELECT s.* EXCLUDE (t) FROM samples s SEMI JOIN samples o ON o.n = s.m",
    "SELECT s.id FROM samples s ANTI JOIN samples o ON o.n = s.m",
    "WITH a AS (FROM samples) SELECT * REPLACE (id + 1 AS id) FROM (FROM a UNION ALL FROM a) b",
    "SELECT id, unnest(string_split(t, ' ')) AS word FROM samples",
    "SELECT n, m, count(*) AS many FROM samples GROUP BY ALL HAVING count(*) > 1",
    "SELECT DISTINCT n, m FROM samples",
    "SELECT place, word FROM (VALUES (1, 'a'), (2, NULL)) AS v(place, word)",
    "SELECT id, k FROM samples CROSS JOIN range(3) AS turns(k) WHERE k < n",
    "SELECT n, n + 1 AS next, next * 2 AS twice FROM samples",
    "SELECT count(DISTINCT number) AS many FROM (SELECT id AS number FROM samples) x",
    "SELECT id FROM samples WHERE n NOT IN (SELECT m FROM samples WHERE m IS NOT NULL)",
    "SELECT (SELECT max(n) FROM samples) AS most, []::VARCHAR[] AS none, NULL::BIGINT AS nothing",
    "SELECT id, lag(n) OVER w AS before FROM samples WINDOW w AS (ORDER BY n DESC, id)",
    "SELECT 'it''s' AS quoted, 'a\\b' AS slashed, '${x}' AS braced, '%d' AS percent",
    "SELECT id FROM samples ORDER BY t DESC, id LIMIT 3",
)


@pytest.fixture(scope="module")
def duck() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.register("_samples", samples())
    connection.execute("CREATE TABLE samples AS FROM _samples")
    return connection


@pytest.fixture(scope="module")
def tables(spark: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> SparkTables:
    made = SparkTables(spark, tmp_path_factory.mktemp("samples"))
    made.store_arrow("samples", samples())
    return made


def samples() -> pa.Table:
    rows = [(*pair, *_numbers_and_days(place)) for place, pair in enumerate(PAIRS)]
    rows.append((None, "a", *_numbers_and_days(3)))
    names = ("t", "u", "n", "m", "d", "e", "id")
    texts, numbers, days = pa.string(), pa.int32(), pa.date32()
    kinds = (texts, texts, numbers, numbers, days, days, numbers)
    columns = zip(zip(*rows, strict=True), kinds, strict=True)
    arrays = [pa.array([*values], kind) for values, kind in columns]
    arrays[-1] = pa.array(range(len(rows)), numbers)
    return pa.table(dict(zip(names, arrays, strict=True)))


def _numbers_and_days(place: int) -> tuple[object, ...]:
    return (
        NUMBERS[place % len(NUMBERS)],
        NUMBERS[(place * 5 + 2) % len(NUMBERS)],
        DAYS[place % len(DAYS)],
        DAYS[(place * 3 + 1) % len(DAYS)],
        place,
    )


def expressions(listed: str) -> list[str]:
    return [one.strip() for line in listed.strip().splitlines() for one in line.split(" · ")]


@pytest.mark.parametrize("listed", [OF_TEXTS, OF_NUMBERS, OF_DAYS, OF_WINDOWS])
def test_an_expression_of_a_row_means_the_same(
    listed: str, duck: duckdb.DuckDBPyConnection, tables: SparkTables
) -> None:
    columns = {f"c{place}": one for place, one in enumerate(expressions(listed))}
    wanted = ", ".join(f"{one} AS {name}" for name, one in columns.items())
    ours, theirs = both(f"SELECT id, {wanted} FROM samples", duck, tables)
    told = [
        f"{columns[name]} of {row['t']!r}, {row['u']!r}, {row['n']}: {row[name]!r}, Spark {said!r}"
        for name in columns
        for row, said in zip(_beside(ours, duck), _column(theirs, name), strict=True)
        if canonical(row[name]) != canonical(said)
    ]
    assert not told, "\n".join(told)


def test_an_aggregate_means_the_same(duck: duckdb.DuckDBPyConnection, tables: SparkTables) -> None:
    columns = {f"c{place}": one for place, one in enumerate(expressions(OF_ALL_ROWS))}
    wanted = ", ".join(f"{one} AS {name}" for name, one in columns.items())
    query = f"SELECT coalesce(m, -99) AS id, {wanted} FROM samples GROUP BY m"
    ours, theirs = both(query, duck, tables)
    told = [
        f"{one}: {ours[name]!r}, Spark {theirs[name]!r}"
        for name, one in columns.items()
        if canonical(ours[name]) != canonical(theirs[name])
    ]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_means_the_same(
    query: str, duck: duckdb.DuckDBPyConnection, tables: SparkTables
) -> None:
    ours = duck.sql(query).to_arrow_table()
    theirs = tables.session.sql(spark_sql(query, tables.columns_of)).toArrow()
    assert theirs.column_names == ours.column_names
    assert sorted(map(canonical, _rows(theirs)), key=repr) == sorted(
        map(canonical, _rows(ours)), key=repr
    )


def test_everything_that_is_said_otherwise_is_asked() -> None:
    """Whoever adds a rewrite or a function shows here that both engines answer alike."""
    listed = (OF_TEXTS, OF_NUMBERS, OF_DAYS, OF_ALL_ROWS, OF_WINDOWS)
    asked = [f"SELECT {one}" for listing in listed for one in expressions(listing)]
    nodes = [
        node for query in (*asked, *QUERIES) for node in parse_one(query, dialect=EngineSql).walk()
    ]
    named = {node.name.lower() for node in nodes if isinstance(node, exp.Anonymous)}
    unasked = REWRITES.keys() - {type(node) for node in nodes}
    assert unasked == set()
    spoken = " ".join(asked)
    assert [name for name in BY_NAME if name not in named] == []
    assert [one.name for one in ENGINE_FUNCTIONS if f"{one.name}(" not in spoken] == []


def both(
    query: str, duck: duckdb.DuckDBPyConnection, tables: SparkTables
) -> tuple[dict[str, list[object]], dict[str, list[object]]]:
    """The columns of the query on both engines, rows in the order of `id`."""
    ours = duck.sql(f"FROM ({query}) ORDER BY id").to_arrow_table()
    spark = tables.session.sql(spark_sql(query, tables.columns_of)).orderBy("id").toArrow()
    return ours.to_pydict(), spark.to_pydict()


def _beside(
    ours: dict[str, list[object]], duck: duckdb.DuckDBPyConnection
) -> list[dict[str, object]]:
    told = duck.sql("FROM samples ORDER BY id").to_arrow_table().to_pylist()
    named = [dict(zip(ours, row, strict=True)) for row in zip(*ours.values(), strict=True)]
    return [{**row, **made} for row, made in zip(told, named, strict=True)]


def _column(columns: dict[str, list[object]], name: str) -> list[object]:
    return columns[name]


def _rows(table: pa.Table) -> list[tuple[object, ...]]:
    return list(zip(*table.to_pydict().values(), strict=True))


def canonical(value: object) -> object:
    """Integers of any width and decimals are one; doubles to twelve digits."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return [canonical(one) for one in value]
    if isinstance(value, dict):
        return [canonical(one) for one in value.values()]
    try:
        # Adding 0.0 makes one zero of the two.
        return f"{float(value) + 0.0:.12g}"  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return str(value)
