"""Oral reports, written down in one line by the helpdesk."""

import pytest

from mailgate.mail.oral import oral_report


@pytest.mark.parametrize(
    ("text", "organisation", "at", "via", "report"),
    [
        (
            "LAPOR a.n. Dinkes, Siti 0812000000, 08.15, via WA: internet poli mati",
            "Dinkes",
            "08.15",
            "WA",
            "internet poli mati",
        ),
        ("Lapor an Kec. Satu: wifi hilang", "Kec. Satu", None, None, "wifi hilang"),
        (
            "laporan a.n. Dinas Sosial, lewat telepon, 2:05: server padam\nsejak tadi",
            "Dinas Sosial",
            "02.05",
            "telepon",
            "server padam\nsejak tadi",
        ),
    ],
)
def test_a_report_names_organisation_time_and_channel(
    text: str, organisation: str, at: str | None, via: str | None, report: str
) -> None:
    oral = oral_report(text)
    assert oral is not None
    assert (oral.organisation, oral.at, oral.via, oral.text) == (organisation, at, via, report)


@pytest.mark.parametrize("text", ["LAPOR: kabel diganti", "Lapor pak, besok saya ke lokasi", "", "lapor a.n."])
def test_other_reports_are_none_of_these(text: str) -> None:
    assert oral_report(text) is None
