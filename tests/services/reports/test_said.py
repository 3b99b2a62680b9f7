"""What people said, as a part of a report."""

from collections.abc import Sequence

import pytest

from core.access.actor import LOCAL, Actor
from core.projects.project import Board, BoardItem, Project
from core.reports import words_ko as words
from core.reports.make import USUAL
from core.reports.report import Block, Part, Quotes
from core.services.projects import plans
from core.services.reports.said import comments as part
from core.services.reports.write import write_report
from core.services.sharing import comments
from core.settings import Settings
from core.sharing.comment import About
from core.storage.projects import Projects
from tests.support.versions import version

HOSTILE = "=1+1 <script>alert(1)</script> **굵게** #eval(1)"


@pytest.fixture
def project(settings: Settings) -> Project:
    made = plans.create(settings, LOCAL, "여름 데뷔")
    for _ in range(2):
        Projects(settings).save_version(made.id, version({"가온": (0.2, 0.7, 0.1)}))
    made = plans.plan(settings, LOCAL, made.id)
    return plans.keep_board(settings, LOCAL, made, Board((BoardItem("0123abcd", "note", "바다"),)))


def _titles(blocks: Sequence[Block]) -> list[str]:
    return [block.title for block in blocks if isinstance(block, Quotes)]


def test_of_the_version_the_board_and_words_and_of_no_other_version(settings: Settings, project: Project) -> None:
    chosen = Projects(settings).version(project.id, 2)
    assert part(settings, LOCAL, project, chosen)[1][0].text == words.NOTHING["comments"]  # type: ignore[union-attr]
    for about in (About("version", 1), About("trainee", 2, "가온"), About("item", what="0123abcd"),
                  About("word", what="청량", group="group_1"), About("trainee", 2, "가온")):  # fmt: skip
        last = comments.write(settings, LOCAL, project.id, about, HOSTILE)
    comments.resolve(settings, LOCAL, last.id)
    title, blocks = part(settings, LOCAL, project, chosen)
    assert title == words.PARTS["comments"]
    assert _titles(blocks) == ["버전 2 · 가온", "컨셉 보드 · 바다", "낱말 ‘청량’ · 한빛결"]
    first = blocks[0]
    assert isinstance(first, Quotes) and [quote.text for quote in first.quotes] == [HOSTILE] * 2
    assert "마무리함" in first.quotes[1].source and "마무리함" not in first.quotes[0].source


def test_it_is_in_a_report_that_asks_for_it_and_for_who_may_read_it(settings: Settings, project: Project) -> None:
    assert Part.COMMENTS not in USUAL
    comments.write(settings, LOCAL, project.id, About("version", 2), HOSTILE)
    chosen = Projects(settings).version(project.id, 2)
    reader = Actor("me", "나", "viewer", {project.id: "viewer"})
    for form in ("html", "xlsx", "pdf"):
        made = write_report(settings, reader, project, chosen, form, [Part.COMMENTS])
        assert not made.failed and made.report.sections[0].part == Part.COMMENTS
    page = write_report(settings, reader, project, chosen, "html", [Part.COMMENTS]).data.decode()
    assert "&lt;script&gt;" in page and "<script>alert" not in page
