"""The studio has one version, wherever it says it."""

import re
import tomllib

import core
from core.services.training.train_one import used_versions
from core.settings import get_settings
from core.web.fetcher import user_agent
from models import get_family
from tests.conftest import ROOT


def test_everything_that_says_the_version_says_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert core.__version__ == project["version"] == newest[1] == used_versions(get_family("resemblance"))["studio"]
    assert f"DebutConceptStudio/{core.__version__} " in user_agent(get_settings())
