"""CONTRIBUTING's recipes hold: a toy of each kind is one file (here a class) and one row of a table, and is used."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from streamlit.testing.v1 import AppTest

from core.cli.keywords import keywords
from core.collect import table as photo_table
from core.collect.commons import Commons
from core.collect.table import PhotoOffer
from core.faces import engines
from core.faces.align import DlibCut
from core.faces.engines import EngineInfo
from core.faces.weights import WeightFile
from core.keywords.analyzers import table as analyzer_table
from core.keywords.analyzers.table import AnalyzerInfo, Measured
from core.keywords.analyzers.tokens import Token
from core.keywords.lexicon.lexicon import Lexicon
from core.matching.judgement import JudgementBatch
from core.news import load as news_files
from core.news import table as news_table
from core.news.reading import Reading, collected, read_bytes
from core.news.source import Page, Query
from core.news.table import NewsOffer
from core.services.news import articles as news
from core.services.news import collect as news_collect
from core.services.news.importing import import_files
from core.services.reference import collect
from core.services.reference.sets import new_set
from core.settings import Settings, get_settings
from core.storage.news.collection_log import Plan
from core.storage.reference.library import Library
from core.storage.training import runs
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.family import Family
from core.training.options import Options
from core.types import Article, Candidate, MemberId, Progress, Upload, silent
from core.ui.concept.saved import brief, exports
from core.ui.words_ko import concept as concept_words
from core.web.fetcher import Fetcher
from models import FAMILIES
from tests.conftest import ROOT
from tests.support.app import open_page, texts
from tests.support.finished_training import on_file
from tests.support.news_server import NewsServer, article
from tests.support.photo_answers import Offer
from tests.support.photo_server import PhotoServer

Keys = Mapping[str, str]
TITLE = "장난감"


def run(page: Any, **given: Any) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60, kwargs=given).run()
    assert not app.exception
    return app


def test_every_recipe_is_tried_here() -> None:
    titles = re.findall(r"^### (.+)$", (ROOT / "CONTRIBUTING.md").read_text(), re.M)
    tried = [name for name in globals() if name.startswith("test_a")]
    assert sorted(f"test_{title.lower().replace(' ', '_')}" for title in titles) == sorted(tried)


@pytest.mark.slow
def test_a_page(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "pages", tmp_path / "pages")
    (tmp_path / "pages" / "toy.py").write_text(
        '"""A toy."""\n\nfrom core.ui.kit.components import head\nfrom core.ui.kit.sidebar import require_frame\n\n'
        f'require_frame("pages/toy.py")\nhead("{TITLE}")\n'
    )
    studio = (ROOT / "streamlit_app.py").read_text()
    last = '        ("engines", t.ENGINES, "memory", "training.read"),\n'
    row = f'        ("toy", "{TITLE}", "toys", "studio.enter"),\n'
    assert last in studio
    (tmp_path / "streamlit_app.py").write_text(studio.replace(last, last + row))
    app = AppTest.from_file(str(tmp_path / "streamlit_app.py"), default_timeout=60).run()
    app = app.switch_page("pages/toy.py").run()
    assert not app.exception and [title.value for title in app.title] == [TITLE]


class ToyNews:
    """Knows one article about every group."""

    name = "toy"

    def __init__(self, settings: Settings, fetcher: Fetcher, keys: Keys) -> None:
        self._fetcher = fetcher

    def search(self, query: Query) -> Iterator[Page]:
        yield Page((article(1, title="그룹 있지, 새 무대", group=query.group, source=self.name),), 1, 1)


@pytest.mark.slow
def test_a_news_source(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = NewsOffer(TITLE, "가지고 놀아도 됩니다.", 30, lambda settings: ("https://toys.example/",), ToyNews)
    monkeypatch.setitem(news_table.SOURCES, "toy", offer)
    with NewsServer({}) as server:
        settings = server.settings(get_settings())
        info = news_collect.sources(settings)[-1]
        assert (info.title, info.usable, info.keep_days, info.default) == (TITLE, True, 30, False)
        assert "toys.example" in news_table.hosts(settings)
        news_collect.collect(silent, settings, Plan("toy", ("itzy",), date(2026, 1, 1), date(2026, 3, 31)))
        assert [found.source for found in news.articles(settings)["itzy"]] == ["toy"]

    def page() -> None:
        from core.catalog import load_real
        from core.settings import get_settings
        from core.ui.news import collect, retention

        collect.form(load_real(get_settings()).get("itzy"))
        retention.keep(load_real(get_settings()).get("itzy"))

    app = run(page)
    assert TITLE in app.segmented_control[0].options
    assert f"{TITLE} · 모든 그룹 1건" in [control.label for control in app.number_input]


def read_toy(source: bytes | Path, group: str) -> Reading:
    titles = read_bytes(source).decode().split()
    return collected([Article(group, title, "", "", None, "", "toy") for title in titles])


@pytest.mark.slow
def test_a_news_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(news_files.READERS, ".toy", read_toy)
    report = import_files(get_settings(), [Upload("a.toy", "새무대 새앨범".encode())], "itzy")
    assert report.new == 2

    def page() -> None:
        from core.catalog import load_real
        from core.settings import get_settings
        from core.ui.news.files import files

        files(load_real(get_settings()).get("itzy"))

    assert ".toy" in run(page).file_uploader[0].proto.type


class ToyPhotos:
    name = "toy"

    def __init__(self, settings: Settings, fetcher: Fetcher, keys: Keys) -> None:
        self._commons = Commons(settings, fetcher)

    def search(self, query: str) -> Iterator[Candidate]:
        yield from self._commons.search(query)


@pytest.mark.slow
def test_a_photo_source(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    offer = PhotoOffer(TITLE, "가지고 놀아도 됩니다.", lambda *own: nullcontext(ToyPhotos(*own)))
    monkeypatch.setitem(photo_table.SOURCES, "toy", offer)
    portrait = next((demo / "reference").rglob("*.jpg")).read_bytes()
    with PhotoServer({"있지 예지": [Offer("Yeji", portrait)]}) as server:
        settings = server.settings(get_settings())
        assert (collect.sources(settings)[-1].title, collect.sources(settings)[-1].usable) == (TITLE, True)
        plan = collect.Plan("toy", new_set(settings, "모음"), (MemberId("itzy", "예지"),), 1)
        collect.run(silent, settings, collect.plan(settings, plan))
        assert [photo.rights.source for photo in Library(settings, plan.set_id).photos()] == ["toy"]

    def page(set_id: str) -> None:
        from core.services.reference.sets import list_sources
        from core.settings import get_settings
        from core.ui.reference import collect, rights

        collect.collect(next(one for one in list_sources(get_settings()) if one.id == set_id))
        rights.rights(next(one for one in list_sources(get_settings()) if one.id == set_id))

    app = run(page, set_id=plan.set_id)
    assert TITLE in [option for control in app.segmented_control for option in control.options]
    tables = [table.value.to_string() for table in app.dataframe]
    assert any(TITLE in table for table in tables), tables


class Spaces:
    """Takes what stands between spaces for words."""

    name, version = "toy", "toy-1"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def tokens(self, texts: Sequence[str], progress: Progress = silent) -> list[list[Token]]:
        return [[Token(m.group(), "noun", m.start(), m.end()) for m in re.finditer(r"\w+", text)] for text in texts]


@pytest.fixture
def spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    row = AnalyzerInfo(TITLE, Spaces, Measured(0.5, 0.5, 1))
    monkeypatch.setitem(analyzer_table.ANALYZERS, "toy", row)


def concept_filters() -> None:
    from core.ui.concept.controls import analyzer, narrow
    from core.ui.concept.data import all_groups, shown

    analyzer()
    found = shown("group_6", all_groups(), "toy")
    assert found is not None
    narrow(found, all_groups())


@pytest.mark.slow
def test_an_analyzer(spaces: None) -> None:
    answer = keywords("group_6", analyzer="toy")
    assert answer["analyzer"] == "toy" and answer["keywords"]
    assert TITLE in run(concept_filters).segmented_control[0].options


@dataclass(frozen=True)
class EqualChances:
    """Finds every group equally likely."""

    names: tuple[str, ...]
    dim: int

    @property
    def groups(self) -> tuple[str, ...]:
        return self.names

    @property
    def input_shape(self) -> tuple[int, ...]:
        return (self.dim,)

    def score_photos(self, inputs: NDArray[Any]) -> NDArray[np.float64]:
        return np.full((len(inputs), len(self.names)), 1 / len(self.names))

    def judge_sets(self, sets: Sequence[NDArray[Any]]) -> JudgementBatch:
        scores = self.score_photos(np.zeros(len(sets)))
        return JudgementBatch(
            scores, scores[:, 0], np.zeros(len(sets), bool), np.ones(len(sets)), scores, np.zeros(len(sets))
        )


def fit(examples: Examples, options: Options, monitor: Monitor) -> EqualChances:
    return EqualChances(tuple(sorted({member.group for member in examples.members})), examples.plain.shape[1])


def test_a_model_family(monkeypatch: pytest.MonkeyPatch) -> None:
    family = Family("toy", TITLE, "모두에게 같은 확률을 줍니다.", fit, EqualChances)
    monkeypatch.setitem(FAMILIES, family.name, family)
    run = on_file(get_settings(), "toy")
    assert run.metrics["photo_cv"]["log_loss"] == pytest.approx(np.log(3))
    assert runs.read_model(get_settings(), run.id) == EqualChances(("가온", "나래", "다솜"), 24)
    assert TITLE in [box.label for box in open_page("training").checkbox]


class ToyNetwork:
    """A face's first pixels, as a direction."""

    name, version, size, dim, cut = "toy", "toy-1", 32, 8, DlibCut(32)
    mirrored, usual_length, same_picture = False, 1.0, 0.995

    def __init__(self, name: str, files: tuple[WeightFile, ...]) -> None:
        assert (name, files) == ("toy", ())

    def embed(self, faces: NDArray[np.uint8]) -> NDArray[np.float32]:
        raw = faces.reshape(len(faces), -1)[:, : self.dim].astype(np.float32) + 1
        return np.asarray(raw / np.linalg.norm(raw, axis=1, keepdims=True), np.float32)


@pytest.mark.slow
def test_an_engine(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    row = EngineInfo("toy", TITLE, "CC0 1.0", "https://toys.example/", "commercial", (), 8, make=ToyNetwork)
    monkeypatch.setitem(engines.ENGINES, row.name, row)
    monkeypatch.setattr(engines, "_engines", {})
    photo = next((demo / "lineup").rglob("*.jpg"))
    (found,) = engines.get_engine("toy").analyse([Upload(photo.name, photo.read_bytes())])
    assert found.embedding is not None and found.embedding.shape == (8,)
    assert TITLE in texts(open_page("engines"))


@pytest.mark.slow
def test_a_download(monkeypatch: pytest.MonkeyPatch, spaces: None) -> None:
    row = (
        TITLE,
        concept_words.TEXT,
        "md",
        "text/markdown",
        lambda shown, groups: brief.brief(shown, groups).text().encode(),
    )
    monkeypatch.setattr(exports, "FORMATS", [*exports.FORMATS, row])

    def page() -> None:
        from core.ui.concept.data import all_groups, shown
        from core.ui.concept.saved.exports import downloads

        groups = all_groups()
        found = shown("group_6", groups, "toy")
        assert found is not None
        downloads(found, groups)

    assert TITLE in [button.proto.label for button in run(page).get("download_button")]


COMMAND = '''
import sys
import core.__main__ as program

def greet(name: str) -> dict:
    """Greet a toy."""
    print("for people")
    return {"hello": name}

program.COMMANDS.append(greet)
sys.argv[0] = "core"
program.command_line()()
'''


@pytest.mark.slow
def test_a_command() -> None:
    def studio(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", COMMAND, *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert "Greet a toy." in studio("--help").stdout
    answer = studio("greet", "bear", "--json")
    assert (answer.stdout, answer.stderr) == ('{"hello": "bear"}\n', "for people\n")
