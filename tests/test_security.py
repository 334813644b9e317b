"""What docs/security.md promises of the code as a whole: nothing is fetched, run, or pasted into SQL."""

import ast
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2.exceptions import SecurityError

from mailgate.adapters.jinja import environment_of
from tests.app.desk import KEY, Gateway, mail, open_gateway

ROOT = Path(__file__).parents[1]

NETWORK = frozenset(
    "socket ssl smtplib imaplib imapclient dns http urllib3 requests httpx aiohttp ftplib socketserver xmlrpc "
    "webbrowser aiosmtpd pika redis urllib.request".split()
)
ON_THE_WIRE = (
    "adapters/dkim.py",  # asks the resolver for keys, for offices that want it
    "adapters/imap",
    "adapters/smtp.py",
    "adapters/lmtp.py",
    "adapters/queue.py",
    "adapters/reader/",  # a pipe to its own child, and clamd
    "demo/",
)
"""The modules that speak to anybody; each speaks to what the settings name."""

EXECUTING = frozenset("eval exec compile __import__ os.system os.popen yaml.load yaml.unsafe_load".split())
LOADING = frozenset("pickle marshal shelve runpy code codeop".split())

RUNNERS = (
    "connections.py",  # the operator's token_command
    "adapters/reader/child.py",  # a Python of our own
    "adapters/reader/packages.py",  # tesseract --list-langs
    "adapters/reader/engines/tesseract.py",
)
"""The modules that start a program, none by a shell."""


def imports_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        for name in names:
            yield from {name, name.partition(".")[0]}


def calls_of(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


@pytest.fixture(scope="module")
def modules() -> dict[str, ast.Module]:
    """Every module of the gateway by its path below mailgate/."""
    package = ROOT / "mailgate"
    return {path.relative_to(package).as_posix(): ast.parse(path.read_text()) for path in sorted(package.rglob("*.py"))}


def test_only_mail_database_and_broker_are_spoken_to(modules: dict[str, ast.Module]) -> None:
    speaking = [name for name, tree in modules.items() if NETWORK.intersection(imports_of(tree))]
    assert "adapters/smtp.py" in speaking
    assert [name for name in speaking if not name.startswith(ON_THE_WIRE)] == []


def test_no_text_is_run_as_code_and_no_shell_is_started(modules: dict[str, ast.Module]) -> None:
    running = [
        (name, function)
        for name, tree in modules.items()
        for function, call in calls_of(tree)
        if function in EXECUTING or "shell" in {keyword.arg for keyword in call.keywords}
    ]
    loading = [name for name, tree in modules.items() if LOADING.intersection(imports_of(tree))]
    starting = {name for name, tree in modules.items() if "subprocess" in imports_of(tree)}
    assert (running, loading, starting) == ([], [], set(RUNNERS))


def test_sql_is_never_put_together_from_strings(modules: dict[str, ast.Module]) -> None:
    statements = [
        (name, call)
        for name, tree in modules.items()
        for function, call in calls_of(tree)
        if name.startswith("adapters/db/") and function.rpartition(".")[2] in ("text", "exec_driver_sql")
    ]
    assert statements
    assert [
        (name, ast.unparse(call))
        for name, call in statements
        if any(is_composed(part) for argument in call.args for part in ast.walk(argument))
    ] == []


def is_composed(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr | ast.BinOp) or (isinstance(node, ast.Call) and "format" in ast.dump(node))


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    yield from open_gateway(tmp_path)


SQL = "Internet putus'); DROP TABLE tickets; --"


def test_words_that_look_like_sql_are_words(gateway: Gateway) -> None:
    for _ in range(2):
        gateway.takes("sumbawa", mail("dinkes@sumbawa.example", "layanan@sumbawa.example", SQL, SQL))
    assert {gateway.ticket(f"SBW-2026-00000{n}").subject for n in (1, 2)} == {SQL}


def test_the_key_of_the_seals_is_in_no_row_of_the_database(gateway: Gateway, tmp_path: Path) -> None:
    gateway.takes("sumbawa", mail("dinkes@sumbawa.example", "layanan@sumbawa.example", "Internet putus", "putus"))
    with sqlite3.connect(tmp_path / "test.db") as database:
        dump = "\n".join(database.iterdump())
    assert "SBW-2026-000001" in dump
    assert KEY.decode() not in dump
    assert KEY.hex() not in dump


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ yth.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ '%s'|format(x) if false else lipsum.__globals__ }}",
    ],
)
def test_a_template_reaches_nothing_behind_what_it_is_given(source: str) -> None:
    template = environment_of(ROOT / "templates").from_string(source)
    with pytest.raises(SecurityError):
        template.render(yth=Gateway)


PAGE = (ROOT / "docs" / "security.md").read_text()


@pytest.mark.parametrize(("page", "least"), [("security.md", 100), ("scale.md", 10)])
def test_every_test_that_a_page_names_exists(page: str, least: int) -> None:
    named = re.findall(r"`(?:(tests/[\w/]+\.py)::)?(test_\w+)`", (ROOT / "docs" / page).read_text())
    files = {path: path.read_text() for path in (ROOT / "tests").rglob("test_*.py")}
    missing = [
        test
        for file, test in named
        if not any(f"def {test}(" in text for path, text in files.items() if not file or path == ROOT / file)
    ]
    assert len(named) >= least
    assert missing == []


def test_every_threat_of_the_security_page_names_its_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and line.count("|") == 4]
    threats = [row for row in rows if not row.startswith("| attack |")]
    assert len(threats) > 30
    assert [row for row in threats if "`test_" not in row] == []
