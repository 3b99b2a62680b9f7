"""The import's benchmark on a few photos: its process ends, its figures are there, nothing of it stays."""

from pathlib import Path

import pytest

from core.bench import collect_import
from core.settings import get_settings


@pytest.mark.slow
def test_it_times_an_import_in_a_process_of_its_own(
    demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(collect_import, "PHOTOS", 8)
    found = collect_import.run(demo / "reference")
    assert set(found) == {"import_1500", "import_memory"}
    assert found["import_1500"]["ours"] > 0 and found["import_memory"]["ours"] > 50
    assert (found["import_1500"]["unit"], found["import_memory"]["baseline"]) == ("s", collect_import.LIMIT_MB)
    assert "사진 8장을 불러왔습니다" in capsys.readouterr().err
    assert not get_settings().workspace.exists()
