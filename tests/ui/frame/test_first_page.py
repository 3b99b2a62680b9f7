import re

from core.ui.frame.first_page import first_page, script_hashes
from core.ui.words_ko.common import STUDIO
from tests.conftest import ROOT


def test_the_first_page_is_korean_before_any_script_runs() -> None:
    page = first_page().decode()
    assert '<html lang="ko">' in page and f"<title>{STUDIO}</title>" in page
    shown = re.sub(r"(?s)<!--.*?-->|<script.*?</script>|<[^>]*>", " ", page)
    assert not re.search("[A-Za-z]{2,}", shown.replace("JavaScript", "")), shown


def test_every_page_of_the_studio_is_known_and_every_script_allowed() -> None:
    page = first_page()
    for path in (ROOT / "pages").glob("*.py"):
        assert path.stem.encode() in page
    assert len(script_hashes(page).split()) == page.count(b"<script>") == 2
