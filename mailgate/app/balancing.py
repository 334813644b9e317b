"""The ledger of incoming mail, balanced folder by folder, and in one line for the pengelola."""

from itertools import chain

from mailgate.app.ports import UnitOfWork
from mailgate.domain.balance import Balance, balance_of
from mailgate.domain.office import Office


def balances(uow: UnitOfWork) -> list[Balance]:
    """The balance of every folder (and UIDVALIDITY) that ever gave us mail, in the order of their names."""
    return [balance_of(tallies) for tallies in uow.inbox.tallies() if tallies]


def told_balance(office: Office, uow: UnitOfWork) -> str:
    """The balance of an office since it began, in one line (Indonesian); empty where no mail ever came."""
    of_office = list(chain.from_iterable(uow.inbox.tallies(office.code)))
    if not of_office:
        return ""
    whole = balance_of(of_office)
    parts = (
        (whole.tickets, "menjadi tiket"),
        (whole.replies, "balasan"),
        (whole.filed, "diarsipkan dengan alasan"),
        (whole.duplicates, "duplikat"),
        (whole.waiting, "sedang diproses"),
        (whole.stuck, "tertahan"),
    )
    told = ", ".join(f"{_figure(count)} {what}" for count, what in parts if count)
    return f"{_figure(whole.seen)} diterima = {told or 'belum satu pun tercatat'}; {_verdict(whole)}"


def _figure(count: int) -> str:
    return f"{count:,}".replace(",", ".")  # thousands as EYD writes them


def _verdict(whole: Balance) -> str:
    if whole.difference == 0:
        return "seimbang"
    return f"selisih {whole.difference}, mohon diperiksa dengan perintah mailgate doctor --ledger"
