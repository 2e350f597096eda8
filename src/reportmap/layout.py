"""Where the files that are no Python modules lie: beside `src/` in a checkout, inside the package once installed."""

from pathlib import Path

from reportmap.errors import ReportmapError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT_PATHS = {
    "app.py": Path("app.py"),
    "static": Path("static"),
    ".streamlit": Path(".streamlit"),
    "reports": Path("data", "reports"),
}


def shipped(name: str) -> Path:
    """The absolute path of "app.py", "static", ".streamlit" or "reports" (the samples).

    Raises:   ReportmapError when the installation lacks it; KeyError for a name that is never shipped
    """
    in_checkout = _CHECKOUT_PATHS[name]
    installed = _PACKAGE / "shipped" / name
    for path in (installed, _PACKAGE.parents[1] / in_checkout):
        if path.exists():
            return path
    raise ReportmapError(f"{installed} is missing; install reportmap again, or run it from a whole checkout")
