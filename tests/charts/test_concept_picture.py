"""A cloud that leaves the page says by itself what it is."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from core.charts.concept_picture import Picture
from core.keywords.views.cloud import cloud

COLOURS = {"밤하늘": "#490bd9", "<b>": "#068053"}


@pytest.fixture(scope="module")
def picture():
    drawn = cloud({"밤하늘": 9.0, "<b>": 4.0}, width=400, height=300, full=10, bold=["밤하늘"])
    lines = [
        "근거: 기사 63건, 2026-03-02–2026-10-28, 6팀과 비교",
        "여섯별 · 2026-11-29에 만듦 · 가상의 그룹과 기사입니다",
    ]
    return Picture(drawn, COLOURS, "여섯별: 두드러지는 말", [("세계관·서사", "#490bd9"), ("분위기", "#068053")], lines)


def test_the_svg_holds_title_words_legend_and_source_and_the_glyphs_of_each(picture):
    svg = picture.svg()
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    assert {"여섯별: 두드러지는 말", "밤하늘", "&lt;b&gt;", "세계관·서사", "분위기"} <= set(texts)
    said = " ".join(texts)
    assert "63건" in said and "2026-11-29" in said and "가상" in said and "font/woff;base64," in svg
    assert re.search(r'stroke-width="[0-9.]+">밤하늘<', svg) and svg.count("stroke-width=") == 1, "the bold one"
    assert len(svg) < 120_000, "not the whole font"


def test_the_png_is_the_same_on_white_paper(picture):
    pixels = np.asarray(Image.open(io.BytesIO(picture.png())))
    width, height = re.findall(r'<svg[^>]* width="(\d+)" height="(\d+)"', picture.svg())[0]
    assert pixels.shape == (2 * int(height), 2 * int(width), 3)
    assert tuple(pixels[0, 0]) == (255, 255, 255)
    for colour in ((0x49, 0x0B, 0xD9), (0x06, 0x80, 0x53)):
        assert (np.abs(pixels.astype(int) - colour).max(axis=2) < 3).sum() > 500
    for rows in (pixels[: pixels.shape[0] // 8], pixels[-pixels.shape[0] // 8 :]):
        assert (rows < 128).any(), "something is written above the cloud and below it"
