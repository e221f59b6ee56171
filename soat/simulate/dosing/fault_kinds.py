"""Every way in which the simulator spoils a dose row or a daily report, with its sentence."""

from soat.model.messages import ClosedList


class DoseFault(ClosedList):
    """What is wrong with one dose row; `given_too_early` alone is no fault of the record."""

    ENTERED_TWICE = "entered_twice", "một mũi nhập hai lần", "a dose entered once more"
    WRONG_PROFILE = (
        "wrong_profile",
        "nhập vào hồ sơ của người khác",
        "entered on somebody else's profile",
    )
    ROW_SHIFTED = (
        "row_shifted",
        "cột mũi tiêm trong bảng tính lệch một dòng",
        "the sheet's dose columns moved by one row",
    )
    WRONG_ORDINAL = "wrong_ordinal", "ghi sai loại mũi hoặc số mũi", "another kind or number"
    KIND_UNSAID = "kind_unsaid", "không ghi loại mũi", "the kind of dose is not said"
    NUMBER_UNSAID = "number_unsaid", "không ghi số mũi", "the number of the dose is not said"
    COUNTED_THROUGH = (
        "counted_through",
        "ghi mũi n theo cả quá trình tiêm",
        "counted as the n-th dose of all, without a kind",
    )
    DATE_SWAPPED = "date_swapped", "đảo ngày và tháng tiêm", "day and month exchanged"
    MIS_DATED = "mis_dated", "lệch ngày tiêm trong 3 ngày", "dated wrongly, within three days"
    PRODUCT_MISLABELLED = "product_mislabelled", "ghi sai loại vắc xin", "another product"
    SISTER_SITE = (
        "sister_site",
        "ghi mã cơ sở khác cùng xã",
        "under the code of the commune's other site",
    )
    SITE_MISSING = "site_missing", "không ghi cơ sở", "the site is not said"
    LOT_MISSING = "lot_missing", "không ghi số lô", "the lot is not said"
    LOT_MISTYPED = "lot_mistyped", "gõ sai số lô", "the lot is mistyped"
    RECORDED_AT_MISSING = (
        "recorded_at_missing",
        "không có giờ nhập",
        "the time of entry is not said",
    )
    GIVEN_TOO_EARLY = (
        "given_too_early",
        "tiêm sớm thật, không phải lỗi ghi",
        "really given too early: no error of the record",
    )


class ReportFault(ClosedList):
    """What is wrong with one cell of the daily reports."""

    NOT_REPORTED = (
        "not_reported",
        "cơ sở không báo cáo ngày đó",
        "the site sent no report for the day",
    )
    CORRECTED_LATER = (
        "corrected_later",
        "báo cáo lại, lần đầu sai",
        "reported again; the first count was wrong",
    )
    ROW_TWICE = "row_twice", "một dòng báo cáo hai lần", "the same row stands twice"
    COUNT_OFF = "count_off", "số liều lệch 1-2", "the count is off by one or two"
    DIGIT_ADDED = "digit_added", "số liều thừa một chữ số", "the count has a digit too many"


FAULT_BIT = {fault: 1 << i for i, fault in enumerate(DoseFault)}
REPORT_BIT = {fault: 1 << i for i, fault in enumerate(ReportFault)}
