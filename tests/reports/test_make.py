"""Which parts a report has, and that one that fails takes no other with it."""

import io

import numpy as np
import pytest
from PIL import Image

from core.errors import NewsError, UnknownNameError
from core.reports.faces import SIDE, square
from core.reports.given import Made, Said
from core.reports.make import make_report
from core.reports.pptx_layout import fitted
from core.reports.report import Bars, Cards, Lead, Part, Text, named_parts
from tests.support.reports import MADE, face, given, version


def test_parts_come_in_their_order_and_only_those_that_were_ticked() -> None:
    report = make_report(given(), [Part.METHOD, Part.BRIEF], MADE)
    assert [section.part for section in report.sections] == [Part.BRIEF, Part.METHOD]
    assert (report.day, report.made_day, report.version) == ("2026년 3월 2일", "2026년 11월 29일", "버전 3")
    assert named_parts("brief, cards") == (Part.BRIEF, Part.CARDS)
    with pytest.raises(UnknownNameError, match="없는것"):
        named_parts("brief,없는것")


def test_a_part_that_fails_is_named_and_the_rest_is_made() -> None:
    def no_news() -> Said:
        raise NewsError("기사가 없습니다. 뉴스를 모아 주세요.")

    def broken() -> Made:
        raise ZeroDivisionError

    report = make_report(given(said=no_news, more={Part.WHAT_IF: broken}), list(Part), MADE)
    assert set(report.failed) == {Part.CONCEPT, Part.CLOUD, Part.FACETS, Part.WHAT_IF}
    assert "뉴스를 모아 주세요" in report.failed[Part.CLOUD] and "예상하지 못한" in report.failed[Part.WHAT_IF]
    assert len(report.sections) == len(Part)


def test_groups_keep_their_order_and_the_top_one_is_strong() -> None:
    brief, cards = make_report(given(), [Part.BRIEF, Part.CARDS], MADE).sections
    lead = next(block for block in brief.blocks if isinstance(block, Lead))
    bars = next(block for block in brief.blocks if isinstance(block, Bars))
    assert [bar.name for bar in bars.bars] == ["루나디아", "스칼렛링", "블루윈드", "가깝지 않음"]
    assert [bar.name for bar in bars.bars if bar.strong] == [lead.marked] and lead.colour == "#1f7fa8"
    own = next(block for block in cards.blocks if isinstance(block, Cards)).cards
    assert all([b.name for b in card.bars] == [b.name for b in bars.bars] for card in own)
    assert own[4].colour == "" and "가깝지 않음" in own[4].badge  # close to nobody has no group's colour


def test_faces_are_there_only_when_asked_for_and_blurred_ones_hide_who_it_is() -> None:
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (200, 150, 3), dtype=np.uint8))
    out = io.BytesIO()
    noise.save(out, "JPEG", exif=b"Exif\0\0secret")
    for shown, there in (("off", False), ("blurred", True), ("shown", True)):
        (section,) = make_report(given(faces={0: face()}, show_faces=shown), [Part.CARDS], MADE).sections
        cards = next(block for block in section.blocks if isinstance(block, Cards)).cards
        assert bool(cards[0].face) is there and cards[1].face is None
    sharp, soft = (square(out.getvalue(), blurred=own) for own in (False, True))
    pictures = [np.asarray(Image.open(io.BytesIO(data)).convert("L"), float) for data in (sharp, soft)]
    assert [p.shape for p in pictures] == [(SIDE, SIDE)] * 2 and b"secret" not in sharp
    assert np.abs(np.diff(pictures[1])).mean() < 0.05 * np.abs(np.diff(pictures[0])).mean()


def test_fiction_and_what_was_only_composed_is_said() -> None:
    assert make_report(given(), [], MADE).warnings == ()
    (said,) = make_report(given(version=version(["가"], fictional=True)), [], MADE).warnings
    assert "실존하지 않습니다" in said


def test_a_missing_part_says_so() -> None:
    (section,) = make_report(given(said=None), [Part.CLOUD], MADE).sections
    assert not section.failed and [b.text for b in section.blocks if isinstance(b, Text)] == [
        "구름에 그릴 말이 없습니다."
    ]


@pytest.mark.parametrize("text", ["가나다 " * 200, "W" * 900, "짧다"])
def test_text_on_a_slide_fits_its_box(text: str) -> None:
    said, size = fitted(text, 14, 3.0, 0.8)
    assert fitted(said, size, 3.0, 0.8)[0] == said
    assert (said == text) is (text == "짧다")
