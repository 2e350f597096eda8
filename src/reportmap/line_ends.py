"""Where lines end: at any of the line ends of Unicode, whatever wrote the text."""

_ENDS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))


def plain_line_ends(text: str) -> str:
    """A copy of the same length in which every line ends with "\\n", and "\\r\\n" with a blank and "\\n"."""
    return text.replace("\r\n", " \n").translate(_ENDS)
