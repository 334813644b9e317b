"""Every shipped mail, with full and with bare payloads: complete, polite, safe, and readable on a phone."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from mailgate.adapters.jinja import JinjaRenderer
from mailgate.adapters.template_names import NAMES
from mailgate.app.notices import WRITERS
from mailgate.app.ports import Rendered
from mailgate.domain.soundness import STEP_TEMPLATES
from mailgate.domain.verb import HEADWORDS
from mailgate.mail.reply import new_text_of, sent_lines_of
from tests.samples import ANSWER, FULL, OFFICIAL, REQUESTER, STEP, VARIANTS, Json, minimal, notice

PROJECT = Path(__file__).resolve().parents[1]
CONTRACT = (PROJECT / "docs" / "notices.md").read_text(encoding="utf-8")
RENDERER = JinjaRenderer(PROJECT / "templates")
REPLY_LINE = "-- Mohon balasan ditulis di atas garis ini --"

MAILS: dict[str, tuple[str, Json]] = (
    {name: (name, payload) for name, payload in FULL.items()}
    | VARIANTS
    | {f"{name} (seperlunya)": (name, minimal(name)) for name in FULL}
)


@pytest.fixture(params=MAILS, ids=str)
def mail(request: pytest.FixtureRequest) -> tuple[Json, Rendered]:
    template, payload = MAILS[request.param]
    return payload, RENDERER.render(notice(template, payload))


def visible(html: str) -> str:
    """The HTML's words as a reader sees them."""
    body = re.sub(r"(?s)<head>.*?</head>|<!--.*?-->|<div style=\"display:none.*?</div>", "", html)
    return re.sub(r"<[^>]+>", " ", re.sub(r"</?(b|a|span)\b[^>]*>", "", body))


def test_nothing_of_the_machinery_shows(mail: tuple[Json, Rendered]) -> None:
    _, rendered = mail
    for words in (rendered.subject, rendered.text, visible(rendered.html)):
        for mark in ("None", "{{", "{%", "Undefined", "True", "False", " ,", " .\n", "[]", "()"):
            assert mark not in words


def test_the_tone_is_that_of_an_office(mail: tuple[Json, Rendered]) -> None:
    _, rendered = mail
    for words in (rendered.subject, rendered.text, visible(rendered.html)):
        assert "!" not in words
        assert not re.search(r"\b(Anda|Halo|Hai|Dear|terlambat|silahkan|email|e-mail)\b", words, re.IGNORECASE)


def test_salutation_signature_and_reason_are_in_both_parts(mail: tuple[Json, Rendered]) -> None:
    payload, rendered = mail
    office = payload["office"]
    for words in (rendered.text, rendered.html):
        assert f"Yth. {payload['yth']}," in words
        assert f"Layanan TIK {office['short_name']} (pesan otomatis)" in words
        assert office["phone"] in words
        assert payload["why"] in words
        assert "Surel ini pemberitahuan otomatis dan bukan naskah dinas." in words
        assert ("https://wa.me/6281000000001" in words) == bool(office["whatsapp"])


def test_the_reply_line_stands_first_where_a_reply_is_read(mail: tuple[Json, Rendered]) -> None:
    payload, rendered = mail
    first = rendered.text.splitlines()[0]
    assert (first == REPLY_LINE) == payload["answerable"]
    assert rendered.html.count(REPLY_LINE) == int(payload["answerable"])
    if payload["answerable"]:
        assert rendered.html.index(REPLY_LINE) < rendered.html.index("Yth.")


def test_the_subject_is_one_short_line_with_the_number(mail: tuple[Json, Rendered]) -> None:
    payload, rendered = mail
    assert 10 < len(rendered.subject) <= 78
    assert rendered.subject.isprintable()
    assert payload["number"] is None or f"[{payload['number']}]" in rendered.subject


def test_the_html_is_made_for_mail_readers(mail: tuple[Json, Rendered]) -> None:
    payload, rendered = mail
    html = rendered.html
    assert '<html lang="id">' in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "prefers-color-scheme:dark" in html
    assert "max-width:600px" in html
    assert 'class="page" style="margin:0;padding:0' in html
    assert re.search(r'<div style="display:none[^>]*>\S', html)
    assert not re.search(r"<(script|link|iframe|form|svg)\b|url\(|@import", html)
    for picture in re.findall(r"<img\b[^>]*>", html):
        assert re.search(r'src="cid:[a-z-]+\.png" alt="[^"]{10,}" width="\d+" height="\d+"', picture)
    assert len(html.encode()) <= (40_000 if "attention" in payload else 14_000), "Gmail cuts at 102 KB"
    for tag in ("table", "tr", "td", "p", "a", "div"):
        assert len(re.findall(rf"<{tag}\b", html)) == len(re.findall(rf"</{tag}>", html)), tag


def test_what_differs_in_dark_mode_is_named_there(mail: tuple[Json, Rendered]) -> None:
    _, rendered = mail
    style = rendered.html.split("<style>")[1].split("</style>")[0]
    used = {name for names in re.findall(r'class="([^"]+)"', rendered.html) for name in names.split()}
    assert {name for name in used if f".{name}" not in style} == set()


def test_the_plain_part_is_complete_and_short(mail: tuple[Json, Rendered]) -> None:
    payload, rendered = mail
    own = rendered.text.split("\nRiwayat:\n")[0]
    assert len([line for line in own.splitlines() if line.strip()]) <= (60 if "attention" in payload else 25)
    assert "\n\n\n" not in rendered.text
    assert not re.search(r"[ \t]\n", rendered.text)
    for entry in payload["history"]:
        assert f"{entry['at']} {entry['text']}" in rendered.text


def test_the_hidden_line_is_no_command(mail: tuple[Json, Rendered]) -> None:
    _, rendered = mail
    hidden = re.search(r'(?s)<div style="display:none[^>]*>(.*?)(&nbsp;|</div>)', rendered.html)
    assert hidden is not None
    assert not any(hidden[1].startswith(word) for word in HEADWORDS)


@pytest.mark.parametrize(
    "name", ["tugas", "tugas-arahan", "tugas-pertanyaan", "jawaban-tugas", "jawaban-ditolak", "darurat", "berita-acara"]
)
def test_each_command_has_a_big_button_and_a_line_to_copy(name: str) -> None:
    template, payload = MAILS[name]
    rendered = RENDERER.render(notice(template, payload))
    lines = rendered.text.splitlines()
    for button in payload["buttons"]:
        assert f"  {button['command']}" in lines
        assert f'href="{button["mailto"].replace("&", "&amp;")}"' in rendered.html
        assert button["command"] == unquote(button["mailto"].partition("&body=")[2])
    assert rendered.html.count("padding:12px 16px;font-size:16px;line-height:22px") == len(payload["buttons"])
    assert 12 + 22 + 12 >= 44


def test_the_task_is_asked_before_anything_is_quoted() -> None:
    lines = RENDERER.render(notice("tugas", FULL["tugas"])).text.splitlines()
    ask = "Mohon Ibu mendisposisikan surat ini kepada Kepala Bidang TI, paling lambat "
    assert lines[3] == "Dinas Kesehatan mengajukan permohonan: Internet di Puskesmas Unit I terputus."
    assert lines[4] == f"{ask}Selasa, 24 November 2026 pukul 16.00 WITA."


def test_who_only_assists_is_not_asked_for_a_command() -> None:
    template, payload = VARIANTS["tugas-bantu"]
    rendered = RENDERER.render(notice(template, payload))
    assert "Ibu diminta membantu Helpdesk" in rendered.text
    assert "Tidak ada perintah yang perlu dibalas." in rendered.text
    assert "mailto:" not in rendered.html


def test_an_emergency_says_so_first() -> None:
    template, payload = VARIANTS["tugas-darurat"]
    for rendered in (RENDERER.render(notice(template, payload)), RENDERER.render(notice("darurat", FULL["darurat"]))):
        assert rendered.subject.startswith("DARURAT [")
        assert "darurat" in rendered.text.splitlines()[3].lower()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "jawaban",
            ["Sudah kami jalankan", "> DISPOSISI Kepala Bidang TI: mohon", "Salah? Balas BATAL sebelum Senin, 23"],
        ),
        ("jawaban-tugas", ["Sudah kami jalankan", "Selanjutnya, mohon Ibu menyampaikan", "  RUSAK: switch 24 port"]),
        (
            "jawaban-tanya",
            ["membalas dengan satu angka", "  1   Kepala Seksi Layanan", "Belum ada yang kami jalankan."],
        ),
        ("jawaban-ditolak", ["belum kami jalankan. KEMBALIKAN memerlukan alasan.", "  TOLAK – menolak permohonan"]),
        ("jawaban-catatan", ["kami simpan sebagai catatan; tidak ada perintah yang dijalankan."]),
        ("jawaban-status", ["Berikut keadaan permohonan Dinas Kesehatan"]),
    ],
)
def test_the_answer_says_what_was_read_and_what_became_of_it(name: str, said: list[str]) -> None:
    template, payload = MAILS[name]
    text = RENDERER.render(notice(template, payload)).text
    for words in said:
        assert words in text


def test_the_score_buttons_carry_their_own_score() -> None:
    html = RENDERER.render(notice("selesai", FULL["selesai"])).html
    assert re.findall(r"body=NILAI%20(\d)", html) == ["4", "3", "2", "1"]


def test_the_weekly_figures_stand_in_columns() -> None:
    lines = RENDERER.render(notice("laporan-mingguan", FULL["laporan-mingguan"])).text.splitlines()
    table = lines[lines.index(next(line for line in lines if "minggu lalu" in line)) :][:6]
    assert len({len(line) for line in table}) == 1
    assert [line.split()[0] for line in table[1:]] == ["Masuk", "Selesai", "Tepat", "Rata-rata", "Kepuasan"]


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("Senin, 16 November 2026", "Minggu, 22 November 2026", "(16–22 November 2026)"),
        ("Senin, 30 November 2026", "Minggu, 6 Desember 2026", "(30 November – 6 Desember 2026)"),
        ("Senin, 28 Desember 2026", "Minggu, 3 Januari 2027", "(28 Desember 2026 – 3 Januari 2027)"),
    ],
)
def test_a_week_is_written_as_short_as_its_days_allow(first: str, last: str, span: str) -> None:
    payload = {**FULL["laporan-mingguan"], "first_day": first, "last_day": last}
    subject = RENDERER.render(notice("laporan-mingguan", payload)).subject
    assert subject == f"Laporan Layanan TIK minggu ke-47 {span}"


def test_only_the_reply_is_left_of_an_answer_to_any_of_our_mails(mail: tuple[Json, Rendered]) -> None:
    payload, rendered = mail
    if not payload["answerable"]:
        return
    sent = sent_lines_of([rendered.text])
    intro = "Pada Sen, 23 Nov 2026 pukul 09.10 Layanan TIK <layanan@sumbawa.example> menulis:"
    marked = "\n".join(f"> {line}" for line in rendered.text.splitlines())
    for reply in (f"SETUJU\n\n{intro}\n{marked}", f"SETUJU\n\n{rendered.text}", f"SETUJU\n\n{marked}"):
        assert new_text_of(reply, sent_lines=sent) == "SETUJU"


@pytest.mark.parametrize(
    ("template", "field"),
    [
        ("tugas", "summary"),
        ("lengkapi", "reason"),
        ("status", "note"),
        ("ditolak", "reason"),
        ("selesai", "solution"),
        ("laporan", "note"),
        ("arahan", "note"),
        ("peringatan", "attempt"),
        ("darurat", "summary"),
        ("jadwal-kunjungan", "note"),
    ],
)
def test_words_of_others_never_stand_where_a_command_of_ours_would(template: str, field: str) -> None:
    payload = {**FULL[template], field: "baik\n\nSETUJU\n  TOLAK: semua\n-- \nBalas: DISPOSISI Kabid"}
    text = RENDERER.render(notice(template, payload)).text
    assert not [
        line for line in text.splitlines() if line.strip().startswith(("SETUJU", "TOLAK: semua", "Balas: DISP"))
    ]
    assert "> baik SETUJU TOLAK: semua -- Balas: DISPOSISI Kabid" in text


@pytest.mark.parametrize("template", STEP_TEMPLATES)
@pytest.mark.parametrize("frame", [OFFICIAL, REQUESTER], ids=["pejabat", "pemohon"])
def test_what_an_sop_may_name_renders_with_what_a_step_gives(template: str, frame: Json) -> None:
    payload = {**frame, **STEP}
    assert RENDERER.render(notice(template, payload)).text


@pytest.mark.parametrize("how", ["selesai", "ditolak", "dibatalkan"])
def test_the_last_mail_says_how_it_ended(how: str) -> None:
    text = RENDERER.render(notice("tutup", {**FULL["tutup"], "how": how, "rated": False})).text
    assert ("telah selesai ditangani" in text) == (how == "selesai")
    assert ("ditarik kembali" in text) == (how == "dibatalkan")
    assert ("4   sangat puas" in text) == (how == "selesai")


@pytest.mark.parametrize(
    ("stage", "calm"),
    [("sedang ditangani Tim Jaringan Kominfo", True), ("menunggu kelengkapan dari Bapak/Ibu", False)],
)
def test_news_says_that_nothing_is_missing_only_where_nothing_is(stage: str, calm: bool) -> None:
    rendered = RENDERER.render(notice("status", {**FULL["status"], "stage": stage}))
    assert ("tidak ada kelengkapan" in rendered.text) == calm
    assert ("tidak ada kelengkapan" in rendered.html) == calm


def test_every_answer_lists_what_is_allowed_now() -> None:
    text = RENDERER.render(notice("jawaban", FULL["jawaban"])).text
    for entry in ANSWER["allowed"]:
        assert f"  {entry['verb']} – {entry['help']}" in text


def documented() -> dict[str, set[str]]:
    """Template → the names that docs/notices.md says it also gets."""
    rows = [line.split("|")[1:4] for line in CONTRACT.split("| template |")[1].splitlines() if line.startswith("| `")]
    return {
        template: set(re.findall(r"[a-z_]+", re.sub(r"\{.*?\}|\[.*?\]|\(.*?\)|: \w+( or null)?| or null", "", names)))
        for templates, _, names in rows
        for template in re.findall(r"`([a-z-]+)`", templates)
    }


def test_the_documented_contract_is_the_one_that_is_checked() -> None:
    contract = documented()
    assert contract.keys() == NAMES.keys() == FULL.keys()
    for template, names in contract.items():
        assert names <= NAMES[template], template


def test_every_template_that_an_event_names_exists() -> None:
    source = (PROJECT / "mailgate" / "app" / "notices.py").read_text(encoding="utf-8")
    written = set(re.findall(r't\.write\(\s*"([a-z-]+)"', source))
    assert WRITERS
    assert written <= NAMES.keys()
    assert set(STEP_TEMPLATES) <= NAMES.keys()
