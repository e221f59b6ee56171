"""The sentence for each agreement level of each compared field. Data; the codes are the engine's.

`{recorded}` and `{register}` are filled with the two values.
"""

from collections.abc import Mapping

from soat.model.messages import Message

_SAME_NUMBER = Message(
    "Số định danh khớp người này trong cơ sở dữ liệu dân cư ({register})",
    "The number is this person's in the register ({register})",
)
_UNKNOWN_NUMBER = Message(
    "Không có số định danh để so sánh", "There is no number that could be compared"
)

NUMBER_LEVELS: Mapping[str, Message] = {
    "exact": _SAME_NUMBER,
    "former": Message(
        "Số đã ghi ({recorded}) là số cũ của người này; số định danh hiện nay là {register}",
        "The recorded number ({recorded}) is this person's former one; the citizen number is "
        "{register}",
    ),
    "mended": Message(
        "Số đã ghi ({recorded}) bị hỏng khi nhập; phục hồi lại thì đúng số của người này "
        "({register})",
        "The recorded number ({recorded}) was damaged; mended, it is this person's ({register})",
    ),
    "one_digit": Message(
        "Số đã ghi ({recorded}) khác số của người này ({register}) đúng một chữ số",
        "The recorded number ({recorded}) differs from this person's ({register}) in one digit",
    ),
    "swapped": Message(
        "Số đã ghi ({recorded}) khác số của người này ({register}) vì hai chữ số đổi chỗ",
        "The recorded number ({recorded}) is this person's ({register}) with two digits swapped",
    ),
    "digit_missing_or_extra": Message(
        "Số đã ghi ({recorded}) thừa hoặc thiếu một chữ số so với số của người này ({register})",
        "The recorded number ({recorded}) has one digit more or fewer than this person's "
        "({register})",
    ),
    "elsewhere": Message(
        "Số của người này ({register}) nằm ở một ô khác của hồ sơ",
        "This person's number ({register}) stands in another field of the record",
    ),
    "half": Message(
        "Một nửa số đã ghi ({recorded}) trùng với số của người này ({register})",
        "Half of the recorded number ({recorded}) is the same as this person's ({register})",
    ),
    "differs": Message(
        "Số đã ghi ({recorded}) không phải số của người này ({register})",
        "The recorded number ({recorded}) is not this person's ({register})",
    ),
    "unknown": _UNKNOWN_NUMBER,
}

NAME_LEVELS: Mapping[str, Message] = {
    "exact": Message("Họ tên khớp: {register}", "The name agrees: {register}"),
    "marks_differ": Message(
        "Họ tên chỉ khác dấu: ghi “{recorded}”, cơ sở dữ liệu dân cư ghi “{register}”",
        "The names differ in diacritics only: recorded “{recorded}”, in the register “{register}”",
    ),
    "order_differs": Message(
        "Họ tên đủ các tiếng nhưng khác thứ tự: ghi “{recorded}”, cơ sở dữ liệu dân cư ghi "
        "“{register}”",
        "The name has the same parts in another order: recorded “{recorded}”, in the register "
        "“{register}”",
    ),
    "part_missing": Message(
        "Một bên thiếu một phần họ tên: ghi “{recorded}”, cơ sở dữ liệu dân cư ghi “{register}”",
        "A part of the name is missing on one side: recorded “{recorded}”, in the register "
        "“{register}”",
    ),
    "near": Message(
        "Họ tên gần giống: ghi “{recorded}”, cơ sở dữ liệu dân cư ghi “{register}”",
        "The names are nearly alike: recorded “{recorded}”, in the register “{register}”",
    ),
    "given_only": Message(
        "Chỉ trùng tên gọi: ghi “{recorded}”, cơ sở dữ liệu dân cư ghi “{register}”",
        "Only the given name is the same: recorded “{recorded}”, in the register “{register}”",
    ),
    "surname_only": Message(
        "Chỉ trùng họ: ghi “{recorded}”, cơ sở dữ liệu dân cư ghi “{register}”",
        "Only the family name is the same: recorded “{recorded}”, in the register “{register}”",
    ),
    "differs": Message(
        "Họ tên khác nhau: ghi “{recorded}”, cơ sở dữ liệu dân cư ghi “{register}”",
        "The names differ: recorded “{recorded}”, in the register “{register}”",
    ),
    "unknown": Message("Không có họ tên để so sánh", "There is no name that could be compared"),
}

BIRTH_DATE_LEVELS: Mapping[str, Message] = {
    "exact": Message("Ngày sinh khớp: {register}", "The birth date agrees: {register}"),
    "swapped": Message(
        "Ngày và tháng sinh đổi chỗ: ghi {recorded}, cơ sở dữ liệu dân cư ghi {register}",
        "Day and month of birth are swapped: recorded {recorded}, in the register {register}",
    ),
    "year_only": Message(
        "Năm sinh khớp, một bên chỉ có năm: ghi {recorded}, cơ sở dữ liệu dân cư ghi {register}",
        "The birth year agrees, one side has the year only: recorded {recorded}, in the register "
        "{register}",
    ),
    "month_only": Message(
        "Tháng và năm sinh khớp, một bên không có ngày: ghi {recorded}, cơ sở dữ liệu dân cư ghi "
        "{register}",
        "Month and year of birth agree, one side has no day: recorded {recorded}, in the register "
        "{register}",
    ),
    "day_wrong": Message(
        "Chỉ khác ngày: ghi {recorded}, cơ sở dữ liệu dân cư ghi {register}",
        "Only the day of birth differs: recorded {recorded}, in the register {register}",
    ),
    "month_wrong": Message(
        "Chỉ khác tháng: ghi {recorded}, cơ sở dữ liệu dân cư ghi {register}",
        "Only the month of birth differs: recorded {recorded}, in the register {register}",
    ),
    "year_wrong": Message(
        "Chỉ khác năm: ghi {recorded}, cơ sở dữ liệu dân cư ghi {register}",
        "Only the year of birth differs: recorded {recorded}, in the register {register}",
    ),
    "near": Message(
        "Ngày sinh gần nhau: ghi {recorded}, cơ sở dữ liệu dân cư ghi {register}",
        "The birth dates are near each other: recorded {recorded}, in the register {register}",
    ),
    "year_same": Message(
        "Chỉ trùng năm sinh: ghi {recorded}, cơ sở dữ liệu dân cư ghi {register}",
        "Only the birth year is the same: recorded {recorded}, in the register {register}",
    ),
    "differs": Message(
        "Ngày sinh khác nhau: ghi {recorded}, cơ sở dữ liệu dân cư ghi {register}",
        "The birth dates differ: recorded {recorded}, in the register {register}",
    ),
    "unknown": Message(
        "Không có ngày sinh để so sánh", "There is no birth date that could be compared"
    ),
}

SEX_LEVELS: Mapping[str, Message] = {
    "equal": Message("Giới tính khớp: {register}", "The sex agrees: {register}"),
    "differs": Message(
        "Giới tính khác: ghi {recorded}, cơ sở dữ liệu dân cư ghi {register}",
        "The sex differs: recorded {recorded}, in the register {register}",
    ),
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

AGREEMENT_LEVELS: Mapping[str, Mapping[str, Message]] = {
    "number": NUMBER_LEVELS,
    "name": NAME_LEVELS,
    "birth_date": BIRTH_DATE_LEVELS,
    "sex": SEX_LEVELS,
    "residence": RESIDENCE_LEVELS,
}

# The same levels in a word or two, for a table of runners-up.
SHORT_LEVELS: Mapping[str, Message] = {
    "exact": Message("khớp", "same"),
    "equal": Message("khớp", "same"),
    "former": Message("số cũ", "former"),
    "mended": Message("khớp sau phục hồi", "same once mended"),
    "one_digit": Message("lệch 1 chữ số", "one digit off"),
    "swapped": Message("đổi chỗ", "swapped"),
    "digit_missing_or_extra": Message("thừa/thiếu 1 chữ số", "a digit more or fewer"),
    "elsewhere": Message("ở ô khác", "in another field"),
    "half": Message("trùng một nửa", "half the same"),
    "marks_differ": Message("khác dấu", "diacritics differ"),
    "order_differs": Message("khác thứ tự", "other order"),
    "part_missing": Message("thiếu một phần", "a part missing"),
    "near": Message("gần giống", "near"),
    "given_only": Message("chỉ trùng tên", "given name only"),
    "surname_only": Message("chỉ trùng họ", "family name only"),
    "year_only": Message("chỉ có năm", "year only"),
    "month_only": Message("chỉ có tháng, năm", "month and year only"),
    "day_wrong": Message("khác ngày", "day differs"),
    "month_wrong": Message("khác tháng", "month differs"),
    "year_wrong": Message("khác năm", "year differs"),
    "year_same": Message("chỉ trùng năm", "year only the same"),
    "commune": Message("cùng xã", "same commune"),
    "district": Message("cùng huyện", "same district"),
    "province": Message("cùng tỉnh", "same province"),
    "differs": Message("khác", "differs"),
    "unknown": Message("không rõ", "unknown"),
}
