import pytest

from core.keywords.analyzers.table import get_analyzer


@pytest.fixture(scope="session", params=["okt", "komoran", "kiwi"])
def analyzer(request):
    """Java starts once a test run, and once started it stays."""
    return get_analyzer(request.param)


@pytest.fixture(scope="session")
def okt():
    return get_analyzer("okt")
