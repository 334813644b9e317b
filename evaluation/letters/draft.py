"""A letter before it is laid out: what each of its parts says in print."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from evaluation.letters import matter
from evaluation.letters.layout import Layout, Style, style
from evaluation.letters.number import WEEKDAYS, date_text, dated, number, open_number
from evaluation.letters.office import OFFICES, Office
from evaluation.letters.people import Official, official


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts as they are printed. `number` and `day` are None where the letter has none, whatever its line shows.

    `addressee` are lines without "Yth.", `title` the lines over the signature.
    """

    layout: Layout
    style: Style
    office: Office
    number: str | None
    number_text: str
    day: date | None
    day_text: str
    subject: str
    nature: str
    enclosure: str
    addressee: tuple[str, ...]
    place: str
    honorific: str
    author: str
    paragraphs: tuple[str, ...]
    closing: str
    contact: str | None
    title: tuple[str, ...]
    official: Official
    copies: tuple[str, ...]
    details: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()
    annex: bool = False


def draft(rng: Random, layout: Layout) -> Draft:
    """A letter in that layout; the same generator state draws the same letter."""
    office = OFFICES[rng.choice(layout.offices)](rng)
    day = dated(rng)
    undated, unnumbered = rng.random() < 0.03, rng.random() < 0.05
    given = number(rng, day, office.code)
    contact, contact_line = _contact(rng)
    memo = layout.name == "nota-dinas"
    title, author = (_memo_title(rng, office)) if memo else (_title(rng, office), "")
    enclosure = rng.choice(matter.words()["enclosures"])
    body = matter.paragraphs(
        rng, event=date_text(rng, day - timedelta(days=rng.randint(1, 9))), other=number(rng, day, "SETDA")
    )
    return Draft(
        layout=layout,
        style=style(rng, layout),
        office=office,
        number=None if unnumbered else given,
        number_text=open_number(rng, day) if unnumbered else given,
        day=None if undated else day,
        day_text=date_text(rng, day).split(" ", 1)[-1] if undated else date_text(rng, day),
        subject=matter.subject(rng),
        nature=rng.choice(matter.words()["natures"]),
        enclosure=enclosure,
        addressee=_memo_addressee(rng, office) if memo else _addressee(rng, office, short=layout.beside),
        place=office.region.seat,
        honorific=rng.choice(("Yth. Sdr.", "Yth. Bapak", "Yth.", "Yth.")) if layout.beside else "Yth.",
        author=author,
        paragraphs=(*body, *([contact_line] if contact_line else [])),
        closing=rng.choice(matter.words()["closings"]),
        contact=contact,
        title=title,
        official=official(rng, employed="Desa" not in office.name),
        copies=_copies(rng, office),
        details=_meeting(rng, day) if rng.random() < 0.25 else (),
        points=tuple(rng.sample(matter.words()["points"], 2)) if rng.random() < 0.2 else (),
        annex=enclosure != "-" and not unnumbered and rng.random() < 0.25,
    )


def _addressee(rng: Random, office: Office, *, short: bool) -> tuple[str, ...]:
    region = office.region
    communication = "Kepala Dinas Komunikasi dan Informatika"
    if short:
        return rng.choice(
            (
                ("Kepala Dinas Komunikasi", f"dan Informatika {region.short}"),
                (communication, region.full),
                (f"{region.head} {region.name}", "c.q. Kepala Dinas Kominfo"),
            )
        )
    return rng.choice(
        (
            (f"{communication} {region.full}",),
            (communication, region.full),
            (f"Sekretaris Daerah {region.full}",),
            ("Kepala Dinas Komunikasi, Informatika,", f"Statistik dan Persandian {region.full}"),
            (f"{region.head} {region.name}", f"c.q. {communication}"),
        )
    )


def _memo_addressee(rng: Random, office: Office) -> tuple[str, ...]:
    return (rng.choice((office.head, f"Sekretaris {office.name}", "Kepala Bidang Infrastruktur TIK")),)


def _memo_title(rng: Random, office: Office) -> tuple[tuple[str, ...], str]:
    post = rng.choice(
        ("Kepala Bidang Pelayanan", "Kepala Subbagian Umum dan Kepegawaian", "Kepala Seksi Infrastruktur")
    )
    return (f"{post},",), post


def _title(rng: Random, office: Office) -> tuple[str, ...]:
    region = office.region
    head = office.head.upper() if rng.random() < 0.5 else office.head
    if office.name == "Sekretariat Daerah":
        leader = f"a.n. {region.head} {region.name}".upper().replace("A.N.", "a.n.")
        below = (("Sekretaris Daerah,",), ("Sekretaris Daerah,", "u.b.", "Asisten Administrasi Umum,"))
        return rng.choice(((leader, *below[0]), (leader, *below[1]), (f"{head},",)))
    if rng.random() < 0.6:
        full = region.full.upper() if head.isupper() else region.full
        return (f"{head},",) if rng.random() < 0.66 else (head, f"{full},")
    acting = (
        (f"Plt. {head},",),
        (f"Plh. {head},",),
        (f"a.n. {head}", "Sekretaris,"),
        (f"a.n. {head}", "Plt. Sekretaris,"),
    )
    return rng.choice(acting)


def _contact(rng: Random) -> tuple[str | None, str | None]:
    if rng.random() < 0.5:
        return None, None
    digits = f"08{rng.choice(('12', '13', '52', '21', '77', '95'))}{rng.randint(10_000_000, 99_999_999)}"
    shown = rng.choice(
        (digits, f"{digits[:4]}-{digits[4:8]}-{digits[8:]}", f"+62 {digits[1:4]}-{digits[4:8]}-{digits[8:]}")
    )
    name = official(rng).name.split(",")[0].split(". ")[-1].title()
    return digits, rng.choice(matter.words()["contacts"]).format(name=name, phone=shown)


def _meeting(rng: Random, day: date) -> tuple[tuple[str, str], ...]:
    """The lines of an invitation, of which the date is another than the letter's."""
    meeting = day + timedelta(days=rng.randint(2, 9))
    return (
        ("Hari / Tanggal", f"{WEEKDAYS[meeting.weekday()]}, {date_text(rng, meeting)}"),
        ("Pukul", f"{rng.randint(8, 14):02d}.00 s.d. selesai"),
        ("Tempat", rng.choice(("Ruang Rapat Dinas", "Aula lantai 2", "Daring melalui Zoom Meeting"))),
        ("Acara", rng.choice(("Pembahasan kebutuhan jaringan", "Koordinasi layanan TIK"))),
    )


def _copies(rng: Random, office: Office) -> tuple[str, ...]:
    region = office.region
    known = (
        f"{region.head} {region.name} (sebagai laporan)",
        f"Sekretaris Daerah {region.full}",
        f"Inspektur {region.full}",
        f"Kepala Bagian Organisasi Setda {region.full}",
        "Camat se-" + region.full,
    )
    chosen = rng.sample(known, rng.choice((0, 0, 1, 2, 3)))
    return (*chosen, *(["Arsip"] if chosen and rng.random() < 0.5 else []))
