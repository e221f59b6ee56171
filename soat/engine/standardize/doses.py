"""The stage of doses and daily reports, from typed rows to comparable rows."""

from soat.engine.standardize.lots import lots_step
from soat.engine.standardize.products import products_step
from soat.model.dose_lists import AgeGroup
from soat.model.dose_tables import DAILY_REPORTS_COMPARABLE, DOSES_COMPARABLE
from soat.model.messages import Message
from soat.model.schedule import Schedule
from soat.model.stages import SqlStep, Stage
from soat.model.tables import DAILY_REPORTS_TYPED, DOSES_TYPED

_PRODUCT_TEXTS = """
    select distinct product from doses_typed where product is not null
    union select distinct product from daily_reports_typed where product is not null"""
_LOT_TEXTS = "select distinct lot as text from doses_typed where lot is not null"

# The site's commune makes places comparable; a site that is not listed has none (NULL). A view,
# for these rows are read once: when they are put at their human beings.
_DOSES = SqlStep(
    "doses_comparable",
    DOSES_COMPARABLE.row_is,
    """
    select typed.dose_ref, typed.person_ref, typed.given_on, named.product, named.product_family,
           typed.product as product_text, lots.lot, typed.dose_kind, typed.dose_number,
           nullif(trim(typed.site_code), '') as site_code, sites.commune_code,
           typed.recorded_at, typed.source
    from doses_typed as typed
    left join product_names as named on named.value = typed.product
    left join lot_names as lots on lots.text = typed.lot
    left join sites_typed as sites on sites.site_code = nullif(trim(typed.site_code), '')""",
    kept=True,
    view=True,
)

_BASIC_NUMBERS = "(1, 2)"
_KNOWN_GROUPS = ", ".join(f"'{group.value}'" for group in AgeGroup if group != AgeGroup.UNKNOWN)

# Forms without a column for the kind count first and second doses: those are basic. A third may
# be basic, additional or a booster, and stays unknown.
_REPORTS = SqlStep(
    "daily_reports_comparable",
    DAILY_REPORTS_COMPARABLE.row_is,
    f"""
    select nullif(trim(typed.site_code), '') as site_code, typed.given_on, named.product,
           case when typed.dose_kind is null and typed.dose_number in {_BASIC_NUMBERS} then 'basic'
                else typed.dose_kind end as dose_kind,
           typed.dose_number,
           case when typed.age_group in ({_KNOWN_GROUPS}) then typed.age_group
                when regexp_matches(lower(typed.age_group), '^(<|dưới|duoi|under) *5')
                    then 'under_5'
                else 'unknown' end as age_group,
           sites.commune_code, typed.product as product_text, typed.doses, typed.reported_at
    from daily_reports_typed as typed
    left join product_names as named on named.value = typed.product
    left join sites_typed as sites on sites.site_code = nullif(trim(typed.site_code), '')""",
    kept=True,
)


def standardize_doses_stage(schedule: Schedule) -> Stage:
    """`doses_typed` and `daily_reports_typed` → their comparable forms, row for row."""
    return Stage(
        name="standardize_doses",
        purpose=Message(
            "Đưa mũi tiêm và báo cáo ngày về dạng so sánh được",
            "Make the doses and daily reports comparable",
        ),
        needs={
            "doses_typed": DOSES_TYPED.column_names,
            "daily_reports_typed": DAILY_REPORTS_TYPED.column_names,
            "sites_typed": ("site_code", "commune_code"),
        },
        gives={
            "doses_comparable": DOSES_COMPARABLE.column_names,
            "daily_reports_comparable": DAILY_REPORTS_COMPARABLE.column_names,
        },
        steps=(
            products_step("product_names", schedule, _PRODUCT_TEXTS),
            lots_step("lot_names", _LOT_TEXTS),
            _DOSES,
            _REPORTS,
        ),
    )
