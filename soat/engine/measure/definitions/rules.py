"""How many records break each rule of the catalogue."""

from soat.engine.measure.definitions.shape import Definition, Dimension, PlaceBasis, Unit
from soat.model.messages import Message

FAILURES_BY_RULE = Definition(
    "failures_by_rule",
    Unit.RECORDS,
    Dimension.RULE_CODE,
    Message(
        "bản ghi vi phạm quy tắc này, không kể nơi tạm ngưng quy tắc",
        "records that break this rule, without those at sites that suppress it",
    ),
    Message(
        "bản ghi mà quy tắc áp dụng: hồ sơ người theo nơi thường trú, mũi tiêm và ngày tiêm của "
        "cơ sở theo nơi tiêm",
        "records to which the rule applies: person profiles by residence, doses and site-days by "
        "place of the dose",
    ),
    parts=False,
    place=PlaceBasis.RECORD,
)
SUPPRESSED_BY_RULE = Definition(
    "suppressed_by_rule",
    Unit.RECORDS,
    Dimension.RULE_CODE,
    Message(
        "bản ghi vi phạm quy tắc này ở nơi tạm ngưng quy tắc",
        "records that break this rule at a site that suppresses it",
    ),
    Message("mọi bản ghi vi phạm quy tắc này", "all records that break this rule"),
    parts=False,
    place=PlaceBasis.RECORD,
)
RULE_DEFINITIONS = (FAILURES_BY_RULE, SUPPRESSED_BY_RULE)
