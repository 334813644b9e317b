"""Who is mailed for a post: its holder, else the superior, and the pengelola where there is nobody left."""

from mailgate.app.frame import readers_of
from mailgate.domain.actor import Assignment
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, mail

DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"


def mailed(gateway: Gateway, *holders: Assignment) -> list[str]:
    raw = mail("dinkes@sumbawa.example", "layanan@sumbawa.example", "Gangguan jaringan internet", DOWN)
    ticket = gateway.ticket(number_in(gateway.takes("sumbawa", raw)[0][1].subject) or "")
    desk = gateway.world.desk(gateway.world.office("sumbawa"))
    return [reader.email for reader in readers_of(holders, ticket, desk)]


def test_a_named_member_of_a_team_is_mailed_alone(gateway: Gateway) -> None:
    assert mailed(gateway, Assignment("tim", "budi")) == ["tim.budi@sumbawa.example"]


def test_an_address_that_holds_two_posts_is_mailed_once(gateway: Gateway) -> None:
    assert mailed(gateway, Assignment("kasi"), Assignment("kasi")) == ["kasi@sumbawa.example"]


def test_a_post_that_left_the_roster_falls_to_the_pengelola(gateway: Gateway) -> None:
    assert mailed(gateway, Assignment("subkoordinator")) == ["pengelola@sumbawa.example"]
