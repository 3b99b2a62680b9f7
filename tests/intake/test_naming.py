"""Whose photo a file is, by its name and its folder."""

import pytest

from core.intake.naming import loose_name


@pytest.mark.parametrize(
    ("file", "trainee"),
    [
        ("김하늘_01.jpg", "김하늘"),
        ("김하늘.jpg", "김하늘"),
        ("김하늘_무대_2.png", "김하늘"),
        ("김하늘 _1.jpg", "김하늘"),
        ("101_front.jpg", "101"),
        ("trainee_1_02.jpg", "trainee_1"),
        ("trainee_1.jpg", "trainee_1"),
        ("연습생_3_셀카.jpg", "연습생_3"),
        ("IMG_1234.jpg", "IMG_1234"),
        ("DSC_0001.JPG", "DSC_0001"),
        ("20241122_153000.jpg", "20241122_153000"),
        ("KakaoTalk_20241122_1.jpg", "KakaoTalk_20241122_1"),
        ("P_20241122_1.jpg", "P_20241122_1"),
        ("Snow_1.jpg", "Snow"),
        ("_1.jpg", "_1"),
        ("사진", "사진"),
        ("🐰토끼_1.jpg", "🐰토끼"),
    ],
)
def test_loose_names(file: str, trainee: str) -> None:
    assert loose_name(file) == trainee
