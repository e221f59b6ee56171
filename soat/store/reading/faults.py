"""The ways in which a file cannot be used at all, each with what to do.

Only names of files, sheets, headings and columns are said; never a value from a row.
"""

from collections.abc import Sequence

from soat.model.errors import InputUnusable
from soat.model.messages import Message


def not_found(name: str) -> InputUnusable:
    return InputUnusable(
        Message("Không tìm thấy tệp hoặc thư mục.", "There is no such file or folder."),
        name,
        Message("Kiểm tra lại đường dẫn.", "Check the path."),
    )


def name_unreadable(name: str) -> InputUnusable:
    return InputUnusable(
        Message("Tên tệp có ký tự không phải UTF-8.", "The file's name is not written in UTF-8."),
        name,
        Message("Đổi tên tệp.", "Rename the file."),
    )


def workbook_too_large(name: str, cells: int) -> InputUnusable:
    return InputUnusable(
        Message(
            f"Bảng tính quá lớn: vùng có dữ liệu trải trên hơn {cells:,} ô.",
            f"The workbook is too large: its values are spread over more than {cells:,} cells.",
        ),
        name,
        Message(
            "Xóa các ô lạc ở xa bảng (Ctrl+End cho thấy ô cuối cùng), hoặc lưu thành CSV UTF-8.",
            "Delete stray cells far from the table (Ctrl+End goes to the last one), or save it as "
            "CSV UTF-8.",
        ),
    )


def not_permitted(name: str) -> InputUnusable:
    return InputUnusable(
        Message("Không có quyền đọc.", "It may not be read."),
        name,
        Message("Cấp quyền đọc cho người chạy lệnh.", "Give the user who runs this the right."),
    )


def folder_empty(name: str) -> InputUnusable:
    return InputUnusable(
        Message("Thư mục không có tệp nào.", "The folder holds no files."),
        name,
        Message(
            "Đặt tệp Parquet, CSV hoặc XLSX vào đó.", "Put Parquet, CSV or XLSX files into it."
        ),
    )


def format_unknown(name: str) -> InputUnusable:
    return InputUnusable(
        Message("Không đọc được loại tệp này.", "Files of this kind cannot be read."),
        name,
        Message(
            "Dùng .parquet, .csv, .csv.gz, .tsv, .txt, .xlsx, .xlsm hoặc .xls; "
            "bỏ tệp và thư mục khác ra ngoài.",
            "Use .parquet, .csv, .csv.gz, .tsv, .txt, .xlsx, .xlsm or .xls; "
            "move other files and folders away.",
        ),
    )


def file_empty(name: str) -> InputUnusable:
    return InputUnusable(
        Message("Tệp rỗng.", "The file is empty."),
        name,
        Message("Xuất lại tệp từ nguồn.", "Export the file from its source again."),
    )


def content_unreadable(name: str, kind: str) -> InputUnusable:
    return InputUnusable(
        Message(f"Nội dung không phải là {kind} đọc được.", f"The content is no readable {kind}."),
        name,
        Message(
            "Tệp hỏng, bị cắt hoặc sai phần mở rộng, có mật khẩu? Xuất lại từ nguồn.",
            "Is it damaged, cut off, misnamed or behind a password? Export it again.",
        ),
    )


def no_heading_row(name: str, table: str, expected: Sequence[str], rows: int) -> InputUnusable:
    wanted = "; ".join(expected)
    return InputUnusable(
        Message(
            f"Không thấy dòng tiêu đề cột của bảng {table} trong {rows} dòng đầu.",
            f"No heading row of the table {table} stands in the first {rows} rows.",
        ),
        name,
        Message(f"Thêm dòng tiêu đề có: {wanted}.", f"Add a heading row with: {wanted}."),
    )


def columns_missing(
    name: str, table: str, found: Sequence[str], missing: Sequence[str]
) -> InputUnusable:
    seen, wanted = ", ".join(found), "; ".join(missing)
    return InputUnusable(
        Message(
            f"Bảng {table} thiếu cột. Tiêu đề tìm thấy: {seen}.",
            f"The table {table} lacks columns. Headings found: {seen}.",
        ),
        name,
        Message(f"Thêm hoặc đổi tên cột: {wanted}.", f"Add or rename columns: {wanted}."),
    )


def heading_twice(name: str, column: str, headings: Sequence[str]) -> InputUnusable:
    both = ", ".join(headings)
    return InputUnusable(
        Message(
            f"Nhiều tiêu đề cùng chỉ cột {column}: {both}.",
            f"Several headings mean the column {column}: {both}.",
        ),
        name,
        Message("Giữ lại một, đổi tên cột kia.", "Keep one and rename the other."),
    )


def no_rows(name: str, table: str) -> InputUnusable:
    return InputUnusable(
        Message(f"Bảng {table} không có dòng nào.", f"The table {table} has no rows."),
        name,
        Message("Xuất lại tệp từ nguồn.", "Export it from its source again."),
    )
