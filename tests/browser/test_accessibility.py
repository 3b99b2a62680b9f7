"""Every page and window, on both papers: axe finds nothing in our own markup, and nothing is said in English.

A visitor walks through them, so that little is loaded twice."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.settings import get_settings
from core.ui.words_ko import common as t
from core.ui.words_ko import concept as concept_t
from core.ui.words_ko import reference as reference_t
from core.ui.words_ko import review as review_t
from core.ui.words_ko import training as training_t
from core.ui.words_ko.built_in import LANGUAGE
from tests.browser.conftest import running_studio, settle
from tests.support.big_set import fill
from tests.support.lab import lab_run

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What axe has against nodes that Streamlit draws and that we cannot draw otherwise: (rule, in which part of a page).
STREAMLITS_OWN = {
    ("list", "stSidebarNavItems"),  # sections between the list of pages and its items
    ("listitem", "stSidebarNavItems"),
    ("presentation-role-conflict", "stFileUploaderDropzone"),  # it has no role and yet a name
}
# Also asked for: what a person says to a control is what stands on it.
_OPTIONS = "resultTypes: ['violations'], rules: {'label-content-name-mismatch': {enabled: true}}"
_NODES = """violations => violations.flatMap(({id, nodes}) => nodes.map(node => {
    let found = document;
    for (const step of [node.target].flat(3)) found = (found.shadowRoot ?? found).querySelector(step) ?? found;
    const part = found.closest?.('[data-testid]')?.dataset.testid ?? '';
    const list = found.closest?.('[data-testid=stSidebarNavItems]') ? 'stSidebarNavItems' : part;
    return [id, list, `${node.html.slice(0, 160)} ${node.failureSummary.split('\\n')[1] ?? ''}`];
}))"""

# Texts with a Latin word and no Hangul: those that are seen or read aloud, and no names or figures of a table, a file
# or a chart.
_ENGLISH = """() => {
    const found = [];
    const spoken = ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt', 'aria-description',
                    'aria-roledescription'];
    const foreign = text => text && /[A-Za-z]{2,}/.test(text) && !/[가-힣]/.test(text);
    const out = '[aria-hidden=true], [data-testid=stIconMaterial], table, style, script';
    const met = e => e.checkVisibility() && !e.closest(out);
    const look = root => {
        for (const e of root.querySelectorAll('*')) {
            if (met(e)) found.push(...spoken.map(name => e.getAttribute(name)));
            if (e.shadowRoot) look(e.shadowRoot);
        }
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) if (met(texts.currentNode.parentElement)) found.push(texts.currentNode.data);
    };
    look(document.body);  // a window that opens over the page is no part of its root
    return found.filter(foreign);
}"""
# What is left of it, and why: names of models, analyzers and licences, kinds of files, keys, addresses, examples of
# names in Latin letters, and groups' own.
NAMES = re.compile(
    r"(?:CSV|XLSX|PNG|SVG|ZIP|YAML|YML|JSON|JPEG|WebP|HEIC|MP4|CC0|CC BY|MIT|Apache|BSD|Oxford|KoNLPy|Okt|Komoran|Kiwi"
    r"|SFace|dlib|ResNet\d*|VGG-?Face|FaceNet|OpenFace|nn\d|small\d|DeepFace|DeepID|ArcFace|GhostFaceNet|Buffalo|InsightFace"
    r"|CNN|SVM|LDA|PCA|t-SNE|AUC|ROC|ECE|Space|Shift|Ctrl|Enter|Esc|Home|End|PageUp|PageDown|Del(?:ete)?|https?:\S*"
    r"|news\.exam\S*|\S+\.(?:jpg|png|webp)|BLACKPINK|TWICE|ITZY|IZ\*ONE|MAMAMOO|Dreamcatcher|OH MY GIRL|MB|px|Wikimedia"
    r"|Commons|Google|Dense|numbers-1|folds?|[A-Z]|V\d|L)",
)  # fmt: skip


def is_name(text: str) -> bool:
    return not re.search(r"[A-Za-z]{2,}", NAMES.sub("", text))


class Visit:
    """A page, what is looked at on it, and what was found wrong."""

    def __init__(self, page: Any, address: str) -> None:
        from axe_playwright_python.base import AXE_SCRIPT

        self.page, self.address, self._script = page, address, AXE_SCRIPT
        self.papers = ["light", "dark"]  # the one that is shown first
        self.wrong: list[str] = []
        page.on("response", self._answered)

    def _answered(self, response: Any) -> None:
        """Streamlit asks where it is served; what is asked below a page's address is not there. (A picture may be gone
        before the browser fetches it: the page was drawn again meanwhile.)"""
        if response.status == 404 and "/_stcore/" in response.url:
            self.wrong.append(f"asked in vain: {response.url}")

    def open(self, path: str, name: str) -> None:
        self.page.goto(f"{self.address}/{path}")
        self.page.get_by_role("heading", level=1).first.wait_for()
        self.page.wait_for_function("document.querySelector('nav[aria-label=\"화면 목록\"]')")
        self.look(name)

    def choose(self, name: str) -> None:
        """One of the choices in a row, and look at what it shows."""
        self.page.get_by_role("radio", name=name, exact=True).click()
        self.look(name)

    def look(self, name: str) -> None:
        """Axe on both papers, the one that is shown first: a page follows the system's at once, but runs once more.
        Only colours differ on the other."""
        self.page.mouse.move(5, 5)  # a control that is hovered has other colours
        for rules in ("", ", runOnly: ['color-contrast']"):
            if rules:
                self.papers.reverse()
                self.page.emulate_media(color_scheme=self.papers[0])
            paper = self.papers[0]
            self.page.wait_for_function(f"getComputedStyle(document.querySelector('.stApp')).colorScheme === '{paper}'")
            settle(self.page)
            self.page.evaluate(self._script)
            found = self.page.evaluate(f"axe.run({{{_OPTIONS}{rules}}}).then(done => ({_NODES})(done.violations))")
            mine = [(rule, part, what) for rule, part, what in found if (rule, part) not in STREAMLITS_OWN]
            self.wrong += [f"{name}, {paper}: {rule} in {part}: {what}" for rule, part, what in mine]
        foreign = [text for text in self.page.evaluate(_ENGLISH) if not is_name(text)]
        self.wrong += [f"{name}: in English: {text}" for text in dict.fromkeys(foreign)]


@pytest.fixture
def visit(studio: str, new_page: Callable[..., Any]) -> Visit:
    return Visit(new_page(), studio)


@pytest.fixture
def visit_with_data(tmp_path: Path, new_page: Callable[..., Any]) -> Iterator[Visit]:
    """Of a studio with photos to review and a finished training."""
    fill(get_settings().workspace, 40)
    lab_run("첫 학습", epochs=3)
    with running_studio(tmp_path) as address:
        yield Visit(new_page(), address)


def test_line_up_and_concept_are_korean_and_pass_axe(visit: Visit) -> None:
    page = visit.page
    visit.open("", t.HOME)
    assert page.title() == t.tab_title(t.HOME)
    assert page.evaluate("document.documentElement.lang") == LANGUAGE
    page.get_by_role("button", name=t.GLOSSARY).click()
    page.get_by_role("dialog").wait_for()
    visit.look(t.GLOSSARY)
    visit.open("lineup_match", t.LINEUP)
    assert page.title() == t.tab_title(t.LINEUP)
    visit.choose(t.INTAKE_WAYS["camera"])
    page.get_by_role("button", name=t.OPEN_DEMO).click()
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 9999)")  # where one starts on a phone
    page.get_by_role("button", name=t.SEE_PHOTOS).nth(5).wait_for(timeout=240_000)
    settle(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0, "it is read from its top"
    visit.look("line-up")
    page.get_by_role("button", name=t.SEE_PHOTOS).first.click()
    page.get_by_role("dialog").wait_for()
    visit.look(t.SEE_PHOTOS)
    page.goto(f"{visit.address}/concept")
    page.get_by_text(concept_t.SAVE_AID).first.wait_for(timeout=120_000)
    page.get_by_role("button", name=concept_t.FILTER).click()
    page.get_by_label(concept_t.PRESSES).wait_for()
    visit.look(concept_t.FILTER)
    page.keyboard.press("Escape")
    for title in concept_t.VIEWS.values():
        visit.choose(title)
    assert visit.wrong == [], "\n".join(visit.wrong)


def test_data_and_models_are_korean_and_pass_axe(visit_with_data: Visit) -> None:
    visit, page = visit_with_data, visit_with_data.page
    visit.open("engines", t.ENGINES)
    visit.open("reference_data", t.REFERENCE)
    page.get_by_role("button", name=t.DELETE).first.click()
    page.get_by_role("dialog").wait_for()
    visit.look(t.DELETE)
    page.get_by_role("button", name=t.CANCEL).click()
    for title in reference_t.VIEWS.values():
        visit.choose(title)
        if title == reference_t.REVIEW:
            page.locator(".tile").first.dblclick()
            visit.look("large")
            page.keyboard.press("Escape")
            page.get_by_role("button", name=review_t.GRID["keys_button"]).click()
            visit.look("keys")
            page.keyboard.press("Escape")
    visit.open("training", t.TRAINING)
    for title in training_t.VIEWS.values():
        visit.choose(title)
    for title in training_t.SECTIONS.values():
        visit.choose(title)
    assert visit.wrong == [], "\n".join(visit.wrong)
