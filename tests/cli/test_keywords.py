"""`keywords --json`: its keys with every analyzer, and that nothing is written."""

from pathlib import Path

import pytest

from tests.support.command_line import answer, studio


@pytest.mark.slow
@pytest.mark.parametrize("analyzer", ["okt", "komoran", "kiwi"])
def test_keywords(workspace: Path, tmp_path: Path, analyzer: str) -> None:
    rows = ["group,title,body,press,date,link"]
    rows += [f"가나,몽환 {i},몽환적인 신스와 새벽의 무대를 선보였다,가람일보,2026-05-{i + 1:02d}," for i in range(9)]
    rows += [f"다라,청량 {i},청량한 여름 바다의 무대를 선보였다,가람일보,2026-06-{i + 1:02d}," for i in range(9)]
    file = tmp_path / "articles.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    found = answer(
        studio("keywords", "가나", "--articles", file, "--analyzer", analyzer, "--json", workspace=workspace)
    )
    assert {"articles", "duplicates", "keywords", "seconds"} <= set(found)
    assert found["articles"] + found["duplicates"] == 9
    assert {"word", "count", "articles", "z", "log_ratio"} <= set(found["keywords"][0])
    top = [k["word"] for k in found["keywords"][:5]]
    assert any("몽환" in word or "신스" in word or "새벽" in word for word in top)
    assert not any("청량" in word for word in top)
    assert not workspace.exists(), "keywords must write nothing"
