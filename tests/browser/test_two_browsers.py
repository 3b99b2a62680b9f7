"""A line-up is open while a colleague, in another browser, changes what everybody judges with: the answer is always
that of the set it names."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.services.reference import sets as reference
from core.services.training import queue as train
from core.settings import Settings
from core.types import silent
from core.ui.words_ko import common as t
from core.ui.words_ko import lineup as words
from core.ui.words_ko import reference as reference_words
from core.ui.words_ko import training as training_words
from models import DEFAULT_FAMILY, FAMILIES
from tests.browser.conftest import running_studio, settle, shot
from tests.support.builders import zipped
from tests.support.own_sets import own_set

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMES = ("봄 세트", "여름 세트", "가을 세트")  # each has groups of its own


class Colleague:
    """In another browser, on another page."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address

    def go(self, where: str) -> None:
        self.page.goto(f"{self.address}/{where}")
        self.page.get_by_role("heading", level=1).first.wait_for()
        settle(self.page)

    def press(self, name: str) -> None:
        """Once it is there, and gone with what it did."""
        button = self.page.get_by_role("button", name=name, exact=True).first
        button.click(timeout=120_000)
        settle(self.page)

    def use(self, set_id: str) -> None:
        own = self.page.locator(f".st-key-use-{set_id}")
        own.locator("button").first.click()  # with a second one for phones, which is not seen
        own.wait_for(state="detached")
        settle(self.page)


class Visitor:
    """With a line-up."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def look(self, name: str) -> None:
        """Leave the page and come back: the answer, its bars and its heading are of the set `name`."""
        side = self.page.get_by_test_id("stSidebar")
        side.get_by_role("link", name=t.HOME, exact=True).click()
        settle(self.page)
        side.get_by_role("link", name=t.LINEUP, exact=True).click()
        self.is_of(name)

    def is_of(self, name: str) -> None:
        self.page.get_by_text(re.compile(f"기준: {name} · ")).first.wait_for()
        settle(self.page)
        assert self.page.get_by_text(t.UNEXPECTED).count() == 0
        assert self.page.locator("[data-testid=stAlertContentError]").count() == 0
        shown = self.page.locator(".js-plotly-plot").first.inner_text()
        assert name in shown, f"the bars are of {name}"


@pytest.fixture
def studio_with_sets(tmp_path: Path, demo: Path) -> Any:
    settings = Settings(workspace=tmp_path / "workspace")
    sets = {name: own_set(settings, demo, name, photos=4, first=4 * at) for at, name in enumerate(NAMES)}
    reference.activate(settings, sets[NAMES[0]])
    with running_studio(tmp_path) as address:
        yield address, settings, sets


def test_whatever_another_browser_changes_the_answer_is_of_the_set_that_it_names(
    studio_with_sets: Any, new_page: Callable[..., Any], demo: Path, whole: bool
) -> None:
    address, settings, sets = studio_with_sets
    page, colleague = new_page(), Colleague(new_page(), address)
    visitor = Visitor(page)
    page.goto(f"{address}/lineup_match")
    page.get_by_text(t.FILES_LABEL).first.wait_for()
    settle(page)
    files = [demo / "lineup" / f"trainee_{p}" / f"{n:02d}.jpg" for p in (1, 4) for n in (1, 2)]
    page.locator("input[type=file]").first.set_input_files(
        [{"name": f"{f.parent.name}_{f.name}", "mimeType": "image/jpeg", "buffer": f.read_bytes()} for f in files]
    )
    page.get_by_role("button", name=t.analyse_button(4)).click()
    visitor.is_of(NAMES[0])

    colleague.go("reference_data")
    before, name = "", NAMES[0]
    for turn in range(1, (20 if whole else 3) + 1):
        before, name = name, NAMES[turn % len(NAMES)]
        colleague.use(sets[name])
        visitor.look(name)
    assert page.get_by_text(f"{before} → {name}").count() == 1
    shot(page, "two-browsers-changed")

    run = train.train_now(settings, _training(sets[name], name), silent)
    colleague.go(f"training?view=run&run={run.id}")
    colleague.press(training_words.USE)
    visitor.look(name)
    assert page.get_by_text(words.same_set(name)).count() == 1

    colleague.go("reference_data?view=sets")
    colleague.page.get_by_role("radio", name=reference_words.NEW_SET, exact=True).click()
    settle(colleague.page)
    colleague.page.locator("input[type=file]").first.set_input_files([_zip(demo)])
    colleague.page.get_by_label(reference_words.SET_NAME).fill("겨울 세트")
    colleague.press(reference_words.LOAD_SET)
    colleague.press(reference_words.USE_IMPORTED)
    visitor.look("겨울 세트")
    page.get_by_role("button", name=words.STAY).click()
    visitor.is_of(name)
    colleague.press(t.UNDO)  # the team has what it had, and the line-up what judged it
    other = next(one for one in NAMES if one != name)
    colleague.use(sets[other])
    visitor.look(name)
    page.get_by_text(words.old_answer(name, other)).first.wait_for()
    shot(page, "two-browsers-kept")


def _training(set_id: str, name: str) -> train.Request:
    options = FAMILIES[DEFAULT_FAMILY].options(folds=2, strangers=False)
    return train.Request(family=DEFAULT_FAMILY, engine="SFace", options=options, set_id=set_id, set_name=name)


def _zip(demo: Path) -> dict[str, object]:
    people = sorted((demo / "reference").glob("*/*"))[12:16]
    files = [(f"겨울 세트 {n % 2}/사람{n}/{f.name}", f.read_bytes()) for n, p in enumerate(people) for f in _some(p)]
    return {"name": "겨울.zip", "mimeType": "application/zip", "buffer": zipped(*files)}


def _some(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jpg"))[:3]
