import json
import re
import shutil
from pathlib import Path
from typing import Any, Literal, get_args

import pytest

from core.catalog import UNKNOWN, Catalog, load_real
from core.images import decode
from core.services.reference import curation
from core.services.reference import sets as reference
from core.services.reference.curation import ReviewItem
from core.settings import Settings
from core.storage.reference.library import Library
from core.types import MemberId, PhotoState, Reason, Rights, Suggestion, Upload
from core.ui import review_grid
from core.ui.browser_script import modules
from core.ui.kit.state import STEPS
from core.ui.review_grid.desk import ReviewSession
from core.ui.review_grid.who import Who
from core.ui.words_ko import common
from core.ui.words_ko import review as t
from tests.support.big_set import SET, fill

SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in Path(review_grid.__file__).parent.glob("*.js")}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A workspace with the large set and the photos that wait there, made once."""
    folder = tmp_path_factory.mktemp("filled")
    return folder, fill(folder, 60)


@pytest.fixture
def waiting(settings: Settings, filled: tuple[Path, list[str]]) -> list[str]:
    shutil.copytree(filled[0], settings.workspace)
    return filled[1]


@pytest.fixture
def desk(settings: Settings, waiting: list[str]) -> ReviewSession:
    made = ReviewSession(settings, SET)
    made.load()
    return made


def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object none of whose names stands twice."""
    assert len({name for name, _ in pairs}) == len(pairs)
    return dict(pairs)


class Browser:
    """Asks as the script does: every unanswered request again, numbered."""

    def __init__(self, desk: ReviewSession) -> None:
        self.desk, self.seq, self.rev = desk, 0, ""
        self.read()

    def read(self, **more: bool) -> tuple[dict[str, Any], dict[str, bytes]]:
        frame = self.desk.frame(**more)
        end = 4 + int.from_bytes(frame[:4], "big")
        header, blobs = json.loads(frame[4:end], object_pairs_hook=once), {}
        for name, size in header["blobs"]:
            blobs[name] = frame[end : end + size]
            end += size
        assert end == len(frame)
        self.rev = header["rev"]
        return header, blobs

    def ask(self, *requests: dict[str, Any], again: bool = False) -> tuple[dict[str, Any], dict[str, bytes]]:
        if not again:
            self.last = [{"seq": self.seq + place, **request} for place, request in enumerate(requests, 1)]
            self.seq += len(requests)
        self.changed = self.desk.handle_requests({"page": "p", "have": self.rev, "requests": self.last})
        return self.read()


def test_the_browser_hears_whether_the_visitor_may_only_look(desk: ReviewSession) -> None:
    browser = Browser(desk)
    assert browser.read(locked=True)[0]["locked"] and not browser.read()[0]["locked"]


def _state(desk: ReviewSession, name: str) -> tuple[str, MemberId, str]:
    item = next(item for item in curation.items(desk.settings, SET) if item.name == name)
    return item.state, item.member, item.by


def test_the_first_frame_has_every_photo_and_the_pictures_of_the_first_screen(desk, waiting):
    header, blobs = Browser(desk).read()
    assert len(header["items"]) == 60 and header["missing"] == []
    assert {name.removeprefix("thumb/") for name in blobs} == set(waiting)
    assert all(data.startswith(b"\xff\xd8") for data in blobs.values())
    for name, member, state, reason, *_ in header["items"]:
        item = desk.by_name[name]
        assert (("kept", "rejected", "proposed")[state], header["reasons"][reason]) == (item.state, item.reason)
        assert header["members"][member]["id"] == f"{item.member.group}/{item.member.member}"


def test_what_the_browser_has_is_not_sent_again(desk):
    browser = Browser(desk)
    name = desk.items[1].name
    header, blobs = browser.ask({"kind": "thumbs", "names": [name, "nobody.jpg"]})
    assert "items" not in header and "words" not in header
    assert list(blobs) == [f"thumb/{name}"] and header["missing"] == ["nobody.jpg"]


@pytest.mark.parametrize(("kind", "state"), [("accept", "kept"), ("reject", "rejected")])
def test_an_action_is_done_once_however_often_it_is_asked_for(desk, waiting, kind, state):
    browser = Browser(desk)
    header, _ = browser.ask({"kind": kind, "names": waiting[:3]})
    assert browser.changed and header["steps"] == 1 and "items" in header
    assert {_state(desk, name)[::2] for name in waiting[:3]} == {(state, "person")}
    header, _ = browser.ask(again=True)
    assert not browser.changed and header["steps"] == 1
    assert [result["seq"] for result in header["results"]] == [1]


def test_undo_brings_back_what_was_and_stops_at_the_first_step(desk, waiting):
    before = [_state(desk, name) for name in waiting]
    browser = Browser(desk)
    browser.ask({"kind": "accept", "names": waiting[:2]}, {"kind": "reject", "names": waiting[1:4]})
    header, _ = browser.ask({"kind": "undo"}, {"kind": "undo"})
    assert header["steps"] == 0 and [_state(desk, name) for name in waiting] == before
    header, _ = browser.ask({"kind": "undo"})
    assert header["results"][0]["message"] == t.NOTHING_TO_UNDO


@pytest.mark.slow
def test_the_last_steps_can_be_undone(desk, waiting):
    browser = Browser(desk)
    for number in range(STEPS + 3):
        browser.ask({"kind": ("accept", "reject")[number % 2], "names": waiting[:1]})
    header, _ = browser.ask(*[{"kind": "undo"}] * STEPS)
    assert len(header["results"]) == STEPS and header["steps"] == 0
    assert all(result["message"] == t.undone(1) for result in header["results"])
    assert _state(desk, waiting[0]) == ("kept", desk.by_name[waiting[0]].member, "person")  # as after the third


def test_a_photo_that_somebody_else_decided_meanwhile_is_left_alone_and_said(desk, waiting, settings):
    browser = Browser(desk)
    curation.reject(settings, SET, [waiting[0]])
    header, _ = browser.ask({"kind": "accept", "names": [*waiting[:2], "gone.jpg"]})
    assert header["results"][0]["error"] and t.left_alone(2, 0) in header["results"][0]["message"]
    assert _state(desk, waiting[0])[0] == "rejected" and _state(desk, waiting[1])[0] == "kept"


def test_undo_does_not_take_back_what_somebody_else_did_since(desk, waiting, settings):
    browser = Browser(desk)
    browser.ask({"kind": "accept", "names": waiting[:2]})
    curation.reject(settings, SET, [waiting[0]])
    header, _ = browser.ask({"kind": "undo"})
    assert header["results"][0]["error"] and t.left_alone(1, 0) in header["results"][0]["message"]
    assert _state(desk, waiting[0])[::2] == ("rejected", "person")
    assert _state(desk, waiting[1])[::2] == ("rejected", "auto")


def test_the_suggestion_of_a_swap_moves_it_and_a_copy_stays_out(desk, waiting):
    found = {desk.by_name[name].reason: desk.by_name[name] for name in waiting}
    swap, copy = found["swap"], found["near_duplicate"]
    Browser(desk).ask({"kind": "follow", "names": [swap.name, copy.name]})
    assert _state(desk, swap.name) == ("kept", swap.suggestion.members[0], "person")
    assert _state(desk, copy.name) == ("rejected", copy.member, "person")


def test_photos_move_to_members_of_the_list_and_to_nobody_else(desk, waiting):
    browser = Browser(desk)
    header, _ = browser.ask({"kind": "move", "names": waiting[:2], "member": "twice/모모"})
    assert _state(desk, waiting[0])[:2] == ("kept", MemberId("twice", "모모"))
    header, _ = browser.ask({"kind": "move", "names": waiting[2:3], "member": "../모모"})
    assert header["results"][0] == {"seq": 2, "message": t.NO_TARGET, "error": True} and header["steps"] == 1


@pytest.mark.parametrize("said", [None, 3, {}, {"requests": "x"}, {"requests": [None, {"seq": "1"}, {"kind": "undo"}]}])
def test_nonsense_from_the_browser_changes_nothing(desk, said):
    assert not desk.handle_requests(said)
    assert Browser(desk).read()[0]["steps"] == 0


@pytest.mark.parametrize("kind", ["accept", "follow"])
def test_a_face_of_nobody_is_kept_only_under_a_name(settings, demo, kind):
    set_id = reference.new_set(settings, "세트")
    library = Library(settings, set_id)
    file = next((demo / "reference").rglob("*.jpg"))
    photo = decode(Upload(file.name, file.read_bytes()), settings)
    name = library.add(MemberId("itzy", UNKNOWN), photo, Rights("video"), state="proposed").name
    desk = ReviewSession(settings, set_id)
    desk.load()
    browser = Browser(desk)
    nobody = next(member for member in browser.read()[0].get("members", desk.who.members) if member["nobody"])
    assert not nobody["target"] and "모릅니다" in t.why(desk.items[0])
    header, _ = browser.ask({"kind": kind, "names": [name]})
    assert (header["results"][0]["message"], desk.by_name[name].state) == (t.NOBODY, "proposed")
    browser.ask({"kind": "move", "names": [name], "member": "itzy/예지"})
    assert (desk.by_name[name].state, desk.by_name[name].member) == ("kept", MemberId("itzy", "예지"))


def test_an_unforeseen_failure_is_a_sentence_and_the_grid_goes_on(desk, waiting, monkeypatch):
    def fails(*_):
        raise RuntimeError

    monkeypatch.setattr(curation, "accept", fails)
    header, _ = Browser(desk).ask({"kind": "accept", "names": waiting[:1]}, {"kind": "reject", "names": waiting[1:2]})
    assert [r["message"] for r in header["results"]] == [common.UNEXPECTED, ""]
    assert [r["error"] for r in header["results"]] == [True, False] and header["steps"] == 1


def test_group_shots_become_proposals_with_the_engine_in_use(desk, waiting, monkeypatch):
    from core.services.reference import proposals

    asked = []

    def split(settings, set_id, names, engine):
        asked.append((set_id, names, engine))
        return curation.reject(settings, set_id, names)

    monkeypatch.setattr(proposals, "split", split)
    header, _ = Browser(desk).ask({"kind": "split", "names": waiting[:1]})
    assert asked == [(SET, waiting[:1], "SFace")] and header["steps"] == 1


def test_the_large_view_has_the_photo_its_facts_and_the_photo_that_stays(desk, waiting, settings):
    copy = next(desk.by_name[n] for n in waiting if desk.by_name[n].reason == "near_duplicate")
    hostile = Rights("", author="<b>누구", page="javascript:x", licence_url="data:x")
    Library(settings, SET).set_rights([copy.name], hostile)
    header, blobs = Browser(desk).ask({"kind": "look", "names": [copy.name]})
    assert blobs["large/picture"] == curation.picture(settings, SET, copy.name)
    assert blobs["large/other"] == curation.picture(settings, SET, copy.suggestion.name)
    rows = header["detail"]["rows"]
    assert [t.AUTHOR, "<b>누구", ""] in rows and not any(link for *_, link in rows)


def test_photos_that_were_not_looked_at_have_a_thumbnail_and_are_told(desk, settings):
    from core.storage.reference.profiles import ProfileStore

    assert desk.examined()
    ProfileStore(settings).forget([item.sha256 for item in desk.items])
    assert not desk.examined()
    plain = desk.items[0].name
    header, blobs = Browser(desk).ask({"kind": "thumbs", "names": [plain]})
    assert blobs[f"thumb/{plain}"].startswith(b"\xff\xd8") and header["missing"] == []


def _item(
    group: str, member: str, reason: Reason | Literal[""] = "", suggestion: str = "", state: PhotoState = "kept"
) -> ReviewItem:
    owner, suggested = MemberId(group, member), Suggestion.parse(reason, suggestion)
    return ReviewItem("a.jpg", f"{group}/{member}/a.jpg", owner, state, reason, suggested, None, "", "")


def test_spellings_of_one_member_are_one_target_and_all_members_of_the_catalogue_can_be_chosen(settings):
    real = load_real(settings)
    who = Who([_item("트와이스", "나연"), _item("twice", "나연"), _item("우리팀", "하나")], real)
    assert sum(m["target"] and m["name"] == "나연" for m in who.members) == 1
    reached = {real.place(target) for target in who.targets.values()}
    assert reached == {MemberId(g.id, m.id) for g in real for m in g.members} | {MemberId("우리팀", "하나")}
    assert who.targets["우리팀/하나"] == MemberId("우리팀", "하나")
    assert [g["name"] for g in who.groups][-1] == "우리팀"
    assert all(re.fullmatch("#[0-9a-fA-F]{6}", g["colour"]) for g in who.groups)


def test_who_was_retired_is_named_but_takes_no_photos(settings):
    from dataclasses import replace

    groups = [replace(g, retired=g.id == "twice") for g in load_real(settings)]
    who = Who([_item("twice", "나연")], Catalog(groups))
    assert who.number(MemberId("twice", "나연")) is not None
    assert not [target for target in who.targets if target.startswith("twice/")]


def test_a_suggestion_names_members_or_a_file():
    both = _item("a", "b", "several_faces", "g/one, h/two")
    assert both.suggestion.members == (MemberId("g", "one"), MemberId("h", "two"))
    assert _item("a", "b", "near_duplicate", "a/b/c.jpg").suggestion.members == ()
    assert _item("a", "b", "", "g/one", "proposed").suggestion.members == (MemberId("g", "one"),)


@pytest.mark.parametrize("text", ["g/one", "g/A, B", "g/A, B, h/two, g/three", ""])
def test_a_suggestion_is_the_same_text_again_whatever_names_hold(text):
    assert str(Suggestion.parse("several_faces", text)) == text
    assert len(Suggestion.parse("several_faces", text).members) == text.count("/")


def test_every_reason_has_its_words_and_its_sentence():
    assert set(t.REASON_IDS) == {"", *get_args(Reason)} and set(t.REASONS) == {*get_args(Reason), "proposed"}
    sentences = {t.why(_item("a", "b", reason)) for reason in ("", *get_args(Reason))}
    assert len(sentences) == len(t.REASON_IDS)


def test_the_scripts_use_every_word_and_no_other_and_set_text_as_text():
    script = "\n".join(SCRIPTS.values())
    used = set(re.findall(r"\b(?:words|w)\.(\w+)", script))
    assert used == set(t.GRID)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", script)
    assert not re.search("[가-힣]", re.sub(r"//.*", "", script)), "Korean words stand in text_review_ko"


def test_the_component_is_made_of_all_its_scripts():
    here = Path(review_grid.__file__).parent
    assert {path.name for path in modules(here / "grid.js") if path.parent == here} == set(SCRIPTS)
