"""The closed lists of doses, reports and rules: every code with its sentence for people."""

from soat.model.messages import ClosedList


class DoseKind(ClosedList):
    """What a dose is for."""

    BASIC = "basic", "mũi cơ bản", "basic dose"
    ADDITIONAL = "additional", "mũi bổ sung", "additional dose"
    BOOSTER = "booster", "mũi nhắc lại", "booster"


class AgeGroup(ClosedList):
    """Age at the dose, in the groups of the daily reports."""

    UNDER_5 = "under_5", "dưới 5 tuổi", "under 5"
    CHILD = "5-11", "5 đến dưới 12 tuổi", "5 to under 12"
    TEEN = "12-17", "12 đến 17 tuổi", "12 to 17"
    ADULT = "18+", "từ 18 tuổi", "18 and over"
    UNKNOWN = "unknown", "không rõ tuổi", "age unknown"


class DoseState(ClosedList):
    """What became of one accepted dose row in its history. Every row has exactly one."""

    KEPT = "kept", "được tính là một mũi tiêm", "counted as one real dose"
    DUPLICATE = (
        "duplicate",
        "trùng với dòng khác, đã gộp (có thể tách lại)",
        "the same dose as another row, collapsed (can be undone)",
    )
    SET_ASIDE = (
        "set_aside",
        "để riêng vì lỗi cả loạt, chờ cơ sở trả lời",
        "set aside: part of a batch fault that the site must answer",
    )


class IntervalStatus(ClosedList):
    """The time since the dose before, held against the schedule in force that day."""

    FIRST = "first", "mũi đầu tiên được ghi", "no earlier dose is recorded"
    IN_TIME = "in_time", "đủ khoảng cách", "not before the minimum interval"
    IN_GRACE = "in_grace", "sớm trong hạn cho phép", "early, within the days of grace"
    TOO_EARLY = "too_early", "sớm hơn quy định", "earlier than the schedule allows"
    UNKNOWN = "unknown", "không có quy định để so", "no rule to hold it against"


class PairAgreement(ClosedList):
    """How far two rows of a possible duplicate agree in one column."""

    SAME = "same", "giống nhau", "the same"
    SIMILAR = "similar", "gần giống", "nearly the same"
    DIFFERENT = "different", "khác nhau", "different"
    UNKNOWN = "unknown", "không rõ", "one side is unknown"


class DecisionKind(ClosedList):
    """A human judgement that later runs take as given."""

    SAME_DOSE = "same_dose", "hai dòng là một mũi tiêm", "the two rows are one dose"
    NOT_A_DUPLICATE = (
        "not_a_duplicate",
        "hai dòng là hai mũi tiêm khác nhau",
        "the two rows are two real doses",
    )
    SUPPRESS_RULE = (
        "suppress_rule",
        "cơ sở tạm không áp dụng quy tắc này",
        "the site does not apply this rule",
    )


class Explanation(ClosedList):
    """Why a dose that seems missing in one cell was entered after all, in another."""

    MIS_DATED = "mis_dated", "ghi sai ngày (trong 3 ngày)", "dated wrongly, within three days"
    DATE_SWAPPED = "date_swapped", "đảo ngày và tháng", "day and month exchanged"
    PRODUCT_MISLABELLED = (
        "product_mislabelled",
        "ghi sai loại vắc xin",
        "entered under another product",
    )
    DOSE_MISLABELLED = "dose_mislabelled", "ghi sai mũi", "entered as another dose"
    AGE_MISLABELLED = "age_mislabelled", "ghi sai nhóm tuổi", "entered in another age group"
    SISTER_SITE = (
        "sister_site",
        "ghi ở cơ sở khác cùng xã",
        "entered by another site of the commune",
    )
    SITE_MISSING = "site_missing", "ghi thiếu cơ sở tiêm", "entered without its site"


class CellStatus(ClosedList):
    """Whether the reported and the recorded count of one cell can be compared."""

    COMPARED = "compared", "có báo cáo, đã đối chiếu", "reported and compared"
    NOT_REPORTED = (
        "not_reported",
        "không có báo cáo ngày: chưa biết",
        "no daily report: the gap is not known",
    )
    REPORT_IN_DOUBT = (
        "report_in_doubt",
        "báo cáo ngày đáng ngờ, chưa đối chiếu",
        "the report itself is in doubt, not compared",
    )


class DelayBucket(ClosedList):
    """Days from giving a dose to entering it."""

    SAME_DAY = "same_day", "trong ngày", "same day"
    DAY_1 = "1", "sau 1 ngày", "1 day"
    DAYS_2_3 = "2-3", "sau 2 đến 3 ngày", "2 to 3 days"
    DAYS_4_7 = "4-7", "sau 4 đến 7 ngày", "4 to 7 days"
    DAYS_8_14 = "8-14", "sau 8 đến 14 ngày", "8 to 14 days"
    DAYS_15_30 = "15-30", "sau 15 đến 30 ngày", "15 to 30 days"
    OVER_30 = "over_30", "sau hơn 30 ngày", "more than 30 days"
    NOT_ENTERED = "not_entered", "chưa nhập", "not entered yet"
    UNKNOWN = "unknown", "không rõ ngày nhập", "entry time unknown"


BUCKET_ENDS = (
    (0, DelayBucket.SAME_DAY),
    (1, DelayBucket.DAY_1),
    (3, DelayBucket.DAYS_2_3),
    (7, DelayBucket.DAYS_4_7),
    (14, DelayBucket.DAYS_8_14),
    (30, DelayBucket.DAYS_15_30),
)
"""The last day of each bucket; later than the last of them is OVER_30."""


class Severity(ClosedList):
    """What a finding does to the record."""

    HOLD = (
        "hold",
        "giữ lại: chưa tính là đã xác minh, đưa vào danh sách việc",
        "held: stored, not counted as verified, goes to a work list",
    )
    WARN = "warn", "cảnh báo", "warning"
    INFO = "info", "thông tin", "for information"


class RuleDimension(ClosedList):
    """What a rule is about."""

    COMPLETENESS = "completeness", "đầy đủ", "completeness"
    VALIDITY = "validity", "hợp lệ", "validity"
    UNIQUENESS = "uniqueness", "không trùng lặp", "uniqueness"
    TIMELINESS = "timeliness", "kịp thời", "timeliness"
    CONSISTENCY = "consistency", "nhất quán", "consistency"
    VERIFICATION = "verification", "xác minh", "verification"


class RuleOwner(ClosedList):
    """Who mends what a rule finds."""

    SITE = "site", "cơ sở tiêm chủng", "vaccination site"
    COMMUNE = "commune", "trạm y tế xã", "commune health station"
    DISTRICT = "district", "trung tâm y tế huyện", "district"
    PROVINCE = "province", "sở y tế", "province"
    NATION = "nation", "bộ y tế", "ministry"
    POLICE = "police", "công an xã", "commune police"


class RuleGrain(ClosedList):
    """What one finding of a rule is about."""

    PERSON = "person", "một hồ sơ người", "one person profile"
    DOSE = "dose", "một mũi tiêm", "one dose"
    SITE_DAY = "site_day", "một cơ sở trong một ngày", "one site on one day"
