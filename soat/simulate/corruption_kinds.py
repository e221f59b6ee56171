"""Every way in which the simulator spoils a record, with its sentence and the field it spoils."""

from soat.model.messages import ClosedList


class CorruptionKind(ClosedList):
    """What was done to one field of one profile (or, `register_*`, to the register's own row)."""

    NUMBER_MISSING = "number_missing", "không nhập số", "the number was not entered"
    NUMBER_LEADING_ZERO_LOST = (
        "number_leading_zero_lost",
        "bảng tính bỏ số 0 đầu của số định danh",
        "a spreadsheet dropped the citizen number's leading zero",
    )
    NUMBER_FORMER_ZERO_LOST = (
        "number_former_zero_lost",
        "số CMND mất số 0 đầu, còn 8 chữ số",
        "the former number lost its leading zero; 8 digits are left",
    )
    NUMBER_DIGIT_DROPPED = "number_digit_dropped", "sót một chữ số", "one digit was left out"
    NUMBER_DIGIT_ADDED = "number_digit_added", "gõ thừa một chữ số", "one digit was typed twice"
    NUMBER_SCIENTIFIC = (
        "number_scientific",
        "bảng tính đổi số sang dạng 7.9E+10",
        "a spreadsheet turned the number into 7.9E+10",
    )
    NUMBER_LETTERS = "number_letters", "số lẫn chữ cái", "letters stand among the digits"
    NUMBER_PLACEHOLDER = (
        "number_placeholder",
        "số giả cho đủ ô, như 000000000000",
        "a made-up filler such as 000000000000",
    )
    NUMBER_PHONE_SWAPPED = (
        "number_phone_swapped",
        "đảo cột số định danh và điện thoại",
        "the number and phone columns are swapped",
    )
    NUMBER_DIGIT_WRONG = "number_digit_wrong", "sai một chữ số", "one digit is another"
    NUMBER_DIGITS_SWAPPED = (
        "number_digits_swapped",
        "hai chữ số liền nhau đảo chỗ",
        "two neighbouring digits changed places",
    )
    NUMBER_FORMER_USED = (
        "number_former_used",
        "dùng số CMND đúng của mình (không phải lỗi)",
        "the person's own former number was used (not a difference)",
    )
    NUMBER_FORMER_UNKNOWN = (
        "number_former_unknown",
        "số CMND mà sổ dân cư không ghi",
        "a former number that the register does not hold",
    )
    NUMBER_GUARDIANS = "number_guardians", "dùng số của cha hoặc mẹ", "a parent's number was used"
    NUMBER_SPOUSES = "number_spouses", "dùng số của vợ hoặc chồng", "a spouse's number was used"
    NUMBER_SIBLINGS = (
        "number_siblings",
        "dùng số của anh chị em",
        "a brother's or sister's number was used",
    )
    NUMBER_TWINS = "number_twins", "dùng số của người sinh đôi", "a twin's number was used"
    NUMBER_UNRELATED = (
        "number_unrelated",
        "dùng số của người không liên quan",
        "an unrelated person's number was used",
    )
    NAME_NO_DIACRITICS = "name_no_diacritics", "tên không dấu", "typed without diacritics"
    NAME_TONE_WRONG = "name_tone_wrong", "sai một dấu thanh", "one tone mark is another"
    NAME_MARK_MISSING = "name_mark_missing", "một tiếng mất dấu", "one syllable lost its marks"
    NAME_TELEX = "name_telex", "còn phím gõ Telex", "Telex keystrokes were left in"
    NAME_VNI_KEYS = "name_vni_keys", "còn phím gõ VNI", "VNI keystrokes were left in"
    NAME_TCVN3 = "name_tcvn3", "phông chữ TCVN3 (ABC)", "text of the TCVN3 (ABC) font"
    NAME_VNI_FONT = "name_vni_font", "phông chữ VNI", "text of the VNI font"
    NAME_MOJIBAKE = (
        "name_mojibake",
        "UTF-8 bị đọc theo bảng mã phương Tây",
        "UTF-8 was read as a Western code page",
    )
    NAME_TITLE = "name_title", "lẫn danh xưng", "a title was typed with the name"
    NAME_NOTE = "name_note", "lẫn ghi chú", "a note was typed with the name"
    NAME_GIVEN_FIRST = "name_given_first", "tên đứng trước họ", "the given name stands first"
    NAME_MIDDLE_MISSING = "name_middle_missing", "thiếu tên đệm", "the middle name is left out"
    NAME_PART_ADDED = "name_part_added", "thừa một tiếng", "a syllable too many"
    NAME_LETTER_ADDED = "name_letter_added", "gõ thừa chữ", "a letter was added"
    NAME_LETTER_DROPPED = "name_letter_dropped", "gõ sót chữ", "a letter was left out"
    NAME_LETTER_CHANGED = "name_letter_changed", "gõ nhầm chữ", "a letter is another"
    NAME_LETTERS_SWAPPED = (
        "name_letters_swapped",
        "hai chữ liền nhau đảo chỗ",
        "two neighbouring letters changed places",
    )
    NAME_INITIALS = "name_initials", "viết tắt họ và tên đệm", "only initials before the given name"
    NAME_GUARDIAN_SWAPPED = (
        "name_guardian_swapped",
        "đảo cột họ tên và người giám hộ",
        "the name and guardian columns are swapped",
    )
    NAME_PARENTS = (
        "name_parents",
        "trẻ được ghi bằng tên cha hoặc mẹ",
        "a child stands under a parent's name",
    )
    BIRTH_DAY_MONTH_SWAPPED = (
        "birth_day_month_swapped",
        "đảo ngày và tháng",
        "day and month are swapped",
    )
    BIRTH_YEAR_ONLY = "birth_year_only", "chỉ ghi năm sinh", "only the year was entered"
    BIRTH_FIRST_JANUARY = (
        "birth_first_january",
        "chỉ biết năm, ghi thành 01/01",
        "only the year was known; entered as 1 January",
    )
    BIRTH_DAY_WRONG = "birth_day_wrong", "sai ngày", "the day is another"
    BIRTH_MONTH_WRONG = "birth_month_wrong", "sai tháng", "the month is another"
    BIRTH_YEAR_OFF_BY_ONE = "birth_year_off_by_one", "lệch một năm", "the year is off by one"
    BIRTH_YEAR_OFF_BY_TEN = "birth_year_off_by_ten", "lệch mười năm", "the year is off by ten"
    BIRTH_YEAR_TYPO = "birth_year_typo", "gõ nhầm năm", "the year is mistyped"
    BIRTH_MISSING = "birth_missing", "không nhập ngày sinh", "the birth date was not entered"
    BIRTH_UNREADABLE = (
        "birth_unreadable",
        "ngày sinh không đọc được",
        "the birth date cannot be read",
    )
    SEX_FLIPPED = "sex_flipped", "ngược giới tính", "the other sex was entered"
    SEX_MISSING = "sex_missing", "không nhập giới tính", "the sex was not entered"
    RESIDENCE_MISSING = "residence_missing", "không có nơi ở", "the residence was not entered"
    RESIDENCE_OTHER_COMMUNE = (
        "residence_other_commune",
        "xã khác trong cùng huyện",
        "another commune of the same district",
    )
    RESIDENCE_OTHER_DISTRICT = (
        "residence_other_district",
        "xã thuộc huyện khác",
        "a commune of another district",
    )
    RESIDENCE_UNKNOWN_CODE = (
        "residence_unknown_code",
        "mã xã không có trong danh mục",
        "a commune code that is in no list",
    )
    PROFILE_SPLIT = (
        "profile_split",
        "hồ sơ thứ hai của cùng một người",
        "a second profile of the same person",
    )
    REGISTER_NAME_WRONG = (
        "register_name_wrong",
        "sổ dân cư ghi sai tên",
        "the register has the name wrong",
    )
    REGISTER_BIRTH_DAY_MONTH_SWAPPED = (
        "register_birth_day_month_swapped",
        "sổ dân cư đảo ngày và tháng",
        "the register has day and month swapped",
    )
    REGISTER_BIRTH_YEAR_WRONG = (
        "register_birth_year_wrong",
        "sổ dân cư ghi sai năm sinh",
        "the register has the birth year wrong",
    )
    REGISTER_SEX_WRONG = (
        "register_sex_wrong",
        "sổ dân cư ghi ngược giới tính",
        "the register has the sex wrong",
    )

    @property
    def field(self) -> str:
        """The field it spoils: a compared field, `residence` or `profile`."""
        head = self.value.removeprefix("register_").split("_", maxsplit=1)[0]
        return "birth_date" if head == "birth" else head


KIND_NUMBER = {kind: number for number, kind in enumerate(CorruptionKind)}
"""A small number for every kind, for use in arrays."""
