"""The promises that the project's own files make: its commands, its size, its imports, its sources."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import reportmap
from reportmap.cli import main

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 600
MOST_FUNCTION_LINES = 50

HOMES = [
    # library,     the only files that import it
    ("streamlit",  ("app.py", "src/reportmap/dashboard/views/")),
    ("pydeck",     ("src/reportmap/dashboard/map.py",)),
    ("sqlalchemy", ("src/reportmap/store/",)),
    ("geopy",      ("src/reportmap/gazetteer/geocoder.py", "src/reportmap/gazetteer/distances.py")),
    ("spacy",      ("src/reportmap/language.py",)),
    ("click",      ("src/reportmap/cli/",)),
]  # fmt: skip

# Paths and hosts of one machine, written backwards, so that this file does not name what it forbids.
FORBIDDEN = tuple(word[::-1] for word in ("/toor/", "/krow/", "/emoh/", "/sresU/", "vneyp.", "gro.ipyp", "sjmpn"))


def tracked(pattern: str = "*") -> list[Path]:
    """The files of the checkout that match the pattern, caches and the like left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


MODULES = [pytest.param(path, id=_named(path)) for path in tracked("*.py")]
RULE_FILES = [
    pytest.param(path, id=_named(path))
    for path in tracked("src/reportmap/resources/*")
    if path.suffix in {".csv", ".toml"}
]
PAGES = [pytest.param(path, id=_named(path)) for path in tracked("*.md")]


# --- pages ------------------------------------------------------------------------------------------------------


def fenced(page: str) -> list[str]:
    """The fenced or indented code blocks of a Markdown page, in order."""
    blocks = re.findall(r"^```\w*\n(.*?)^```|((?:^ {4}\S[^\n]*\n)+)", page, flags=re.MULTILINE | re.DOTALL)
    return [inside or indented for inside, indented in blocks]


def commands_of(page: str) -> Iterator[list[str]]:
    """The `reportmap` commands of a page's code blocks and inline code, each as its words."""
    inline = re.findall(r"`(reportmap [^`\n]+)`", page)
    for line in [*(line.strip() for block in fenced(page) for line in block.splitlines()), *inline]:
        command = line.removeprefix("$ ").partition(" #")[0].partition(" |")[0].partition(" >")[0]
        if command.split()[:1] == ["reportmap"]:
            yield command.split()[1:]


def test_the_readme_promises_two_commands() -> None:
    blocks = "\n".join(fenced(_text("README.md")))
    assert re.findall(r"^ *(make \w+)", blocks, flags=re.MULTILINE)[:2] == ["make run", "make test"]


@pytest.mark.parametrize("path", PAGES)
def test_every_make_target_on_a_page_exists(path: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    page = path.read_text(encoding="utf-8")
    assert set(re.findall(r"(?:`|^ *)make (\w+)", page, flags=re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", PAGES)
def test_every_command_on_a_page_exists_with_its_options(path: Path) -> None:
    for words in commands_of(path.read_text(encoding="utf-8")):
        command: click.Command = main
        rest = list(words)
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            assert rest[0] in command.commands, f"{_named(path)}: no command `reportmap {' '.join(words)}`"
            command = command.commands[rest.pop(0)]
        known = {name for parameter in (*command.params, *main.params) for name in parameter.opts}
        used = {word.strip("[]").partition("=")[0] for word in rest if word.strip("[]").startswith("--")}
        assert used <= known | {"--help", "--version"}, f"{_named(path)}: `reportmap {' '.join(words)}`"


@pytest.mark.parametrize("path", PAGES)
def test_every_file_named_on_a_page_exists(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:src|tests|data|static|\.ci|\.streamlit)/[^`\s*<>{}]*)`", page):
        assert (ROOT / name).exists(), f"{_named(path)} names {name}"


def test_the_changelog_tells_of_this_version() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert reportmap.__version__ == declared
    assert re.search(rf"^## \[{re.escape(declared)}\] - \d{{4}}-\d\d-\d\d$", _text("CHANGELOG.md"), re.MULTILINE)


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# --- code -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODULES)
def test_a_file_and_its_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES, "split the file"
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > MOST_FUNCTION_LINES} == {}


def test_nothing_names_one_machine() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{_named(path)}: {word}" for word in FORBIDDEN if word in text]
    assert found == []


def test_imports_point_one_way() -> None:
    # In a process of its own: the linter switches off the loggers of the process it runs in.
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@cache
def imports(path: Path) -> frozenset[str]:
    """The top-level names of the packages that a module imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(str(node.module).partition(".")[0])
    return frozenset(names)


pytestmark = pytest.mark.no_cover

SHIPPED = [path for path in (*tracked("src/*.py"), ROOT / "app.py") if path.suffix == ".py"]


@pytest.mark.parametrize(("library", "homes"), HOMES)
def test_a_library_has_one_home(library: str, homes: tuple[str, ...]) -> None:
    users = [_named(path) for path in SHIPPED if library in imports(path)]
    assert users, f"nothing imports {library}"
    assert [name for name in users if not name.startswith(homes)] == []


# --- data -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", RULE_FILES)
def test_a_rule_file_says_its_source_date_and_license(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    notes = "\n".join(line for line in lines[:20] if line.startswith("#")).lower()
    assert "source" in notes
    assert re.search(r"licen[sc]e", notes)
    assert re.search(r"\d{4}-\d\d-\d\d", notes)


# --- dependencies -----------------------------------------------------------------------------------------------


def declared(group: str | None = None) -> set[str]:
    """The distributions that pyproject.toml asks for, by their canonical names."""
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    entries = project["optional-dependencies"][group] if group else project["dependencies"]
    return {canonicalize_name(Requirement(entry).name) for entry in entries}


def test_every_dependency_is_used_and_every_use_is_declared() -> None:
    imported = set().union(*(imports(path) for path in SHIPPED))
    ours = {"reportmap", "tests"}
    homes = {name: {canonicalize_name(owner) for owner in owners} for name, owners in packages_distributions().items()}
    used = set().union(*(homes.get(name, set()) for name in imported - ours))
    assert used == declared()


def test_every_tool_is_used() -> None:
    used_by = _text("Makefile") + _text("pyproject.toml").partition("[tool.")[2]
    used_by += "".join(" ".join(imports(path)) for path in tracked("tests/*.py"))
    commands = {"import-linter": "lint-imports", "pytest-cov": "--cov", "pytest-xdist": "--numprocesses"}
    assert {tool for tool in declared("dev") if commands.get(tool, tool) not in used_by} == set()


def pinned() -> dict[str, str]:
    """The pins of constraints.txt, by canonical name."""
    lines = [line for line in _text("constraints.txt").splitlines() if line and not line.startswith("#")]
    pairs = [line.split("==") for line in lines]
    assert all(len(pair) == 2 for pair in pairs), "constraints.txt holds exact pins and nothing else"
    return {canonicalize_name(name): version for name, version in pairs}


def test_everything_that_gets_installed_is_pinned() -> None:
    to_visit = declared() | declared("dev")
    seen: set[str] = set()
    while to_visit:
        name = to_visit.pop()
        seen.add(name)
        for entry in distribution(name).requires or ():
            requirement = Requirement(entry)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                to_visit |= {canonicalize_name(requirement.name)} - seen
    assert seen - set(pinned()) == set()


def test_the_license_is_the_declared_one() -> None:
    assert "Apache License" in _text("LICENSE").splitlines()[1]
    assert tomllib.loads(_text("pyproject.toml"))["project"]["license"] == "Apache-2.0"
