"""The gateway without sockets, for the tests of the use cases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.desk import Gateway, open_gateway


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    yield from open_gateway(tmp_path)
