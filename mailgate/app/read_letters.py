"""One file that may be a letter is read, in a queue of its own, and told to whoever waits: the mail, or the ticket."""

from collections.abc import Sequence
from dataclasses import replace

from mailgate.app.alarms import engine_missing
from mailgate.app.failing import described
from mailgate.app.late_letter import letter_came
from mailgate.app.ports import LetterReader, ReadingRow, ToRead
from mailgate.app.world import World
from mailgate.domain.errors import MailgateError
from mailgate.domain.message import Attachment, Message
from mailgate.domain.read_file import ReadFile
from mailgate.mail.parse import parse
from mailgate.surat.read import read_letters

WORDLESS = (
    "Tidak ada tulisan yang terbaca; berkas kami simpan sebagai foto. Bila ini surat, mohon memotretnya kembali dengan "
    "cahaya merata, atau mengirimnya sebagai PDF."
)

UNREAD = (
    "Berkas ini belum dapat kami baca secara otomatis; petugas kami membacanya langsung. Bila memungkinkan, mohon "
    "mengirimnya kembali sebagai PDF."
)


def letters_in(message: Message, reader: LetterReader | None) -> tuple[ToRead, ...]:
    """The files of a mail that are worth a reader's time."""
    if reader is None:
        return ()
    return tuple(
        ToRead(position, file.name, file.sha256)
        for position, file in enumerate(message.attachments)
        if reader.is_letter_like(file.name, file.content_type, file.data)
    )


def read_of(file: Attachment, reader: LetterReader) -> ReadFile:
    """What a reader makes of a file, as letters with their fields."""
    document = reader.read(file.name, file.content_type, file.data)
    letters = read_letters(document)
    silent = not (letters or document.notes or document.waits)
    return ReadFile(
        name=file.name,
        sha256=file.sha256,
        letters=letters,
        notes=(WORDLESS,) if silent else document.notes,
        image_hash=document.image_hash,
        words=sum(len(page.words) for page in document.pages),
        pages=document.total_pages,
        waits=document.waits and not any(letter.subject or letter.number for letter in letters),
    )


def claim_readings(ids: Sequence[int], world: World) -> list[ReadingRow]:
    """Claim due files in one transaction."""
    with world.unit_of_work() as uow:
        rows = [row for row_id in ids if (row := uow.readings.claim(row_id, world.clock())) is not None]
        uow.commit()
    return rows


def read_row(row: ReadingRow, world: World) -> None:
    """Read a claimed file outside every transaction, keep what was read, and tell it."""
    if world.reader is None:
        raise MailgateError(f"file {row.name!r} can't be read: this process has no reader")
    if row.read is None:
        read = read_of(parse(row.raw).attachments[row.position], world.reader)
        _keep(row, replace(read, name=row.name), world)
    _tell(row.inbox_id, world)


def read_failed(row_id: int, error: Exception, world: World) -> None:
    """Keep the error; a file that failed for the last time counts as read, with a sentence in place of a letter."""
    with world.unit_of_work() as uow:
        inbox_id = uow.readings.fail(row_id, described(error), UNREAD, world.clock())
        uow.commit()
    if inbox_id is not None:
        _tell(inbox_id, world)


def _keep(row: ReadingRow, read: ReadFile, world: World) -> None:
    """An engine that is missing is the pengelola's to put in; the file is looked at again, and nobody waits for it."""
    with world.unit_of_work() as uow:
        ids: list[int] = []
        if read.waits:
            uow.readings.postpone(row.id, " ".join(read.notes) or "an engine is missing", world.clock())
            ids = uow.outbox.add(engine_missing(world.desk(world.office(row.office))), world.clock())
        else:
            uow.readings.keep(row.id, read)
        uow.commit()
    world.queue.deliver(ids)


def _tell(inbox_id: int, world: World) -> None:
    """Wake the mail that waits for its last file; a mail that was decided has its ticket told instead."""
    woken, ids = False, list[int]()
    with world.unit_of_work() as uow:
        if uow.inbox.lock(inbox_id):
            woken = not uow.readings.progress(inbox_id).pending and uow.inbox.wake(inbox_id, world.clock())
        elif files := uow.readings.untold(inbox_id):
            ids = uow.outbox.add(letter_came(inbox_id, files, world, uow), world.clock())
            uow.readings.told(inbox_id, world.clock())
        uow.commit()
    if woken:
        world.queue.receive([inbox_id])
    world.queue.deliver(ids)
