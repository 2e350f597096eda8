"""A document becomes sections (title, body, caption, comment, boilerplate), and sections become passages."""

from reportmap.sections.find import find_sections
from reportmap.sections.passages import split_passages

__all__ = ["find_sections", "split_passages"]
