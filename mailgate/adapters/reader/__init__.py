"""Files that arrive with a mail, read in a process of their own: the words of pages, a form's values, signatures."""

from mailgate.adapters.reader.file_reader import FileReader
from mailgate.adapters.reader.kinds import is_letter_like
from mailgate.adapters.reader.limits import ReadingLimits, limits_of
from mailgate.adapters.reader.packages import missing_packages

__all__ = ["FileReader", "ReadingLimits", "is_letter_like", "limits_of", "missing_packages"]
