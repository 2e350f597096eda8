"""Files and pasted text become documents."""

from reportmap.reading.draft import Given
from reportmap.reading.files import STANDARD_INPUT, find_files, read_documents
from reportmap.reading.sandbox import Sandbox
from reportmap.reading.text import read_file, read_text

__all__ = ["STANDARD_INPUT", "Given", "Sandbox", "find_files", "read_documents", "read_file", "read_text"]
