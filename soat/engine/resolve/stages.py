"""The stages that settle everyone whom the number alone does not."""

from dataclasses import replace

from soat.engine.resolve.aliases import LENT_FIELD, alias_steps
from soat.engine.resolve.blocking import far_steps, near_steps, supported_step
from soat.engine.resolve.comparisons import Comparison
from soat.engine.resolve.evidence import comparisons_of, evidence_steps, weight_step
from soat.engine.resolve.households import phone_steps, sought_steps
from soat.engine.resolve.learning import learning_steps
from soat.engine.resolve.repairs import repair_steps
from soat.engine.resolve.settle import claims_step, plausible_steps, settle_steps
from soat.engine.resolve.verdicts import (
    PERSONS_STEP,
    UNREGISTERED,
    candidate_output_steps,
    tie_steps,
    verdict_steps,
)
from soat.engine.resolve.weights import absent_step, load_absent, load_weights, weights_step
from soat.model.messages import Message
from soat.model.profile import Profile
from soat.model.stages import SqlStep, Stage
from soat.model.tables import (
    CANDIDATES,
    PEOPLE_COMPARABLE,
    PERSONS,
    REGISTER_COMPARABLE,
    REGISTER_NAMES,
    REGISTER_SIZE,
    REPAIRS,
    RESIDENCE_PEOPLE,
    VERDICTS,
)

_PERSON = "person_ref"
_PAIR = ("person_ref", "register_row")
_PHONES = ("phone", "person_ref", "residence_code", "district_code", "province_code")
_PEOPLE = PEOPLE_COMPARABLE.column_names
_REGISTER = REGISTER_COMPARABLE.column_names
_NUMBER_PAIRS = (*_PAIR, "number_agreement", "same_name", "same_birth_date", "same_sex", "all_same")
_UNREGISTERED = ("person_ref", "phone_key", "number_key", "human")

ALL_PAIRS = SqlStep(
    name="all_pairs",
    row_is="an unsettled profile and a register person to weigh",
    sql="FROM supported_pairs UNION ALL FROM candidate_pairs",
)


def resolve_stages(profile: Profile, run_id: str) -> tuple[Stage, ...]:
    """Candidates, evidence, settlement, repairs and tiers, and the verdict of everyone."""
    claims = () if profile.many_profiles else (_claims_stage(),)
    return (
        _support_stage(),
        _seek_stage(profile),
        _weigh_stage(profile),
        *claims,
        _settle_stage(profile, run_id),
        _ties_stage(),
        _persons_stage(),
    )


def _support_stage() -> Stage:
    return Stage(
        name="support",
        purpose=Message(
            "Giữ những người mà số đã chỉ đúng", "Keep those whom the number shows for sure"
        ),
        needs={
            "people_comparable": _PEOPLE,
            "register_comparable": _REGISTER,
            "unsettled_people": _PEOPLE,
            "number_pairs": _NUMBER_PAIRS,
            "verified_people": _PAIR,
        },
        gives={"supported_pairs": _PAIR, "settled_phones": _PHONES},
        steps=(supported_step(), *phone_steps()),
        cut_by=_PERSON,
    )


def _seek_stage(profile: Profile) -> Stage:
    homes = {} if profile.number_scheme == "none" else {"homes": ("person_ref", "home_codes")}
    return Stage(
        name="seek",
        purpose=Message("Tìm ứng viên trong cả nước", "Seek candidates in the whole country"),
        needs={
            "register_comparable": _REGISTER,
            "unsettled_people": _PEOPLE,
            "number_pairs": _NUMBER_PAIRS,
            "supported_pairs": _PAIR,
            "settled_phones": _PHONES,
        },
        gives={**homes, "sought_people": _PEOPLE, "far_pairs": _PAIR},
        steps=(*sought_steps(profile), *far_steps(profile)),
    )


def _weigh_stage(profile: Profile) -> Stage:
    comparisons = comparisons_of(profile)
    homes = {} if profile.number_scheme == "none" else {"homes": ("person_ref", "home_codes")}
    first = {} if profile.many_profiles else {"first_answers": (*_PAIR, "total_bits")}
    return Stage(
        name="weigh",
        purpose=Message(
            "Tìm ứng viên gần nhà và cân chứng cứ", "Seek candidates near home, weigh the evidence"
        ),
        needs={
            "register_comparable": _REGISTER,
            "register_size": REGISTER_SIZE.column_names,
            "residence_people": RESIDENCE_PEOPLE.column_names,
            "register_names": REGISTER_NAMES.column_names,
            "unsettled_people": _PEOPLE,
            "number_pairs": _NUMBER_PAIRS,
            "supported_pairs": _PAIR,
            "sought_people": _PEOPLE,
            "far_pairs": _PAIR,
            **homes,
        },
        gives={
            "plausible_pairs": (*_PAIR, "citizen_id", "total_bits"),
            "number_classes": ("person_ref", "number_class"),
            "absent_shares": ("number_class", "absent"),
            **first,
        },
        steps=(
            *near_steps(profile),
            ALL_PAIRS,
            *evidence_steps(profile, "all_pairs", read_once=_weighed_in_passing(profile)),
            *_weights_steps(profile, comparisons),
            *_weighed_steps(profile, comparisons),
            *plausible_steps(profile),
        ),
        cut_by=_PERSON,
    )


def _claims_stage() -> Stage:
    return Stage(
        name="claims",
        purpose=Message("Xem ai đã nhận ai", "See who holds whom"),
        needs={
            "verified_people": _PAIR,
            "plausible_pairs": _PAIR,
            "first_answers": (*_PAIR, "total_bits"),
        },
        gives={"claims": ("register_row", "person_ref", "claim_bits")},
        steps=(claims_step(),),
    )


def _settle_stage(profile: Profile, run_id: str) -> Stage:
    fields = tuple(comparison.field for comparison in comparisons_of(profile))
    if profile.many_profiles:
        fields += (LENT_FIELD,)
    claims = (
        {} if profile.many_profiles else {"claims": ("register_row", "person_ref", "claim_bits")}
    )
    return Stage(
        name="settle",
        purpose=Message("Kết luận từng người", "Settle everyone"),
        needs={
            "people_comparable": _PEOPLE,
            "register_comparable": _REGISTER,
            "unsettled_people": _PEOPLE,
            "number_pairs": _NUMBER_PAIRS,
            "verified_people": (*_PAIR, "citizen_id", "rule"),
            "plausible_pairs": (*_PAIR, "citizen_id", "total_bits"),
            "number_classes": ("person_ref", "number_class"),
            "absent_shares": ("number_class", "absent"),
            **claims,
        },
        gives={
            "verdicts": VERDICTS.column_names,
            "repairs": REPAIRS.column_names,
            "candidates": CANDIDATES.column_names if profile.number_scheme != "none" else (),
            "evidence_kept": ("person_ref", "rank", "citizen_id", "total_bits"),
            "settled_verdicts": (*_PAIR, "verdict", "citizen_id"),
            "unregistered_start": _UNREGISTERED,
        },
        steps=(
            *settle_steps(profile),
            *repair_steps(profile),
            *verdict_steps(profile, run_id),
            *candidate_output_steps(fields),
            UNREGISTERED,
        ),
        cut_by=_PERSON,
    )


def _ties_stage() -> Stage:
    return Stage(
        name="ties",
        purpose=Message(
            "Gộp các hồ sơ của một người không có trong dữ liệu dân cư",
            "Join the profiles of one person whom the register lacks",
        ),
        needs={"unregistered_start": _UNREGISTERED},
        gives={"unregistered_humans": ("person_ref", "human")},
        steps=tie_steps(),
    )


def _persons_stage() -> Stage:
    return Stage(
        name="persons",
        purpose=Message("Mỗi hồ sơ thuộc về một người", "Every profile at its human being"),
        needs={
            "settled_verdicts": (*_PAIR, "citizen_id"),
            "unregistered_humans": ("person_ref", "human"),
        },
        gives={"persons": PERSONS.column_names},
        steps=(PERSONS_STEP,),
        cut_by=_PERSON,
    )


def _weighed_in_passing(profile: Profile) -> bool:
    """Whether the evidence is read once only: neither learned from nor lent."""
    return profile.weights is not None and not profile.many_profiles


def _weighed_steps(profile: Profile, comparisons: tuple[Comparison, ...]) -> tuple[SqlStep, ...]:
    if not profile.many_profiles:
        weighed = weight_step(profile, comparisons, "weights", "weighed_pairs")
        return (replace(weighed, view=_weighed_in_passing(profile)),)
    return (
        weight_step(profile, comparisons, "weights", "weighed_alone"),
        *alias_steps(profile, comparisons),
    )


def _weights_steps(profile: Profile, comparisons: tuple[Comparison, ...]) -> tuple[SqlStep, ...]:
    """Shipped weights where the profile names some; otherwise learned from the files at hand."""
    if profile.weights is None:
        return learning_steps(profile, comparisons)
    return (
        weights_step("weights", comparisons, load_weights(profile.weights)),
        absent_step("absent_shares", load_absent(profile.weights)),
    )
