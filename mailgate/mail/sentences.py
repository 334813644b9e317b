"""The sentences that a reading gives back: questions and reasons as one writes them to a Kepala Dinas."""

from collections.abc import Sequence

from mailgate.domain.command import Command


def which_of(count: int) -> str:
    """ "Balas 1 atau 2." for that many choices; "Balas YA." for one."""
    if count == 1:
        return "Balas YA apabila benar."
    numbers = [str(number) for number in range(1, count + 1)]
    last = f"{', '.join(numbers[:-1])}{',' if count > 2 else ''} atau {numbers[-1]}"
    return f"Mohon balas {last}."


def meant(what: str) -> str:
    """Whether that is what was meant."""
    return f"Maksud Bapak/Ibu {what}? {which_of(1)}"


def only_this(what: str) -> str:
    """A command for several tickets, in answer to the mail of one."""
    return f"Balasan ini hanya berlaku untuk satu tiket. Maksud Bapak/Ibu {what} untuk tiket ini? {which_of(1)}"


def meant_which(count: int) -> str:
    """Which of several commands was meant."""
    return f"Maksud Bapak/Ibu yang mana? {which_of(count)}"


def whom(name: str, count: int, proposed: str = "") -> str:
    """Which of several who bear a name; the proposed one is named."""
    opening = f"Maksud Bapak/Ibu {proposed}?" if proposed else f'Ada {count} yang disebut "{name}".'
    return f"{opening} {which_of(count)}"


def to_whom(verb: str, count: int) -> str:
    """A command, or an instruction, without its addressee."""
    return f"{verb} ini ditujukan kepada siapa? {which_of(count)}"


def no_addressee(verb: str) -> str:
    """A command that needs an addressee and has none that could be proposed."""
    return f"Mohon Bapak/Ibu menyebutkan tujuannya, misalnya: {verb} Kabid: mohon ditindaklanjuti."


def unknown_addressee(name: str, possible: Sequence[str]) -> str:
    """A name that nobody in the roster bears."""
    known = f" Yang dapat dituju: {', '.join(possible)}." if possible else ""
    return f'Pejabat atau petugas "{name}" tidak kami temukan.{known}'


def needs_reason(verb: str, example: str) -> str:
    """A command that needs a reason."""
    return f"Mohon Bapak/Ibu menyertakan alasan, misalnya: {example}." if example else f"{verb} memerlukan alasan."


def needs_date(verb: str, example: str) -> str:
    """A command that needs a day."""
    return f"Mohon Bapak/Ibu menyebutkan tanggalnya untuk {verb}, misalnya: {example}."


def needs_report(verb: str, example: str) -> str:
    """A command that needs a text or a file."""
    return f"{verb} memerlukan uraian singkat atau lampiran, misalnya: {example}."


def file_missing() -> str:
    """A file was spoken of and is not there."""
    return "Lampiran yang Bapak/Ibu sebutkan tidak ada pada balasan ini. Mohon dikirim ulang beserta lampirannya."


def needs_file(verb: str) -> str:
    """A command that needs a file."""
    return f"{verb} memerlukan lampiran, sedangkan balasan Bapak/Ibu tidak memuat lampiran."


def not_now(verb: str) -> str:
    """A command that this reader may not give now."""
    return f"{verb} tidak tersedia bagi Bapak/Ibu pada tahap ini."


def which_priority() -> str:
    """A priority of which only half was said."""
    return "Mohon Bapak/Ibu menyebutkan dampak dan urgensi, misalnya: PRIORITAS tinggi sedang."


def which_rating() -> str:
    """A rating off the scale."""
    return "Penilaian memakai skala 1 sampai 4. Mohon balas 1, 2, 3, atau 4."


def which_number(count: int) -> str:
    """A number that none of the choices has."""
    return f"Pilihan yang tersedia 1 sampai {count}. {which_of(count)}"


def which_ticket() -> str:
    """Tickets are to be joined, and the other one isn't named."""
    return "Mohon Bapak/Ibu menyebutkan nomor tiket yang lain, misalnya: GABUNG TIK-2026-000123."


def which_sop() -> str:
    """An SOP is to be chosen and isn't named."""
    return "Mohon Bapak/Ibu menyebutkan kode SOP, misalnya: SOP sumbawa-2021."


def which_paper(count: int) -> str:
    """A paper is asked for, and it isn't said which."""
    return f"Naskah mana yang Bapak/Ibu perlukan? {which_of(count)}"


def not_for_you(title: str, offered: Sequence[str]) -> str:
    """A paper that this reader may not have."""
    title = title[0].upper() + title[1:]
    return f"{title} hanya untuk pejabat dan petugas kami. Yang dapat dicetak: {', '.join(offered)}."


def approved_or_returned(count: int) -> str:
    """Approval with a condition."""
    return f"Bapak/Ibu memberi catatan pada persetujuan. Maksud Bapak/Ibu yang mana? {which_of(count)}"


def not_approved(example: str) -> str:
    """Approval refused without a reason."""
    return f"Bapak/Ibu belum menyetujui. Mohon alasannya, misalnya: {example}."


def may_be_the_file(what: str) -> str:
    """A reply that holds files and no command."""
    return f"Apakah berkas terlampir dimaksudkan sebagai {what}? {which_of(1)}"


def hint_pause() -> str:
    """The remark says that work waits."""
    return "Kami simpan sebagai catatan. Bila memerlukan waktu, balas: TUNDA sampai <tanggal>: <alasan>."


def hint_held(verb: str) -> str:
    """The remark speaks of a command without giving it."""
    return f"Kami simpan sebagai catatan; {verb} tidak dijalankan."


def hint_due(day: str) -> str:
    """The remark names a day by which it should be done."""
    return f"Kami simpan sebagai catatan, dengan usulan batas waktu {day}."


def dropped() -> str:
    """A question was answered with no."""
    return "Baik, perintah tersebut tidak dijalankan."


def contradiction(count: int) -> str:
    """Two commands of one reply exclude each other."""
    return f"Balasan Bapak/Ibu memuat dua perintah yang berlawanan. Maksud Bapak/Ibu yang mana? {which_of(count)}"


def described(command: Command, names: Sequence[str]) -> str:
    """A command in words, for a question or as the label of a choice: "DISPOSISI kepada Kepala Bidang TI"."""
    told = f" kepada {', '.join(names)}" if names else ""
    return f"{command.verb}{' ' + command.argument if command.argument else ''}{told}"
