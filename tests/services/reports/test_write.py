"""A version on file becomes a file in a format, and only for who may read it."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from core.access.actor import LOCAL, Actor
from core.errors import AccessError, UnknownNameError
from core.reports.report import Part
from core.services.reports.write import write_report
from core.settings import Settings
from tests.support.reports import MADE, face, project, version

ONE = [Part.BRIEF]


def test_the_file_says_how_far_it_is_and_what_failed(tmp_path: Path) -> None:
    settings, seen = Settings(workspace=tmp_path), []
    written = write_report(
        settings, LOCAL, project(), version(["가", "나"]), "pdf", [Part.BRIEF, Part.CONCEPT],
        lambda done, total, label: seen.append((done, total, label)), faces={0: face()}, show_faces="shown", made=MADE,
    )  # fmt: skip
    assert [entry[:2] for entry in seen] == [(0, 3), (1, 3), (2, 3), (1, 1)] and "컨셉 요약" in seen[1][2]
    assert list(written.failed) == [Part.CONCEPT]  # no catalogue knows the group
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(written.data)).pages)
    assert "‘컨셉 요약’ 부분은 만들지 못했습니다" in " ".join(text.split())
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_others_and_other_formats_are_refused(tmp_path: Path) -> None:
    settings = Settings(workspace=tmp_path)
    with pytest.raises(AccessError):
        write_report(settings, Actor("x", "누구"), project(), version(["가"]), "pdf", ONE)
    with pytest.raises(UnknownNameError, match="docx"):
        write_report(settings, LOCAL, project(), version(["가"]), "docx", ONE)
