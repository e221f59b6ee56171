"""What Django cannot say: places sort by code points, evidence is never changed, and the cache that
all processes share has its table."""

from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.db import migrations

_EVIDENCE = (
    "casework_judgement",
    "casework_auditevent",
    "casework_listdeadline",
    "casework_returnedfile",
    "casework_returnedline",
    "casework_doseentry",
    "casework_dailyreport",
    "casework_upload",
    "casework_uploadrow",
    "casework_profilepair",
    "casework_dosepair",
    "casework_verdictchange",
)
_REFUSE_SQL = """CREATE FUNCTION casework_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'append-only'; END $$"""


def _places(apps: Any) -> Iterator[tuple[str, str]]:
    """Every column that holds the path of a place, and its table. Under a linguistic order a
    place's range would hold, and miss, the wrong places (soat.review.places)."""
    for model in apps.get_app_config("casework").get_models():
        for field in model._meta.get_fields():
            if field.name in ("place", "path"):
                yield model._meta.db_table, field.column


def put(apps: Any, schema_editor: Any) -> None:
    """Orders and triggers, in each database's own words."""
    if schema_editor.connection.vendor == "postgresql":
        for table, column in _places(apps):
            schema_editor.execute(
                f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar(120) COLLATE "C"'
            )
        schema_editor.execute(_REFUSE_SQL)
        for table in _EVIDENCE:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse()"
            )
        return
    for table in _EVIDENCE:
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
            )


def make_cache(apps: Any, schema_editor: Any) -> None:
    """The table of a cache that stands in the database, if the settings have one."""
    call_command("createcachetable", verbosity=0, database=schema_editor.connection.alias)


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (("casework", "0001_initial"),)
    operations = (
        migrations.RunPython(put, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(make_cache, migrations.RunPython.noop, elidable=False),
    )
