"""The measures of one scenario as tables on the terminal."""

from collections.abc import Sequence

from bench.acceptance import AcceptanceRow
from bench.by_kind import KindRow
from bench.calibration import ReliabilityBand
from bench.figures import Measure
from bench.measures import FieldReasons
from bench.oracle import Ceiling
from bench.printing import console, count, print_table, share
from bench.repair_kinds import NamedRow, SafeRow


def print_measures(scenario: str, measures: Sequence[Measure]) -> None:
    """Each measure with what was counted, its target, and whether it is met."""
    rows = [
        [m.name, count(round(m.counted)), count(round(m.divided_by)), share(m.value, 6),
         str(m.target or ""), m.mark]
        for m in measures
    ]  # fmt: skip
    print_table(scenario, ("measure", "counted", "of", "value", "target", ""), rows)


def print_reasons(fields: Sequence[FieldReasons]) -> None:
    """Precision and recall of the reasons behind their F1."""
    rows = [
        [f.field, count(f.true), count(f.said), count(f.both),
         share(f.both / f.said if f.said else None), share(f.both / f.true if f.true else None)]
        for f in fields
    ]  # fmt: skip
    columns = ("reason", "in truth", "said", "both", "precision", "recall")
    print_table("Reasons, field by field", columns, rows)


def print_kinds(rows: Sequence[KindRow]) -> None:
    """Links and verdicts by what was done to the record, the peer's recall beside ours."""
    cells = [
        [r.kind, count(r.present), share(r.recall), share(r.precision), count(r.wrong),
         count(r.absent_linked), share(r.verdict_share), share(r.peer_recall), count(r.peer_wrong)]
        for r in rows
    ]  # fmt: skip
    columns = ("corruption", "present", "recall", "precision", "wrong", "absent linked",
               "verdict right", "peer recall", "peer wrong")  # fmt: skip
    print_table("By what was done to the record", columns, cells)


def print_reliability(title: str, bands: Sequence[ReliabilityBand]) -> None:
    """Of the answers given with p, the share that was right."""
    rows = [
        [f"p ≥ {band.from_p:g}", count(round(band.answers)), share(band.mean_p, 5),
         share(band.share_right, 5), share(band.gap, 5)]
        for band in bands
    ]  # fmt: skip
    print_table(title, ("band", "answers", "mean p", "share right", "gap"), rows)


def print_acceptance(rows: Sequence[AcceptanceRow]) -> None:
    """Precision and recall if people not linked were accepted from a probability on."""
    cells = [
        [f"p ≥ {r.threshold:g}", count(r.gained), count(r.gained_right), share(r.precision, 6),
         share(r.recall, 6), count(r.absent_linked)]
        for r in rows
    ]  # fmt: skip
    columns = ("accepted from", "more links", "of them right", "precision", "recall",
               "absent linked")  # fmt: skip
    print_table("If people not linked were accepted too", columns, cells)


def print_named(rows: Sequence[NamedRow]) -> None:
    """What was done, the name a repair ought to have, and the names it got."""
    cells = [
        [r.done, count(r.fields), share(r.rightly / r.fields), " or ".join(r.expected) or "none",
         ", ".join(f"{said} {count(n)}" for said, n in list(r.said.items())[:4])]
        for r in rows
    ]  # fmt: skip
    print_table(
        "Names of repairs (fields spoiled once, right person)",
        ("done to the field", "fields", "rightly named", "ought to be", "was named"),
        cells,
    )


def print_safe(rows: Sequence[SafeRow]) -> None:
    """Safe repairs by kind, with those that would do harm."""
    cells = [
        [r.kind, count(r.repairs), count(r.wrong_person), count(r.register_wrong),
         f"{r.wrong_per_10_000:.2f}"]
        for r in rows
    ]  # fmt: skip
    columns = ("kind", "repairs", "wrong person", "register wrong", "harm per 10 000")
    print_table("Repairs of tier safe, by kind", columns, cells)


def print_relations(relations: dict[str, int]) -> None:
    """Whom the wrong links name."""
    cells = [[relation, count(number)] for relation, number in relations.items()]
    print_table("Wrong links by whom they name", ("the person named is", "links"), cells)


def print_ceiling(ceiling: Ceiling) -> None:
    """How much of what was missed could not be known."""
    console.print(
        f"Missed: {count(ceiling.missed)} of {count(ceiling.present)} people of the register; "
        f"{count(ceiling.with_rival)} of them have a rival who fits the record at least as well "
        f"({count(ceiling.rival_better)} strictly better).\n"
        f"Recall {share(ceiling.recall, 5)}; without those that no method can decide it could "
        f"have been {share(ceiling.recall_ceiling, 5)}."
    )
    cells = [[kind, count(n), count(rivals)] for kind, n, rivals in ceiling.by_kind[:20]]
    print_table("Missed people by corruption", ("corruption", "missed", "with a rival"), cells)
