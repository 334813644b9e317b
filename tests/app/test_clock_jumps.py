"""The clock jumps an hour while a mail is in somebody's hands: decided once, and known when it repeats."""

from mailgate.app.deliver import claim_outbox, deliver_row
from mailgate.app.ports import Fetched
from mailgate.app.receive import claim_inbox, receive_row
from mailgate.app.sending import give_back, in_time, mark_sent
from tests.app.desk import Gateway, mail, renderer

REQUESTER, ADDRESS = "dinkes@sumbawa.example", "layanan@sumbawa.example"


def stored(gateway: Gateway) -> int:
    """A request in the inbox that nobody has begun."""
    raw = mail(REQUESTER, ADDRESS, "Jaringan internet putus", "Internet di kantor kami putus.")
    fetched = Fetched(1, "sumbawa/INBOX/1/1", raw, len(raw), False, gateway.clock())
    with gateway.database.unit_of_work() as uow:
        [row_id] = uow.inbox.add("sumbawa", "sumbawa", [fetched], gateway.clock())
        uow.commit()
    return row_id


def test_a_mail_in_two_hands_because_the_clock_jumped_forth_and_back_is_decided_once(gateway: Gateway) -> None:
    row_id = stored(gateway)
    [mine] = claim_inbox([row_id], gateway.world)[0]
    gateway.clock.forward(hours=1)
    [again] = claim_inbox([row_id], gateway.world)[0]
    gateway.clock.forward(hours=-1)
    gateway.queue.deliver([each for row in (again, mine) for each in receive_row(row, gateway.world)])
    gateway.flush()
    with gateway.database.reading() as uow:
        assert [entry.number for entry in uow.tickets.entries(limit=9)] == ["SBW-2026-000001"]
    assert [to for to, _ in gateway.transport.sent].count(REQUESTER) == 1


def test_a_mail_whose_claim_has_ended_is_left_to_whoever_has_it_now(gateway: Gateway) -> None:
    row_id = stored(gateway)
    [mine] = claim_inbox([row_id], gateway.world)[0]
    gateway.clock.forward(hours=1)
    receive_row(mine, gateway.world)
    with gateway.database.reading() as uow:
        assert uow.tickets.entries(limit=9) == []
    [again] = claim_inbox([row_id], gateway.world)[0]
    receive_row(again, gateway.world)
    with gateway.database.reading() as uow:
        assert len(uow.tickets.entries(limit=9)) == 1


def test_a_mail_that_another_has_by_now_is_not_given_back(gateway: Gateway) -> None:
    outgoing = receive_row(claim_inbox([stored(gateway)], gateway.world)[0][0], gateway.world)[:1]
    [mine] = claim_outbox(outgoing, gateway.world)[0]
    assert in_time(mine, gateway.world)
    gateway.clock.forward(minutes=2)
    assert not in_time(mine, gateway.world)
    gateway.clock.forward(hours=1)
    [again] = claim_outbox(outgoing, gateway.world)[0]
    give_back([mine], gateway.world)
    assert claim_outbox(outgoing, gateway.world)[0] == []
    give_back([again], gateway.world)
    assert claim_outbox(outgoing, gateway.world)[0] == [again]


def test_a_mail_sent_again_because_the_clock_jumped_is_the_same_mail(gateway: Gateway) -> None:
    outgoing = receive_row(claim_inbox([stored(gateway)], gateway.world)[0][0], gateway.world)[:1]
    mine = claim_outbox(outgoing, gateway.world)[0]
    gateway.clock.forward(hours=1)
    for row in (*claim_outbox(outgoing, gateway.world)[0], *mine):
        text = deliver_row(row, gateway.world, renderer(), gateway.press, lambda _: gateway.transport)
        mark_sent([(row.id, text or "")], gateway.world)
    first, second = (message for _, message in gateway.transport.sent)
    assert first == second
    gateway.clock.forward(days=1)
    assert claim_outbox(outgoing, gateway.world)[0] == []


def test_after_the_clock_went_back_new_mail_is_dealt_with_at_once(gateway: Gateway) -> None:
    gateway.takes("sumbawa", mail(REQUESTER, ADDRESS, "Internet putus", "Internet di kantor kami putus."))
    gateway.clock.forward(hours=-1)
    sent = gateway.takes("sumbawa", mail(REQUESTER, ADDRESS, "Aplikasi SIPD mati", "Tidak bisa dibuka sejak pagi."))
    assert REQUESTER in [to for to, _ in sent]
