"""The demo's mailboxes: pymap's in-memory backend, made fit for pushing mail from outside and for odd mails."""

from argparse import Namespace
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from proxyprotocol.noop import ProxyProtocolNoop
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import LoadedMessage, MailboxData, MailboxSet, Message
from pymap.bytes import Writeable
from pymap.concurrent import Event, Subsystem
from pymap.config import BackendCapability
from pymap.mime import MessageContent
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import FetchRequirement, ObjectId
from pymap.parsing.specials.flag import Flag, Wildcard
from pymap.selected import SelectedMailbox
from pymap.user import UserMetadata
from pysasl.hashing import BuiltinHash


class Mail(Message):
    """A stored mail: its bytes, read as MIME only when a client asks for a part of it."""

    __slots__ = ("raw",)

    def __init__(self, uid: int, received_at: datetime, flags: Collection[Flag], raw: bytes, **more: Any) -> None:
        super().__init__(uid, received_at, flags, **more)
        self.raw = raw

    @classmethod
    def copy(cls, msg: Message, *, uid: int | None = None, recent: bool = False, expunged: bool = False) -> "Mail":
        """The same mail under another UID."""
        assert isinstance(msg, Mail)  # noqa: S101 - the demo's mailboxes hold nothing else
        new_uid = msg.uid if uid is None else uid
        return cls(new_uid, msg.internal_date, msg.permanent_flags, msg.raw, recent=recent, expunged=expunged)

    async def load_content(self, requirement: FetchRequirement) -> LoadedMessage:
        """What FETCH and SEARCH look into."""
        return WholeMail(self, requirement, None)

    def parsed(self) -> MessageContent:
        """Header and parts, read once."""
        if self._content is None:
            self._content = MessageContent.parse(self.raw)
        return self._content


class WholeMail(LoadedMessage):
    """Hands the whole mail out as it came: pymap would give it back as it understood it."""

    @property
    def content(self) -> MessageContent:
        """Header and parts."""
        return self.message.parsed() if isinstance(self.message, Mail) else super().content

    def get_body(self, section: Sequence[int] | None = None, binary: bool = False) -> Writeable:
        """BODY[] untouched, any part through pymap."""
        if section or binary or not isinstance(self.message, Mail):
            return super().get_body(section, binary)
        return Writeable.wrap(self.message.raw)

    def get_size(self, section: Sequence[int] | None = None) -> int:
        """RFC822.SIZE of the bytes as they came."""
        if section or not isinstance(self.message, Mail):
            return super().get_size(section)
        return len(self.message.raw)


class Mailbox(MailboxData):
    """One folder. `keywords` says whether clients may invent flags (RFC 9051 §7.1, PERMANENTFLAGS \\*)."""

    keywords: ClassVar[bool] = True

    @property
    def permanent_flags(self) -> frozenset[Flag]:
        """The system flags, and `\\*` where keywords are allowed."""
        return super().permanent_flags | ({Wildcard} if self.keywords else frozenset())

    async def update_selected(self, selected: SelectedMailbox, *, wait_on: Event | None = None) -> SelectedMailbox:
        """As pymap's, but IDLE doesn't sleep over what came in while the last notice was being written."""
        behind = selected.mod_sequence is None or selected.mod_sequence < self._mod_sequences.highest
        return await super().update_selected(selected, wait_on=None if behind else wait_on)

    async def append(self, append_msg: AppendMessage, *, recent: bool = False) -> Mail:
        """Store one mail; whoever idles on the folder is told."""
        received_at = append_msg.when or datetime.now(UTC)
        async with self.messages_lock.write_lock():
            self._max_uid += 1
            ids = {"email_id": ObjectId.random_email_id(), "thread_id": ObjectId.random_thread_id()}
            mail = Mail(self._max_uid, received_at, append_msg.flag_set, append_msg.literal, recent=recent, **ids)
            self._messages[mail.uid] = mail
            self._mod_sequences.update([mail.uid])
            self._updated.set()
        return mail

    def after(self, uid: int) -> list[tuple[int, bytes]]:
        """UID and bytes of the mails above `uid`, oldest first."""
        return [(key, mail.raw) for key, mail in self._messages.items() if key > uid and isinstance(mail, Mail)]


class KeywordlessMailbox(Mailbox):
    """A folder as on servers that know the system flags only."""

    keywords = False


class Mailboxes(MailboxSet):
    """The folders of one user."""

    def __init__(self, new: Callable[[Any, Any], Mailbox] = Mailbox) -> None:
        super().__init__()
        self._new = new
        self._inbox: Mailbox = new(self._content_cache, self._thread_cache)

    @property
    def inbox(self) -> Mailbox:
        """Where mail is delivered."""
        return self._inbox

    async def add_mailbox(self, name: str) -> ObjectId:
        """A new folder; ValueError when it is there already."""
        async with self._set_lock.write_lock():
            if name in self._set:
                raise ValueError(name)
            self._set[name] = folder = self._new(self._content_cache, self._thread_cache)
        return folder.mailbox_id


class ImapConfig(Config):
    """pymap's settings for loopback: plain text, no name lookups, quick logins, `lacks` hidden from clients."""

    def __init__(self, lacks: Collection[str] = ()) -> None:
        super().__init__(
            Namespace(),
            host="127.0.0.1",
            port=0,
            demo_data=False,
            demo_user="",
            demo_password="",
            tls_enabled=False,
            hash_context=BuiltinHash(rounds=1),  # the demo's passwords are printed on the screen
            cpu_subsystem=Subsystem.for_asyncio(),
            invalid_user_sleep=0.0,
            proxy_protocol=ProxyProtocolNoop(),
            reject_dnsbl=False,
        )
        self._lacks = {name.upper() for name in lacks}

    @property
    def greeting(self) -> bytes:
        """pymap's own asks the name server for the host's name."""
        return b"mailgate demo IMAP ready"

    @property
    def backend_capability(self) -> BackendCapability:
        """IDLE unless hidden."""
        return BackendCapability(idle="IDLE" not in self._lacks, object_id=True, multi_append=True)

    @property
    def login_capability(self) -> Sequence[bytes]:
        """What is announced after login, less what is hidden."""
        return [name for name in super().login_capability if name.decode() not in self._lacks]

    def new_mailboxes(self) -> Mailboxes:
        """Folders of a new user."""
        return Mailboxes(KeywordlessMailbox if "KEYWORDS" in self._lacks else Mailbox)


class Users:
    """Addresses, their passwords and folders; what both the SMTP and the IMAP side know of them."""

    def __init__(self, config: ImapConfig) -> None:
        self.config = config
        self.login = Login(config)
        self._passwords: dict[str, str] = {}

    def add(self, email: str, password: str) -> None:
        """Open a mailbox, or change its password. Call on the server's loop."""
        key = email.lower()
        self._passwords[key] = password
        self.login.users_dict[key] = UserMetadata(self.config, key, password=self.config.hash_context.hash(password))
        if key not in self.config.set_cache:
            self.config.set_cache[key] = (self.config.new_mailboxes(), FilterSet())

    def verify(self, email: str, password: str) -> bool:
        """Whether this is the user's password."""
        return self._passwords.get(email.lower()) == password

    def is_local_domain(self, address: str) -> bool:
        """Whether the server serves the domain of `address`."""
        domain = address.lower().rpartition("@")[2]
        return any(known.rpartition("@")[2] == domain for known in self._passwords)

    def mailboxes(self, address: str) -> Mailboxes | None:
        """The folders of whoever gets mail for `address`, `name+anything@domain` included; None: nobody."""
        local, _, domain = address.lower().rpartition("@")
        for key in (f"{local}@{domain}", f"{local.partition('+')[0]}@{domain}"):
            if key in self._passwords:
                mailboxes, _ = self.config.set_cache[key]
                assert isinstance(mailboxes, Mailboxes)  # noqa: S101 - `add` put them there
                return mailboxes
        return None
