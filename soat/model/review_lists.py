"""The closed lists of human work: roles, lists, cases, judgements, each with its sentence."""

from soat.model.messages import ClosedList


class Role(ClosedList):
    """What somebody is at the place they answer for."""

    SITE = "site", "cơ sở tiêm chủng", "vaccination site"
    STATION = "station", "trạm y tế xã", "commune health station"
    POLICE = "police", "công an xã", "commune police"
    DISTRICT = "district", "y tế quận, huyện", "district health office"
    PROVINCE = "province", "sở y tế, CDC tỉnh", "province health department"
    MINISTRY = "ministry", "Bộ Y tế", "ministry of health"
    AUDITOR = "auditor", "kiểm tra viên", "auditor"
    ADMINISTRATOR = "administrator", "quản trị hệ thống", "administrator"


class PlaceLevel(ClosedList):
    """How high a place stands in the tree of places."""

    COUNTRY = "country", "cả nước", "country"
    PROVINCE = "province", "tỉnh, thành phố", "province"
    DISTRICT = "district", "quận, huyện", "district"
    COMMUNE = "commune", "xã, phường, thị trấn", "commune"
    SITE = "site", "cơ sở tiêm chủng", "vaccination site"


class ListState(ClosedList):
    """How far a work list is."""

    DRAFT = "draft", "đang lập", "being made"
    ISSUED = "issued", "đã giao", "issued"
    IN_THE_FIELD = "in_the_field", "tổ Đề án 06 đang rà soát", "in the field"
    WITH_POLICE = "with_police", "công an đang đối chiếu", "with the police"
    RETURNED = "returned", "đã trả về trạm", "returned"
    APPLIED = "applied", "đã cập nhật", "applied"
    CLOSED = "closed", "đã khép lại", "closed"


class ListAct(ClosedList):
    """What somebody does with a work list as a whole."""

    ISSUE = "issue", "giao danh sách", "issue it"
    TAKE_TO_FIELD = "take_to_field", "chuyển tổ Đề án 06", "take it to the field"
    HAND_TO_POLICE = "hand_to_police", "chuyển công an xã", "hand it to the police"
    HAND_BACK = "hand_back", "ký và trả về trạm", "sign it and hand it back"
    APPLY = "apply", "cập nhật kết quả", "apply what came back"
    CLOSE = "close", "khép danh sách", "close it"
    RECALL = "recall", "thu hồi về bản nháp", "recall it to a draft"
    REOPEN = "reopen", "mở lại để rà tiếp", "open it again"


class LineOutcome(ClosedList):
    """What the household or the police found of one line of a work list."""

    CORRECTED = "corrected", "đã sửa", "corrected"
    RECORD_RIGHT = "record_right", "hồ sơ đúng", "the record is right"
    REGISTER_WRONG = "register_wrong", "dân cư sai", "the register is wrong"
    NOBODY_HOME = "nobody_home", "chưa gặp, hỏi lại", "nobody at home, ask again"
    MOVED = "moved", "đã chuyển đi", "moved away"
    DIED = "died", "đã mất", "died"
    NOT_FOUND = "not_found", "không tìm thấy", "not found"


class LineFate(ClosedList):
    """What becomes of one line of a returned sheet, and why."""

    READY = "ready", "sẵn sàng cập nhật", "ready to be applied"
    APPLIED = "applied", "đã cập nhật", "applied"
    NOT_CHOSEN = "not_chosen", "chưa chọn", "left out by choice"
    EMPTY = "empty", "chưa ghi kết quả", "nothing was filled in"
    NO_CHANGE = "no_change", "không có gì khác", "nothing differs"
    NOT_OF_THIS_LIST = "not_of_this_list", "không thuộc danh sách này", "not of this list"
    REPEATED = "repeated", "dòng bị lặp", "the line stands there twice"
    WRONG_CHECKSUM = "wrong_checksum", "sai mã kiểm tra", "wrong checksum"
    LOCKED_CELL_CHANGED = "locked_cell_changed", "ô khóa bị sửa", "a locked cell was changed"
    RECORD_CHANGED = (
        "record_changed",
        "hồ sơ đã đổi từ khi xuất",
        "the record changed since export",
    )
    UNUSABLE_VALUE = "unusable_value", "giá trị không dùng được", "a value cannot be used"
    NOT_ALLOWED = "not_allowed", "chưa được phép", "not allowed now"


class CaseState(ClosedList):
    """How far a profile that is not verified has come."""

    OPEN = "open", "cần xử lý", "to be judged"
    ASKED = "asked", "đang hỏi gia đình", "the household is asked"
    AT_REGISTER = (
        "at_register",
        "chờ công an sửa cơ sở dữ liệu dân cư",
        "waits for the register to be corrected",
    )
    WAITING = "waiting", "chờ đối chiếu lại", "waits to be verified again"
    SECOND_REVIEW = (
        "second_review",
        "chờ người thứ hai xem độc lập",
        "waits for a second, blind review",
    )
    DISPUTED = (
        "disputed",
        "hai người xem khác nhau, chờ cấp trên quyết định",
        "two reviewers differ, the supervisor decides",
    )
    UNRESOLVED = "unresolved", "chưa giải quyết được", "could not be resolved"
    SETTLED = "settled", "đã xong", "settled"


class JudgementKind(ClosedList):
    """What somebody judged of a profile or of a dose; the latest that is not undone holds."""

    ACCEPT_PROPOSAL = "accept_proposal", "nhận đề xuất", "accept what is proposed"
    TAKE_CANDIDATE = "take_candidate", "chọn người khác", "take another candidate"
    EDIT_FIELDS = "edit_fields", "sửa thông tin", "edit the fields"
    CONFIRM_RECORD = "confirm_record", "hồ sơ đúng", "the record is right"
    REGISTER_WRONG = (
        "register_wrong",
        "cơ sở dữ liệu dân cư sai",
        "the register is wrong",
    )
    MERGE_PROFILES = "merge_profiles", "gộp hồ sơ", "profiles are one human being"
    SPLIT_PROFILES = "split_profiles", "tách hồ sơ", "profiles are different human beings"
    SAME_DOSE = "same_dose", "là một mũi", "two rows are one dose"
    DIFFERENT_DOSES = "different_doses", "là hai mũi", "two rows are two doses"
    ASK_HOUSEHOLD = "ask_household", "hỏi gia đình", "ask the household"
    CANNOT_RESOLVE = "cannot_resolve", "không xác định được", "cannot be resolved"
    APPROVE_IN_BULK = "approve_in_bulk", "duyệt cả loạt", "approved in bulk"
    FIRST_OPINION = "first_opinion", "ý kiến thứ nhất", "the first of two opinions"
    SAME_OPINION = "same_opinion", "ý kiến thứ hai, trùng", "a second opinion that agrees"
    OTHER_OPINION = "other_opinion", "ý kiến thứ hai, khác", "a second opinion that differs"
    SETTLE_DISPUTE = "settle_dispute", "cấp trên quyết định", "settle what two reviewers dispute"
    UNDO = "undo", "hoàn tác", "undo a judgement"


class BulkState(ClosedList):
    """How far a bulk approval is."""

    DRAWN = "drawn", "đã chọn, chờ duyệt", "chosen, waits for approval"
    APPLIED = "applied", "đã duyệt và cập nhật", "approved and applied"
    DECLINED = "declined", "không duyệt", "not approved"
    UNDONE = "undone", "đã hoàn tác", "undone"


class BulkOutcome(ClosedList):
    """What became of one record of a bulk approval."""

    UNCHECKED = "unchecked", "chưa đối chiếu", "not verified yet"
    FITS = "fits", "sửa xong sẽ khớp", "verified once it is repaired"
    DOES_NOT_FIT = (
        "does_not_fit",
        "sửa xong vẫn không khớp như đề xuất",
        "not verified as was proposed",
    )
    CHANGED = "changed", "hồ sơ đã đổi sau khi chọn", "changed since it was chosen"
    APPLIED = "applied", "đã cập nhật", "applied"
    UNDONE = "undone", "đã trả lại như cũ", "put back as it was"
    JUDGED_SINCE = (
        "judged_since",
        "đã có quyết định sau đó, giữ nguyên",
        "judged since, left as it is",
    )


class EntryAct(ClosedList):
    """What a site did with one dose."""

    ENTERED = "entered", "nhập", "entered"
    CORRECTED = "corrected", "sửa", "corrected"
    WITHDRAWN = "withdrawn", "rút", "withdrawn"


class NumberKnown(ClosedList):
    """What a site is told of the register while it types a number."""

    YES = "yes", "dân cư có số này", "the register knows this number"
    NO = "no", "dân cư không có số này", "the register does not know this number"
    OTHER = (
        "other",
        "dân cư ghi người này với số khác",
        "the register has this person under another number",
    )
    OUT_OF_REACH = (
        "out_of_reach",
        "chưa hỏi được dân cư, hồ sơ sẽ chờ đối chiếu",
        "the register is out of reach; the record will wait",
    )
    NOT_ASKED = "not_asked", "chưa hỏi dân cư", "the register was not asked"


class RowOutcome(ClosedList):
    """What became of one row of a file that a site sent."""

    ACCEPTED = "accepted", "đã nhận", "accepted"
    DUPLICATE = "duplicate", "đã có, không nhận thêm", "there already, not taken in again"
    REJECTED = "rejected", "không nhận", "rejected"


class Permission(ClosedList):
    """What a role may do with what it sees."""

    READ_RECORDS = "read_records", "xem hồ sơ", "read records of persons"
    READ_FIGURES = "read_figures", "xem số liệu", "read figures"
    JUDGE = "judge", "xử lý hồ sơ", "judge cases"
    JUDGE_IDENTITY = (
        "judge_identity",
        "xác thực thông tin dân cư",
        "authenticate identity for the police",
    )
    SETTLE_DISPUTES = (
        "settle_disputes",
        "quyết định khi hai người xem khác nhau",
        "settle what two reviewers dispute",
    )
    MAKE_LISTS = "make_lists", "lập danh sách", "make and move work lists"
    SIGN_LISTS = "sign_lists", "ký trả danh sách", "sign lists and hand them back"
    APPROVE_IN_BULK = "approve_in_bulk", "duyệt cả loạt", "approve safe repairs in bulk"
    ENTER_DOSES = "enter_doses", "nhập mũi tiêm", "enter doses and daily reports"
    INVITE = "invite", "mời và khóa tài khoản", "invite and disable users below"
    READ_AUDIT = "read_audit", "xem nhật ký", "search the audit trail"
    SET_DEADLINES = "set_deadlines", "đặt thời hạn", "set deadlines"
