"""What people call the columns of a profile, on pages and on sheets."""

from soat.model.messages import Message

FIELD_NAMES = {
    "full_name": Message("Họ và tên", "Full name"),
    "birth_date": Message("Ngày sinh", "Birth date"),
    "sex": Message("Giới tính", "Sex"),
    "citizen_id": Message("Số định danh", "Number"),
    "phone": Message("Điện thoại", "Phone"),
    "insurance_id": Message("Số thẻ BHYT", "Health insurance"),
    "nationality": Message("Quốc tịch", "Nationality"),
    "residence_code": Message("Mã xã thường trú", "Commune of residence"),
    "residence_text": Message("Địa chỉ", "Address in words"),
    "guardian_name": Message("Người giám hộ", "Guardian"),
    "guardian_phone": Message("Điện thoại người giám hộ", "Guardian's phone"),
}
