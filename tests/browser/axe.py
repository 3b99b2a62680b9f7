"""What axe and a Korean reader have against a page, on both papers."""

import re
from typing import Any

from tests.browser.conftest import settle

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
    r"|Commons|Google|Dense|numbers-1|folds?|\S+@\S+|Chrome|Linux|[A-Z]|V\d|L)",
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
