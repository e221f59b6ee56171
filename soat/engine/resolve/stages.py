"""The stage that settles everyone whom the number alone does not."""

from soat.engine.resolve.aliases import LENT_FIELD, alias_steps
from soat.engine.resolve.blocking import candidate_steps, supported_step
from soat.engine.resolve.comparisons import Comparison
from soat.engine.resolve.evidence import comparisons_of, evidence_steps, weight_step
from soat.engine.resolve.households import sought_steps
from soat.engine.resolve.learning import learning_steps
from soat.engine.resolve.repairs import repair_steps
from soat.engine.resolve.settle import settle_steps
from soat.engine.resolve.verdicts import candidate_output_steps, persons_steps, verdict_steps
from soat.engine.resolve.weights import absent_step, load_absent, load_weights, weights_step
from soat.model.messages import Message
from soat.model.profile import Profile
from soat.model.stages import SqlStep, Stage
from soat.model.tables import (
    CANDIDATES,
    PEOPLE_COMPARABLE,
    PERSONS,
    REGISTER_COMPARABLE,
    REPAIRS,
    VERDICTS,
)

ALL_PAIRS = SqlStep(
    name="all_pairs",
    row_is="an unsettled profile and a register person to weigh",
    sql="FROM supported_pairs UNION ALL FROM candidate_pairs",
)


def resolve_stage(profile: Profile, run_id: str) -> Stage:
    """Candidates, evidence, settlement, repairs and tiers, and the verdict of everyone."""
    comparisons = comparisons_of(profile)
    fields = tuple(comparison.field for comparison in comparisons)
    if profile.many_profiles:
        fields += (LENT_FIELD,)
    return Stage(
        name="resolve",
        purpose=Message("Tìm đúng người cho phần còn lại", "Find the right person for the rest"),
        needs={
            "people_comparable": PEOPLE_COMPARABLE.column_names,
            "register_comparable": REGISTER_COMPARABLE.column_names,
            "unsettled_people": ("person_ref",),
            "number_pairs": ("person_ref", "register_row", "number_agreement"),
            "verified_people": ("person_ref", "register_row", "rule"),
        },
        gives={
            "verdicts": VERDICTS.column_names,
            "repairs": REPAIRS.column_names,
            "candidates": CANDIDATES.column_names if profile.number_scheme != "none" else (),
            "persons": PERSONS.column_names,
            "evidence_kept": ("person_ref", "rank", "citizen_id", "total_bits"),
        },
        steps=(
            supported_step(),
            *sought_steps(profile),
            *candidate_steps(profile),
            ALL_PAIRS,
            *evidence_steps(profile, "all_pairs"),
            *_weights_steps(profile, comparisons),
            *_weighed_steps(profile, comparisons),
            *settle_steps(profile),
            *repair_steps(profile),
            *verdict_steps(profile, run_id),
            *candidate_output_steps(fields),
            *persons_steps(),
        ),
    )


def _weighed_steps(profile: Profile, comparisons: tuple[Comparison, ...]) -> tuple[SqlStep, ...]:
    if not profile.many_profiles:
        return (weight_step(profile, comparisons, "weights", "weighed_pairs"),)
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
