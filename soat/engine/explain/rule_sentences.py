"""The sentences for rules, verdicts, tiers and kinds of repair. Data, one entry for each code."""

from collections.abc import Mapping

from soat.model.closed_lists import NumberStatus, RepairKind, Rule, Tier, Verdict
from soat.model.messages import Message

VERDICT_SENTENCES: Mapping[str, Message] = {
    Verdict.VERIFIED: Message(
        "ĐÚNG: số định danh, họ tên, ngày sinh và giới tính đều khớp cơ sở dữ liệu dân cư.",
        "VERIFIED: number, name, birth date and sex all agree with the population register.",
    ),
    Verdict.MISMATCH: Message(
        "SAI: đã tìm ra người này trong cơ sở dữ liệu dân cư, nhưng có trường chưa đúng: {fields}.",
        "WRONG: this person was found in the population register, but these fields differ: "
        "{fields}.",
    ),
    Verdict.UNIDENTIFIED: Message(
        "KHÔNG XÁC ĐỊNH ĐƯỢC: chưa thể nói chắc đây là ai trong cơ sở dữ liệu dân cư.",
        "UNIDENTIFIED: nobody in the population register can be said for sure to be this person.",
    ),
    Verdict.EXEMPT: Message(
        "MIỄN ĐỐI CHIẾU: giấy tờ nước ngoài không đối chiếu với cơ sở dữ liệu dân cư; cơ sở tiêm "
        "chủng chịu trách nhiệm về thông tin.",
        "EXEMPT: a foreign document is not compared with the population register; the vaccination "
        "site answers for it.",
    ),
}

STATUS_SENTENCES: Mapping[str, Message] = {
    NumberStatus.PRESENT: Message("Hồ sơ có số đúng dạng.", "The record has a well-formed number."),
    NumberStatus.MISSING: Message(
        "Ô số định danh của hồ sơ để trống.", "The record's number field is empty."
    ),
    NumberStatus.MALFORMED: Message(
        "Số ghi trong hồ sơ sai định dạng.", "The number in the record is malformed."
    ),
    NumberStatus.FOREIGN: Message(
        "Hồ sơ ghi giấy tờ nước ngoài.", "The record has a foreign document."
    ),
}

RULE_SENTENCES: Mapping[str, Message] = {
    Rule.EXACT: Message(
        "Tìm theo số định danh: số này có trong cơ sở dữ liệu dân cư và mọi trường đều khớp.",
        "Found by the number: it is in the register, and every field agrees.",
    ),
    Rule.FORMER_ID: Message(
        "Tìm theo số CMND cũ: số này là số cũ của đúng người đó.",
        "Found by the former number: it is the old card number of this very person.",
    ),
    Rule.NUMBER_FIELDS_DIFFER: Message(
        "Tìm theo số định danh: có trường khác, nhưng các trường còn lại đủ chứng tỏ đúng người.",
        "Found by the number: some field differs, but the others show that it is the same person.",
    ),
    Rule.NUMBER_REPAIRED: Message(
        "Tìm theo số đã phục hồi: số ghi sai hoặc nằm nhầm ô, sửa lại thì đúng một người mà các "
        "trường khác cũng ủng hộ.",
        "Found by the repaired number: mended or put in its place, it belongs to one person whom "
        "the other fields support.",
    ),
    Rule.NAME_BIRTH_RESIDENCE: Message(
        "Tìm theo họ tên, ngày sinh, giới tính và nơi thường trú: chỉ một người trong cơ sở dữ "
        "liệu dân cư khớp.",
        "Found by name, birth date, sex and residence: one person only in the register fits.",
    ),
    Rule.PROBABILISTIC: Message(
        "Tìm theo tổng hợp bằng chứng: cộng mọi dấu hiệu lại, một người vượt xa mọi người khác.",
        "Found by the weight of the evidence: taken together, one person stands far above all "
        "others.",
    ),
    Rule.AMBIGUOUS: Message(
        "Nhiều người cùng khớp và không ai vượt hẳn những người còn lại. Phần mềm không đoán: phải "
        "có người xem hoặc hỏi gia đình.",
        "Several people fit, and none stands far enough above the others. The software does not "
        "guess: a person has to look, or ask the household.",
    ),
    Rule.NO_CANDIDATE: Message(
        "Không ai trong cơ sở dữ liệu dân cư khớp với hồ sơ này: có thể người này chưa có "
        "trong đó, hoặc hồ sơ sai quá nhiều.",
        "Nobody in the register fits this record: the person may not be in it, or too much of the "
        "record is wrong.",
    ),
    Rule.INSUFFICIENT: Message(
        "Có người gần khớp, nhưng bằng chứng chưa đủ để kết luận.",
        "Somebody nearly fits, but the evidence is not enough to say so.",
    ),
    Rule.FOREIGN_DOCUMENT: Message(
        "Giấy tờ hoặc quốc tịch trong hồ sơ cho biết đây là người nước ngoài.",
        "The document or the nationality in the record says that this is a foreigner.",
    ),
}

TIER_SENTENCES: Mapping[str, Message] = {
    Tier.NONE: Message("Không cần làm gì thêm.", "Nothing more to do."),
    Tier.SAFE: Message(
        "Sửa an toàn: được sửa hàng loạt sau một lần duyệt.",
        "Safe: may be corrected in bulk after one approval.",
    ),
    Tier.REVIEW: Message(
        "Cần xem: một cán bộ đối chiếu trên màn hình rồi quyết định.",
        "To review: an officer compares on screen and decides.",
    ),
    Tier.ASK: Message(
        "Cần hỏi: tổ thôn, ấp đến hỏi gia đình và xem giấy tờ.",
        "To ask: the hamlet group asks the household and looks at the papers.",
    ),
}
TIER_WORDS: Mapping[str, Message] = {
    Tier.NONE: Message("không cần sửa", "nothing to correct"),
    Tier.SAFE: Message("sửa an toàn hàng loạt", "safe to correct in bulk"),
    Tier.REVIEW: Message("cán bộ quyết định", "an officer decides"),
    Tier.ASK: Message("hỏi gia đình", "ask the household"),
}

REPAIR_SENTENCES: Mapping[str, Message] = {
    RepairKind.MISSING: Message("để trống", "left empty"),
    RepairKind.LEADING_ZERO_LOST: Message(
        "mất số 0 ở đầu, thường do bảng tính", "the leading zero was lost, as spreadsheets do"
    ),
    RepairKind.DIGITS_SWAPPED: Message("hai chữ số đổi chỗ", "two digits are swapped"),
    RepairKind.DIGIT_WRONG: Message("sai một chữ số", "one digit is wrong"),
    RepairKind.DIGIT_MISSING: Message("thiếu một chữ số", "one digit is missing"),
    RepairKind.DIGIT_EXTRA: Message("thừa một chữ số", "there is one digit too many"),
    RepairKind.SPREADSHEET_NUMBER: Message(
        "bảng tính đã đổi số thành dạng khác", "a spreadsheet rewrote the number"
    ),
    RepairKind.FORMER_NUMBER: Message(
        "ghi số CMND cũ thay cho số định danh", "an old card's number stands in its place"
    ),
    RepairKind.GUARDIANS_NUMBER: Message(
        "là số của người giám hộ hoặc người nhà", "it is a guardian's or relative's number"
    ),
    RepairKind.OTHER_COLUMN: Message(
        "giá trị đúng nằm ở ô khác", "the right value stands in another field"
    ),
    RepairKind.DIACRITICS_MISSING: Message("họ tên thiếu dấu", "diacritics are missing"),
    RepairKind.DIACRITICS_WRONG: Message("họ tên sai dấu", "diacritics are wrong"),
    RepairKind.TYPING_RESIDUE: Message(
        "còn sót phím gõ Telex hoặc VNI", "Telex or VNI keystrokes are left in"
    ),
    RepairKind.LEGACY_FONT: Message(
        "gõ bằng phông chữ cũ hoặc sai bảng mã", "it was written in a legacy font or encoding"
    ),
    RepairKind.TITLE_OR_NOTE: Message(
        "lẫn danh xưng hoặc ghi chú", "a title or a note is mixed in"
    ),
    RepairKind.NAME_ORDER: Message(
        "các phần họ tên sai thứ tự", "the parts of the name are in another order"
    ),
    RepairKind.NAME_PART_MISSING: Message("thiếu một phần họ tên", "a part of the name is missing"),
    RepairKind.NAME_PART_EXTRA: Message("thừa một phần họ tên", "the name has a part too many"),
    RepairKind.TYPO: Message("gõ nhầm", "a typing error"),
    RepairKind.DAY_MONTH_SWAPPED: Message("ngày và tháng đổi chỗ", "day and month are swapped"),
    RepairKind.YEAR_ONLY: Message("chỉ ghi năm sinh", "only the year was recorded"),
    RepairKind.MONTH_ONLY: Message(
        "chỉ ghi tháng và năm sinh", "only month and year were recorded"
    ),
    RepairKind.DAY_WRONG: Message("sai ngày", "the day is wrong"),
    RepairKind.MONTH_WRONG: Message("sai tháng", "the month is wrong"),
    RepairKind.YEAR_WRONG: Message("sai năm", "the year is wrong"),
    RepairKind.VALUE_WRONG: Message("giá trị khác hẳn", "it is another value altogether"),
    RepairKind.OTHER_PERSON: Message("là giá trị của người khác", "it is another person's value"),
    RepairKind.REGISTER_SUSPECT: Message(
        "có thể chính cơ sở dữ liệu dân cư sai: chuyển công an xã xem, không sửa hồ sơ",
        "the register itself may be wrong: for the commune police to look at, not to be corrected "
        "here",
    ),
}
