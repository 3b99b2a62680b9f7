"""The concept service with a splitting analyzer on small news, and with Kiwi on the demo."""

import json
import math
from dataclasses import replace
from datetime import date

import pytest

from core.catalog import load_demo
from core.cli.keywords import keywords, keywords_json
from core.errors import NewsError, UnknownNameError
from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.corpus import prepare
from core.keywords.corpus.filters import Filters
from core.keywords.views.threshold import maybe_chance
from core.news.load import load_demo_news
from core.news.reading import Reading
from core.services.concept import articles as service
from core.services.concept.concept import beyond, build_concept, sentences
from core.services.news.by_group import read_groups
from core.settings import get_settings
from core.types import Article
from tests.support.builders import present
from tests.support.news_material import FILLER, WORDS, Splitter, numbered


@pytest.fixture
def news():
    found = {}
    for group, words in WORDS.items():
        found[group] = [
            numbered(
                group,
                i,
                f"{group} 새 {FILLER[i]} 소식. {words} {FILLER[(i + 1) % 12]} 공개. "
                f"{FILLER[(5 * i) % 12]} {i}차 {group}-{i * 7919}",
            )
            for i in range(12)
        ]
    return found


@pytest.fixture
def build(news):
    prepare.forget()
    return lambda group="여섯별", **more: build_concept(
        group, more.pop("news", news), more.pop("analyzer", Splitter()), MemoryTokenCache(), **more
    )


def test_the_groups_own_words_come_first_with_facet_and_counts(build):
    concept = build()
    assert {k.word for k in concept.keywords[:3]} == {"밤하늘", "몽환", "신스"}
    top = concept.keyword("몽환")
    assert (top.articles, top.count, top.facet) == (12, 12, "분위기")
    assert concept.title == "여섯별"
    assert concept.articles == 12
    assert concept.others == ("두물", "한빛결")
    assert concept.period == (date(2026, 3, 1), date(2026, 3, 12))
    assert concept.reason == ""
    assert all(k.z > 0 for k in concept.keywords)


def test_names_stand_apart(build):
    concept = build()
    assert concept.names[0].name == "여섯별"
    assert concept.names[0].articles == 12
    assert not {"여섯별", "두물"} & {k.word for k in concept.keywords}


def test_the_summary_rests_on_articles(build):
    concept = build()
    assert "밤하늘" in concept.summary.text
    for sentence in concept.summary.sentences:
        assert sentence.articles == 12
        for evidence in sentence.evidence:
            assert len(sentences(concept, evidence.word)) == evidence.articles


def test_every_word_opens_its_sentences(build):
    concept = build()
    found = sentences(concept, "몽환")
    assert len(found) == 12
    dates = [present(e.article.date) for e in found]
    assert dates == sorted(dates, reverse=True)
    for evidence in found:
        assert evidence.sentence[evidence.start : evidence.end] == "몽환"
        assert evidence.sentence.startswith("밤하늘")  # the sentence, not the article
        assert evidence.article.link.startswith("https://")
    assert sentences(concept, "없는말") == []


def test_copies_are_folded_counted_and_named(build, news):
    copy = news["여섯별"][0]
    news["여섯별"].append(Article(**{**{f: getattr(copy, f) for f in copy.__slots__}, "press": "나루통신"}))
    concept = build(news=news)
    assert (concept.articles, concept.duplicates) == (12, 1)
    assert concept.keyword("몽환").articles == 12
    assert [e.copies[0].press for e in sentences(concept, "몽환") if e.copies] == ["나루통신"]


def test_exclusions_hide_a_word(build):
    assert build(filters=Filters(exclude=frozenset({"몽환"}))).keyword("몽환") is None


def test_excluded_rows_and_fiction_are_told(build, news):
    fiction = tuple(Article(**{**{f: getattr(a, f) for f in a.__slots__}, "fictional": True}) for a in news["여섯별"])
    concept = build(news={**news, "여섯별": Reading(fiction, excluded=4)})
    assert concept.excluded == 4
    assert concept.fictional
    assert not build("두물").fictional


def test_tokens_come_from_the_cache_the_second_time(news):
    splitter, cache = Splitter(), MemoryTokenCache()
    prepare.forget()
    first = build_concept("여섯별", news, splitter, cache)
    assert sum(map(len, splitter.calls)) == 36
    prepare.forget()
    again = build_concept("여섯별", news, splitter, cache)
    build_concept("두물", news, splitter, cache)
    assert sum(map(len, splitter.calls)) == 36
    assert again.keywords == first.keywords


def test_the_database_of_the_workspace_is_such_a_cache(news):
    from core.storage.database import Database

    splitter, database = Splitter(), Database(get_settings())
    for _ in range(2):
        prepare.forget()
        build_concept("여섯별", news, splitter, database)
    assert sum(map(len, splitter.calls)) == 36


def test_a_group_is_found_by_id_name_and_alias(build, news):
    fiction = {name: [replace(a, fictional=True) for a in found] for name, found in news.items()}
    by_id = {"group_6": fiction["여섯별"], "group_2": fiction["두물"]}
    for name in ("group_6", "여섯별", "YEOSEOTBYEOL"):
        assert build(name, news=by_id).group == "group_6"
    assert build("group_6", news=fiction).group == "여섯별"
    with pytest.raises(UnknownNameError, match="두물"):
        build("없는그룹")
    with pytest.raises(NewsError, match="기사가 없습니다"):
        build(news={**news, "여섯별": []})


def test_without_other_groups_no_figure_is_invented(build, news):
    concept = build(news={"여섯별": news["여섯별"]})
    assert concept.reason
    assert all(math.isnan(k.z) for k in concept.keywords)
    answer = keywords_json(concept)
    assert answer["reason"] == concept.reason
    assert answer["keywords"][0]["z"] is None
    json.dumps(answer, allow_nan=False)


def test_the_json_has_the_keys_of_the_contract(build):
    answer = json.loads(json.dumps(keywords_json(build()), ensure_ascii=False, allow_nan=False))
    assert {"articles", "dated_ahead", "duplicates", "keywords", "seconds"} <= answer.keys()
    assert answer["keywords"][0].keys() == {
        "word",
        "count",
        "articles",
        "articles_cut",
        "z",
        "log_ratio",
        "log_ratio_low",
        "log_ratio_high",
    }
    assert answer["articles"] == 12
    assert answer["rising"].keys() == {"since", "until", "articles", "articles_before", "words", "reason"}
    assert answer["worn"].keys() == {"since", "until", "articles", "groups", "words", "reason"}
    assert answer["rising"]["words"] == [] and "30일치" in answer["rising"]["reason"]
    worn = {w["word"]: w["groups"] for w in answer["worn"]["words"]}
    assert worn["밤하늘"] == ["여섯별"], "it is the group's alone"


def test_a_word_known_from_cut_bodies_ranks_and_supports_no_sentence(build, news):
    listed = [replace(a, words=("나침반", "몽환"), source="bigkinds") for a in news["여섯별"]]
    concept = build(news={**news, "여섯별": listed})
    word = present(concept.keyword("나침반"))
    assert (word.articles, word.facet) == (12, "세계관·서사") and word.z > 1
    assert sentences(concept, "나침반") == [] and len(beyond(concept, "나침반")) == 12
    assert [one.article.date for one in beyond(concept, "나침반")][:2] == [date(2026, 3, 12), date(2026, 3, 11)]
    assert beyond(concept, "몽환") == [] and len(sentences(concept, "몽환")) == 12, "the body holds it"
    assert concept.articles_with(["나침반"]) == 12
    claimed = {support.word for sentence in concept.summary.sentences for support in sentence.evidence}
    assert claimed and "나침반" not in claimed
    assert not any("나침반" in quotation.text for quotation in concept.quotations)
    kept = {k["word"]: k["articles_cut"] for k in keywords_json(concept)["keywords"]}
    assert (kept["나침반"], kept["몽환"]) == (12, 0)


def test_a_sentence_says_the_noun_and_opens_the_word(build, news):
    describing = "차가운 당당 사운드 매력", "당당 표정과 차가운 조명이 어울린 콘셉트", "차가운 안무, 여섯별은 당당"
    cold = [replace(a, body=a.body.replace("몽환 신스", describing[i % 3])) for i, a in enumerate(news["여섯별"])]
    concept = build(news={**news, "여섯별": cold})
    said = {
        s.text[a:b]: e.word for s in concept.summary.sentences for e, (a, b) in zip(s.evidence, s.spans, strict=True)
    }
    assert said["차가움"] == "차가운" and said["당당함"] == "당당"
    assert len(sentences(concept, "차가운")) == 12 and "차가운" not in concept.summary.headline


def test_no_article_no_claim(build):
    thin = {"여섯별": [numbered("여섯별", 0, "몽환")], "두물": [numbered("두물", i, f"골목 {i}") for i in range(9)]}
    concept = build(news=thin)
    assert concept.summary.sentences == ()
    assert all(map(maybe_chance, concept.keywords))


def csv_file(path, news):
    rows = ["group,title,body,press,date,link"]
    rows += [f'{a.group},{a.title},"{a.body}",{a.press},{a.date},{a.link}' for found in news.values() for a in found]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_the_command_reads_a_file_of_groups(tmp_path, news, monkeypatch):
    monkeypatch.setattr(service, "get_analyzer", lambda name: Splitter())
    answer = keywords("여섯별", csv_file(tmp_path / "a.csv", news))
    assert {k["word"] for k in answer["keywords"][:3]} == {"밤하늘", "몽환", "신스"}
    assert not (tmp_path / "workspace").exists(), "the command writes nothing"


def test_a_file_without_groups_is_parted_by_the_names_in_it(tmp_path, news):
    rows = (
        ["title,body"] + [f'{a.title},"{a.body}"' for found in news.values() for a in found] + ["밤하늘,이름 없는 기사"]
    )
    path = tmp_path / "a.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    found, *_ = read_groups("여섯별", path, get_settings())
    assert {name: len(reading) for name, reading in found.items()} == {"group_6": 12, "group_2": 12, "group_1": 12}


def test_a_file_of_one_demo_group_is_compared_with_the_others_of_the_demo(demo):
    news, *_ = read_groups("여섯별", demo / "news" / "group_6" / "bigkinds.xlsx", get_settings())
    assert next(iter(news)) == "group_6"
    assert len(news) == 7
    assert news["group_6"].excluded > 0
    assert all(a.source == "bigkinds" for a in news["group_6"])


def test_a_file_of_one_real_group_is_not_compared_with_fiction(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("title,body\n트와이스 컴백,청량한 여름\n", encoding="utf-8")
    assert list(read_groups("TWICE", path, get_settings())[0]) == ["twice"]


def test_the_gate_leaves_out_what_is_about_no_group_and_says_how_many(tmp_path, monkeypatch):
    monkeypatch.setattr(service, "get_analyzer", lambda name: Splitter())
    rows = ["title,body", *(f"트와이스 소식 {i},청량한 여름 {i * 7919}" for i in range(4))]
    rows += ["있지 무대,그룹 있지(ITZY)의 비트", "비가 오고 있지 않다,아직 끝나지 않고 있지 않다"]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    answer = keywords("ITZY", path)
    assert (answer["group"], answer["articles"], answer["left_out"]) == ("itzy", 1, {"homonym": 1})
    news, left_out, _ = read_groups("TWICE", path, get_settings())
    assert {name: len(found) for name, found in news.items()} == {"twice": 4, "itzy": 1}
    assert left_out == {"unnamed": 1}


def test_an_article_is_where_its_column_puts_it_unless_it_is_plainly_about_no_group(tmp_path, news, monkeypatch):
    monkeypatch.setattr(service, "get_analyzer", lambda name: Splitter())
    assert keywords("여섯별", csv_file(tmp_path / "a.csv", news))["left_out"] == {}
    rows = ["group,title,body", "있지,꿈,우리에게는 꿈이 있지만 아직 멀다."]
    rows += ["있지,있지 컴백,밤하늘", "있지,새 앨범,골목"]
    path = tmp_path / "b.csv"
    path.write_text("\n".join([*rows, "두물,무대,골목"]), encoding="utf-8")
    answer = keywords("ITZY", path)
    assert (answer["articles"], answer["left_out"]) == (2, {"homonym": 1})


def test_a_group_of_ones_own_is_not_taken_for_one_of_the_demo(build, news):
    own = {"group_6": news["여섯별"], "group_2": news["두물"]}
    assert build("group_6", news=own).title == "group_6"
    with pytest.raises(UnknownNameError):
        build("여섯별", news=own)


def test_the_command_reads_the_news_on_file_of_real_groups(news, monkeypatch):
    monkeypatch.setattr(service, "get_analyzer", lambda name: Splitter())
    on_file = {"twice": Reading(tuple(news["여섯별"])), "itzy": Reading(tuple(news["두물"]))}
    monkeypatch.setattr("core.services.news.articles.articles", lambda settings: on_file)
    answer = keywords("트와이스", None)
    assert (answer["group"], answer["articles"]) == ("twice", 12)
    assert {k["word"] for k in answer["keywords"][:3]} == {"밤하늘", "몽환", "신스"}
    with pytest.raises(NewsError, match="블랙핑크"):
        keywords("블랙핑크", None)


def test_the_command_says_what_it_needs(tmp_path):
    with pytest.raises(NewsError, match="트와이스"):
        keywords("TWICE", None)
    with pytest.raises(UnknownNameError, match="여섯별"):
        keywords("없는그룹", None)
    empty = tmp_path / "a.csv"
    empty.write_text("title\n", encoding="utf-8")
    with pytest.raises(NewsError, match="분석할 기사"):
        keywords("여섯별", empty)


@pytest.mark.slow
@pytest.mark.parametrize("analyzer", ["kiwi", "okt"])
def test_the_demo_groups_are_told_apart_by_their_planted_words(analyzer):
    settings = get_settings()
    news = load_demo_news(settings)
    for group in load_demo(settings):
        concept = build_concept(group.id, news, analyzer)
        top = {k.word for k in concept.keywords[:15]}
        assert len(top & set(group.concept_words)) >= 9, group.name
        assert concept.fictional
        assert concept.duplicates >= 5
        assert 2 <= len(concept.summary.sentences) <= 5
        names = {group.name, *(m.name for m in group.members)}
        assert not names & {k.word for k in concept.keywords}
        assert {n.name for n in concept.names if n.kind == "member"} >= {m.name for m in group.members}
        for keyword in concept.keywords[:30]:
            found = sentences(concept, keyword.word)
            assert len(found) == keyword.articles
            assert all(e.sentence[e.start : e.end].strip() for e in found)
