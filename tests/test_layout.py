"""Shipped files are found in a checkout and in an installed package."""

from pathlib import Path

import pytest

from reportmap import layout
from reportmap.errors import ReportmapError

NAMES = ["app.py", "static", ".streamlit", "reports"]


@pytest.mark.parametrize("name", NAMES)
def test_found_in_this_checkout(name: str) -> None:
    path = layout.shipped(name)
    assert path.is_absolute()
    assert path.exists()


@pytest.mark.parametrize("name", NAMES)
def test_found_inside_an_installed_package(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "reportmap"
    (package / "shipped" / name).mkdir(parents=True)
    monkeypatch.setattr(layout, "_PACKAGE", package)
    assert layout.shipped(name) == package / "shipped" / name


def test_the_app_lies_beside_its_static_files_and_settings() -> None:
    """Streamlit serves static/ from beside the script, and reads .streamlit from the working directory."""
    assert layout.shipped("static").parent == layout.shipped("app.py").parent == layout.shipped(".streamlit").parent


def test_a_broken_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "_PACKAGE", tmp_path / "lib" / "reportmap")
    with pytest.raises(ReportmapError, match="install reportmap again"):
        layout.shipped("app.py")


def test_a_name_that_is_never_shipped() -> None:
    with pytest.raises(KeyError):
        layout.shipped("secrets.toml")
