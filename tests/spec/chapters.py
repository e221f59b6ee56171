"""The chapters of the manual in their order; each is a module of this folder.

A chapter's docstring holds one sentence or more of what the answers mean, its functions the
examples. docs/reference/meaning.md is written from them.
"""

CHAPTERS = (
    "test_verified",
    "test_numbers_are_cleaned",
    "test_former_number",
    "test_wrong_number",
    "test_no_number",
    "test_several_fit",
    "test_no_link_however_likely",
    "test_households",
    "test_foreigners",
    "test_number_repairs",
    "test_name_repairs",
    "test_birth_date_and_sex_repairs",
    "test_the_register_can_be_wrong",
    "test_one_human_being",
    "test_tiers",
    "test_every_row_has_one_place",
    "test_declared_columns",
)
