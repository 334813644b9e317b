"""`address …`: whom mail does not reach, and taking an address into use again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailgate.domain.reachability import Failure
from tests.app.desk import Gateway, open_gateway
from tests.cli.conftest import Mailgate

GONE = Failure("kadis@sumbawa.example", permanent=True, status="5.1.1", reason="tidak dikenal", post="kadis")
FULL = Failure("dinkes@bekasi.example", permanent=False)


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    """A gateway that did not reach two addresses."""
    for opened in open_gateway(tmp_path):
        with opened.database.unit_of_work() as uow:
            uow.addresses.mark("sumbawa", GONE, opened.clock())
            uow.addresses.mark("bekasi", FULL, opened.clock())
            uow.commit()
        yield opened


def test_addresses_are_listed_with_their_office_and_post(ask: Mailgate) -> None:
    told = ask("address", "list").out
    assert all(
        word in told for word in ("kadis@sumbawa.example", "permanent", "dinkes@bekasi.example", "for now", "5.1.1")
    )
    (one,) = ask("address", "list", "--instansi", "sumbawa", "--json").objects()
    assert (one["address"], one["permanent"], one["post"], one["count"]) == (GONE.address, True, "kadis", 1)


def test_a_cleared_address_is_gone_and_an_unknown_one_is_a_fault(ask: Mailgate) -> None:
    assert ask("address", "clear", "KADIS@sumbawa.example").code == 0
    assert [one["address"] for one in ask("address", "list", "--json").objects()] == [FULL.address]
    ran = ask("address", "clear", GONE.address, FULL.address)
    assert (ran.code, ran.out.count("not marked"), ran.out.count("written to again")) == (1, 1, 1)
