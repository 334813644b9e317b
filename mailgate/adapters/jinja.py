"""Mails from Jinja2 templates: an office's own wording wins, mistakes are named with file and line.

Styles are written inline by the macros of `_macros.html.j2`, so nothing is inlined while rendering; what can't be
inlined (dark mode, narrow screens) stands once in `_layout.html.j2`.
"""

import re
from collections.abc import Generator, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from types import TracebackType
from typing import Any

import jinja2
from jinja2 import meta, nodes
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from mailgate.adapters.template_names import ALWAYS, KINDS, NAMES
from mailgate.app.ports import Rendered
from mailgate.domain.errors import Fault, TemplateError
from mailgate.domain.notice import Notice
from mailgate.domain.wording import clipped

SUBJECT_LIMIT = 78
"""Characters of a subject: one header line (RFC 5322, 2.1.1)."""

SHARED = "baku"
"""An office's template may extend the shipped one it stands in for: `{% extends "baku/tugas.txt.j2" %}`."""

NOT_OFFICES = frozenset({"dokumen"})
"""Folders of templates/ that hold no office's mails."""

NOTHING_ENCLOSED: Mapping[str, Any] = {"enclosed": (), "withheld": ()}
"""What a mail without papers is given."""

BROKEN = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a faulty template raises while it renders."""

_TRAILING = re.compile(r"[ \t]+\n")
_GAP = re.compile(r"\n{3,}")


class JinjaRenderer:
    """Renders notices.

    Templates are compiled once; a changed file is taken at the next mail, a new one at the next start.
    """

    def __init__(self, templates_dir: Path) -> None:
        self._dir = templates_dir
        self._offices: dict[str, SandboxedEnvironment] = {}

    def render(self, notice: Notice) -> Rendered:
        """Subject, text and HTML; TemplateError names file, line and what is missing."""
        environment = self._environment(notice.office)
        try:
            return _rendered(environment, notice.template, {**NOTHING_ENCLOSED, **notice.payload})
        except BROKEN as error:
            raise TemplateError(explained(error, self._dir, f"{notice.template}.txt.j2")) from error

    def _environment(self, office: str) -> SandboxedEnvironment:
        if office not in self._offices:
            self._offices[office] = environment_of(self._dir, office)
        return self._offices[office]


def explained(error: BaseException, templates_dir: Path, template: str) -> str:
    """What went wrong while a template rendered, with the file (`template` where it is not known) and the line."""
    where = _place(error, templates_dir) or template
    if isinstance(error, jinja2.TemplateNotFound):
        return f"{where}: templat '{error.name}' tidak ada"
    return f"{where}: {error}"


def environment_of(templates_dir: Path, office: str | None = None) -> SandboxedEnvironment:
    """The templates as one office sees them: its own folder first, then what is shipped."""
    shared = jinja2.FileSystemLoader(templates_dir)
    own = [jinja2.FileSystemLoader(templates_dir / office)] if office else []
    environment = SandboxedEnvironment(
        loader=jinja2.ChoiceLoader([*own, shared, jinja2.PrefixLoader({SHARED: shared})]),
        autoescape=lambda name: name is None or name.endswith(".html.j2"),
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: "" if value is None else value,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=200,
    )
    environment.filters.update(clip=clipped, quoted=quoted, oneline=oneline, digits=digits)
    return environment


def quoted(text: str | None, width: int = 72, limit: int = 5) -> str:
    """Somebody's words for a plain-text mail: `> ` before each of at most `limit` lines, so none reads as ours."""
    lines, line = [], ""
    for word in clipped(oneline(text), (width + 1) * limit).split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    if len(lines) > limit:
        lines = [*lines[: limit - 1], clipped(" ".join(lines[limit - 1 :]), width)]
    return "\n".join(f"> {line}" for line in lines)


def oneline(text: str | None) -> str:
    """Words on one line, without control characters."""
    words = text or ""
    if not words.isprintable():
        words = "".join(c if c.isprintable() else " " for c in words)
    return " ".join(words.split())


def digits(text: str | None) -> str:
    """Only the digits, for `tel:` and `wa.me`."""
    return "".join(c for c in text or "" if c in "0123456789")


def _rendered(environment: SandboxedEnvironment, name: str, payload: Mapping[str, Any]) -> Rendered:
    text, context = written(environment.get_template(f"{name}.txt.j2"), payload)
    subject = clipped(oneline("".join(context.blocks["subject"][0](context))), SUBJECT_LIMIT)
    html, _ = written(environment.get_template(f"{name}.html.j2"), {**payload, "subject": subject})
    return Rendered(subject, _GAP.sub("\n\n", _TRAILING.sub("\n", text)).strip() + "\n", html)


def written(template: jinja2.Template, payload: Mapping[str, Any]) -> tuple[str, Context]:
    """The template's text and the context it leaves behind, in which its blocks can be asked for again."""
    context = template.new_context(dict(payload))
    return "".join(template.root_render_func(context)), context


def _place(error: BaseException, templates_dir: Path) -> str | None:
    """`tugas.txt.j2:12`: where in which template the error arose, if it arose in one."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{_relative(error.filename or error.name or '?', templates_dir)}:{error.lineno}"
    place = None
    for frame, line in _frames(error.__traceback__):
        template = frame.get("__jinja_template__")
        if isinstance(template, jinja2.Template):
            name = _relative(template.filename or template.name or "?", templates_dir)
            place = f"{name}:{template.get_corresponding_lineno(line)}"
    return place


def _frames(traceback: TracebackType | None) -> Iterator[tuple[dict[str, Any], int]]:
    while traceback is not None:
        yield traceback.tb_frame.f_globals, traceback.tb_lineno
        traceback = traceback.tb_next


def _relative(filename: str, templates_dir: Path) -> str:
    path = Path(filename)
    return path.relative_to(templates_dir).as_posix() if path.is_relative_to(templates_dir) else path.name


def check_templates(templates_dir: Path) -> list[Fault]:
    """Every fault of every template: missing files, syntax, unknown filters, names that the mail is not given."""
    shared = environment_of(templates_dir)
    faults = [
        Fault(f"{name}.{kind}.j2", 0, "", "berkas ini tidak ada; setiap surel memerlukan teks dan HTML")
        for name in NAMES
        for kind in KINDS
        if not (templates_dir / f"{name}.{kind}.j2").is_file()
    ]
    for path in sorted(templates_dir.glob("*.j2")):
        faults += _faults_of(path, templates_dir, shared)
    for folder in sorted(p for p in templates_dir.glob("*/") if p.is_dir() and p.name not in NOT_OFFICES):
        own = environment_of(templates_dir, folder.name)
        for path in sorted(folder.glob("*.j2")):
            faults += _faults_of(path, templates_dir, own)
    return faults


def _faults_of(path: Path, templates_dir: Path, environment: SandboxedEnvironment) -> Iterator[Fault]:
    file, name = path.relative_to(templates_dir).as_posix(), path.name.split(".")[0]
    if not name.startswith("_") and name not in NAMES:
        yield Fault(file, 0, "", f"surel '{name}' tidak dikenal; yang ada: {', '.join(NAMES)}")
        return
    tree = yield from parsed(path, path.name, file, environment)
    if tree is None:
        return
    yield from unknown_names(tree, file, _given(name) | environment.globals.keys(), "docs/notices.md")
    yield from missing_references(tree, file, environment)
    if name in NAMES and path.name.endswith(".txt.j2") and not _has_subject(tree):
        yield Fault(file, 0, "subject", "templat teks memerlukan {% block subject %}: baris subjek surelnya")


def parsed(
    path: Path, name: str, file: str, environment: SandboxedEnvironment
) -> Generator[Fault, None, nodes.Template | None]:
    """The faults that keep a template from being compiled; returns its tree where there are none."""
    try:
        source = path.read_text(encoding="utf-8")
        tree = environment.parse(source, name, str(path))
        environment.compile(source, name, str(path))
    except jinja2.TemplateSyntaxError as error:
        yield Fault(file, error.lineno, "", error.message or "templat tidak dapat dibaca")
        return None
    except UnicodeDecodeError:
        yield Fault(file, 0, "", "berkas bukan teks UTF-8")
        return None
    return tree


def _given(name: str) -> frozenset[str]:
    """What every mail has that may use this file: one mail's names, or for layouts and macros those of all mails."""
    return NAMES.get(name, ALWAYS)


def _bound(tree: nodes.Template) -> frozenset[str]:
    """What the template imports, sets or defines itself; its blocks see that too."""
    imported = {
        name[1] if isinstance(name, tuple) else name
        for entry in tree.find_all(nodes.FromImport)
        for name in entry.names
    }
    defined = {macro.name for macro in tree.find_all(nodes.Macro)}
    stored = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    return frozenset(imported | defined | stored)


def unknown_names(tree: nodes.Template, file: str, given: AbstractSet[str], told_in: str) -> Iterator[Fault]:
    """Names that a template uses and nothing gives it; the document `told_in` lists those that are given."""
    unknown = meta.find_undeclared_variables(tree) - given - _bound(tree)
    for name in sorted(unknown):
        line = next((n.lineno for n in tree.find_all(nodes.Name) if n.name == name), 0)
        yield Fault(file, line, name, f"nama ini tidak diberikan kepada templat ini; lihat {told_in}")


def missing_references(tree: nodes.Template, file: str, environment: SandboxedEnvironment) -> Iterator[Fault]:
    """Templates that a template refers to and that are not there."""
    known = set(environment.list_templates())
    for reference in meta.find_referenced_templates(tree):
        if reference is not None and reference not in known:
            yield Fault(file, 0, reference, "templat yang dirujuk tidak ada")


def _has_subject(tree: nodes.Template) -> bool:
    """A template that extends the shipped one inherits its subject."""
    extended = [e.template for e in tree.find_all(nodes.Extends)]
    inherits = any(isinstance(e, nodes.Const) and str(e.value).startswith(f"{SHARED}/") for e in extended)
    return inherits or any(block.name == "subject" for block in tree.find_all(nodes.Block))
