"""Names by where they mostly stand; houses and people are invented."""

import pytest

from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import GroupNames, NameFinder
from core.keywords.names.standing import standing
from core.settings import get_settings


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon(get_settings())


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["소담빛 포토콜에 섰다.", "소담빛은 3일 두물을 새 앰배서더로 뽑았다."], {"소담빛": "brand"}),
        (["두물이 소담빛 가을 컬렉션을 입었다.", "소담빛의 신제품이다."], {"소담빛": "brand"}),
        (["나루터길에서 열린 공연이다.", "나루터길 입성은 처음이다."], {"나루터길": "venue"}),
        (["평론가 봉새별은 웃었다.", "디렉터 봉새별이 맡았다."], {"봉새별": "person"}),
        (["광고 모델로 나섰다.", "광고 캠페인을 찍었다."], {}),
        (["타이베이 입성은 처음이다.", "타이베이에서 열린 공연"], {"타이베이": "venue"}),
        (["소담빛 포토콜에 섰다."], {}),  # once proves nothing
        (["소담빛 포토콜", "소담빛은 달다."] + ["소담빛이 든다."] * 9, {}),  # mostly elsewhere
    ],
)
def test_what_stands_beside_signs_is_a_name(texts, found, lexicon):
    assert standing(texts, lexicon, ()) == found


def test_an_act_whose_name_is_a_word_is_one_where_it_seldom_stands_elsewhere(lexicon):
    finder = NameFinder([GroupNames("two", "두물", "DUMUL", (), ())], lexicon)
    rows = ["나침반, 두물, 가람별 등", "두물·가람별·나침반 무대", "후보에는 나침반, 가람별, 두물이 올랐다."]
    assert finder.learn(rows).called == {"나침반": "artist"}
    assert "나침반" not in finder.learn([*rows, *["낡은 나침반을 든 소녀가 길을 찾는다."] * 3]).called
