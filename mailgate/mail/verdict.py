"""Whether our own mail server vouches for the From of a mail, so that a command in it may be run.

Only the topmost Authentication-Results with our authserv-id is read (RFC 8601 section 5): servers add theirs on top,
and a sender can write any number of them below. So one below the trace of a foreign server that stands below our own
server's trace was there before the mail reached us, and is no word of ours.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from mailgate.domain.message import Message
from mailgate.mail.authresults import AuthResults, Result, read_auth_results
from mailgate.mail.parse import DOUBTFUL_SENDER

# Domains below which anybody may register: being a subdomain of one of these aligns nothing. Indonesia's second level
# (PANDI) and the generic ones; a full public suffix list would change weekly and be needed for nothing else here.
_SHARED_LABELS = frozenset("ac biz co com desa edu go gov mil my net or org ponpes sch web".split())
_BOUNCE_TAG = re.compile(r"\Aprvs=[0-9a-z]{1,20}=")
_BY = re.compile(r"\bby[ \t]{1,8}([\w.-]{1,255})", re.IGNORECASE)
_TRACE = 2_000  # characters of a Received that are looked at; RFC 5321 allows a line of 998
_PRIVATE = (".local", ".lan", ".internal", ".localdomain")  # names that any server may give itself
_METHODS = ("spf", "dkim", "dmarc", "auth")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`sufficient`: a command from this mail may be run. `why` is for the history, in English.

    `results` keeps what our server said of spf, dkim, dmarc and auth (`pass`, `fail`, …), the best of each. `denied`:
    the mail contradicts its From (dmarc=fail, another account of the same domain, several From); `judged`: there is a
    server or a signature of which anything could be known.
    """

    sufficient: bool
    why: str
    results: dict[str, str] = field(default_factory=dict)
    denied: bool = False
    judged: bool = True


def verdict(message: Message, *, authserv_id: str | None, signers: Collection[str] = ()) -> Verdict:
    """What our mail server's Authentication-Results say of the From of `message`.

    Sufficient is dmarc=pass; dkim=pass or spf=pass of a domain aligned with From; or auth=pass for exactly the From
    address. Not sufficient, whatever passed, where From is doubtful, or where Return-Path, smtp.mailfrom or smtp.auth
    name another account of the same domain than From: that is a colleague's login behind an official's address.
    `signers` are the domains whose DKIM signature we found valid ourselves; they count where our server said nothing of
    DKIM.
    """
    sender = message.sender.email
    doubt = next((defect for defect in message.defects if defect.startswith(DOUBTFUL_SENDER)), None)
    if not authserv_id and not signers:
        why = "no authserv-id is configured, so nobody's Authentication-Results are believed"
        return Verdict(False, why, judged=False)
    if doubt or "@" not in sender:
        return Verdict(False, doubt or f"{DOUBTFUL_SENDER}: no mailbox", denied=True)
    found = stamp_of(message, authserv_id) if authserv_id else None
    ours = found or AuthResults(authserv_id or "", ())
    results = _summary(ours)
    other = _other_account(message, ours)
    if other:
        return Verdict(False, f"From is {sender}, but {other}", results, denied=True)
    denied = results.get("dmarc") == "fail"
    unheard = not denied and results.get("dkim", "none") == "none"
    vouched = _vouched(ours, sender, signers if unheard else ())
    if vouched:
        return Verdict(True, vouched, results)
    if found is None:
        return Verdict(False, f"no readable Authentication-Results of {authserv_id} on top", results)
    said = ", ".join(f"{method}={value}" for method, value in results.items()) or "nothing"
    return Verdict(False, f"{authserv_id} says {said}, none of it aligned with {sender}", results, denied=denied)


def _vouched(ours: AuthResults, sender: str, signers: Collection[str]) -> str | None:
    """The first thing that vouches for the sender, as a phrase: our server's results, then a signature found valid."""
    why = next((reason for reason in (_passes(result, sender) for result in ours.results) if reason), None)
    domain = sender.rpartition("@")[2]
    signed = next((signer for signer in signers if _aligned(signer, domain)), None)
    return why or (f"DKIM signature of {signed} verified here" if signed else None)


def stamp_of(message: Message, authserv_id: str) -> AuthResults | None:
    """What is taken for our server's own: the topmost header that bears our id.

    One that bears it but can't be read is not replaced by a lower one.
    """
    for value in _written_on_arrival(message, authserv_id.lower()):
        found = read_auth_results(value)
        if found is not None and found.authserv_id == authserv_id.lower():
            return found
        if found is None and value.strip().strip('"').lower().startswith(authserv_id.lower()):
            return None
    return None


def _written_on_arrival(message: Message, authserv_id: str) -> Iterator[str]:
    """The Authentication-Results that our server may have written: down to where a foreign server's trace begins.

    Servers write theirs above their own Received or directly below it; hops behind our server stand above both.
    """
    arrived = False
    for name, value in message.headers:
        if name.lower() == "authentication-results":
            yield value
        elif name.lower() == "received" and (hosts := _hosts_of(value)):
            if arrived and not all(_is_neighbour(host, authserv_id) for host in hosts):
                return
            arrived = arrived or any(_is_neighbour(host, authserv_id) for host in hosts)


def _hosts_of(received: str) -> list[str]:
    """Who wrote a Received (`by …`, RFC 5321 4.4), lower case; names without a domain and addresses say nothing."""
    hosts = (found.lower().strip(".") for found in _BY.findall(received[:_TRACE]))
    return [host for host in hosts if "." in host and host[-1].isalpha() and not host.endswith(_PRIVATE)]


def _is_neighbour(host: str, authserv_id: str) -> bool:
    """Whether a host is our server or one of the same organisation: `mx2.opd.example` for `mx.opd.example`."""
    parent = authserv_id.partition(".")[2]
    return host == authserv_id or (_is_organisation(parent) and f".{host}".endswith(f".{parent}"))


def _summary(ours: AuthResults) -> dict[str, str]:
    summary: dict[str, str] = {}
    for result in ours.results:
        if result.method in _METHODS and (result.method not in summary or result.value == "pass"):
            summary[result.method] = result.value
    return summary


def _other_account(message: Message, ours: AuthResults) -> str | None:
    """Who else of the same domain sent it, as a phrase; None where nobody did."""
    sender = message.sender
    if message.return_path and _same_domain_other_account(message.return_path, sender.email):
        return f"Return-Path is {message.return_path}"
    for result in ours.results:
        for name in ("smtp.auth", "smtp.mailfrom"):
            account = _mailbox(result.properties.get(name, ""))
            if name == "smtp.auth" and result.value == "pass" and account and not _is_account(account, sender.email):
                return f"the login was {account}"
            if name == "smtp.mailfrom" and _same_domain_other_account(account, sender.email):
                return f"smtp.mailfrom is {account}"
    return None


def _passes(result: Result, sender: str) -> str | None:
    """Why this result makes the verdict sufficient, or None."""
    if result.value != "pass":
        return None
    domain, properties = sender.rpartition("@")[2], result.properties
    if result.method == "dmarc":
        named = properties.get("header.from", domain)
        return f"dmarc=pass for {named}" if _aligned(named, domain) else None
    if result.method == "dkim":
        signer = properties.get("header.d") or properties.get("header.i", "").rpartition("@")[2]
        return f"dkim=pass, signed by {signer}" if _aligned(signer, domain) else None
    if result.method == "spf":
        path = _mailbox(properties.get("smtp.mailfrom", ""))
        return f"spf=pass for {path}" if _aligned(path.rpartition("@")[2], domain) else None
    if result.method == "auth":
        account = _mailbox(properties.get("smtp.auth", ""))
        return f"auth=pass, login {account}" if account == sender else None
    return None


def _aligned(signer: str, domain: str) -> bool:
    """Relaxed alignment (RFC 7489 3.1): equal, or one a subdomain of the other within one organisation."""
    signer, domain = signer.lower().strip(".@"), domain.lower().strip(".")
    if not signer or not domain:
        return False
    if signer == domain:
        return True
    parent = signer if domain.endswith("." + signer) else domain if signer.endswith("." + domain) else ""
    return _is_organisation(parent)


def _is_organisation(domain: str) -> bool:
    """True for `opd.go.id` and `opd.example`, false for a suffix that many share: `go.id`, `example`."""
    labels = domain.split(".")
    if len(labels) == 2:
        return not (labels[0] in _SHARED_LABELS and len(labels[1]) == 2)
    return len(labels) > 2


def _same_domain_other_account(path: str, sender: str) -> bool:
    local, _, domain = path.partition("@")
    return bool(local) and domain == sender.rpartition("@")[2] and not _is_account(path, sender)


def _is_account(account: str, sender: str) -> bool:
    """The same mailbox, subaddress (RFC 5233) and bounce tag (`prvs=…=`) aside; a login may lack its domain."""
    local, _, domain = account.partition("@")
    sender_local, _, sender_domain = sender.partition("@")
    local = _BOUNCE_TAG.sub("", local).partition("+")[0]
    return local == sender_local.partition("+")[0] and domain in ("", sender_domain)


def _mailbox(value: str) -> str:
    return value.strip().strip("<>").lower()
