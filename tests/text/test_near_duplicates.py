import random
from dataclasses import replace
from datetime import date

from core.text.bylines import cut_bylines
from core.text.near_duplicates import THRESHOLD, fold
from tests.support.builders import article

BODY = (
    "여섯별이 새 연작의 첫 장을 열었다. 밤하늘을 배경으로 한 몽환적인 신스가 길게 번지고, 별자리를 잇는 안무가 "
    "이어진다. 소속사는 관측소에서 편지를 쓰는 소녀의 이야기라고 전했다. 무대는 새벽의 서늘한 빛으로 마무리된다."
)
OTHER = (
    "두물이 도시의 골목에서 새 무대를 열었다. 묵직한 비트와 직설적인 가사, 가죽재킷과 그라피티가 눈에 띈다. "
    "옥상에서 찍은 영상은 하루 만에 큰 화제가 됐고 멤버들은 거리에서 춤을 이어 갔다."
)


def test_a_syndicated_story_counts_once():
    first = article("여섯별 컴백", BODY)
    copy = article(
        "여섯별, 컴백했다", f"[서울=나루통신] 고운결 기자 = {BODY} 무단 전재 및 재배포 금지", press="나루통신"
    )
    quoted = article("여섯별 컴백", BODY.replace("밤하늘", "“밤하늘”"))
    folded = fold([first, article("두물 옥상", OTHER), copy, quoted])
    assert sorted(len(f.copies) for f in folded) == [0, 2]


def test_different_stories_stay_apart():
    assert len(fold([article("여섯별", BODY), article("두물", OTHER)])) == 2


def test_the_same_story_of_two_groups_is_kept_for_both():
    assert len(fold([article("합동 무대", BODY, group="a"), article("합동 무대", BODY, group="b")])) == 2


def test_order_of_input_does_not_change_what_is_kept():
    articles = [article(f"여섯별 소식 {i}", BODY[i:] + OTHER[: 20 * i]) for i in range(4)]
    articles += [article("두물", OTHER), article("두물 옥상", OTHER + " 끝.")]
    expected = {(f.article.title, len(f.copies)) for f in fold(articles)}
    for seed in range(3):
        shuffled = random.Random(seed).sample(articles, len(articles))
        assert {(f.article.title, len(f.copies)) for f in fold(shuffled)} == expected


def test_nothing_is_lost():
    articles = [article(str(i), BODY if i % 3 else OTHER) for i in range(9)]
    folded = fold(articles)
    assert sum(1 + len(f.copies) for f in folded) == len(articles)


def test_the_fullest_then_the_earliest_stands_for_the_rest():
    short, full = article("a", BODY), article("a", BODY + " 팬 미팅도 열린다.")
    assert fold([short, full])[0].article is full
    later = replace(short, date=date(2026, 4, 1))
    assert fold([later, short])[0].article is short


def test_articles_without_text_do_not_fold_into_each_other():
    assert fold([]) == []
    assert len(fold([article("!!", ""), article("??", "")])) == 2


def test_bylines_are_cut_and_names_in_brackets_stay():
    assert cut_bylines("[서울=뉴시스] 홍길동 기자 = 밤하늘이 열렸다.") == "밤하늘이 열렸다."
    assert cut_bylines("(서울=연합뉴스) 홍길동 기자 = 밤하늘이 열렸다.") == "밤하늘이 열렸다."
    assert cut_bylines("밤하늘이 열렸다. hong@press.example 무단 전재 및 재배포 금지") == "밤하늘이 열렸다."
    assert cut_bylines("밤하늘이 열렸다. ⓒ 가람일보") == "밤하늘이 열렸다."
    assert cut_bylines("(여자)아이들이 돌아왔다.") == "(여자)아이들이 돌아왔다."
    assert cut_bylines("공개된 사진 속 밤하늘은 푸르다.") == "공개된 사진 속 밤하늘은 푸르다."


def test_stories_that_share_phrases_do_not_become_one_in_a_row():
    phrases = [(BODY + OTHER)[at : at + 38] for at in range(0, 38 * 6, 38)]
    rows = [article("소식", "".join(phrases[first : first + 4])) for first in range(3)]
    first = replace(rows[0], body=rows[0].body + " 그리고")
    folded = fold([first, rows[1], rows[2]])
    assert [(f.article, f.copies) for f in folded] == [(first, (rows[1],)), (rows[2], ())]


def test_every_story_is_what_comparing_all_pairs_would_make_of_it():
    numbers = random.Random(5).sample(range(10_000), 400)
    notices = [article(f"블랙핑크 소식 {i}", f"블랙핑크 무대 {i}") for i in numbers]
    left = sorted(notices, key=lambda one: (-len(one.text), one.text))
    expected = []
    while left:
        first, *others = left
        alike = [one for one in others if _jaccard(first.text, one.text) >= THRESHOLD]
        left = [one for one in others if one not in alike]
        expected.append((first.title, sorted(one.title for one in alike)))
    found = [(f.article.title, sorted(one.title for one in f.copies)) for f in fold(notices)]
    assert sorted(found) == sorted(expected)
    assert len(found) < 100


def _jaccard(one, other):
    own, its = ({bare[i : i + 3] for i in range(len(bare) - 2)} for bare in ("".join(t.split()) for t in (one, other)))
    return len(own & its) / len(own | its)
