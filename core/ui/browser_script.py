"""The scripts of our components: ES modules in their folders, one text for Streamlit, which takes no more than that."""

import re
from pathlib import Path
from typing import Any

import streamlit as st

_IMPORT = re.compile(r'^import \{\s*\w+(?:,\s*\w+)*,?\s*\} from "(\.[\w./]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|class|const|let)\b)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import\b|export (?!default )).*", re.MULTILINE)
_TYPES = re.compile(r"^ *(?:/\*\*.*?\*/|// @ts-check)\n", re.MULTILINE | re.DOTALL)  # for the type check only


def component(name: str, entry: Path) -> Any:
    """Register a component of Streamlit. entry: its first module; its style lies beside, under the same name, where
    anything of it is seen."""
    style = entry.with_suffix(".css")
    css = style.read_text(encoding="utf-8") if style.exists() else None
    return st.components.v2.component(name, css=css, js=joined(entry), isolate_styles=True)


def modules(entry: Path) -> dict[Path, str]:
    """`entry` and every module that it imports, directly or not; each stands after those it imports itself."""
    found: dict[Path, str] = {}

    def visit(path: Path, *importing: Path) -> None:
        if path in found or path in importing:
            return
        text = path.read_text(encoding="utf-8")
        for name in _IMPORT.findall(text):
            visit((path.parent / name).resolve(), path, *importing)
        found[path] = text

    visit(entry.resolve())
    return found


def joined(entry: Path) -> str:
    """The modules as one, in one scope: a name at the top of a module must not stand at the top of another.

    Only `import { a, b } from "./file.js"` and `export` before a declaration can be joined: ValueError for others."""
    parts = []
    for path, text in modules(entry).items():
        part = _EXPORT.sub("", _IMPORT.sub("", _TYPES.sub("", text)))
        for left in _LEFT.findall(part):
            raise ValueError(f"{path.name} cannot be joined: {left}")
        parts.append(part)
    return "\n".join(parts)
