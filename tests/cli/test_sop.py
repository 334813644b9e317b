"""`sop list`, `sop show` and `sop render`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Mailgate

SHIPPED = ["bekasi", "sumbar-darurat", "sumbawa-2021", "trenggalek-2019", "trenggalek-2023"]


def test_the_shipped_sops_are_listed_with_their_standing(mailgate: Mailgate) -> None:
    listed = {row["id"]: row for row in mailgate("sop", "list", "--json").objects()}

    assert sorted(listed) == SHIPPED
    assert listed["trenggalek-2019"]["status"] == "arsip"
    assert listed["sumbawa-2021"] == {
        "id": "sumbawa-2021",
        "instansi": "sumbawa",
        "status": "berlaku",
        "bawaan": True,
        "nama": "Layanan Troubleshooting Gangguan Jaringan",
    }


def test_only_the_sops_of_offices_in_service_are_listed(mailgate: Mailgate) -> None:
    listed = mailgate("sop", "list", "--json", MAILGATE_INSTANSI="bekasi,sumbar").objects()

    assert [row["id"] for row in listed] == ["bekasi", "sumbar-darurat"]


@pytest.mark.parametrize("sop", SHIPPED)
def test_an_sop_is_shown_as_one_object_whose_edges_lead_to_its_own_steps(mailgate: Mailgate, sop: str) -> None:
    (shown,) = mailgate("sop", "show", sop, "--json").objects()
    numbers = [step["urut"] for step in shown["langkah"]]

    assert list(shown) == ["id", "nama", "nomor", "instansi", "peran", "langkah"]
    assert shown["id"] == sop
    assert len(set(numbers)) == len(numbers)
    for step in shown["langkah"]:
        assert list(step) == [
            "urut",
            "kegiatan",
            "pelaksana",
            "kelengkapan",
            "waktu",
            "grup_waktu",
            "output",
            "ke",
        ]
        assert set(step["pelaksana"]) <= set(shown["peran"])
        assert all(edge["ke"] in [*numbers, "akhir"] for edge in step["ke"])
        assert all(list(edge) == ["perintah", "ke", "oleh", "tambahan"] for edge in step["ke"])
        assert all(isinstance(edge["tambahan"], bool) for edge in step["ke"])


def test_a_step_shows_its_cell_of_time_as_printed_and_its_group_as_a_letter(mailgate: Mailgate) -> None:
    (shown,) = mailgate("sop", "show", "sumbawa-2021", "--json").objects()
    steps = {step["urut"]: step for step in shown["langkah"]}

    assert (steps["9"]["waktu"], steps["9"]["grup_waktu"]) == ("2 Hari Kerja", "B")
    assert (steps["11"]["waktu"], steps["11"]["grup_waktu"]) == (None, "B")
    assert {"perintah": "KIRIM BA", "ke": "10", "oleh": ["opd"], "tambahan": False} in steps["9"]["ke"]
    assert steps["12a"]["kegiatan"] == steps["12b"]["kegiatan"]


def test_the_page_of_an_sop_names_every_step_and_where_its_answers_lead(mailgate: Mailgate) -> None:
    page = mailgate("sop", "show", "sumbar-darurat").out

    assert "Darurat Kondisi Layanan" in page
    for number in ("1", "2", "3a", "3b", "4a", "4b", "5", "6", "7a", "7b", "8"):
        assert f"\n{number:<4}" in page
    assert "→ akhir" in page


def test_an_sop_is_printed_into_a_file_of_its_name(mailgate: Mailgate, tmp_path: Path) -> None:
    ran = mailgate("sop", "render", "bekasi")

    assert (ran.code, ran.out) == (0, "bekasi.pdf\n")
    assert (tmp_path / "bekasi.pdf").read_bytes().startswith(b"%PDF-")


def test_an_sop_is_printed_to_where_it_is_asked_for(mailgate: Mailgate, tmp_path: Path) -> None:
    assert mailgate("sop", "render", "bekasi", "--out", tmp_path / "x.pdf", "--instansi", "bekasi").code == 0
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")


def test_a_file_that_cannot_be_written_is_one_sentence(mailgate: Mailgate, tmp_path: Path) -> None:
    ran = mailgate("sop", "render", "bekasi", "--out", tmp_path / "nowhere" / "x.pdf")

    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "nowhere/x.pdf: No such file or directory" in ran.err


def test_an_sop_is_looked_for_in_the_named_office_alone(mailgate: Mailgate) -> None:
    ran = mailgate("sop", "render", "bekasi", "--instansi", "sumbar")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "There is no SOP 'bekasi'; there are sumbar-darurat\n"
