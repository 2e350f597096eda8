"""The dashboard's own components: their scripts and styles live in assets/, and take JSON only."""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_PARTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "list": (("marks.css", "panel.css"), ("dom.js", "rows.js", "list.js")),
    "passage": (("marks.css", "picture.css", "panel.css"), ("dom.js", "picture.js", "choose.js", "passage.js")),
    "tray": (("marks.css", "panel.css"), ("dom.js", "rows.js", "choose.js", "tray.js")),
    "rail": (("marks.css", "rail.css"), ("dom.js", "rail.js")),
    "documents": (("marks.css", "panel.css", "reader.css"), ("dom.js", "documents.js")),
    "reader": (("marks.css", "panel.css", "reader.css"), ("dom.js", "reader.js")),
    "intake": (("marks.css", "panel.css", "intake.css"), ("dom.js", "intake.js")),
    "sheet": (("marks.css", "picture.css", "sheet.css"), ("dom.js", "picture.js", "sheet.js")),
    "print": (("copy.css",), ("dom.js", "print.js")),
    "play": (("play.css",), ("dom.js", "play.js")),
    "copy": (("copy.css",), ("dom.js", "copy.js")),
}


@cache
def component(name: str) -> ComponentRenderer:
    """The component of that name, registered once for each process."""
    styles, scripts = _PARTS[name]
    return st.components.v2.component(
        f"reportmap_{name}",
        css="\n".join(map(read_asset, styles)),
        js="\n".join(map(read_asset, scripts)),
    )


@cache
def read_asset(name: str) -> str:
    """The text of a file under assets/."""
    return files("reportmap.dashboard.views").joinpath("assets", name).read_text(encoding="utf-8")


def sent(key: str, trigger: str) -> Any:  # Any: what the component's script sent
    """What a component sent with a trigger, None where it sent nothing. For use in a callback."""
    state = st.session_state.get(key)
    return None if state is None else state.get(trigger)


@contextmanager
def guarded(what: str) -> Iterator[None]:
    """Around one part of a page: when it fails, only that part says so, and the log of the server has the reason."""
    try:
        yield
    except Exception:
        _LOG.exception("%s could not be shown", what)
        st.error(f"{what} cannot be shown. The rest of the page works; the log of the server has the reason.")


_LOG = logging.getLogger(__name__)


def literal(text: str) -> str:
    """Text for a label that Streamlit reads as Markdown: every sign of it stands for itself, no image is fetched."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def asset_path(name: str) -> str:
    """The path of a file under assets/, for what takes no text."""
    return str(files("reportmap.dashboard.views").joinpath("assets", name))
