"""What a mail with its letters asks: who, for what, and which SOP serves it; pure, nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailgate.app.party import Asker, asker_of
from mailgate.domain.letter import Letter
from mailgate.domain.message import Address, Message
from mailgate.domain.office import Office, Standing
from mailgate.domain.read_file import ReadFile, main_letter
from mailgate.domain.rule import Facts, Routing, route
from mailgate.domain.spelling import normalise, unconfused
from mailgate.domain.standing import Party
from mailgate.domain.wording import clipped
from mailgate.mail.forward import original_sender
from mailgate.mail.oral import OralReport, oral_report
from mailgate.mail.reply import new_text
from mailgate.mail.subject import bare_subject, says_nothing
from mailgate.surat.addressed import Addressed, addressed
from mailgate.surat.body import body_of

SUBJECT_LENGTH = 80
"""Characters of an oral report that stand for its subject."""

BODY_LIMIT = 20_000
"""Characters of a body that rules read and the ticket quotes from: more is an attachment pasted into the text."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the rules see it: who asks, about what, in which words, with which letters, and where it is routed.

    `office` is the code of the one asked. `letter` is the one it is about, or None. `concern` says whether it is ours
    to answer: not where the letter is for another office, or only copied to this one, and the mail asks for nothing
    else.
    """

    asker: Asker
    subject: str
    text: str
    routing: Routing
    office: str
    files: tuple[ReadFile, ...] = ()
    letter: Letter | None = None
    concern: Addressed = Addressed.US

    @property
    def party(self) -> Party:
        """The requester."""
        return self.asker.party

    @property
    def confidential(self) -> bool:
        """Whether a letter keeps the whole request out of mails."""
        return any(file.confidential for file in self.files)


def understand(message: Message, office: Office, files: Sequence[ReadFile] = ()) -> Request:
    """Who asks for what, and which SOP serves it; pure, so that `explain` shows exactly this."""
    sender, asked, text = _asked(message, office)
    letter, letters = main_letter(files), [letter for file in files for letter in file.letters]
    asker = asker_of(sender, message.sender, letter, office)
    subject = subject_of(asked, letter, office)
    facts = facts_of(message, asked, text[:BODY_LIMIT], sender, asker.party, office)
    concern = addressed(letters, office)
    if concern is not Addressed.US and _routed(facts, office).sop is not None:
        concern = Addressed.US  # the mail itself asks for something, whatever lies in it
    routing = _routed(with_letters(facts, letters, concern), office)
    words = text.strip() or (f"(surat terlampir) {body_of(letter.text)}" if letter and body_of(letter.text) else "")
    return Request(
        asker,
        subject or "(tanpa perihal)",
        words,
        routing,
        office.code,
        files=tuple(files),
        letter=letter,
        concern=concern,
    )


def _routed(facts: Facts, office: Office) -> Routing:
    in_force = [a for a in office.sops if a.standing is Standing.IN_FORCE]
    default = next((a.sop.id for a in in_force if a.default), None)
    return route(facts, office.rules, candidates=[a.sop.id for a in in_force], default=default)


def subject_of(asked: str, letter: Letter | None, office: Office) -> str:
    """What the request is about: the letter's Hal where it is surely read, or where the mail's subject says nothing."""
    if letter is None or letter.subject is None:
        return asked
    sure = "hal" not in letter.doubtful(office.doubtful_below)
    return letter.subject if sure or says_nothing(asked) else asked


def _asked(message: Message, office: Office) -> tuple[Address, str, str]:
    """Who first asked, about what, in which words; a forwarder's own words stand above the request they bring."""
    own = new_text(message)
    recorder = office.works_tray(message.sender.email)
    oral = oral_report(own) if recorder else None
    if oral is not None and recorder is not None:
        return _orally(oral, message.sender, recorder, office)
    origin = original_sender(message)
    if origin is None or origin.address.email in ("", office.address):
        text = own or message.text
        return message.sender, bare_subject(message.subject) or _first_line(text), text
    text = "\n\n".join(filter(None, (own.strip(), (origin.body or "").strip()))) or message.text
    return origin.address, bare_subject(origin.subject or message.subject) or _first_line(origin.body or own), text


def _orally(oral: OralReport, writer: Address, recorder: str, office: Office) -> tuple[Address, str, str]:
    """A report taken down by the helpdesk is the organisation's own, where the office knows the organisation."""
    organisation = office.requester_named(oral.organisation)
    sender = Address(organisation.emails[0], organisation.name) if organisation and organisation.emails else writer
    return sender, clipped(oral.text, SUBJECT_LENGTH), oral.as_request(recorder)


def facts_of(message: Message, subject: str, text: str, sender: Address, party: Party, office: Office) -> Facts:
    """What the rules may look at."""
    names = " ".join(a.name for a in message.attachments)
    return Facts(
        texts={"subjek": normalise(subject), "isi": normalise(text), "nama_berkas": normalise(names)},
        sender=sender,
        organisation=party.code if party.verified or office.requester_of(sender.email) else None,
        addressed=_is_addressed(message, office.address),
        attachments=len(message.attachments),
    )


def _is_addressed(message: Message, address: str) -> bool:
    """Whether the office itself is asked: in To, or by an alias or Bcc; not where it only stands in Cc."""
    return address in {a.email for a in message.to} or address not in {a.email for a in message.cc}


def with_letters(facts: Facts, letters: Sequence[Letter], concern: Addressed) -> Facts:
    """The facts of a mail with those of its letters: their Hal, number and text, look-alikes put right, and the kop."""
    if not letters:
        return facts
    hal = " / ".join(letter.subject for letter in letters if letter.subject)
    parts = [f"nomor: {letter.number or ''}\n{letter.text}" for letter in letters]
    text = "\n".join(parts)[:BODY_LIMIT]
    read = {"perihal_surat": unconfused(normalise(hal)), "isi_surat": unconfused(normalise(text))}
    return replace(
        facts,
        texts={**facts.texts, **read},
        letterhead=any(letter.sender or letter.parent for letter in letters),
        addressed=facts.addressed and concern is not Addressed.COPY,
    )


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
