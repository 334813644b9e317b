"""What each mail template is given, as docs/notices.md says it: the table that `mailgate check` holds templates to."""

ALWAYS = frozenset("number hal office yth sapaan answerable history buttons why subject".split())
"""Every mail has these. `subject` is the text template's block, rendered first, for the title of the HTML."""

TICKET = ALWAYS | frozenset("organisation stage holder due others".split())
"""What every mail about a ticket has besides."""

STEP = frozenset("note reason by solution summary sender since until reopen_until call".split())
"""What a mail has that an SOP names under `notifikasi`."""

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
    "arahan": TICKET | frozenset("by note call".split()),
    "dibatalkan": TICKET | frozenset("by verb".split()),
    "peringatan": TICKET | frozenset("attempt sender reason".split()),
    "konfirmasi": TICKET | frozenset("attempt sender other read mismatch until".split()),
    "rahasia": TICKET | frozenset({"sops"}),
    "surat-terbaca": TICKET | frozenset("letter notes changed unclear".split()),
    "salah-alamat": ALWAYS | frozenset({"addressee"}),
    "cuti": ALWAYS | frozenset("headline rows said".split()),
    "cuti-kabar": ALWAYS | frozenset("headline rows reason".split()),
    "kelola": ALWAYS | frozenset("title lines".split()),
    "jawaban-laporan": ALWAYS | frozenset("title lines".split()),
    "laporan-mingguan": ALWAYS
    | frozenset("week first_day last_day rows running overdue attention by_organisation by_kind reader".split()),
}
"""Template → the names it may use. A mail that is sent needs its row here and its two files."""

KINDS = ("txt", "html")
