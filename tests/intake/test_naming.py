"""Whose photo a file is, by its name and its folder."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.intake.archive import clean_path
from core.intake.naming import owners, read_name


def people(*paths: str) -> dict[str, int]:
    """Name -> photos, of those that name nobody after a "?"."""
    found: dict[str, int] = {}
    for owner in owners([clean_path(path) for path in paths]):
        name = owner.name if owner.named else f"?{owner.name}"
        found[name] = found.get(name, 0) + 1
    return found


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
    assert read_name(file).name == trainee


NOBODY = {
    "cameras": "IMG_1234 IMG-1234 IMG_E1234 DSC_0001 DSC01234 _DSC1234 _MG_1234 P1010001 SAM_1234 GOPR0123 EOS_1234",
    "phones": "PXL_20241122_101010123 MVIMG_20241122_101010 00000IMG_00000_BURST20241122101010_COVER "
    "P_20241122_101010 IMG20241122101010 20241122_101010_HDR DSC_0001~2 IMG_20241122_101010_Bokeh "
    "BURST20241122101010 FullSizeRender",
    "messengers": "KakaoTalk_20241122_101010123 KakaoTalk_20241122_101010123_01 IMG-20241122-WA0001 received_123456789 "
    "FB_IMG_1732251234567 line_1732251234567 mmexport1732251234567 photo_2024-11-22_10-10-10 Snapchat-1234567890 "
    "signal-2024-11-22-10-10-10-123 TalkMedia_i_1a2b3c S__12345678 LINE_ALBUM_2024_241122_1 微信图片_20241122101010",
    "apps": "B612_20241122_101010_123 SNOW_20241122_101010 SODA_20241122_101010 Foodie_2024-11-22-10-10-10 VSCO_1 "
    "BeautyPlus_20241122101010123_save Camera360_2024_11_22_10_10 Picsart_24-11-22_10-10-10-123 "
    "Resized_20241122_101010 InShot_20241122_101010 Collage_20241122 ULike_2024 "
    "스노우_20241122_101010 갤럭시_20241122",
    "an app that nobody has heard of": "Zzyx_20241122_101010 Zzyx_1732251234567 QuuxCam_2024-11-22 XY_IMG_0001",
    "screens": "Screenshot_20241122_101010_Instagram Screenshot_20241122-101010 ScreenShot0001 캡처 캡처1 스크린샷_1 "
    "SmartSelect_20241122-101010_Instagram 화면캡처_1",
    "programs": "제목없음 무제-1 image image1 photo-1 temp temp_1 download unnamed untitled-1 file output_1 그림1 "
    "다운로드 clip_image002 Inked_1 첨부파일_1 새파일",
    "generators": "Gemini_Generated_Image_x8kxv3a8kxv3a8kx ChatGPT_Image_1 Zzyx_x8kxv3a8kxv3",
    "servers": "550e8400-e29b-41d4-a716-446655440000 9e107d9d372bb6826bd81d3542a419d6 467891234_1234567890_123456_n "
    "GcXyZ12bIAAabcd 1732251234567 TalkMedia_i_1a2b3c",
    "numbers": "1 01 12345 20241122 20241122_101010 24_11_22_1 2024-11-22",
    "what a photo shows": "정면_1 측면_2 프로필_1 셀카1 전신샷_1 front_1 profile_1 selfie-2 전체_1",
}
WITH_SPACES = (
    "WhatsApp Image 2024-11-22 at 10.10.10 AM (1)", "스크린샷 2024-11-22 오후 3.10.10", "제목 없음 (2)", "사진 1",
    "KakaoTalk_Photo_2024-11-22-10-10-10 001", "image (3)", "download (1)", "Photo 22-11-2024, 10 10 10",
    "My Photo (1)", "화면 캡처 2024-11-22 101010", "CamScanner 11-22-2024 10.10",
    "Screen Shot 2024-11-22 at 10.10.10 AM", "IMG 1234",
    "프로필 사진 1", "CleanShot 2024-11-22 at 10.10.10@2x",
)  # fmt: skip


@pytest.mark.parametrize("kind", NOBODY)
def test_what_an_app_a_camera_or_a_system_wrote_names_nobody(kind: str) -> None:
    assert [name for name in NOBODY[kind].split() if read_name(f"{name}.jpg") != (name.partition("~")[0], False)] == []


def test_names_of_nobody_with_spaces() -> None:
    assert [name for name in WITH_SPACES if read_name(f"{name}.jpeg") != (name, False)] == []


def test_photos_of_one_app_are_never_one_person() -> None:
    # shared/cases/photos/app_names.zip, and its siblings all together
    names = [f"{name}.jpg" for words in NOBODY.values() for name in words.split() if "~" not in name]
    names = list(dict.fromkeys([*names, *(f"{name}.jpg" for name in WITH_SPACES)]))
    assert len(people(*names)) == len(names)
    assert len(people("B612_20241122_1.jpg", "B612_20241123_2.jpg", "FB_IMG_173225.jpg", "FB_IMG_173226.jpg")) == 4


@pytest.mark.parametrize(
    ("files", "name"),
    [
        # numbered and copied by Windows, macOS and people
        ("김하늘 (1).jpg|김하늘 (2).jpg|김하늘(3).jpg|김하늘 - 복사본.jpg|김하늘 - 복사본 (2).jpg", "김하늘"),
        ("김하늘.jpg|김하늘 copy.jpg|김하늘 copy 2.jpg|김하늘 - Copy (3).jpg|김하늘의 사본.jpg", "김하늘"),
        ("김하늘 (2) (1).jpg|김하늘 - 복사본 - 복사본.jpg|김하늘의 사본의 사본.jpg|김하늘_1의 사본.jpg", "김하늘"),
        ("Yuna.jpg|Copy of Copy of Yuna.jpg|Yuna - Copy - Copy (2).jpg|yuna copy copy.jpg", "Yuna"),
        ("さくら.jpg|さくら - コピー (2).jpg|さくらのコピー.jpg|さくら のコピー 2.jpg", "さくら"),
        ("小花.jpg|小花 - 副本 (2).jpg|小花 拷贝.jpg|小花的副本.jpg", "小花"),
        ("제니.jpg|제니 2.jpg|제니2.jpg|제니 - 복사본/1.jpg|제니 - 복사본 - 복사본/2.jpg", "제니"),
        ("김하늘1.jpg|김하늘 2.jpg|김하늘-3.jpg|김하늘.4.jpg|김하늘_5.jpg|김하늘[6].jpg", "김하늘"),
        ("Yuna_1.jpg|yuna 2.jpg|YUNA-3.jpg|yuna (4).jpg|Yuna_front.jpg|yuna_selfie_2.jpg", "Yuna"),
        # full names in Latin letters
        ("kim haneul_1.jpg|Kim_Haneul_2.jpg|KIM-HANEUL-3.jpg|kim haneul (4).jpg|KIM_HANEUL_20241122.jpg", "kim haneul"),
        ("Kim_Ha_Neul_02.jpg|kim ha neul 3.jpg|Kim-Ha-Neul.jpg|Kim_Ha_Neul_profile_1.jpg", "Kim_Ha_Neul"),
        # after what a camera or a person put before it
        ("01_김하늘.jpg|2. 김하늘.jpg|KakaoTalk_20241122_김하늘.jpg|IMG_김하늘_1.jpg|A조_김하늘.jpg", "김하늘"),
        ("김하늘_20241122_101010.jpg|김하늘 20241122.jpg|김하늘 2024년 11월 2일.jpg|김하늘 무대.jpg", "김하늘"),
        ("김_하늘_1.jpg|김 하늘_2.jpg|김하늘_3.jpg", "김_하늘"),
        # odd endings, and a date for one
        ("하늘_1.jpg_large|하늘_2.jpg-orig|하늘_3.pjpeg|하늘_4.jpg(1)|하늘_5.jpg!d|하늘 2024.11.22", "하늘"),
        ("하늘_1.jfif|하늘_2.jpg.webp|하늘_3.jpeg?type=w800|하늘_4.jpg:large|하늘_5.JPG@400w", "하늘"),
        # names with numbers and stage names
        ("연습생 1/1.jpg|연습생_1_셀카.jpg|연습생1.jpg|연습생 1_2.jpg", "연습생 1"),
        ("김하늘(2005)_1.jpg|김하늘 17세_2.jpg|김하늘 공항 3.jpg|김하늘 167cm.jpg", "김하늘"),
        ("yuna_airport_1.jpg|yuna_concert_2.jpg|yuna_final.jpg|yuna_a.jpg", "yuna"),
        ("A1_1.jpg|A1_2.jpg|A1 (3).jpg|A1_front.jpg", "A1"),
        ("Summer_1.jpg|Summer_2.jpg|summer 3.jpg", "Summer"),
        ("May_1.jpg|May_2.jpg|May/3.jpg", "May"),
        ("새봄_1.jpg|새봄 2.jpg|새봄/3.jpg", "새봄"),
    ],
)  # fmt: skip
def test_files_of_one_person_come_together(files: str, name: str) -> None:
    paths = files.split("|")
    assert people(*paths) == {name: len(paths)}


@pytest.mark.parametrize(
    "files",
    [
        "KIM_HANEUL_1.jpg|KIM_BADA_1.jpg|KIM_NOEUL_1.jpg|LEE_HANEUL_1.jpg",  # shared/cases/photos/latin_full_names.zip
        "kim haneul_1.jpg|kim bada_1.jpg|Kim-Bo-Ra-1.jpg|Kim_Bo_Mi_1.jpg|Park Bom (1).jpg",
        "Anna_Schmidt_1.jpg|Anna_Mueller_1.jpg|Haneul_Kim_1.jpg|Haneul_Lee_1.jpg",
        "연습생 1.jpg|연습생 2.jpg|연습생3.jpg|연습생_4_1.jpg|연습생 A.jpg|후보 1.jpg|trainee_1.jpg|Trainee B_1.jpg",
        "A1.jpg|A2.jpg|B1_front.jpg|B2_front.jpg|C1 (1).jpg",
        "김_하늘_1.jpg|김_바다_1.jpg|박_하늘_1.jpg",
        "하늘 A_1.jpg|하늘 B_1.jpg|첫째 하늘_1.jpg|둘째 하늘_1.jpg",
        "101_front.jpg|102_front.jpg|3번_1.jpg|4번_1.jpg",
        "A조_하늘_1.jpg|B조_하늘_1.jpg",
        "Photo/1.jpg|May/1.jpg|Summer/1.jpg|캡처/1.jpg|A1/1.jpg|B2/1.jpg|김하늘 (2)/1.jpg|김하늘/1.jpg",
        "山田_1.jpg|田中_1.jpg|Nguyễn An_1.jpg|Nguyễn Bình_1.jpg",
    ],
)
def test_different_people_stay_apart_and_keep_their_names(files: str) -> None:
    paths = files.split("|")
    found = people(*paths)
    assert len(found) == len(paths) and not any(name.startswith("?") for name in found)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # shared/cases/photos/group_above_trainees.zip
        ("라인업/A조/김하늘/1 라인업/A조/이바다/1 라인업/B조/박노을/1", {"김하늘": 1, "이바다": 1, "박노을": 1}),
        ("1팀/Yuna/1 1팀/Mina/1 2팀/Sana/1 2팀/Sana/2", {"Yuna": 1, "Mina": 1, "Sana": 2}),
        ("보컬/하늘/1 보컬/바다/1 댄스/노을/1", {"하늘": 1, "바다": 1, "노을": 1}),
        ("A조/하늘/1 A조/바다/1 B조/하늘/1", {"하늘 (A조)": 1, "바다": 1, "하늘 (B조)": 1}),
        ("A조/김하늘_1 A조/이바다_1 B조/박노을_1 B조/IMG_1", {"김하늘": 1, "이바다": 1, "박노을": 1, "?IMG_1": 1}),
        ("A조/김하늘/정면/1 A조/이바다/정면/1 B조/박노을/측면/1", {"김하늘": 1, "이바다": 1, "박노을": 1}),
        # days of an audition: the same people
        ("첫날/김하늘/1 첫날/이서/1 둘째날/김하늘/2 둘째날/이서/2", {"김하늘": 2, "이서": 2}),
        ("2024-11-22/하늘/1 2024-11-22/바다/1 2024-11-23/하늘/1 2024-11-23/바다/1", {"하늘": 2, "바다": 2}),
        # folders inside a trainee's
        ("김하늘/정면/1 김하늘/측면/1 이바다/정면/1", {"김하늘": 2, "이바다": 1}),
        ("하늘/봄/1 하늘/여름/1 바다/봄/1 바다/여름/1", {"하늘": 2, "바다": 2}),
        ("김하늘/1 김하늘/무대/1", {"김하늘": 2}),
        ("하늘/1차/1 하늘/2차/1 바다/1차/1 바다/카톡/2 노을/2024-11-22/1", {"하늘": 2, "바다": 2, "노을": 1}),
        ("정면/하늘/1 측면/하늘/1 정면/바다/1 측면/바다/1", {"하늘": 2, "바다": 2}),
        ("A조/101/1 A조/102/1 B조/201/1", {"101": 1, "102": 1, "201": 1}),
        ("2024/1차/김하늘_1 2024/1차/이바다_1 2024/2차/김하늘_2", {"김하늘": 2, "이바다": 1}),
        ("김하늘/1 김하늘/파리/1 이바다/2", {"김하늘": 2, "이바다": 1}),
        ("김하늘/2024/정면/1 김하늘/2023/측면/1 이바다/2024/정면/1", {"김하늘": 2, "이바다": 1}),
        ("하늘/DCIM/100APPLE/IMG_1 하늘/DCIM/101APPLE/IMG_2 바다/DCIM/100APPLE/IMG_1", {"하늘": 2, "바다": 1}),
        # folders that hold anybody's
        ("라인업/김하늘 라인업/이바다", {"김하늘": 1, "이바다": 1}),
        ("우리/김하늘 우리/이바다", {"김하늘": 1, "이바다": 1}),
        ("DCIM/100APPLE/IMG_1 DCIM/100APPLE/IMG_2", {"?IMG_1": 1, "?IMG_2": 1}),
        ("사진/김하늘_1 이바다/1", {"김하늘": 1, "이바다": 1}),
        # two phones with the same number, and copies of one photo
        ("IMG_1 IMG_1 이서/1", {"?IMG_1": 1, "?IMG_1 (2)": 1, "이서": 1}),
        ("IMG_1 IMG_1-복사본 이서/1", {"?IMG_1": 2, "이서": 1}),
    ],
)  # fmt: skip
def test_folders_above_and_below_people(files: str, expected: dict[str, int]) -> None:
    assert people(*(f"{path}.jpg" for path in files.split())) == expected


UNSEEN = ["\u200b", "\ufeff", "\u3164", "\u00ad", "\u2060", "\ufe0f", "\u200e", "\u200d"]


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(UNSEEN)), max_size=4), st.booleans())
@settings(max_examples=30)
@example([(3, "\u3164")], False)  # shared/cases/photos/invisible_letters.zip
def test_letters_that_nobody_sees_part_nobody(added: list[tuple[int, str]], nfd: bool) -> None:
    letters = list("김 하늘")
    for where, letter in added:
        letters.insert(where, letter)
    folder = unicodedata.normalize("NFD" if nfd else "NFC", "".join(letters))
    assert people(f"{folder}/1.jpg", "김\u00a0하늘/2.jpg", "김 하늘_3.jpg") == {clean_path(folder): 3}


GIVEN = ["하늘", "바다", "노을", "새봄", "가람", "다온", "소라", "은별"]
PLAYED = ["{}_{}", "{} ({})", "{}{}", "{}_무대_{}", "{}_2024112{}_101010", "{} {}", "IMG_{}_{}", "{}-{}"]


@given(
    st.sets(st.sampled_from(GIVEN), min_size=2), st.lists(st.sampled_from(PLAYED), min_size=1, max_size=4, unique=True)
)
@settings(max_examples=30)
def test_whatever_the_pattern_people_are_neither_merged_nor_split(given_names: set[str], patterns: list[str]) -> None:
    names = {f"김{name}" for name in given_names}
    paths = [f"{pattern.format(name, i)}.jpg" for name in names for i, pattern in enumerate(patterns)]
    assert people(*paths) == dict.fromkeys(names, len(patterns))


@given(st.lists(st.text(alphabet="가김IMG_ -.(1)2/조정면A", max_size=14), max_size=10))
@settings(max_examples=40)
def test_every_photo_has_an_owner_with_a_name(paths: list[str]) -> None:
    found = owners([clean_path(path) for path in paths])
    assert len(found) == len(paths) and all(owner.name.strip() for owner in found)
