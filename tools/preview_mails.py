"""Every mail as people see it: `var/preview/<name>.txt`, `.html` and, where Chromium is installed, pictures.

make preview                    # or: python -m tools.preview_mails [NAME…] [--dark]
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from mailgate.adapters.jinja import JinjaRenderer
from tests.samples import FULL, VARIANTS, Json, minimal, notice

PROJECT = Path(__file__).resolve().parents[1]
WIDTHS = {"ponsel": (390, 1500), "meja": (1100, 1200)}
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the previews and say where they are."""
    parser = argparse.ArgumentParser(description="Render every mail with sample payloads into var/preview.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only mails whose name begins so")
    parser.add_argument("--dark", action="store_true", help="pictures in dark mode")
    parser.add_argument("--minimal", action="store_true", help="payloads as bare as they come")
    options = parser.parse_args(arguments)
    out = PROJECT / "var" / "preview"
    out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    renderer = JinjaRenderer(PROJECT / "templates")
    for name, (template, payload) in mails(bare=options.minimal).items():
        if options.names and not name.startswith(tuple(options.names)):
            continue
        mail = renderer.render(notice(template, payload))
        (out / f"{name}.txt").write_text(f"Subjek: {mail.subject}\n\n{mail.text}", encoding="utf-8")
        (out / f"{name}.html").write_text(mail.html, encoding="utf-8")
        if chromium:
            take_pictures(chromium, out / f"{name}.html", dark=options.dark)
    sys.stdout.write(
        f"{out.relative_to(PROJECT)}: {'with pictures' if chromium else 'no Chromium here, so no pictures'}\n"
    )
    return 0


def mails(*, bare: bool) -> dict[str, tuple[str, Json]]:
    """Name → template and payload of every preview."""
    if bare:
        return {name: (name, minimal(name)) for name in FULL}
    return {name: (name, payload) for name, payload in FULL.items()} | VARIANTS


def take_pictures(chromium: str, page: Path, *, dark: bool) -> None:
    """One picture for each width. Chromium's window is at least 500 wide, so a phone is a frame in its own page."""
    for width, (columns, rows) in WIDTHS.items():
        picture = page.with_name(f"{page.stem}-{width}{'-gelap' if dark else ''}.png")
        with tempfile.TemporaryDirectory() as profile:
            frame = Path(profile) / "frame.html"
            frame.write_text(
                f'<!DOCTYPE html><meta name="color-scheme" content="light dark"><style>body{{margin:0}}</style>'
                f'<iframe src="{page.as_uri()}" style="border:0;width:{columns}px;height:{rows}px"></iframe>',
                encoding="utf-8",
            )
            command = [chromium, *QUIET, f"--user-data-dir={profile}", f"--window-size={max(columns, 500)},{rows}"]
            if dark:
                command += ["--blink-settings=preferredColorScheme=0"]
            command += [f"--screenshot={picture}", frame.as_uri()]
            subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
