"""A name that a team has counted as a word, and made a name again; names and houses are invented."""

import pytest

from core.errors import LexiconError
from core.keywords.lexicon.file import LexiconEntry, parse, write
from core.keywords.lexicon.lexicon import load_lexicon, own_layer
from core.services.lexicon import edit as service

NAMES = [
    ("title", "신곡 ‘여름’으로 돌아온다.", "여름"),  # a shipped word
    ("title", "타이틀곡 '체리 블러썸'은 산뜻하다.", "체리 블러썸"),
    ("artist", "임영웅도 무대에 섰다.", "임영웅"),
    ("person", "배우 김하늘이 웃었다.", "김하늘"),
    ("agency", "하늘빛엔터테인먼트가 밝혔다.", "하늘빛엔터테인먼트"),
    ("broadcaster", "KBS2에 나왔다.", "KBS2"),
    ("venue", "새벽체육관에서 노래했다.", "새벽체육관"),
    ("award", "골든디스크어워즈에 섰다.", "골든디스크어워즈"),
    ("chart", "써클차트에 올랐다.", "써클차트"),
    ("platform", "틱톡에서 춤췄다.", "틱톡"),
    ("brand", "글로벌 브랜드 라메종의 새 앰배서더", "라메종"),
    ("place", "도쿄에서 노래했다.", "도쿄"),
    ("press", "디스패치에 실렸다.", "디스패치"),
    ("event", "코첼라에 섰다.", "코첼라"),
    ("other", "별빛단이 외쳤다.", "별빛단"),  # the team's own name
]


def _found(settings, text, name):
    """Why the name does not count, None where it does."""
    found = service.judge(settings, text, "itzy", "kiwi")
    return next(one.reason for one in found if text[one.start : one.end] == name)


@pytest.mark.parametrize(("kind", "text", "name"), NAMES, ids=[f"{kind} {name}" for kind, _, name in NAMES])
def test_a_name_of_each_kind_counts_and_undone_is_a_name_again(settings, kind, text, name):
    if kind == "other":
        service.put(settings, "name", name, "itzy")
    assert _found(settings, text, name) == "name"
    edit = service.put(settings, "counted", name, kind)
    assert service.stands(settings, edit) and _found(settings, text, name) is None
    with pytest.raises(LexiconError, match="이미 낱말로"):
        service.put(settings, "counted", name, kind)
    service.undo(settings, edit)
    assert not service.stands(settings, edit) and _found(settings, text, name) == "name"


@pytest.mark.parametrize(
    ("name", "kind"), [("여섯별", "group"), ("하루", "member"), ("별", "title"), ("가" * 41, "title")]
)
def test_what_cannot_count_is_refused(settings, name, kind):
    assert not service.countable(name, kind)
    with pytest.raises(LexiconError):
        service.put(settings, "counted", name, kind)


def test_what_the_team_said_of_it_before_holds_again(settings):
    service.put(settings, "stop", "새벽체육관")
    edit = service.put(settings, "counted", "새벽체육관", "venue")
    assert edit.removed == (LexiconEntry("stop", "새벽체육관"),)
    assert "새벽체육관" not in load_lexicon(settings).stop
    service.undo(settings, edit)
    assert service.own_entries(settings) == (LexiconEntry("stop", "새벽체육관"),)


def test_it_is_written_with_its_kind(settings):
    service.put(settings, "counted", "체리 블러썸", "title")
    layer = own_layer(settings)
    assert layer.entries == (LexiconEntry("counted", "체리 블러썸", "title"),)
    assert parse(write(layer), "낱말집") == layer
