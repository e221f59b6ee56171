"""What becomes of raw rows: accepted, merged or rejected, and in which form."""

import datetime
import json

import pytest

from soat.backends.duckdb_backend import run_stage
from soat.engine.intake.stages import people_intake, register_intake
from soat.store.reading import check
from soat.store.reading.conservation import RowsLost
from tests.unit.intake.desk import Desk

PEOPLE = "person_ref,full_name,birth_date\n"
REGISTER = "citizen_id,full_name,birth_date,sex,deceased_on\n"
DOSES = "dose_ref,person_ref,given_on,dose_kind,dose_number,recorded_at\n"


def with_people(desk: Desk) -> None:
    desk.take_in(desk.write("p.csv", PEOPLE + "P1,A,1990\nP2,B,1991\n"), "people")


def test_cells_are_trimmed_and_ways_of_writing_nothing_are_nothing(desk: Desk) -> None:
    text = PEOPLE + " P1 ,\u00a0Lan\u200b,N/A\nP2,\tHoa ,#N/A\nP3,Mai,-\nP4,Nga, \n"
    assert desk.take_in(desk.write("p.csv", text), "people").accepted == 4
    assert desk.rows("SELECT person_ref, full_name, birth_date FROM people_typed ORDER BY 1") == [
        ("P1", "Lan", None),
        ("P2", "Hoa", None),
        ("P3", "Mai", None),
        ("P4", "Nga", None),
    ]


def test_an_address_in_words_stays_as_typed(desk: Desk) -> None:
    text = 'person_ref,full_name,residence_text\nP1,Lan," Tổ 5, ấp 3 "\nP2,Hoa,N/A\n'
    desk.take_in(desk.write("p.csv", text), "people")
    assert desk.rows("SELECT residence_text FROM people_typed ORDER BY person_ref") == [
        ("Tổ 5, ấp 3",),
        (None,),
    ]


def test_people_without_key_or_name_are_rejected_with_their_row(desk: Desk) -> None:
    text = PEOPLE + ",Lan,1990\nP2,,1991\n,,\nP4,Nga,1992\n"
    counts = desk.take_in(desk.write("p.csv", text), "people")
    assert (counts.accepted, counts.rejected_share) == (1, 0.75)
    assert desk.reasons("people") == [(1, "key_missing"), (2, "name_missing"), (3, "row_empty")]
    told = desk.rows('SELECT "table", file, remedy, raw FROM people_rejected WHERE row_number = 1')
    table, file, remedy, raw = told[0]
    assert (table, file) == ("people", "p.csv")
    assert remedy == (
        "Dòng không có mã khóa. Bổ sung mã rồi nạp lại. / "
        "The row has no key. Fill the key in and load it again."
    )
    assert json.loads(str(raw))["full_name"] == "Lan"


def test_of_rows_with_one_key_the_first_usable_one_counts(desk: Desk) -> None:
    text = PEOPLE + "P1,,1990\nP1,Lan,1990\nP1,Hoa,1990\nP1, Lan ,1990\n"
    counts = desk.take_in(desk.write("p.csv", text), "people")
    assert (counts.accepted, counts.merged, counts.rejected) == (1, 1, 2)
    assert desk.rows("SELECT full_name FROM people_typed") == [("Lan",)]
    assert desk.reasons("people") == [(1, "name_missing"), (3, "key_duplicate")]


def test_the_first_file_by_name_wins(desk: Desk) -> None:
    desk.write("b.csv", PEOPLE + "P1,Later,1990\n")
    desk.write("a.csv", PEOPLE + "P0,X,1990\nP1,First,1990\n")
    desk.take_in(desk.folder, "people")
    assert desk.rows("SELECT full_name FROM people_typed ORDER BY person_ref DESC")[0] == ("First",)


def test_the_flat_form_is_split_into_people_and_doses(desk: Desk) -> None:
    path = desk.write(
        "flat.csv",
        "Mã đối tượng;Họ tên;Ngày sinh;Mũi tiêm;Ngày tiêm;Loại vắc xin\n"
        "P1;Lan;1990;1;08/03/2021;AstraZeneca\n"
        "P1;Lan;1990;Mũi 2;08/06/2021;AstraZeneca\n"
        "P1;Lan;1991;Mũi nhắc lại 1;08/12/2021;Pfizer\n"
        "P2;Hoa;1985;;;\n",
    )
    people = desk.take_in(path, "people")
    assert (people.read, people.accepted, people.merged, people.rejected) == (4, 2, 1, 1)
    doses = desk.take_in(path, "doses")
    assert (doses.read, doses.accepted, doses.merged, doses.rejected) == (4, 3, 1, 0)
    assert desk.rows(
        "SELECT dose_ref, given_on, dose_number, dose_kind FROM doses_typed ORDER BY 1"
    ) == [
        ("flat.csv#1", datetime.date(2021, 3, 8), 1, None),
        ("flat.csv#2", datetime.date(2021, 6, 8), 2, None),
        ("flat.csv#3", datetime.date(2021, 12, 8), 1, "booster"),
    ]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2021-08-05", "2021-08-05"),
        ("2021-8-5", "2021-08-05"),
        ("2021/08/05", "2021-08-05"),
        ("2021-08-05T10:00:00", "2021-08-05"),
        ("2021-08-05 23:59", "2021-08-05"),
        ("2021-08-05T20:00:00Z", "2021-08-06"),
        ("2021-08-05T20:00:00+07:00", "2021-08-05"),
        ("05/08/2021", "2021-08-05"),
        ("5-8-2021", "2021-08-05"),
        ("05.08.2021 10:30", "2021-08-05"),
        ("10:30 05/08/2021", "2021-08-05"),
        ("5/8/21", "2021-08-05"),
        ("08/25/2021", "2021-08-25"),
        ("20210805", "2021-08-05"),
        ("05082021", "2021-08-05"),
        ("44413", "2021-08-05"),
        ("44413.4375", "2021-08-05"),
        ("Ngày 5 tháng 8 năm 2021", "2021-08-05"),
        ("31/02/2021", None),
        ("2021-13-40", None),
        ("hôm qua", None),
        ("2021", None),
        ("5", None),
    ],
)
def test_dose_dates_in_every_form(desk: Desk, typed: str, day: str | None) -> None:
    with_people(desk)
    desk.take_in(desk.write("d.csv", f"{DOSES}D1,P1,{typed},,,\n"), "doses")
    found = desk.rows("SELECT CAST(given_on AS VARCHAR) FROM doses_typed")
    assert found == ([(day,)] if day else [])
    assert desk.reasons("doses") == ([] if day else [(1, "date_unreadable")])


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2021-08-05T10:20:30", "2021-08-05 10:20:30"),
        ("2021-08-05T03:20:30Z", "2021-08-05 10:20:30"),
        ("2021-08-05 10:20:30+07:00", "2021-08-05 10:20:30"),
        ("05/08/2021 10:20:30", "2021-08-05 10:20:30"),
        ("10:20 05/08/2021", "2021-08-05 10:20:00"),
        ("05/08/2021", "2021-08-05 00:00:00"),
        ("44413.5", "2021-08-05 12:00:00"),
        ("soon", None),
        ("", None),
    ],
)
def test_times_of_entry(desk: Desk, typed: str, moment: str | None) -> None:
    with_people(desk)
    desk.take_in(desk.write("d.csv", f"{DOSES}D1,P1,2021-08-05,,,{typed}\n"), "doses")
    assert desk.rows("SELECT CAST(recorded_at AS VARCHAR) FROM doses_typed") == [(moment,)]


def test_doses_of_nobody_and_doses_twice_are_rejected(desk: Desk) -> None:
    with_people(desk)
    lines = ["D1,P9,2021-08-05", "D1,P1,2021-08-05", "D1,P2,2021-08-05", ",P1,2021-08-05", "D5,,"]
    counts = desk.take_in(
        desk.write("d.csv", DOSES + "".join(f"{line},basic,1,\n" for line in lines)), "doses"
    )
    assert (counts.accepted, counts.merged) == (1, 0)
    assert desk.rows("SELECT person_ref, dose_kind FROM doses_typed") == [("P1", "basic")]
    assert desk.reasons("doses") == [
        (1, "person_unknown"),
        (3, "key_duplicate"),
        (4, "key_missing"),
        (5, "key_missing"),
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1990-02-01", "1990-02-01"),
        ("1990-02", "1990-02"),
        ("1990", "1990"),
        ("01/02/1990", "1990-02-01"),
        ("2/1990", "1990-02"),
        ("00/00/1950", "1950"),
        ("1950-00-00", "1950"),
        ("1990-02-01 00:00:00", "1990-02-01"),
        ("", None),
    ],
)
def test_register_birth_dates(desk: Desk, typed: str, read: str | None) -> None:
    desk.take_in(desk.write("r.csv", f"{REGISTER}079090000001,Lan,{typed},Nữ,\n"), "register")
    assert desk.rows("SELECT birth_date, sex FROM register_typed") == [(read, "female")]


def test_register_rows_that_cannot_be_used(desk: Desk) -> None:
    lines = [
        "079090000001,Lan,1990-02-01,female,2021-08-01",
        "79090000002,Hoa,1990-02-01,female,",
        "079090000003,Mai,31/02/1990,female,",
        "079090000004,Nga,1990-13,female,",
        "079090000005,Nam,1990,đàn ông?,",
        "079090000001,Lan,1990-02-01,female,2021-08-01",
        ",Ba,1990,male,",
        "079090000008,,1990,male,",
    ]
    path = desk.write("r.csv", REGISTER + "\n".join(lines) + "\n")
    assert desk.take_in(path, "register").accepted == 1
    assert desk.reasons("register") == [
        (2, "number_malformed"),
        (3, "birth_date_unreadable"),
        (4, "birth_date_unreadable"),
        (5, "sex_unreadable"),
        (6, "key_duplicate"),
        (7, "key_missing"),
        (8, "name_missing"),
    ]
    assert desk.rows("SELECT deceased_on FROM register_typed") == [("2021-08-01",)]


def test_without_a_number_scheme_what_cannot_be_read_is_unknown(desk: Desk) -> None:
    path = desk.write("r.csv", REGISTER + "rec-1,Lan,19xx,?,\n")
    files = desk.read(path, "register")
    run_stage(desk.connection, register_intake(number_digits=None))
    assert check(desk.connection, files).accepted == 1
    assert desk.rows("SELECT citizen_id, birth_date, sex FROM register_typed") == [
        ("rec-1", None, None)
    ]


def test_where_no_name_is_needed_a_row_without_one_is_kept(desk: Desk) -> None:
    desk.read(desk.write("r.csv", REGISTER + "rec-1,,1830,,\n"), "register")
    run_stage(desk.connection, register_intake(number_digits=None, name_needed=False))
    desk.read(desk.write("p.csv", PEOPLE + "P1,,1830\n"), "people")
    run_stage(desk.connection, people_intake(name_needed=False))
    for table in ("register", "people"):
        assert desk.rows(f"SELECT full_name, birth_date FROM {table}_typed") == [(None, "1830")]
        assert desk.reasons(table) == []


def test_daily_reports_and_sites(desk: Desk) -> None:
    reports = (
        "Mã cơ sở;Ngày tiêm;Loại vắc xin;Mũi;Nhóm tuổi;Số mũi;Thời điểm báo cáo\n"
        "S1;05/08/2021;Pfizer;2;12 - 17 tuổi;1.234;05/08/2021 17:00\n"
        "S1;05/08/2021;Pfizer;2;12 - 17 tuổi;1.240;06/08/2021 08:00\n"
        "S1;05/08/2021;Pfizer;2;18+;vài chục;\nS1;;Pfizer;2;18+;3;\n;05/08/2021;Pfizer;2;18+;3;\n"
    )
    assert desk.take_in(desk.write("a.csv", reports), "daily_reports").accepted == 2
    assert desk.rows(
        "SELECT age_group, doses, dose_number FROM daily_reports_typed ORDER BY 2"
    ) == [
        ("12-17", 1234, 2),
        ("12-17", 1240, 2),
    ]
    assert desk.reasons("daily_reports") == [
        (3, "count_unreadable"),
        (4, "date_unreadable"),
        (5, "key_missing"),
    ]
    sites = "site_code,name,opened_on\nS1,TYT A,08/03/2021\nS1,TYT B,\n,TYT C,\n"
    assert desk.take_in(desk.write("s.csv", sites), "sites").accepted == 1
    assert desk.rows("SELECT CAST(opened_on AS VARCHAR) FROM sites_typed") == [("2021-03-08",)]
    assert desk.reasons("sites") == [(2, "key_duplicate"), (3, "key_missing")]


def test_a_lost_row_is_our_own_fault(desk: Desk) -> None:
    files = desk.read(desk.write("p.csv", PEOPLE + "P1,A,1990\nP2,B,1991\n"), "people")
    run_stage(desk.connection, people_intake())
    desk.connection.execute("DELETE FROM people_typed WHERE person_ref = 'P2'")
    with pytest.raises(RowsLost, match="read 2"):
        check(desk.connection, files)
