"""The closed lists: every code that the tables may hold, with its sentence for people."""

from soat.model.messages import ClosedList


class NumberStatus(ClosedList):
    """What the `citizen_id` column holds, after cleaning (docs/reference/meaning.md)."""

    PRESENT = "present", "có số đúng dạng", "a well-formed number is present"
    MISSING = "missing", "không có số", "no number is present"
    MALFORMED = "malformed", "số sai định dạng", "the number is malformed"
    FOREIGN = "foreign", "người nước ngoài", "a foreigner's document"


class Verdict(ClosedList):
    """What the comparison with the population register says of one person profile."""

    VERIFIED = "verified", "khớp Cơ sở dữ liệu quốc gia về dân cư", "agrees with the register"
    MISMATCH = "mismatch", "tìm thấy nhưng có trường sai", "found, but some field is wrong"
    UNIDENTIFIED = "unidentified", "không xác định được", "nobody in the register fits for sure"
    EXEMPT = "exempt", "miễn đối chiếu (người nước ngoài)", "exempt (foreigner)"


class ComparedField(ClosedList):
    """The four fields compared with the register; also the reasons of a mismatch."""

    NUMBER = "number", "số định danh", "number"
    NAME = "name", "họ và tên", "name"
    BIRTH_DATE = "birth_date", "ngày sinh", "birth date"
    SEX = "sex", "giới tính", "sex"


class Rule(ClosedList):
    """The named rule that settled a person."""

    EXACT = "exact", "số và mọi trường khớp", "number and all fields agree"
    FORMER_ID = "former_id", "khớp theo số CMND cũ", "found by the former number"
    NUMBER_FIELDS_DIFFER = (
        "number_fields_differ",
        "số khớp, có trường khác nhưng đủ bằng chứng",
        "the number agrees; other fields differ but support it",
    )
    NUMBER_REPAIRED = (
        "number_repaired",
        "sửa được số và các trường khác ủng hộ",
        "the number was repaired and other fields support it",
    )
    NAME_BIRTH_RESIDENCE = (
        "name_birth_residence",
        "tên, ngày sinh, giới tính và nơi ở chỉ khớp một người",
        "name, birth date, sex and residence fit one person only",
    )
    PROBABILISTIC = "probabilistic", "bằng chứng xác suất", "the weight of the evidence"
    AMBIGUOUS = "ambiguous", "nhiều người cùng khớp", "several people fit equally well"
    NO_CANDIDATE = "no_candidate", "không ai khớp", "nobody fits"
    INSUFFICIENT = (
        "insufficient",
        "có người gần khớp nhưng chưa đủ chắc",
        "somebody nearly fits, but not surely enough",
    )
    FOREIGN_DOCUMENT = "foreign_document", "giấy tờ nước ngoài", "a foreign document"


class Tier(ClosedList):
    """Who may apply the repair."""

    NONE = "none", "không cần làm gì", "nothing to do"
    SAFE = "safe", "duyệt một lần cho cả loạt", "may be applied in bulk after one approval"
    REVIEW = "review", "một người quyết định trên màn hình", "a person decides on screen"
    ASK = "ask", "phải hỏi gia đình", "the household must be asked"


class RepairKind(ClosedList):
    """What went wrong with one field of one person."""

    MISSING = "missing", "để trống", "the value is missing"
    LEADING_ZERO_LOST = "leading_zero_lost", "mất số 0 đầu", "a leading zero was lost"
    DIGITS_SWAPPED = "digits_swapped", "hai chữ số đảo chỗ", "two digits are swapped"
    DIGIT_WRONG = "digit_wrong", "sai một chữ số", "one digit is wrong"
    DIGIT_MISSING = "digit_missing", "thiếu một chữ số", "one digit is missing"
    DIGIT_EXTRA = "digit_extra", "thừa một chữ số", "one digit too many"
    SPREADSHEET_NUMBER = (
        "spreadsheet_number",
        "bảng tính làm hỏng số",
        "a spreadsheet damaged the number",
    )
    FORMER_NUMBER = "former_number", "dùng số cũ", "a former number is used"
    GUARDIANS_NUMBER = (
        "guardians_number",
        "dùng số của người giám hộ hoặc người nhà",
        "a guardian's or relative's number is used",
    )
    OTHER_COLUMN = "other_column", "giá trị nằm ở cột khác", "the value stands in another column"
    DIACRITICS_MISSING = "diacritics_missing", "thiếu dấu", "diacritics are missing"
    DIACRITICS_WRONG = "diacritics_wrong", "sai dấu", "diacritics are wrong"
    TYPING_RESIDUE = (
        "typing_residue",
        "còn phím gõ Telex/VNI",
        "Telex or VNI keystrokes are left in",
    )
    LEGACY_FONT = (
        "legacy_font",
        "phông chữ cũ hoặc lỗi mã",
        "a legacy font or a wrong encoding",
    )
    TITLE_OR_NOTE = (
        "title_or_note",
        "lẫn danh xưng hoặc ghi chú",
        "a title or note is mixed in",
    )
    NAME_ORDER = "name_order", "sai thứ tự họ tên", "the name's parts are in another order"
    NAME_PART_MISSING = "name_part_missing", "thiếu một phần tên", "a part of the name is missing"
    NAME_PART_EXTRA = "name_part_extra", "thừa một phần tên", "a part of the name is added"
    TYPO = "typo", "gõ nhầm", "a typing error"
    DAY_MONTH_SWAPPED = "day_month_swapped", "đảo ngày và tháng", "day and month are swapped"
    YEAR_ONLY = "year_only", "chỉ có năm sinh", "only the year is given"
    MONTH_ONLY = "month_only", "chỉ có tháng và năm sinh", "only month and year are given"
    DAY_WRONG = "day_wrong", "sai ngày", "the day is wrong"
    MONTH_WRONG = "month_wrong", "sai tháng", "the month is wrong"
    YEAR_WRONG = "year_wrong", "sai năm", "the year is wrong"
    VALUE_WRONG = "value_wrong", "giá trị khác hẳn", "the value is another one"
    OTHER_PERSON = "other_person", "là của người khác", "the value is another person's"
    REGISTER_SUSPECT = (
        "register_suspect",
        "có thể cơ sở dữ liệu dân cư sai",
        "the register itself may be wrong",
    )


class Sex(ClosedList):
    """Sex as the register writes it."""

    MALE = "male", "nam", "male"
    FEMALE = "female", "nữ", "female"


class DatePrecision(ClosedList):
    """How much of a birth date is known."""

    DAY = "day", "đủ ngày, tháng, năm", "day, month and year"
    MONTH = "month", "tháng và năm", "month and year"
    YEAR = "year", "chỉ năm", "year only"


class NumberKind(ClosedList):
    """What kind of identity number a cleaned value is."""

    CCCD = "cccd", "số định danh 12 chữ số", "12-digit citizen number"
    CMND = "cmnd", "CMND 9 chữ số", "9-digit identity card"
    PASSPORT = "passport", "hộ chiếu", "passport"
    OTHER = "other", "không rõ loại", "of no known kind"


class RejectReason(ClosedList):
    """Why an input row cannot be used."""

    KEY_MISSING = (
        "key_missing",
        "Dòng không có mã khóa. Bổ sung mã rồi nạp lại.",
        "The row has no key. Fill the key in and load it again.",
    )
    KEY_DUPLICATE = (
        "key_duplicate",
        "Mã khóa đã có ở một dòng trước. Giữ một dòng cho mỗi mã.",
        "An earlier row has this key. Keep one row for each key.",
    )
    NAME_MISSING = (
        "name_missing",
        "Dòng không có họ tên. Bổ sung họ tên.",
        "The row has no name. Fill the name in.",
    )
    NUMBER_MALFORMED = (
        "number_malformed",
        "Số định danh trong sổ dân cư sai dạng. Sửa ở nguồn.",
        "The register's citizen number is malformed. Mend it at the source.",
    )
    BIRTH_DATE_UNREADABLE = (
        "birth_date_unreadable",
        "Không đọc được ngày sinh. Viết theo dạng YYYY-MM-DD.",
        "The birth date cannot be read. Write it as YYYY-MM-DD.",
    )
    SEX_UNREADABLE = (
        "sex_unreadable",
        "Không đọc được giới tính. Viết male hoặc female.",
        "The sex cannot be read. Write male or female.",
    )
    DATE_UNREADABLE = (
        "date_unreadable",
        "Không đọc được ngày tiêm. Viết theo dạng YYYY-MM-DD.",
        "The dose date cannot be read. Write it as YYYY-MM-DD.",
    )
    PERSON_UNKNOWN = (
        "person_unknown",
        "Mũi tiêm thuộc hồ sơ không có trong danh sách. Gửi kèm hồ sơ người đó.",
        "The dose belongs to a profile that was not sent. Send the profile too.",
    )
    COUNT_UNREADABLE = (
        "count_unreadable",
        "Không đọc được số mũi tiêm. Viết một số nguyên không âm.",
        "The number of doses cannot be read. Write a whole number, zero or more.",
    )
    DECISION_UNKNOWN = (
        "decision_unknown",
        "Không có loại quyết định này. Ghi same_dose, not_a_duplicate hoặc suppress_rule.",
        "There is no such kind of decision. Write same_dose, not_a_duplicate or suppress_rule.",
    )
    DECISION_INCOMPLETE = (
        "decision_incomplete",
        "Quyết định thiếu đối tượng hoặc lý do. Ghi đủ hai mã mũi tiêm khác nhau, hoặc mã quy tắc, "
        "mã cơ sở và lý do.",
        "The decision lacks what it is about. Give two different dose keys, or the rule's code, "
        "the site's key and the reason.",
    )
    ACTOR_MISSING = (
        "actor_missing",
        "Quyết định không ghi ai quyết định. Bổ sung người quyết định.",
        "The decision does not say who decided. Fill that in.",
    )
    WITHDRAWER_MISSING = (
        "withdrawer_missing",
        "Không ghi ai rút. Bổ sung người rút.",
        "It is not said who withdraws. Fill that in.",
    )
    WITHDRAWN_UNKNOWN = (
        "withdrawn_unknown",
        "Không có hồ sơ hay mũi tiêm nào mang mã này. Kiểm tra lại mã.",
        "No profile and no dose stands under this key. Check the key.",
    )
    WITHDRAWN_AND_SENT = (
        "withdrawn_and_sent",
        "Mã này vừa bị rút vừa được gửi lại. Bỏ một trong hai dòng.",
        "This key is withdrawn and sent at once. Leave one of the two out.",
    )
    DOSES_LEFT = (
        "doses_left",
        "Hồ sơ còn mũi tiêm. Rút các mũi đó hoặc chuyển sang hồ sơ khác trước.",
        "The profile still has doses. Withdraw them, or send them under another profile, first.",
    )
    ROW_BROKEN = (
        "row_broken",
        "Dòng có số cột sai hoặc ký tự hỏng. Kiểm tra dấu phân cách và dấu ngoặc kép.",
        "The row has the wrong number of columns or broken characters. "
        "Check separators and quotes.",
    )
    HEADING_REPEATED = (
        "heading_repeated",
        "Dòng lặp lại tiêu đề cột. Xóa dòng này.",
        "The row repeats the headings. Delete it.",
    )
    ROW_EMPTY = ("row_empty", "Dòng trống. Xóa dòng này.", "The row is empty. Delete it.")
