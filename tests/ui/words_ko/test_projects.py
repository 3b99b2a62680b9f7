from core.projects.compare import compare
from core.projects.what_if import Choices
from core.ui.words_ko import projects as t
from tests.support.versions import BY, version

NAMES = BY.groups


def test_noise_is_called_noise_and_what_surely_moved_is_said_in_points() -> None:
    people = {f"연습생 {i}": (0.1, 0.8, 0.1) for i in range(6)}
    same = compare(version(people), version(people))
    assert t.compared(same, NAMES) == ["두 버전은 연습생과 답이 모두 같습니다."]
    one = compare(version(people), version({**people, "연습생 5": (0.8, 0.1, 0.1)}))
    assert t.compared(one, NAMES)[:2] == [
        "연습생 구성은 그대로입니다.",
        "라인업에서는 어느 그룹의 닮음도 우연을 넘어 움직이지 않았습니다.",
    ]
    moved = compare(version(people), version(dict.fromkeys(people, (0.8, 0.1, 0.1))))
    said = t.compared(moved, NAMES)
    assert "라인업에서 드림캐쳐가 70\u00a0%p 늘고, ITZY가 70\u00a0%p 줄었습니다." in said
    assert "라인업의 첫째 그룹이 바뀌었습니다." in said


def test_a_search_never_says_that_it_tried_everything() -> None:
    assert "모두 계산했습니다" in t.searched(Choices((), 792, 792, exact=True), 5, 12)
    assert "더 가까운 조합이 있을 수 있습니다" in t.searched(Choices((), 900, 10**6, exact=False), 5, 40)
    single = t.searched(Choices((), 900, 10**6, exact=True), 5, 40)
    assert "모두 계산했습니다" not in single and "이보다 가까운 조합은 없습니다" in single
