"""What each mail template is given, as docs/notices.md says it: the table that `mailgate check` holds templates to."""

ALWAYS = frozenset("number hal office yth sapaan answerable history buttons why subject enclosed withheld".split())
"""Every mail has these. `subject` is the text template's block, rendered first, for the title of the HTML.
`enclosed` and `withheld` are the file names of what goes along, and of what is too large to."""

TICKET = ALWAYS | frozenset("organisation stage holder due others".split())
"""What every mail about a ticket has besides."""

STEP = frozenset("note reason by solution summary sender since until reopen_until call".split())
"""What a mail has that an SOP names under `notifikasi`."""

REMINDER = frozenset(
    "call step sop_name since overdue by_how_long sop_time moved held_by reason to_requester visit".split()
)
"""What a mail about the time of a step has."""

NAMES: dict[str, frozenset[str]] = {
    "tanda-terima": TICKET
    | STEP
    | frozenset("received_at sop_name files verified missing oversized letter notes unread".split()),
    "pilah": TICKET | frozenset("summary sender reasons sops files letter same".split()),
    "periksa": TICKET | frozenset("summary sender reasons sops sop_name verified files letter same".split()),
    "tugas": TICKET
    | frozenset("call activity step sop_name summary sender letter given question files assists emergency".split()),
    "jawaban": TICKET | frozenset("read done results reason question allowed example undo_until task noted".split()),
    "lengkapi": TICKET | frozenset("reason needed returned_by".split()),
    "status": TICKET | frozenset({"note"}),
    "selesai": TICKET | STEP,
    "ditolak": TICKET | STEP,
    "bukan-darurat": TICKET | STEP,
    "tutup": TICKET | STEP | frozenset("how rated".split()),
    "minta-ba": TICKET | STEP,
    "jadwal-kunjungan": TICKET | STEP,
    "konfirmasi-gangguan": TICKET | STEP,
    "laporan": TICKET | STEP,
    "berita-acara": TICKET | STEP,
    "darurat": TICKET | STEP,
    "tembusan": TICKET | frozenset("given targets undo_until".split()),
    "naskah": TICKET | frozenset("kinds titles".split()),
    "pengingat": TICKET | REMINDER,
    "eskalasi": TICKET | REMINDER,
    "pengingat-daftar": ALWAYS | frozenset("attention more".split()),
    "arahan": TICKET | frozenset("by note call".split()),
    "dibatalkan": TICKET | frozenset("by verb".split()),
    "peringatan": TICKET | frozenset("attempt sender reason".split()),
    "konfirmasi": TICKET | frozenset("attempt sender other read mismatch until".split()),
    "rahasia": TICKET | frozenset({"sops"}),
    "surat-terbaca": TICKET | frozenset("letter notes changed unclear".split()),
    "salah-alamat": ALWAYS | frozenset({"addressee"}),
    "cuti": ALWAYS | frozenset("headline rows said".split()),
    "cuti-kabar": ALWAYS | frozenset("headline rows reason".split()),
    "kelola": ALWAYS | frozenset("title lines asks".split()),
    "jawaban-laporan": ALWAYS | frozenset("title lines".split()),
    "laporan-mingguan": ALWAYS
    | frozenset("week first_day last_day rows running overdue waiting attention totals scope reader".split())
    | frozenset("by_sop by_branch by_organisation by_kind ended slowest trend charts attached ledger".split()),
    "laporan-bulanan": ALWAYS | frozenset("month first_day last_day at rows attached reader".split()),
}
"""Template → the names it may use. A mail that is sent needs its row here and its two files."""

KINDS = ("txt", "html")

PARTS = frozenset("kop number title subtitle nomor parts signatures foot".split())
"""What a paper that is put together from parts has (app/papers/parts.py)."""

DOCUMENTS: dict[str, frozenset[str]] = {
    "lembar-disposisi": frozenset(
        "kop number sender letter_number letter_date received natures hal forwarded requests note signed chain "
        "empty_rows foot".split()
    ),
    "formulir-pengajuan": PARTS,
    "formulir-pelaksanaan": PARTS,
    "ba-penggantian": PARTS,
    "ba-pekerjaan": PARTS,
    "laporan-hasil": PARTS,
    "tanda-terima": PARTS,
    "berkas-tiket": frozenset(
        "kop number facts chain letter files passed_on events mails time_columns time_widths times how_counted papers "
        "printed_at foot".split()
    ),
    "laporan-bulanan": frozenset(
        "office moment month first_day last_day made_at rows running overdue waiting ended catalogue by_sop by_branch "
        "slowest kinds priorities organisations organisation_count trend charts scores rating rated late late_count "
        "pauses pause_count definitions".split()
    ),
    "sop-ap": frozenset("sop identity sheet pages".split()),
}
"""Document → the names its template may use; templates/dokumen/<document>.html.j2 (docs/papers.md)."""
