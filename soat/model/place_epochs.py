"""Which of the 63 provinces became which of the 34: facts, by the codes of each list.

Source: Resolution 202/2025/QH15 of 12 June 2025 of the National Assembly, in force since
12 June 2025 (new authorities work since 1 July 2025). Codes are those of the statistics office; a
new code often re-uses that of one of the provinces merged (52 was Bình Định and is Gia Lai), so a
code says nothing without its epoch. Whole provinces were merged, none was divided, so figures of
the 63 may be summed into the 34. Communes were not: 442 old ones lie in several new ones.
"""

# new code of 2025 -> the codes of 2021 that it unites
PROVINCES_2025 = {
    "01": ("01",),
    "04": ("04",),
    "08": ("02", "08"),
    "11": ("11",),
    "12": ("12",),
    "14": ("14",),
    "15": ("10", "15"),
    "19": ("06", "19"),
    "20": ("20",),
    "22": ("22",),
    "24": ("24", "27"),
    "25": ("17", "25", "26"),
    "31": ("30", "31"),
    "33": ("33", "34"),
    "37": ("35", "36", "37"),
    "38": ("38",),
    "40": ("40",),
    "42": ("42",),
    "44": ("44", "45"),
    "46": ("46",),
    "48": ("48", "49"),
    "51": ("51", "62"),
    "52": ("52", "64"),
    "56": ("56", "58"),
    "66": ("54", "66"),
    "68": ("60", "67", "68"),
    "75": ("70", "75"),
    "79": ("74", "77", "79"),
    "80": ("72", "80"),
    "82": ("82", "87"),
    "86": ("83", "84", "86"),
    "91": ("89", "91"),
    "92": ("92", "93", "94"),
    "96": ("95", "96"),
}
PROVINCE_NOW = {old: new for new, olds in PROVINCES_2025.items() for old in olds}
