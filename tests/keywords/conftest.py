from pathlib import Path

import pytest

from core.keywords.analyzers import get_analyzer

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def korean_sentences():
    """Real news sentences beside the checkout; they may not be copied into the project."""
    path = ROOT.parent / "shared" / "text" / "korean_sentences.tsv"
    if not path.is_file():
        pytest.skip("the sentence set is not beside this checkout")
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line.split("\t", 1)[1] for line in lines if "\t" in line]


@pytest.fixture(scope="session")
def sentences_with_itji(korean_sentences):
    found = [text for text in korean_sentences if "있지" in text]
    assert found, "the set no longer holds the sentences this is about"
    return found


@pytest.fixture(scope="session", params=["okt", "komoran", "kiwi"])
def analyzer(request):
    """Java starts once a test run, and once started it stays."""
    return get_analyzer(request.param)


@pytest.fixture(scope="session")
def okt():
    return get_analyzer("okt")
