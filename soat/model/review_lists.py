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
    UNDO = "undo", "hoàn tác", "undo a judgement"


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
    MAKE_LISTS = "make_lists", "lập danh sách", "make and move work lists"
    SIGN_LISTS = "sign_lists", "ký trả danh sách", "sign lists and hand them back"
    APPROVE_IN_BULK = "approve_in_bulk", "duyệt cả loạt", "approve safe repairs in bulk"
    ENTER_DOSES = "enter_doses", "nhập mũi tiêm", "enter doses and daily reports"
    INVITE = "invite", "mời và khóa tài khoản", "invite and disable users below"
    READ_AUDIT = "read_audit", "xem nhật ký", "search the audit trail"
    SET_DEADLINES = "set_deadlines", "đặt thời hạn", "set deadlines"
