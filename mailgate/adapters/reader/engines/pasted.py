"""Pictures within an office document, where the document is but the paper that a scan was pasted on."""

import zipfile

from mailgate.adapters.reader.engines.job import Job
from mailgate.adapters.reader.engines.picture_file import read_picture
from mailgate.adapters.reader.engines.report import Report
from mailgate.adapters.reader.kinds import Kind, is_letter_like, kind_of


def read_pasted(archive: zipfile.ZipFile, folder: str, job: Job, report: Report) -> bool:
    """Recognise the page-like pictures under a folder, in the order of their names; whether there were any."""
    pictures = []
    for entry in sorted(archive.infolist(), key=lambda entry: (len(entry.filename), entry.filename)):
        if entry.filename.startswith(folder) and entry.file_size:
            data = archive.read(entry)
            if kind_of(data) is Kind.PICTURE and is_letter_like("", "", data):
                pictures.append(data)
    for data in pictures[: job.pages]:
        read_picture(data, job, report)
    return bool(pictures)
