"""What a machine repeats is seen as the same mail; requests of one form are not."""

import pytest

from mailgate.mail.likeness import alike, said_in

FORM = "Mohon reset kata sandi akun SIPD atas nama {} pada Puskesmas {}. Terima kasih."
NOTICE = "Terima kasih atas surel Anda. Nomor {} kami terima pukul {}. Petugas kami akan membalas pada hari kerja."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Internet mati", "Info"), ("Internet mati", "Info")),
        ((NOTICE.format(17, "08.15"), "Info"), (NOTICE.format(18, "09.20"), "Info")),
        (
            (NOTICE.format(1, 2), "Tanda terima: Info"),
            (NOTICE.format(3, 4), "Re: [SBW-2026-000001] Tanda terima: Info"),
        ),
        (("", ""), ("", "")),
        (("Diterima", "Diterima: Tanda terima: Internet mati"), ("Diterima", "Diterima: Tanda terima: Diterima: Tan…")),
    ],
)
def test_repetitions_are_alike(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert alike(said_in(*one), said_in(*other), in_thread=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((FORM.format("Budi", "Utan"), "Reset sandi"), (FORM.format("Siti", "Alas"), "Reset sandi")),
        ((FORM.format("Budi", "Utan"), "Reset Budi"), (FORM.format("Siti", "Utan"), "Reset Siti")),
        (("NIP 198701012010011001", "Reset"), ("NIP 199003152015032002", "Reset")),
        (("Internet mati", "Info"), ("Mohon akun Zoom", "Info")),
    ],
)
def test_requests_of_one_form_are_not(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not alike(said_in(*one), said_in(*other), in_thread=False)


def test_another_file_is_another_request_and_the_same_file_the_same() -> None:
    text = "Terlampir surat permohonan, mohon ditindaklanjuti."
    first, again, second = (said_in(text, files=[digest * 64]) for digest in "aab")
    assert alike(first, again, in_thread=False)
    assert not alike(first, second, in_thread=False)


def test_the_same_thanks_in_two_threads_are_two_remarks() -> None:
    one, other = (said_in("Terima kasih", about=number) for number in ("SBW-2026-000001", "SBW-2026-000002"))
    assert not alike(one, other, in_thread=True)


def test_in_a_thread_a_few_other_words_change_nothing() -> None:
    one, other = (
        said_in("Selamat pagi, pesan Anda kami terima hari ini"),
        said_in("Selamat siang, pesan Anda kami terima hari ini"),
    )
    assert alike(one, other, in_thread=True)
    assert not alike(one, other, in_thread=False)
