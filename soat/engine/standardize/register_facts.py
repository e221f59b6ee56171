"""What the rest of a run may know of the whole register while it holds only a part of it."""

from soat.model.messages import Message
from soat.model.stages import SqlStep, Stage
from soat.model.tables import REGISTER_FACTS, REGISTER_NAMES, REGISTER_SIZE, RESIDENCE_PEOPLE

_SIZE = SqlStep(
    name="register_size",
    row_is=REGISTER_SIZE.row_is,
    sql="SELECT greatest(count(*), 1)::DOUBLE AS register_people FROM register_comparable",
    kept=True,
)

_RESIDENCES = SqlStep(
    name="residence_people",
    row_is=RESIDENCE_PEOPLE.row_is,
    sql="""SELECT residence_code, any_value(commune) AS commune_people,
            any_value(district) AS district_people, any_value(province) AS province_people
        FROM (SELECT residence_code,
                count(*) AS commune,
                sum(count(*)) OVER (PARTITION BY district_code) AS district,
                sum(count(*)) OVER (PARTITION BY province_code) AS province
            FROM register_comparable WHERE residence_code IS NOT NULL
            GROUP BY residence_code, district_code, province_code)
        GROUP BY residence_code""",
    kept=True,
)

_NAMES = SqlStep(
    name="register_names",
    row_is=REGISTER_NAMES.row_is,
    sql="""SELECT name_ascii, any_value(name_count) AS name_count FROM register_comparable
        WHERE name_ascii IS NOT NULL GROUP BY name_ascii""",
    kept=True,
)


def register_facts_stage(names_known: bool = False) -> Stage:
    """`register_comparable` → its size, the people of its communes, and its names.

    Where the names were counted already, `register_names` stands beside.
    """
    given = REGISTER_FACTS[:-1] if names_known else REGISTER_FACTS
    return Stage(
        name="register_facts",
        purpose=Message("Đếm sổ dân cư", "Count the register"),
        needs={
            "register_comparable": (
                *("residence_code", "district_code", "province_code"),
                *("name_ascii", "name_count"),
            )
        },
        gives={table.name: table.column_names for table in given},
        steps=(_SIZE, _RESIDENCES, *(() if names_known else (_NAMES,))),
    )
