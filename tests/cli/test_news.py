"""`news --json`: its keys, from a source and of a file."""

from pathlib import Path

import pytest

from tests.support.command_line import answer, studio
from tests.support.news_server import HUB, NewsServer, article


@pytest.mark.slow
def test_news(workspace: Path, tmp_path: Path) -> None:
    found = [article(1, title="그룹 있지, 새 무대"), article(2, title="건설 소식", body="짓고 있지만 늦다.")]
    with NewsServer({"있지 ITZY": found}) as server:
        own = {**server.environment(), **{f"STUDIO_{name.upper()}": value for name, value in HUB.items()}}
        period = ("--since", "2026-03-01", "--until", "2026-03-31")
        came = answer(studio("news", "있지", *period, "--json", workspace=workspace, environment=own))
    assert set(came) == {"groups", "articles", "seconds"} and came["articles"] == 1
    assert came["groups"] == [
        {"group": "itzy", "found": 2, "new": 2, "admitted": 1, "left_out": {"homonym": 1}, "problem": ""}
    ]
    file = tmp_path / "articles.csv"
    file.write_text("title,body\n새 무대,예지와 리아가 나왔다\n", encoding="utf-8")
    came = answer(studio("news", "--file", file, "--group", "ITZY", "--json", workspace=workspace))
    assert (came["groups"][0]["new"], came["articles"]) == (1, 2)
    file.write_text("title,body\n", encoding="utf-8")
    refused = studio("news", "--file", file, "--group", "ITZY", workspace=workspace)
    assert refused.returncode == 1 and "제목이 있는 기사" in refused.stderr and "--group" not in refused.stderr
