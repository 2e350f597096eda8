"""Files and pasted text become documents."""

from reportmap.reading.text import find_files, read_file, read_text

__all__ = ["find_files", "read_file", "read_text"]
