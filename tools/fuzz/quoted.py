"""Answers in which every command stands in the quotation: whatever is read from one, nothing may be carried out."""

from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from html import escape
from random import Random

from evaluation.bench import desks
from evaluation.client import Original, Place, html_of, subject_of, text_of
from evaluation.client_table import CLIENTS
from evaluation.taskmail import TEMPLATES, answered_mail
from mailgate.adapters.jinja import JinjaRenderer
from mailgate.app.explain import Frame

OWN_WORDS = ("Terima kasih", "Selamat pagi Bapak/Ibu,", "Noted, terima kasih infonya.", "Baik Pak, terima kasih.", "")
"""Newly written, and no command at any step of the shipped SOPs."""

QUOTED = (
    "SETUJU",
    "SELESAI: kabel disambung ulang",
    "BERHASIL: sudah",
    "DISPOSISI Kabid: mohon ditindaklanjuti",
    "TUTUP",
    "TERIMA",
    "TOLAK: bukan kewenangan kami",
    "KEMBALIKAN: surat belum ditandatangani",
    "YA",
)
"""Commands that an earlier mail of the thread may hold."""

ENCODINGS = ("quoted-printable", "base64", "8bit")


@cache
def frames() -> tuple[tuple[str, Frame], ...]:
    """Every step of every shipped SOP, in each performer's hands, with its office."""
    return tuple(
        (code, Frame(active.sop.id, step.number, role))
        for code, desk in sorted(desks().items())
        for active in desk.office.sops
        for step in active.sop.steps
        for role in step.acting
    )


def quoting_mail(chance: Random) -> tuple[bytes, str, Frame]:
    """Such an answer as some client sends it, in some encoding; with the office and the task that it answers."""
    code, frame = chance.choice(frames())
    client = chance.choice([c for c in CLIENTS.values() if c.place is not Place.ALONE])
    original = _with_commands(_original(code, frame), chance)
    body = chance.choice(OWN_WORDS)
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = f"Petugas <{original.reader}>", f"Layanan <{original.sender}>"
    mail["Subject"] = subject_of(client, original)
    mail["Message-ID"] = f"<{chance.getrandbits(64):x}@{original.reader.partition('@')[2]}>"
    cte = chance.choice(ENCODINGS)
    mail.set_content(text_of(client, body, original), cte=cte)
    html = html_of(client, body, original)
    if html is not None:
        mail.add_alternative(html, subtype="html", cte=cte)
    raw = mail.as_bytes()
    return (raw.replace(b"\r\n", b"\n") if chance.random() < 0.3 else raw), code, frame


def _with_commands(original: Original, chance: Random) -> Original:
    lines = chance.sample(QUOTED, 3)
    html = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return replace(original, text="\n".join([original.text.rstrip(), "", *lines]), html=original.html + html)


@cache
def _original(code: str, frame: Frame) -> Original:
    return answered_mail(frame, desks()[code], _renderer())


@cache
def _renderer() -> JinjaRenderer:
    return JinjaRenderer(TEMPLATES)
