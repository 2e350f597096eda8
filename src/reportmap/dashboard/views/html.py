"""Text inside markup of our own: the only way in which words of a report or a path may get there."""


def escape(text: str) -> str:
    """Text in which no sign is markup."""
    signs = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
    return "".join(signs.get(sign, sign) for sign in text)
