"""An article is the same one however its address came about, and another one where the address says so."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.news.fingerprint import canonical, fingerprint
from core.types import Article

ARTICLE = Article(
    "itzy", "있지, 새 앨범", "본문", "가람일보", date(2026, 3, 2), "https://www.garam.kr/view/7?id=2", "naver"
)
NAMES = st.text("abcdefgh0123456789-_", min_size=1, max_size=12)


@given(
    st.lists(NAMES, min_size=1, max_size=4),
    st.dictionaries(NAMES.filter(lambda n: n != "_ga"), NAMES, max_size=3),
    st.sampled_from(["http", "https", "HTTPS"]),
    st.sampled_from(["", "www.", "m.", "WWW."]),
    st.booleans(),
    st.dictionaries(st.sampled_from(["utm_source", "utm_medium", "fbclid", "input", "ref"]), NAMES, max_size=3),
)
def test_how_one_came_to_an_address_does_not_matter(path, asked, scheme, before, slash, tracking):
    plain = f"https://garam.kr/{'/'.join(path)}"
    own = "&".join(f"{name}={value}" for name, value in asked.items())
    more = "&".join(f"{name}={value}" for name, value in {**tracking, **dict(reversed(asked.items()))}.items())
    other = f"{scheme}://{before}garam.kr/{'/'.join(path)}{'/' if slash else ''}?{more}#top"
    assert canonical(f"{plain}?{own}") == canonical(other) != ""


@given(st.text(max_size=60))
def test_no_address_is_too_odd(link):
    assert isinstance(canonical(link), str)
    assert len(fingerprint(replace(ARTICLE, link=link))) == 32


@pytest.mark.parametrize(
    "link",
    [
        "", "https://garam.kr", "https://www.garam.kr/?utm_source=x", "https://news.google.com/rss/articles/CBMi",
        "https://n.news.naver.com/mnews/article/001/1", "https://v.daum.net/v/1", "http://[broken", "https://a:b/c",
    ],
)  # fmt: skip
def test_without_an_address_of_the_press_title_press_and_day_tell(link):
    one = replace(ARTICLE, link=link)
    assert canonical(link) == ""
    assert fingerprint(one) == fingerprint(
        replace(one, link="", title="있지 새 앨범!", press="가람 일보", body="다른 글")
    )
    for other in (
        replace(one, title="있지 새 곡"),
        replace(one, press="나래신문"),
        replace(one, date=date(2026, 3, 3)),
    ):
        assert fingerprint(one) != fingerprint(other)


def test_an_address_of_the_press_goes_before_the_title():
    assert fingerprint(ARTICLE) == fingerprint(replace(ARTICLE, title="고친 제목", date=None, source="google_news"))
    assert fingerprint(ARTICLE) != fingerprint(replace(ARTICLE, link="https://garam.kr/view/7?id=3"))
