"""How a described step is run on Apache Spark: the same stages, past one machine.

Comes in: stages in DuckDB's dialect and the tables they need. Goes out: the tables they give, with
the same answers. Refuses to know: what any stage means, and how many machines answer.

Needs the extra `soat[spark]` (PySpark, sqlglot, rapidfuzz) and Java 17. Nothing outside this folder
imports it by name: soat.backends.engines opens it when it is asked for.
"""
