"""The sentence for each agreement level of each compared field. Data; the codes are the engine's.

`{recorded}` and `{register}` are filled with the two values, `{field}` with a declared column's
name.
"""

from collections.abc import Mapping

from soat.model.messages import Message


def _both(vi: str, en: str) -> Message:
    """A sentence followed by the two values."""
    return Message(
        f"{vi}: ghi “{{recorded}}”, cơ sở dữ liệu dân cư ghi “{{register}}”",
        f"{en}: recorded “{{recorded}}”, in the register “{{register}}”",
    )


NUMBER_LEVELS: Mapping[str, Message] = {
    "exact": Message(
        "Số định danh đúng là của người này: {register}", "The number is this person's: {register}"
    ),
    "former": _both(
        "Số đã ghi là số cũ của người này", "The recorded number is this person's former one"
    ),
    "mended": _both(
        "Số đã ghi bị hỏng khi nhập; phục hồi lại thì đúng số của người này",
        "The recorded number was damaged; mended, it is this person's",
    ),
    "elsewhere": Message(
        "Số của người này ({register}) nằm ở một ô khác của hồ sơ",
        "This person's number ({register}) stands in another field of the record",
    ),
    "neighbouring": _both(
        "Hai số liền nhau, như số của trẻ sinh đôi đăng ký cùng lúc",
        "The numbers are next to each other, as those of twins registered together",
    ),
    "own_other": _both(
        "Số đã ghi không có trong cơ sở dữ liệu dân cư, nhưng hợp với giới tính và năm sinh đã ghi",
        "The recorded number is not in the register, but is true to the recorded sex and birth "
        "year",
    ),
    "one_digit": _both("Số khác nhau đúng một chữ số", "The numbers differ in one digit"),
    "swapped": _both("Số khác nhau vì hai chữ số đổi chỗ", "The numbers have two digits swapped"),
    "digit_missing_or_extra": _both(
        "Số đã ghi thừa hoặc thiếu một chữ số", "The recorded number has a digit more or fewer"
    ),
    "other_card": _both(
        "Số đã ghi là một số CMND khác, có thể là thẻ cũ mà cơ sở dữ liệu dân cư không biết",
        "The recorded number is another old card's, which the register may not know",
    ),
    "half": _both("Hai số trùng nhau phần lớn", "The numbers are the same for the greater part"),
    "differs": _both(
        "Số đã ghi không phải số của người này", "The recorded number is not this person's"
    ),
    "guardians": _both(
        "Số đã ghi là của một người lớn, có lẽ là người giám hộ: không nói gì về người này",
        "The recorded number is an adult's, likely the guardian's: it says nothing of this person",
    ),
    "prefix": _both(
        "Bảng tính làm mất phần cuối của số; phần còn lại giống đầu số của người này, chưa đủ để "
        "kết luận",
        "A spreadsheet lost the end of the number; what is left begins like this person's, which "
        "says little",
    ),
    "unknown": Message("Không có số nào để so sánh", "There is no number that could be compared"),
}

NAME_LEVELS: Mapping[str, Message] = {
    "exact": Message("Họ tên khớp: {register}", "The name agrees: {register}"),
    "mended": _both(
        "Họ tên khớp sau khi bỏ phần lẫn vào hoặc sửa lỗi gõ, lỗi phông",
        "The name agrees once notes, keystrokes or font damage are undone",
    ),
    "unmarked": _both(
        "Họ tên khớp nhưng ghi không dấu", "The name agrees but was written without diacritics"
    ),
    "marks_differ": _both("Họ tên chỉ khác dấu", "The names differ in diacritics only"),
    "order_differs": _both(
        "Họ tên đủ các tiếng nhưng khác thứ tự", "The name has the same parts in another order"
    ),
    "elsewhere": Message(
        "Họ tên của người này ({register}) nằm ở ô người giám hộ",
        "This person's name ({register}) stands in the guardian's field",
    ),
    "part_missing": _both(
        "Một bên thiếu chữ đệm", "A middle part of the name is missing on one side"
    ),
    "part_missing_elsewhere": _both(
        "Một bên thiếu một phần họ tên", "A part of the name is missing on one side"
    ),
    "near": _both("Họ tên khác nhau một chữ cái", "The names differ in one letter"),
    "near_known": _both(
        "Họ tên khác nhau một chữ cái, nhưng tên đã ghi cũng là tên của người khác",
        "The names differ in one letter, but the recorded one is borne by other people too",
    ),
    "near_given_same": _both(
        "Cùng tên gọi, họ hoặc chữ đệm khác nhau vài chữ cái",
        "The given name is the same, the rest differs in a few letters",
    ),
    "near_two": _both("Họ tên khác nhau hai chữ cái", "The names differ in two letters"),
    "alike": _both("Họ tên gần giống", "The names are nearly alike"),
    "initials": _both("Họ tên ghi tắt, chữ đầu khớp", "The name is in initials, which agree"),
    "middle_differs": _both(
        "Cùng họ, cùng tên gọi, khác chữ đệm",
        "Family and given name are the same, the middle one is not",
    ),
    "given_only": _both("Chỉ trùng tên gọi", "Only the given name is the same"),
    "surname_only": _both("Chỉ trùng họ", "Only the family name is the same"),
    "differs": _both("Họ tên khác nhau", "The names differ"),
    "unknown": Message(
        "Họ tên không so sánh được: để trống, hoặc ghi tên người giám hộ",
        "The name could not be compared: it is missing, or the guardian's was written",
    ),
}

BIRTH_DATE_LEVELS: Mapping[str, Message] = {
    "exact": Message("Ngày sinh khớp: {register}", "The birth date agrees: {register}"),
    "exact_first_january": Message(
        "Ngày sinh khớp: {register} (ngày 1 tháng 1 thường chỉ là năm sinh nên ít giá trị hơn)",
        "The birth date agrees: {register} (1 January often stands for a bare year, so it counts "
        "for less)",
    ),
    "exact_part": Message(
        "Phần ngày sinh được ghi ở hai bên khớp: {register}",
        "What both sides have of the birth date agrees: {register}",
    ),
    "swapped": _both("Ngày và tháng sinh đổi chỗ", "Day and month of birth are swapped"),
    "year_only": _both(
        "Năm sinh khớp, hồ sơ chỉ có năm", "The birth year agrees, the record has the year only"
    ),
    "month_only": _both(
        "Tháng và năm sinh khớp, hồ sơ không có ngày",
        "Month and year of birth agree, the record has no day",
    ),
    "register_partial": _both(
        "Năm sinh khớp, cơ sở dữ liệu dân cư không có đủ ngày",
        "The birth year agrees, the register lacks the full date",
    ),
    "day_near": _both(
        "Chỉ khác ngày, như khi gõ nhầm một chữ số",
        "Only the day of birth differs, as by one mistyped digit",
    ),
    "day_wrong": _both("Chỉ khác ngày", "Only the day of birth differs"),
    "month_wrong": _both("Chỉ khác tháng", "Only the month of birth differs"),
    "year_near": _both(
        "Ngày và tháng khớp, năm lệch như khi gõ nhầm một chữ số",
        "Day and month agree, the year is off as by one mistyped digit",
    ),
    "year_wrong": _both("Chỉ khác năm", "Only the year of birth differs"),
    "year_same": _both("Chỉ trùng năm sinh", "Only the birth year is the same"),
    "near": _both("Năm sinh lệch một năm", "The birth years are one apart"),
    "generation": _both(
        "Năm sinh cách nhau cả một thế hệ", "The birth years are a generation apart"
    ),
    "differs": _both("Ngày sinh khác nhau", "The birth dates differ"),
    "unknown": Message(
        "Không có ngày sinh để so sánh", "There is no birth date that could be compared"
    ),
}

SEX_LEVELS: Mapping[str, Message] = {
    "same": Message("cùng xã", "same commune"),
    "not_needed": Message("không cần xét", "not needed"),
    "equal": Message("Giới tính khớp: {register}", "The sex agrees: {register}"),
    "differs": _both("Giới tính khác", "The sex differs"),
    "unknown": Message("Không có giới tính để so sánh", "There is no sex that could be compared"),
}

RESIDENCE_LEVELS: Mapping[str, Message] = {
    "commune": Message("Cùng xã thường trú", "The commune of residence is the same"),
    "district": Message(
        "Cùng huyện, khác xã thường trú", "The district is the same, the commune is not"
    ),
    "province": Message(
        "Cùng tỉnh, khác huyện thường trú", "The province is the same, the district is not"
    ),
    "differs": Message("Nơi thường trú khác tỉnh", "The residence is in another province"),
    "unknown": Message(
        "Không có nơi thường trú để so sánh", "There is no residence that could be compared"
    ),
}

# Where the people live who share the record's phone or number.
HOME_LEVELS: Mapping[str, Message] = {
    "same": Message(
        "Những người dùng chung điện thoại hoặc số với hồ sơ ở cùng xã với người này",
        "Those who share the record's phone or number live in this person's commune",
    ),
    "not_needed": Message(
        "Hồ sơ đã ghi đúng xã nên không cần xét người dùng chung điện thoại",
        "The record itself names the commune, so those who share its phone say nothing more",
    ),
    "differs": Message(
        "Những người dùng chung điện thoại hoặc số với hồ sơ ở xã khác",
        "Those who share the record's phone or number live in another commune",
    ),
    "unknown": Message(
        "Không có ai dùng chung điện thoại hoặc số với hồ sơ",
        "Nobody shares the record's phone or number",
    ),
}

# What settled profiles of the same register person say beyond the register itself.
LENT_LEVELS: Mapping[str, Message] = {
    "resembles": Message(
        "Giống các hồ sơ khác của người này hơn là giống cơ sở dữ liệu dân cư",
        "More like other profiles of this person than like the register",
    ),
    "unlike": Message(
        "Không giống các hồ sơ khác của người này hơn", "No more like other profiles of this person"
    ),
    "unknown": Message(
        "Không có hồ sơ nào khác của người này để so sánh",
        "There is no other profile of this person to compare with",
    ),
}

AGREEMENT_LEVELS: Mapping[str, Mapping[str, Message]] = {
    "number": NUMBER_LEVELS,
    "name": NAME_LEVELS,
    "birth_date": BIRTH_DATE_LEVELS,
    "sex": SEX_LEVELS,
    "residence": RESIDENCE_LEVELS,
    "home": HOME_LEVELS,
    "lent": LENT_LEVELS,
}

# Levels that are not worth a sentence: they only say that the question did not arise.
SILENT_LEVELS = {("home", "not_needed"), ("home", "unknown"), ("lent", "unknown")}

# The levels of a column that a profile declares beyond the contract's own.
DECLARED_LEVELS: Mapping[str, Message] = {
    "exact": Message("“{field}” khớp", "“{field}” agrees"),
    "near": Message("“{field}” khác một ký tự", "“{field}” differs in one character"),
    "half": Message("“{field}” khác hai ký tự", "“{field}” differs in two characters"),
    "alike": Message("“{field}” gần giống", "“{field}” is nearly alike"),
    "begins_alike": Message("“{field}” bắt đầu giống nhau", "“{field}” begins alike"),
    "part_shared": Message("“{field}” có phần chung", "“{field}” has a word in common"),
    "differs": Message("“{field}” khác nhau", "“{field}” differs"),
    "unknown": Message("“{field}” không so sánh được", "“{field}” could not be compared"),
}

# The same levels in a word or two, for the list of runners-up.
SHORT_LEVELS: Mapping[str, Message] = {
    "exact": Message("khớp", "same"),
    "exact_first_january": Message("khớp", "same"),
    "exact_part": Message("khớp phần đã ghi", "same as far as given"),
    "same": Message("cùng xã", "same commune"),
    "not_needed": Message("không cần xét", "not needed"),
    "equal": Message("khớp", "same"),
    "former": Message("là số cũ", "is a former one"),
    "mended": Message("khớp sau phục hồi", "same once mended"),
    "elsewhere": Message("ở ô khác", "in another field"),
    "neighbouring": Message("số liền kề", "next to it"),
    "own_other": Message("số khác, hợp với hồ sơ", "another, true to the record"),
    "one_digit": Message("lệch một chữ số", "one digit off"),
    "swapped": Message("đổi chỗ", "swapped"),
    "digit_missing_or_extra": Message("thừa hoặc thiếu một chữ số", "a digit more or fewer"),
    "guardians": Message("là của người giám hộ", "is the guardian's"),
    "prefix": Message("chỉ còn phần đầu", "only its beginning is left"),
    "half": Message("trùng phần lớn", "same for the greater part"),
    "other_card": Message("CMND khác", "another old card"),
    "unmarked": Message("không dấu", "without diacritics"),
    "marks_differ": Message("khác dấu", "diacritics differ"),
    "order_differs": Message("khác thứ tự", "in another order"),
    "part_missing": Message("thiếu chữ đệm", "a middle part missing"),
    "part_missing_elsewhere": Message("thiếu một phần", "a part missing"),
    "near": Message("gần giống", "near"),
    "near_known": Message("gần giống", "near"),
    "near_given_same": Message("gần giống, cùng tên gọi", "near, given name the same"),
    "near_two": Message("gần giống", "near"),
    "alike": Message("gần giống", "alike"),
    "initials": Message("ghi tắt", "in initials"),
    "middle_differs": Message("khác chữ đệm", "middle part differs"),
    "given_only": Message("chỉ trùng tên gọi", "given name only"),
    "surname_only": Message("chỉ trùng họ", "family name only"),
    "year_only": Message("chỉ có năm", "year only"),
    "month_only": Message("chỉ có tháng, năm", "month and year only"),
    "register_partial": Message("chỉ trùng năm", "year the same"),
    "day_near": Message("ngày gần giống", "day near"),
    "day_wrong": Message("khác ngày", "day differs"),
    "month_wrong": Message("khác tháng", "month differs"),
    "year_near": Message("năm gần giống", "year near"),
    "year_wrong": Message("khác năm", "year differs"),
    "generation": Message("cách một thế hệ", "a generation apart"),
    "year_same": Message("chỉ trùng năm", "year the same"),
    "commune": Message("cùng xã", "same commune"),
    "district": Message("cùng huyện", "same district"),
    "province": Message("cùng tỉnh", "same province"),
    "begins_alike": Message("bắt đầu giống nhau", "begins alike"),
    "part_shared": Message("có phần chung", "a word in common"),
    "resembles": Message("giống", "alike"),
    "unlike": Message("không giống hơn", "no more alike"),
    "differs": Message("khác", "differs"),
    "unknown": Message("không rõ", "unknown"),
}
