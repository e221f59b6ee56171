"""What a run refuses before it begins, or before it is shown: each with a sentence."""

from collections.abc import Sequence

from soat.model.errors import InputUnusable, LimitPassed, WrongUsage
from soat.model.messages import Message
from soat.model.profile import Profile
from soat.store.reading import TableCounts


def refuse_other_profile(snapshot: str, wanted: str, where: str) -> None:
    """Raise WrongUsage when the snapshot was made under another country profile."""
    if snapshot != wanted:
        raise WrongUsage(
            Message(
                f"Bản chụp sổ dân cư dùng cấu hình {snapshot}, lần chạy này dùng {wanted}.",
                f"The snapshot is of profile {snapshot}, this run of {wanted}.",
            ),
            where,
            Message("Dùng cùng một --profile.", "Give the same --profile to both."),
        )


def refuse_other_columns(snapshot: tuple[str, ...], profile: Profile, where: str) -> None:
    """Raise InputUnusable when the snapshot lacks columns that the profile declares."""
    lacking = [name for name in profile.extra_names if f"x_{name}" not in snapshot]
    if lacking:
        raise InputUnusable(
            Message(
                f"Bản chụp sổ dân cư không có cột đã khai báo: {', '.join(lacking)}.",
                f"The snapshot lacks declared columns: {', '.join(lacking)}.",
            ),
            where,
            Message(
                "Tạo lại bản chụp bằng chính tệp cấu hình này: soat register build.",
                "Build it again with this same profile: soat register build.",
            ),
        )


def refuse_too_many_rejects(counts: Sequence[TableCounts], limit: float) -> None:
    """Raise LimitPassed when more than this share of a table's rows was rejected."""
    over = [count for count in counts if count.rejected_share > limit]
    if over:
        told = ", ".join(f"{count.table} {count.rejected}/{count.read}" for count in over)
        raise LimitPassed(
            Message(
                f"Quá nhiều dòng bị loại (giới hạn là {limit:.0%}).",
                f"Too many rows were rejected (the limit is {limit:.0%}).",
            ),
            told,
            Message(
                "Kiểm tra tiêu đề cột và dạng dữ liệu, hoặc nâng --max-rejected.",
                "Check headings and value forms, or raise --max-rejected.",
            ),
        )
