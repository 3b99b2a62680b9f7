"""Files that mean harm, a sample of each kind, by page and by command: none breaks anything, none vanishes, and every
refusal is a sentence that says what to do. All of them: `python -m core bench hostile`."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.news.load import READERS
from core.settings import get_settings
from core.ui.news.state import View
from core.ui.words_ko import common, news
from core.ui.words_ko import lineup as lineup_words
from tests.support.app import labelled, open_page, press, texts
from tests.support.hostile import make
from tests.support.hostile.feed import COMMANDS, feed

pytestmark = pytest.mark.slow
EVERY = {"photos": 41, "names": 3, "zips": 11, "articles": 1, "lexicon": 3, "catalog": 1, "runs": 11}  # one in so many


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("hostile")
    return folder, dict(make(get_settings().demo, folder, list(EVERY)))


WAYS = [("page", kind) for kind in EVERY] + [("command", kind) for kind in (*COMMANDS, "lexicon") if kind in EVERY]


@pytest.mark.parametrize(("way", "kind"), WAYS)
def test_no_file_breaks_or_vanishes(made: tuple[Path, dict[str, str]], way: str, kind: str) -> None:
    folder, expected = made
    own = sorted(key for key in expected if key.startswith(f"{kind}/"))
    for key in own[:: EVERY[kind] * (5 if way == "command" and kind in ("photos", "zips", "names") else 1)]:
        outcome = feed(folder, key, way)
        assert not outcome.crash, (key, outcome.crash)
        assert not outcome.silent, key
        assert not outcome.unclear, (key, outcome.unclear)
        if expected[key] != "any":
            assert outcome.taken if expected[key] == "ok" else outcome.refusals or not outcome.taken, (
                key,
                outcome.said,
            )


def uploads(folder: Path, kinds: tuple[str, ...], every: int) -> list[tuple[str, bytes, str]]:
    files = sorted(path for kind in kinds for path in (folder / kind).iterdir())[::every]
    return [(path.name, path.read_bytes(), "application/octet-stream") for path in files]


def test_a_line_up_of_hostile_files_is_shown_with_a_reason_for_each(made: tuple[Path, dict[str, str]]) -> None:
    app = open_page("lineup_match")
    brought = uploads(made[0], ("photos", "names", "zips"), 17)
    app.file_uploader[0].set_value(brought).run(timeout=300)
    app = press(press(app, common.analyse_button(len(brought))), lineup_words.FICTION_YES)
    assert not app.exception and common.UNEXPECTED not in texts(app)
    assert "압축" in texts(app) and "손상" in texts(app)


def page() -> None:
    from core.catalog import load_real
    from core.settings import get_settings
    from core.ui.concept.news import section

    section(load_real(get_settings()).find("twice"))


def test_a_batch_of_hostile_articles_keeps_the_good_ones(made: tuple[Path, dict[str, str]]) -> None:
    app = AppTest.from_function(page, default_timeout=300).run()
    app = labelled(app.segmented_control, news.VIEW).set_value(View.FILES).run()
    # Others are held back by the browser, and a request that goes round it ends in Streamlit.
    brought = [file for file in uploads(made[0], ("articles",), 1) if Path(file[0]).suffix in READERS]
    app.file_uploader[0].set_value(brought).run()
    app = press(app, news.FILES_GO)
    said = texts(app)
    assert not app.exception and common.UNEXPECTED not in said
    assert "트와이스" in said and said.count(".xlsx: ") > 20
