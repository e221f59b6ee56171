"""What the progress bar calls each stage. A stage without an entry is shown by its own name."""

from soat.model.messages import Message

STAGE_LABELS = {
    "read": Message("Xem tệp", "Looking at files"),
    "intake": Message("Đọc tệp", "Reading files"),
    "register": Message("Nạp sổ dân cư", "Loading the register"),
    "standardize": Message("Chuẩn hóa", "Standardizing"),
    "standardize_doses": Message("Chuẩn hóa mũi tiêm", "Standardizing doses"),
    "verify": Message("Đối chiếu", "Verifying"),
    "resolve": Message("Tìm người còn lại", "Resolving the rest"),
    "seek": Message("Tìm ứng viên trong cả nước", "Seeking candidates in the whole country"),
    "reach": Message("Lấy dữ liệu dân cư nơi khác", "Fetching register people from elsewhere"),
    "weigh": Message("Cân chứng cứ", "Weighing the evidence"),
    "claims": Message("Xem ai đã nhận ai", "Seeing who holds whom"),
    "settle": Message("Kết luận từng người", "Settling everyone"),
    "ties": Message("Gộp hồ sơ của một người", "Joining the profiles of one person"),
    "persons": Message("Ghép hồ sơ với người", "Placing profiles at their human being"),
    "look_up": Message("Lập chỉ mục tra cứu", "Indexing for look-ups"),
    "names": Message("Đếm họ tên", "Counting names"),
    "facts": Message("Đếm sổ dân cư", "Counting the register"),
    "intake_doses": Message("Đọc mũi tiêm", "Reading the doses"),
    "shared": Message("Tìm người có nhiều hồ sơ", "Finding people with several profiles"),
    "lives": Message("Xếp người theo nhóm", "Laying out people"),
    "route": Message("Chuyển mũi tiêm về từng nhóm", "Routing the doses"),
    "place": Message("Xếp mũi tiêm về từng người", "Placing doses at people"),
    "batches": Message("Tìm bảng nhập lệch dòng", "Finding sheets that moved by a row"),
    "grounds": Message("Tìm hồ sơ trùng", "Finding what profiles share"),
    "history": Message("Lập lịch sử tiêm", "Settling doses"),
    "people_check": Message("Kiểm tra hồ sơ", "Checking people"),
    "gap": Message("Tìm mũi chưa nhập", "Finding doses never entered"),
    "living": Message("Đếm dân số đang sống", "Counting the living"),
    "settle_doses": Message("Lập lịch sử tiêm", "Settling doses"),
    "entry_gap": Message("Tìm mũi chưa nhập", "Finding doses never entered"),
    "check": Message("Áp dụng quy tắc kiểm tra", "Applying the rules"),
    "measure": Message("Lập bảng tổng hợp", "Counting"),
    "write": Message("Ghi kết quả", "Writing results"),
}


def stage_label(stage: str) -> str:
    """The stage in both languages."""
    label = STAGE_LABELS.get(stage)
    return f"{label.vi} · {label.en}" if label else stage
