import shutil
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import jobs
from core.catalog import load_real
from core.errors import StudioError
from core.images import decode
from core.services.reference import collect, curation
from core.services.reference import sets as reference
from core.services.reference.curation import MemberCount
from core.services.reference.importing import import_reference
from core.services.reference.proposals import propose_from_group_photos, propose_from_video
from core.settings import Settings
from core.storage.reference.incoming import folders_of, keep_uploads
from core.storage.reference.library import Library
from core.types import JobStatus, MemberId, PhotoState, Rights, Upload, silent
from core.ui.kit.cache import SetJob, set_jobs
from core.ui.kit.markup import escape_markdown
from core.ui.reference.rights import csv_rows
from core.ui.reference.sets import group_rows, member_rows
from core.ui.reference.state import SET, VIEW, Bring, CollectFrom, ReferencePage, View
from core.ui.reference.titles import titles
from core.ui.words_ko import common
from core.ui.words_ko import reference as t
from core.ui.words_ko.common import PUT_AWAY, STARTS_BY_ITSELF
from tests.support.app import ROOT, labelled, open_page, press, texts
from tests.support.app import own as remembered

MOMO, NAYEON, OWN = MemberId("twice", "모모"), MemberId("twice", "나연"), MemberId("우리팀", "하나")


@pytest.fixture
def own(settings: Settings, demo: Path) -> str:
    """A set of one's own with five photos: four kept, of which one knows its rights, and one set aside."""
    set_id = reference.new_set(settings, "우리 세트")
    files = sorted((demo / "reference" / "group_1").rglob("*.jpg"))[:5]
    free = Rights("commons", "사진", "=홍길동", "CC BY 4.0", "https://a.example/by", "javascript:alert(1)")
    given: list[tuple[MemberId, Rights, PhotoState]] = [(MOMO, free, "kept"), (NAYEON, Rights("upload"), "kept")]
    given += [given[1], (OWN, Rights("upload"), "kept"), (NAYEON, Rights("naver"), "rejected")]
    library = Library(settings, set_id)
    for file, (member, rights, state) in zip(files, given, strict=True):
        library.add(member, decode(Upload(file.name, file.read_bytes()), settings), rights, state=state)
    return set_id


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, tuple[object, ...], str]]:
    """The jobs that the page starts, which never end."""
    asked: list[tuple[object, tuple[object, ...], str]] = []
    ids = (f"j{number}" for number in count(1))

    def start(_: Settings, title: str, work: object, *arguments: object, lane: str = "short") -> str:
        asked.append((work, arguments, lane))
        return next(ids)

    monkeypatch.setattr(jobs, "start", start)
    monkeypatch.setattr(jobs, "status", lambda _, job: JobStatus(job, "", "running"))
    return asked


def _open(view: View = View.SETS, set_id: str = "") -> AppTest:
    app = open_page("reference_data")
    if set_id:
        labelled(app.selectbox, t.WHICH).set_value(set_id).run()
    labelled(app.segmented_control, t.VIEW).set_value(view).run()
    assert not app.exception and common.UNEXPECTED not in [e.value for e in app.error]
    return app


def test_the_demo_is_read_only_and_says_what_to_do(settings):
    app = open_page("reference_data")
    assert "데모는 바꿀 수 없습니다" in texts(app)
    assert not [b for b in app.button if b.label == common.DELETE]
    for view in (View.COLLECT, View.REVIEW, View.RIGHTS):
        app = labelled(app.segmented_control, t.VIEW).set_value(view).run()
        assert t.DEMO_TITLE in texts(app)
    app = press(app, t.FIRST_SET)
    assert [source.name for source in reference.list_sources(settings)][1:] == [t.FIRST_NAME]
    assert t.made(t.FIRST_NAME) in texts(app) and t.NO_CREDITS in texts(app)


def test_the_view_is_the_same_after_another_page(own):
    app = _open(View.RIGHTS)
    app = app.switch_page("pages/engines.py").run()
    app = app.switch_page("pages/reference_data.py").run()
    assert labelled(app.segmented_control, t.VIEW).value == View.RIGHTS
    assert labelled(app.selectbox, t.WHICH).value == own


def test_a_set_shows_its_members_before_and_after(own):
    app = _open()
    table = app.dataframe[0].value
    assert list(table.columns) == list(t.COLUMNS_MEMBERS)
    rows = {row[1]: tuple(row)[2:6] for row in table.itertuples(index=False)}
    assert rows == {"나연": (3, 2, 1, 0), "모모": (1, 1, 0, 0), "하나": (1, 1, 0, 0)}
    assert t.counts_title(3, 3, 10) in texts(app) and t.card_photos(4, 1, 0) in texts(app)


def test_rows_come_in_the_catalogues_order_and_a_group_is_the_sum_of_its_members(settings, own):
    found, catalog = curation.counts(curation.items(settings, own)), load_real(settings)
    assert [row[1] for row in member_rows(found, catalog, 10)] == ["나연", "모모", "하나"]
    assert group_rows(found, catalog)[0][:6] == ["트와이스", 2, 4, 3, 1, 0]


def test_folders_that_nearly_are_a_member_are_asked_about_joined_and_parted(settings, own, demo):
    file = next((demo / "reference" / "group_2").rglob("*.jpg"))
    for group, folder in (("twice", "dahyun_kim"), ("twice", "아무개"), ("itzy", "yeji_hwang")):
        photo = decode(Upload(file.name, file.read_bytes()), settings)
        Library(settings, own).add(MemberId(group, folder), photo, Rights("upload"))
    app = _open()
    assert t.near("dahyun_kim", "트와이스", "다현", 1) in texts(app) and "아무개 =" not in texts(app)
    app = app.button(key="names.no.itzy/yeji_hwang").click().run()
    assert "yeji_hwang =" not in texts(app)
    app = press(app, t.near_yes("다현"))
    assert t.joined([("dahyun_kim", "다현")]) in texts(app)
    assert {"다현", "yeji_hwang", "아무개"} <= set(app.dataframe[0].value["멤버"])
    app = press(app, common.steps(1))
    assert "dahyun_kim" in set(app.dataframe[0].value["멤버"]) and t.PARTED in texts(app)


def test_two_spellings_of_a_member_are_counted_as_one(settings):
    found = [MemberCount(MemberId(g, "나연"), 9, 6, 2, 1) for g in ("twice", "트와이스")]
    assert member_rows(found, load_real(settings), 10) == [["트와이스", "나연", 18, 12, 4, 2, ""]]


def test_a_set_is_renamed_used_and_deleted(settings, own):
    app = _open()
    next(x for x in app.text_input if x.label == t.NAME).set_value("새 이름").run()
    app = press(app, t.SAVE_NAME)
    assert reference.list_sources(settings)[1].name == "새 이름"
    assert common.renamed("우리 세트", "새 이름") in texts(app)
    app = press(app, t.UNDO)
    assert reference.list_sources(settings)[1].name == "우리 세트"
    next(x for x in app.text_input if x.label == t.NAME).set_value("새 이름").run()
    app = press(app, t.SAVE_NAME)
    app = press(app, t.USE_THIS)
    assert reference.active_source(settings).id == own and "2팀 · 3명" in texts(app)
    app = press(app, common.DELETE)
    assert t.DELETE_IN_USE in texts(app)
    app = press(app, common.DELETE_YES)
    assert [source.id for source in reference.list_sources(settings)] == ["demo"]
    assert t.deleted("새 이름") in texts(app)


def test_an_empty_set_cannot_be_put_to_use_and_says_why(settings):
    reference.new_set(settings, "빈 세트")
    app = press(_open(), t.USE_THIS)
    assert app.error and reference.active_source(settings).id == "demo"


@pytest.fixture
def at_the_studio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.ui.reference.intake.sits_here", lambda: True)


@pytest.mark.usefixtures("at_the_studio")
@pytest.mark.parametrize(
    ("way", "said"),
    [
        (Bring.ZIP, f"{t.NEED_ZIP} {STARTS_BY_ITSELF}"),
        (Bring.FILES, f"{t.NEED_FILES} {STARTS_BY_ITSELF}"),
        (Bring.SERVER, t.NEED_FOLDER),
    ],
)
def test_an_empty_import_says_what_to_do(way, said):
    app = open_page("reference_data")
    app = next(c for c in app.segmented_control if c.label == t.HOW).set_value(way).run()
    assert said in [w.value for w in press(app, t.LOAD_SET).warning]


def test_a_press_while_the_upload_is_under_way_starts_when_it_has_come(started, settings, own):
    app = press(_open(), t.LOAD_SET)
    app = labelled(app.text_input, t.NAME).set_value("다른 일").run()
    assert not started and any(t.NEED_ZIP in said.value for said in app.warning)
    labelled(app.file_uploader, t.ZIP_LABEL).set_value(("우리.zip", b"PK", "application/zip")).run()
    assert len(started) == 1, "without another press"


@pytest.mark.usefixtures("at_the_studio")
def test_a_missing_path_starts_nothing_by_itself(started, settings, own):
    app = labelled(_open().segmented_control, t.HOW).set_value(Bring.SERVER).run()
    app = press(app, t.LOAD_SET)
    labelled(app.text_input, t.FOLDER_LABEL).set_value("/사진").run()
    assert not started


def test_an_import_goes_into_the_set_that_is_looked_at(started, settings, own):
    app = _open()
    next(f for f in app.file_uploader if f.label == t.ZIP_LABEL).set_value(("우리.zip", b"PK", "application/zip")).run()
    app = press(app, t.LOAD_SET)
    work, (_, name, path, engine, temporary, set_id), _ = started.pop()
    assert (work, name, set_id, temporary) == (import_reference, "우리 세트", own, True)
    assert path.read_bytes() == b"PK" and engine == reference.active_engine(settings)
    assert remembered(app, ReferencePage).set_jobs == {"j1": SetJob("j1", "import", own)}
    assert not app.toast and app.get("progress"), "it is shown beside the button"
    assert next(b for b in app.button if b.label == t.LOAD_SET).disabled, "not twice by a second click"


def test_loose_photos_are_put_into_folders_by_their_names(settings):
    assert folders_of("트와이스_나연_01.jpg") == "트와이스/나연/01.jpg"
    apps = ("KakaoTalk_20241122_01.jpg", "B612_20241122_1.jpg", "FB_IMG_1732.jpg", "사진_1_2.jpg", "DSC_0001_2.jpg")
    assert [name for name in apps if folders_of(name) != name] == [], "nobody's"
    assert folders_of("BLACKPINK_Jisoo_20241122_1.jpg") == "BLACKPINK/Jisoo/20241122_1.jpg"
    assert folders_of("사진.jpg") == "사진.jpg" and folders_of("a/b_c_d/1.jpg") == "a/b_c_d/1.jpg"
    path = keep_uploads(settings, [("가_나_1.jpg", b"1"), ("가/나/1.jpg", b"2"), ("가/나/2_3_4.jpg", b"3")])
    with zipfile.ZipFile(path) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            "가/나/1.jpg": b"1", "가/나/1 (2).jpg": b"2", "가/나/2_3_4.jpg": b"3",
        }  # fmt: skip


@pytest.mark.slow
def test_an_import_asks_before_it_becomes_the_set_in_use_and_the_switch_is_undone(settings, tmp_path, demo):
    for group in ("group_1", "group_2"):
        shutil.copytree(demo / "reference" / group, tmp_path / "own" / group)
    with ThreadPoolExecutor(1) as pool:
        for set_id in ("first", "second"):
            work = (import_reference, settings, set_id, tmp_path / "own", "dlib", False, set_id)
            job = jobs.start(settings, set_id, *work, pool=pool)
    assert [s.id for s in reference.list_sources(settings)] == ["demo", "second", "first"]
    app = open_page("reference_data")
    set_jobs(str(settings.workspace))[job] = SetJob(job, "import", "second", new=True)  # begun before a reload
    app = app.run()
    assert not app.exception and reference.active_source(settings).id == "demo", "nothing switches by itself"
    assert t.use_it("second") in texts(app) and t.use_it_aid("데모 그룹") in texts(app)
    app = press(app, t.USE_IMPORTED)
    assert reference.active_source(settings).id == "second" and "2팀 · 8명" in texts(app)
    assert t.used("second") in texts(app) and t.use_it("second") not in texts(app)
    app = press(app, t.UNDO)
    assert reference.active_source(settings).id == "demo" and t.used_again("데모 그룹") in texts(app)
    app = press(app, t.keep_using("데모 그룹"))
    assert t.use_it("second") not in texts(app) and reference.active_source(settings).id == "demo"
    app = press(app, t.USE_THIS)
    reference.activate(settings, "first")  # by somebody else
    assert t.UNDO not in [b.label for b in app.run().button], "nobody undoes what others chose since"
    app = press(app, t.DONE_REVIEW)
    assert app.session_state[VIEW] == View.REVIEW and app.session_state[SET] == "second"


def test_work_that_somebody_else_began_is_watched_and_takes_nobody_away(settings, own, started, monkeypatch):
    other = reference.new_set(settings, "남의 세트")
    app = labelled(_open().selectbox, t.WHICH).set_value(own).run()
    set_jobs(str(settings.workspace))["theirs"] = SetJob("theirs", "import", other, new=True)
    app = app.run()
    assert common.CANCEL in [b.label for b in app.button], "its progress is shown"
    assert not next(b for b in app.button if b.label == t.LOAD_SET).disabled
    monkeypatch.setattr(jobs, "status", lambda _, job: JobStatus(job, "", "done", label="끝났습니다"))
    app = app.run()
    assert "끝났습니다" in texts(app) and labelled(app.selectbox, t.WHICH).value == own
    assert not set_jobs(str(settings.workspace))


def test_work_says_its_step_how_far_it_is_and_how_long_it_will_take(settings, own, started, monkeypatch):
    now = JobStatus("j", "우리 세트", "running", 100, 500, "사진을 읽고 얼굴을 찾는 중")
    monkeypatch.setattr(jobs, "status", lambda _, job: now)
    app = open_page("reference_data")
    mine = remembered(app, ReferencePage)
    mine.set_jobs["j"] = SetJob("j", "import", own)
    mine.paces["j"] = f"{now.title} · {now.label}", time.monotonic() - 60, 0  # seen a minute ago
    bar = app.run().get("progress")[0]
    assert bar.proto.text.replace("\\", "") == "우리 세트 · 사진을 읽고 얼굴을 찾는 중 · 100 / 500 · 4분쯤 남음"
    now = JobStatus("j", "우리 세트", "running", 3, 500, "중복과 다른 사람을 찾는 중")
    assert "남음" not in app.run().get("progress")[0].proto.text, "another step has another pace"


def test_sets_of_one_name_are_numbered_and_markdown_in_a_name_is_text(settings):
    first, second = (reference.new_set(settings, "**내 세트**") for _ in range(2))
    assert list(titles(reference.list_sources(settings)).items()) == [
        ("demo", "데모 그룹"), (first, "**내 세트**"), (second, "**내 세트** (2)"),
    ]  # fmt: skip
    app = _open(set_id=first)
    assert app.session_state[SET] == first
    where = labelled(app.segmented_control, t.WHERE)
    assert where.options[0] == escape_markdown(t.add_to("**내 세트**"))
    reference.rename_set(settings, first, "새 이름")
    assert labelled(app.run().selectbox, t.WHICH).value == first, "the box has the new words and the same choice"


def test_a_job_that_failed_says_why_until_it_is_put_away(settings):
    with ThreadPoolExecutor(1) as pool:
        job = jobs.start(
            settings, "없음", import_reference, settings, "없음", ROOT / "없는 폴더", "dlib", False, pool=pool
        )
    app = open_page("reference_data")
    remembered(app, ReferencePage).set_jobs[job] = SetJob(job, "import", "x", new=True)
    app = app.run()
    assert "없는 폴더" in texts(app) and reference.active_source(settings).id == "demo"
    assert "없는 폴더" in texts(app.run())
    assert "없는 폴더" not in texts(press(app, PUT_AWAY))


def test_a_folder_that_is_not_there_becomes_a_sentence(settings):
    with pytest.raises(StudioError, match=r"폴더|파일|없습니다"):
        import_reference(silent, settings, "없음", ROOT / "없는 폴더", "dlib", False)


def test_collecting_asks_for_the_members_of_the_groups_that_were_chosen(started, settings, own):
    app = _open(View.COLLECT)
    assert t.NEED_MEMBERS in [w.value for w in press(app, t.START_COLLECT).warning]
    app = app.multiselect(key="collect.groups").set_value(["itzy"]).run()
    members = next(m for m in app.multiselect if m.label == t.WHO_MEMBERS)
    assert len(members.value) == 5, "all of the group to begin with"
    app = press(app, t.START_COLLECT)
    work, (_, collection, keys), lane = started.pop()
    assert (work, keys, lane) == (collect.run, {}, "collecting")
    (report,) = collect.reports(settings, own)
    assert report.id == collection and {m.target for m in report.members} == {20} and len(report.members) == 5
    assert t.STATES["starting"][0] in _badges(app)


def _badges(app: AppTest) -> list[str]:
    return [str(m.value).split("[")[-1].rstrip("]") for m in app.markdown if "badge[" in str(m.value)]


def test_naver_is_usable_once_both_keys_are_typed_and_they_reach_no_disk(settings, own):
    app = _open(View.COLLECT)
    app = app.segmented_control(key="collect.source").set_value("naver").run()
    assert next(b for b in app.button if b.label == t.START_COLLECT).disabled
    for name, value in (("naver_hub_key_id", "아이디-8812"), ("naver_hub_key", "비밀-7731")):
        assert app.text_input(key=f"naver.{name}").proto.type == app.text_input(key=f"naver.{name}").proto.PASSWORD
        app = app.text_input(key=f"naver.{name}").set_value(value).run()
    assert not next(b for b in app.button if b.label == t.START_COLLECT).disabled
    app = app.switch_page("pages/engines.py").run().switch_page("pages/reference_data.py").run()
    app = app.segmented_control(key="collect.source").set_value("naver").run()
    assert app.text_input(key="naver.naver_hub_key").value == "비밀-7731"
    written = [p.read_bytes() for p in settings.workspace.rglob("*") if p.is_file()]
    assert not any(b"7731" in data for data in written)


def test_google_stays_off_until_its_terms_were_acknowledged(settings, own):
    app = _open(View.COLLECT)
    app = app.segmented_control(key="collect.source").set_value("google").run()
    assert t.GOOGLE_RISK in texts(app) and next(b for b in app.button if b.label == t.START_COLLECT).disabled
    assert next(b for b in app.button if b.label == t.GOOGLE_GO).disabled
    app = next(c for c in app.checkbox if c.label == t.GOOGLE_YES).check().run()
    app = press(app, t.GOOGLE_GO)
    since = collect.google_acknowledged(settings)
    assert since is not None and (datetime.now(UTC) - since).total_seconds() < 60
    assert not next(b for b in app.button if b.label == t.START_COLLECT).disabled


def test_a_film_and_group_shots_are_handed_on_with_what_is_known_of_them(started, settings, own):
    app = _open(View.COLLECT)
    app = app.segmented_control(key="collect.way").set_value(CollectFrom.VIDEO).run()
    assert any(t.NEED_VIDEO in w.value for w in press(app, t.FIND_FACES).warning)
    app = app.selectbox(key="video.group").set_value("twice").run()
    app = app.selectbox(key="video.member.twice").set_value(MOMO).run()
    app.file_uploader[0].set_value(("무대.mp4", b"film", "video/mp4")).run()  # begins by itself
    work, (_, set_id, path, member, _, temporary, title), _ = started.pop()
    assert (work, set_id, member, temporary, title) == (propose_from_video, own, MOMO, True, "무대.mp4")
    assert path.suffix == ".mp4" and path.read_bytes() == b"film"

    app = _open(View.COLLECT)
    app = app.segmented_control(key="collect.way").set_value(CollectFrom.GROUP_PHOTOS).run()
    app.file_uploader[0].set_value([("1.jpg", b"1", "image/jpeg"), ("2.png", b"2", "image/png")]).run()
    press(app.selectbox(key="upload.group").set_value("itzy").run(), t.FIND_FACES)
    work, (_, set_id, group, paths, _, temporary, titles), _ = started.pop()
    assert (work, set_id, group, temporary) == (propose_from_group_photos, own, "itzy", True)
    assert titles == ("1.jpg", "2.png") and [path.read_bytes() for path in paths] == [b"1", b"2"]


def test_credits_are_counted_filtered_and_filled_in(settings, own):
    app = _open(View.RIGHTS)
    assert t.credits_title(5, 4) in texts(app)
    table = app.dataframe[0].value
    assert list(table[t.PAGE]) == [""] * 5, "only http(s) may be clicked"
    assert t.fill_button(4) in [b.label for b in app.button], "what a source said is not written over by the way"
    app = app.toggle(key="rights.missing").set_value(True).run()
    assert len(app.dataframe[0].value) == 4
    press_fill = t.fill_button(4)
    assert t.NOTHING_TYPED in [w.value for w in press(app, press_fill).warning]
    next(x for x in app.text_input if x.label == t.PAGE).set_value("javascript:1").run()
    assert t.BAD_LINK in [w.value for w in press(app, press_fill).warning]
    next(x for x in app.text_input if x.label == t.PAGE).set_value("https://b.example").run()
    next(x for x in app.text_input if x.label == t.LICENCE).set_value("회사 소유").run()
    app = press(app, press_fill)
    assert t.filled(4) in texts(app) and t.credits_title(5, 0) in texts(app)
    found = curation.credits(settings, own)
    assert sorted({c.rights.licence for c in found}) == ["CC BY 4.0", "회사 소유"]
    assert {c.rights.page for c in found if c.rights.licence == "회사 소유"} == {"https://b.example"}
    first = next(c.name for c in found if c.rights.licence == "회사 소유")
    curation.set_rights(settings, own, [first], Rights("", author="남"))  # by somebody else
    app = press(app, common.steps(1))
    assert t.credits_undone(3, 1) in texts(app) and t.credits_title(5, 3) in texts(app)
    assert [c.rights.author for c in curation.credits(settings, own) if c.rights.licence == "회사 소유"] == ["남"]


def test_the_csv_of_credits_runs_no_formula_and_holds_no_other_link(settings, own):
    from core.ui.kit.export import to_csv

    rows = csv_rows(curation.credits(settings, own), load_real(settings))
    text = to_csv(t.COLUMNS_CREDITS_CSV, rows).decode("utf-8-sig")
    header = text.splitlines()[0]
    assert "라이선스 주소" in header and "직접 넣은 사진" in text and "upload" not in text and "kept" not in text
    assert "'=홍길동" in text and "javascript" not in text and "https://a.example/by" in text


def test_what_is_cached_of_a_set_is_forgotten_when_its_photos_change(settings, own, demo):
    from core.ui.kit.cache import forget_set, set_state, set_summary, shelf
    from core.ui.lineup.analysis import active_key

    root = Library(settings, own).root
    before = set_state(root)
    assert set_summary(own, str(root), False).photos == 4
    shelf("active").get(f"{own}/dlib//{before}", lambda: "old")
    reference.activate(settings, own)
    judged_by = active_key()
    names = [item.name for item in curation.items(settings, own) if item.state == "kept"]
    curation.reject(settings, own, names[:1])
    assert set_state(root) != before and set_summary(own, str(root), False).photos == 3, "other sessions notice too"
    assert active_key() != judged_by, "a line-up on the screen is judged anew"
    forget_set(own)
    assert shelf("active").peek(f"{own}/dlib//{before}") is None
