# ruff: noqa: SIM905 - word lists read better as text
"""The fictional news: right in shape, plausible in content, marked as fiction, and free of anything real."""

import html
import importlib.util
import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

from core.catalog import load_demo, load_real
from core.settings import get_settings
from tests.support.builders import present

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT / "data" / "demo" / "news"
GROUPS = [f"group_{n}" for n in range(1, 8)]
COLUMNS = [
    *("뉴스 식별자", "일자", "언론사", "기고자", "제목", "통합 분류1", "통합 분류2", "통합 분류3"),
    *("사건/사고 분류1", "사건/사고 분류2", "사건/사고 분류3", "인물", "위치", "기관", "키워드"),
    *("특성추출(가중치순 상위 50개)", "본문", "URL", "분석제외 여부"),
]
REAL_GROUPS = """
    방탄소년단 뉴진스 에스파 아이브 르세라핌 레드벨벳 소녀시대 여자친구 에이핑크 카라 빅뱅 엑소
    세븐틴 베이비몬스터 스테이씨 엔믹스 케플러 아일릿 프로미스나인 우주소녀 러블리즈 걸스데이
    씨스타 투애니원 원더걸스 BTS aespa NewJeans IVE
""".split()
REAL_PRESS_AND_COMPANIES = """
    연합뉴스 조선일보 중앙일보 동아일보 한겨레 경향신문 매일경제 한국경제 스포츠서울
    스포츠동아 스포츠조선 스포츠경향 일간스포츠 텐아시아 디스패치 마이데일리 엑스포츠뉴스
    뉴시스 뉴스1 머니투데이 이데일리 헤럴드 국민일보 서울신문 세계일보 문화일보 한국일보
    오마이뉴스 하이브 어도어 JYP SM엔터 YG RBW 스타쉽 큐브엔터 카카오 네이버 구글 유튜브 멜론
    지니뮤직 벅스 틱톡 인스타그램 트위터 스포티파이 빌보드 삼성 엠넷 인기가요 뮤직뱅크 음악중심
    엠카운트다운 KBS MBC SBS JTBC
""".split()


def rows(group):
    sheet = present(load_workbook(NEWS / group / "bigkinds.xlsx").active)
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def plain(text):
    return html.unescape(re.sub(r"</?b>", "", text))


@pytest.fixture(scope="module")
def portal():
    return {g: json.loads((NEWS / g / "naver.json").read_text("utf-8")) for g in GROUPS}


@pytest.fixture(scope="module")
def feed():
    return {g: ET.parse(NEWS / g / "rss.xml").getroot().find("channel") for g in GROUPS}


@pytest.fixture(scope="module")
def archive():
    return {g: rows(g) for g in GROUPS}


@pytest.fixture(scope="module")
def texts(archive, portal, feed):
    """Group -> text of each article that counts."""
    return {
        g: [f"{r['제목']}\n{r['본문']}" for r in archive[g] if not r["분석제외 여부"]]
        + [plain(f"{i['title']}\n{i['description']}") for i in portal[g]["items"]]
        + [i.findtext("title").rpartition(" - ")[0] for i in feed[g].iter("item")]
        for g in GROUPS
    }


def test_at_least_sixty_articles_a_group_in_all_three_shapes(texts, archive, portal, feed):
    for g in GROUPS:
        assert len(texts[g]) >= 60
        assert len(archive[g]) >= 28
        assert len(portal[g]["items"]) >= 20
        assert len(list(feed[g].iter("item"))) >= 15


def test_bigkinds_has_the_nineteen_columns_dates_and_marks(archive):
    for g in GROUPS:
        assert list(archive[g][0]) == COLUMNS
        assert {r["분석제외 여부"] for r in archive[g]} == {None, "중복", "예외"}
        assert len({r["뉴스 식별자"] for r in archive[g]}) == len(archive[g])
        for r in archive[g]:
            assert r["뉴스 식별자"].startswith("FICTION.")
            assert 20260301 <= r["일자"] <= 20261031
            datetime.strptime(str(r["일자"]), "%Y%m%d")
            assert r["언론사"] and r["제목"] and r["본문"] and r["기고자"]


def test_bodies_are_two_to_six_sentences_of_a_sensible_length(archive):
    for r in (r for g in GROUPS for r in archive[g]):
        assert 100 <= len(r["본문"]) <= 420, r["본문"]
        assert 2 <= len(re.findall(r"[.?!](?= |$)", r["본문"])) <= 6, r["본문"]


def test_naver_answers_carry_tags_entities_and_dates(portal):
    raw = ""
    for g in GROUPS:
        answer = portal[g]
        assert answer["fictional"] is True
        assert answer["display"] == len(answer["items"]) <= answer["total"]
        for item in answer["items"]:
            assert set(item) == {"title", "originallink", "link", "description", "pubDate"}
            assert re.fullmatch(r"\w{3}, \d\d \w{3} 2026 \d\d:\d\d:\d\d \+0900", item["pubDate"])
            assert 3 <= parsedate_to_datetime(item["pubDate"]).month <= 10
            raw += item["title"] + item["description"]
    assert "<b>" in raw and "&quot;" in raw and "..." in raw and '"' not in raw


def test_feed_titles_end_with_the_press_and_links_are_opaque(feed):
    for g in GROUPS:
        assert "가상 기사" in feed[g].findtext("title") and "가상 기사" in feed[g].findtext("description")
        for item in feed[g].iter("item"):
            assert item.findtext("title").endswith(f" - {item.findtext('source')}")
            assert parsedate_to_datetime(item.findtext("pubDate")).year == 2026 and item.findtext("pubDate").endswith(
                "GMT"
            )
            assert item.findtext("guid") in item.findtext("link")
            assert item.findtext("description").startswith(("<a href=", "<ol><li><a href="))


def test_every_link_points_to_the_reserved_domain(archive, portal, feed):
    links = [r["URL"] for g in GROUPS for r in archive[g]]
    links += [i[k] for g in GROUPS for i in portal[g]["items"] for k in ("link", "originallink")]
    for g in GROUPS:
        links += [e.text for e in feed[g].iter("link")] + [e.get("url") for e in feed[g].iter("source")]
        links += re.findall(r'href="([^"]+)"', " ".join(i.findtext("description") for i in feed[g].iter("item")))
    assert all(urlsplit(x).scheme == "https" and (urlsplit(x).hostname or "").endswith(".example.com") for x in links)


@pytest.mark.slow
def test_nothing_real_is_named(archive, texts, portal, feed):
    """있지 and 지수 are also plain words and are planted as such; whole names are looked for everywhere else."""
    everything = " ".join(str(v) for g in GROUPS for r in archive[g] for v in r.values() if v)
    everything += " ".join(t for g in GROUPS for t in texts[g])
    everything += " ".join(s.text for g in GROUPS for s in feed[g].iter("source"))
    real = load_real(get_settings())
    names = {n for g in real for n in (g.name, g.latin, *g.aliases, *(m.name for m in g.members))} - {"있지", "지수"}
    names |= {*REAL_GROUPS, *REAL_PRESS_AND_COMPANIES}
    particle = "(?:은|는|이|가|을|를|의|과|와|도|에|에서|로|으로|까지|부터)?"
    found = {n for n in names if re.search(rf"(?<![가-힣A-Za-z]){re.escape(n)}{particle}(?![가-힣A-Za-z])", everything)}
    assert not found


def test_concept_words_are_spread_over_the_own_articles_and_rare_elsewhere(texts):
    for group in load_demo(get_settings()):
        counts = {w: sum(w in t for t in texts[group.id]) for w in group.concept_words}
        assert min(counts.values()) >= 5, counts
        assert max(counts.values()) > 2 * min(counts.values()), "as uneven as real words are"
        for word, own in counts.items():
            for other in GROUPS:
                if other != group.id:
                    elsewhere = sum(word in t for t in texts[other])
                    assert elsewhere <= max(1, own / 4), (word, own, other, elsewhere)


def test_common_words_are_common_to_all_groups(texts):
    for word in ("컴백", "무대", "앨범", "팬"):
        assert all(sum(word in t for t in texts[g]) >= 8 for g in GROUPS), word


def test_grammatical_traps_and_round_ups_are_in_every_group(texts):
    demo = load_demo(get_settings())
    for g in GROUPS:
        together = " ".join(texts[g])
        assert re.search(r"있지(만| 않)", together)
        assert "지수 상승" in together
        assert any(sum(o.name in t for o in demo) >= 3 for t in texts[g])


def grams(text):
    packed = "".join(text.split())
    return {packed[i : i + 3] for i in range(len(packed) - 2)}


def test_eight_to_ten_articles_a_group_are_near_duplicates_and_the_others_are_not(texts):
    for g in GROUPS:
        bags = [grams(re.sub(r"^(.+\n)(\(.*?\)|\[.*?\]) ", r"\1", t)) for t in texts[g]]
        copies = sum(any(len(a & b) >= 0.55 * len(a | b) for b in bags[:n]) for n, a in enumerate(bags))
        assert 8 <= copies <= 10, (g, copies)


def test_planted_copies_name_articles_of_the_same_group():
    planted = json.loads((NEWS / "planted.json").read_text("utf-8"))
    assert planted["fictional"] is True and list(planted["copies"]) == GROUPS
    for g, pairs in planted["copies"].items():
        assert len(pairs) == 10  # one of them stands under 분석제외 여부
        assert all(key.startswith(f"{g}-") for pair in pairs for key in pair)


@pytest.fixture(scope="module")
def generator():
    file = ROOT / "scripts" / "make_demo_news.py"
    spec = present(importlib.util.spec_from_file_location("make_demo_news", file))
    module = importlib.util.module_from_spec(spec)
    present(spec.loader).exec_module(module)
    return module


@pytest.mark.slow
def test_the_generator_writes_the_committed_files_byte_for_byte(generator, tmp_path):
    generator.main(tmp_path)
    written = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    assert written == sorted(p.relative_to(NEWS) for p in NEWS.rglob("*") if p.is_file())
    for path in written:
        if path.suffix != ".xlsx":  # compressed bytes depend on zlib, its cells do not
            assert (tmp_path / path).read_bytes() == (NEWS / path).read_bytes(), path
        else:
            ours, theirs = (present(load_workbook(p / path).active) for p in (tmp_path, NEWS))
            assert list(ours.iter_rows(values_only=True)) == list(theirs.iter_rows(values_only=True)), path


def test_there_are_enough_sentence_frames(generator):
    common = generator.load("common")
    shared = sum(len(t["leads"]) + len(t["details"]) for t in common["topics"].values()) + len(common["closers"])
    assert shared >= 60
    for g in GROUPS:
        own = generator.load(g)
        assert sum(len(own[s]) for s in ("music", "stage", "visual", "story", "talk", "titles")) >= 40


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ("{w:은}", ["여섯별은", "두레는", "3은", "2는"]),
        ("{w:으로}", ["여섯별로", "두레로", "3으로", "2로"]),
        ("‘{w:을}’ 듣는다", ["‘여섯별’을 듣는다", "‘두레’를 듣는다", "‘3’을 듣는다", "‘2’를 듣는다"]),
        ("{w:의} {w}", ["여섯별의 여섯별", "두레의 두레", "3의 3", "2의 2"]),
    ],
)
def test_particles_follow_the_final_consonant(generator, frame, expected):
    assert [generator.fill(frame, {"w": w}) for w in ("여섯별", "두레", "3", "2")] == expected


def test_the_note_beside_the_data_says_it_is_fiction():
    text = (ROOT / "data" / "demo" / "README.md").read_text("utf-8")
    assert "실존하지 않는" in text and "do not exist" in text and "CC0" in text
