"""What the acts of the trail are called, for those who read it."""

from soat.model.messages import Message
from soat.model.review_lists import JudgementKind, ListAct

_OWN = {
    "account_disabled": Message("khóa tài khoản", "an account disabled"),
    "account_enabled": Message("mở khóa tài khoản", "an account enabled"),
    "account_made": Message("lập tài khoản trên máy chủ", "an account made at the server"),
    "account_reset": Message("đặt lại tài khoản", "an account reset"),
    "apply_list": Message("cập nhật tờ danh sách trả về", "a returned sheet applied"),
    "audit_exported": Message("tải nhật ký", "the trail exported"),
    "audit_read": Message("xem nhật ký", "the trail read"),
    "bulk_applied": Message("duyệt cả loạt", "approved in bulk"),
    "bulk_declined": Message("không duyệt cả loạt", "not approved in bulk"),
    "bulk_drawn": Message("chọn mẫu để duyệt cả loạt", "a sample drawn for bulk approval"),
    "bulk_undone": Message("hoàn tác duyệt cả loạt", "a bulk approval undone"),
    "day_reported": Message("báo cáo ngày", "a day reported"),
    "dose_corrected": Message("sửa mũi tiêm", "a dose corrected"),
    "dose_entered": Message("nhập mũi tiêm", "a dose entered"),
    "dose_withdrawn": Message("rút mũi tiêm", "a dose withdrawn"),
    "file_taken_in": Message("nhận tệp tải lên", "an uploaded file taken in"),
    "invitation_used": Message("người được mời đặt mật khẩu", "an invited user set the password"),
    "invited": Message("mời người dùng", "a user invited"),
    "load": Message("nạp kết quả đối chiếu", "a run loaded"),
    "locked_out": Message("bị khóa vì sai năm lần", "locked after five wrong attempts"),
    "make_list": Message("lập danh sách", "a list made"),
    "password_changed": Message("đổi mật khẩu", "a password changed"),
    "person_searched": Message("tìm người", "a person searched for"),
    "profile_made": Message("lập hồ sơ", "a profile made"),
    "read": Message("xem hồ sơ", "a record read"),
    "read_list": Message("xem danh sách", "a list read"),
    "recovery_codes_made": Message("tạo mã dự phòng", "recovery codes made"),
    "register_asked": Message("hỏi cơ sở dữ liệu dân cư", "the register asked"),
    "retry": Message("yêu cầu đối chiếu lại", "verifying again asked for"),
    "second_factor_set_up": Message("bật xác thực hai lớp", "the second factor turned on"),
    "second_factor_taken_off": Message("tắt xác thực hai lớp", "the second factor turned off"),
    "set_deadline": Message("đặt thời hạn danh sách", "a list's deadline set"),
    "signed_in": Message("đăng nhập", "signed in"),
    "take_back": Message("nhận lại tờ danh sách", "a filled sheet taken back"),
    "take_out_list": Message("tải danh sách", "a list taken out"),
    "take_out_register_corrections": Message(
        "tải danh sách sửa dân cư", "the list of register corrections taken out"
    ),
    "verified_again": Message("đối chiếu lại hồ sơ chờ", "a waiting record verified again"),
}

ACTS: dict[str, Message] = {
    **{kind.value: kind.sentence for kind in JudgementKind},
    **{f"list_{act.value}": act.sentence for act in ListAct},
    **_OWN,
}
"""Every act that is written into the trail, by its code."""


def act_said(code: str, language: str) -> str:
    """The act in the language; its code, when it is another version's."""
    return ACTS[code].said_in(language) if code in ACTS else code
