import pytest

from core.keywords.analyzers.table import get_analyzer
from core.keywords.lexicon.lexicon import load_lexicon
from core.settings import get_settings


@pytest.fixture(scope="session", params=["okt", "komoran", "kiwi"])
def analyzer(request):
    """Java starts once a test run, and once started it stays."""
    return get_analyzer(request.param)


@pytest.fixture(scope="session")
def okt():
    return get_analyzer("okt")


@pytest.fixture
def lexicon():
    """The shipped one: the workspace of a test has no words of its own yet."""
    return load_lexicon(get_settings())
