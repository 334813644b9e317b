"""Papers as PDF: an HTML template of templates/dokumen/ with the paper's data; an office's own template wins."""

from collections.abc import Iterator
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from mailgate.adapters.jinja import (
    BROKEN,
    environment_of,
    explained,
    missing_references,
    parsed,
    unknown_names,
    written,
)
from mailgate.adapters.pdf import pdf_of
from mailgate.adapters.template_names import DOCUMENTS
from mailgate.domain.errors import Fault, TemplateError
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office

FOLDER = "dokumen"
"""Where documents stand, under templates/ and under an office's own folder there."""


class PdfMaker:
    """A maker of the press: `dokumen/<kind>.html.j2`, rendered as mails are, and printed."""

    def __init__(self, templates_dir: Path) -> None:
        self._dir = templates_dir
        self._offices: dict[str, SandboxedEnvironment] = {}

    def __call__(self, paper: Paper, office: Office) -> bytes:
        """The PDF; TemplateError names file, line and what is missing."""
        return pdf_of(self.html_of(paper, office))

    def html_of(self, paper: Paper, office: Office) -> str:
        """The page before it is printed."""
        name = f"{FOLDER}/{paper.kind}.html.j2"
        try:
            text, _ = written(self._environment(office.code).get_template(name), paper.data)
        except BROKEN as error:
            raise TemplateError(explained(error, self._dir, name)) from error
        return text

    def _environment(self, office: str) -> jinja2.Environment:
        if office not in self._offices:
            self._offices[office] = environment_of(self._dir, office)
        return self._offices[office]


def check_documents(templates_dir: Path) -> list[Fault]:
    """Every fault of every document template: syntax, what it refers to, names that the document is not given."""
    faults = [
        Fault(f"{FOLDER}/{name}.html.j2", 0, "", "berkas ini tidak ada; naskah ini tidak dapat dicetak")
        for name in DOCUMENTS
        if not (templates_dir / FOLDER / f"{name}.html.j2").is_file()
    ]
    shipped = {path.name for path in (templates_dir / FOLDER).glob("*.j2")}
    for folder in sorted({templates_dir / FOLDER, *templates_dir.glob(f"*/{FOLDER}")}):
        office = folder.parent.name if folder.parent != templates_dir else None
        environment = environment_of(templates_dir, office)
        for path in sorted(folder.glob("*.j2")):
            if path.name in shipped or path.name.startswith("_"):
                faults += _faults_of(path, templates_dir, environment)
            else:
                file = path.relative_to(templates_dir).as_posix()
                faults.append(Fault(file, 0, "", f"naskah ini tidak dikenal; yang ada: {', '.join(DOCUMENTS)}"))
    return faults


def _faults_of(path: Path, templates_dir: Path, environment: SandboxedEnvironment) -> Iterator[Fault]:
    file = path.relative_to(templates_dir).as_posix()
    tree = yield from parsed(path, f"{FOLDER}/{path.name}", file, environment)
    if tree is None:
        return
    yield from missing_references(tree, file, environment)
    given = DOCUMENTS.get(path.name.split(".")[0])
    if given is not None:
        yield from unknown_names(tree, file, given | environment.globals.keys(), "docs/papers.md")
