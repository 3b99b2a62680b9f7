import re
from pathlib import Path

from core.ui import chart_picture
from core.ui.words_ko.common import PICTURE_TEXTS

SCRIPT = (Path(chart_picture.__file__).parent / "chart_picture.js").read_text(encoding="utf-8")


def test_the_script_sets_text_as_text_and_uses_the_texts_it_is_given():
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", SCRIPT)
    assert not re.search("[가-힣]", SCRIPT) and set(re.findall(r"\btexts\.(\w+)", SCRIPT)) == set(PICTURE_TEXTS)


def test_the_title_and_the_lines_come_along(monkeypatch):
    sent = {}
    monkeypatch.setattr(chart_picture, "_picture", lambda **call: sent.update(call))
    saved = chart_picture.Saved("이름", "제목", ("근거",), [("말", "#111111")])
    chart_picture.chart_picture("run.roc", saved, "font", {}, PICTURE_TEXTS)
    assert sent["key"] == "run.roc.picture" and sent["data"]["chart"] == "st-key-run-roc"
    assert (sent["data"]["title"], sent["data"]["lines"]) == ("제목", ["근거"])
