"""Words in names of files and folders that are no person: what cameras, apps and systems write, and what people write
to say what a photo shows or where it was made. All in lower case."""

import re

from core.text.korean import SURNAMES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What names nobody wherever it begins a file's name. Apps whose name is a stage name, too, are in `APPS_LIKE_NAMES`.
NOBODY = _words(
    # cameras, systems, programs
    "img imgs image images imag imgp dsc dscn dscf dscim cimg gopr gopro dji hpim pict pano panorama pxl mvimg mvi "
    "burst vid video mov movie mp4 photo photos photograph picture pictures pic pics snap snapshot still frame "
    "capture captured screen screenshot screenshots screencapture screengrab smartselect clip clipboard scan scanned "
    "untitled unnamed unknown noname nameless default copy temp tmp test file files download downloads downloaded "
    "downloadfile save saved export exported output result original orig edit edited resized resize crop cropped "
    "compressed converted optimized attachment attachments inline thumbnail thumb collage camera selfie selca webcam "
    "sticker emoji avatar profile headshot front side left right closeup fullbody portrait media msg message mail "
    "temporary blob asset upload uploaded dcim new my cap hdr bokeh fullsizerender renderedimage inked generated "
    "galaxy iphone samsung "
    # apps
    "kakaotalk kakao kakaostory kakaomap b612 snapchat snapseed vsco whatsapp telegram facebook fb messenger received "
    "instagram insta ig instasave twitter tw tiktok weibo wechat weixin mmexport wx qq discord slack zoom meitu "
    "beautyplus beautycam youcam ulike camera360 cymera retrica inshot photogrid picsart polarr lightroom lrm "
    "facetune faceapp remini airbrush picsew viber skype zalo imessage airdrop google googlephotos dropbox icloud "
    "canva photoshop photoroom photoscape gimp naver pinterest epik lensa hypic xingtu sweetsnap sweetselfie "
    "makeupplus photoleap prequel afterlight huji dazz gudak moldiv linecamera perfect365 everlook onedrive "
    "dall dall·e dalle chatgpt midjourney vivavideo capcut kinemaster pitu faceu "
    # in other tongues
    "사진 사진들 이미지 그림 스크린샷 스샷 캡처 캡쳐 화면 화면캡처 화면캡쳐 갈무리 셀카 셀피 셀프 카메라 갤러리 앨범 "
    "제목 제목없음 없음 무제 이름 이름없음 무명 미정 미상 새 새로 새파일 다운로드 내려받기 첨부 첨부파일 파일 받은 "
    "보낸 카톡 카카오 카카오톡 인스타 인스타그램 페이스북 페북 트위터 네이버 텔레그램 위챗 왓츠앱 문서 스캔 복사본 "
    "사본 편집 편집본 임시 테스트 썸네일 동영상 영상 움짤 짤 콜라주 크기변환 크기 변환 기본 저장 모음 업로드 갤럭시 "
    "아이폰 삼성 전면 후면 전체 제목을 마이박스 클라우드 微信图片 图片 照片 截图 屏幕截图 下载 未命名 写真 画像 無題 "
    "スクリーンショット ダウンロード"
)
APPS_LIKE_NAMES = _words("스노우 라인 소다 푸디 밴드 유라이크 시그널 캔디")

# What a photo shows, or what became of it: never a person, and a folder of it lies inside that of a person.
KINDS = _words(
    "정면 측면 옆면 옆모습 뒷모습 좌측 우측 좌 우 왼쪽 오른쪽 반측면 앞 뒤 옆 상반신 하반신 전신 반신 얼굴 인물 "
    "클로즈업 프로필 프사 증명 증명사진 여권 여권사진 반명함 명함 셀카 셀피 무대 공연 연습 연습실 안무 보컬 댄스 "
    "오디션 화보 직캠 일상 여행 실물 생얼 민낯 무보정 보정 보정본 보정전 보정후 원본 최종 최종본 수정 수정본 편집 "
    "편집본 사진 사진들 이미지 고화질 저화질 흑백 컬러 웃음 무표정 촬영 현장 스튜디오 야외 실내 의상 데뷔 단체 "
    "개인 독사진 앨범 기타 샷 컷 공항 행사 팬사인회 콘서트 백스테이지 리허설 티저 컨셉 콘셉트 포스터 잡지 거울 "
    "거울셀카 메이크업 노메이크업 교복 카페 학교 front side left right profile full fullbody half halfbody upper "
    "lower body face faces closeup headshot stage selfie selca photo photos pic pics picture pictures image images "
    "raw raws orig original originals edit edited final retouched smile studio outdoor indoor casual practice dance "
    "vocal live fancam passport portrait bw hd hq uhq web large small airport concert event fansign backstage "
    "rehearsal teaser concept cover poster magazine mirror makeup nomakeup hair outfit ootd daily travel cafe school "
    "uniform gym before after main color thumb thumbs copy cropped resized compressed jpg jpegs jpeg png heic webp "
    "best"
)
_NOBODY = re.compile(r".+(photo|image|media|camera|picture|screenshot|album|selfie)s?|.+(카메라|앨범)|[a-z]{1,3}\d{4,}")
_KIND = re.compile(r".+(샷|컷|사진)|(raw|jpe?g|png|heic|photo|image|pic|version|ver|v|take|cut|shot)s?[ _-]?\d{1,3}")

# What stands before a number, or a letter, that tells people apart.
ROLES = _words(
    "trainee trainees candidate member person people no num number artist idol applicant contestant girl model "
    "student subject participant 연습생 지원자 후보 후보자 참가자 번호 멤버 사람 학생 여자 소녀 아이 모델 출연자 "
    "도전자 신인 수험생 아티스트 가수 배우 친구"
)

# Folders above people: teams hold others than those beside them, the days of an audition the same people again.
_TEAM = re.compile(
    r"([a-z]|\d{1,2}|[가나다라마바사아자차카타파하]|최종|예비|여자|신입|정규)[ _-]?"
    r"(조|팀|반|그룹|유닛|team|group|class|unit|squad)|\d{1,2}[ _-]?(기|기수|군)"
    r"|(조|팀|반|그룹|유닛|team|group|class|unit|squad|line)[ _-]?([a-z]|\d{1,2})"
)
_SESSION = re.compile(
    r"(첫|첫째|둘째|셋째|넷째|제?\d{1,3})[ _-]?(날|일|일차|일째|차|회|회차|주|주차|월|년|년도|라운드)"
    r"([ _-]?(오디션|촬영|연습|평가|월말평가|심사))?"
    r"|(day|session|round|week|audition|shoot|date|part|batch)[ _-]?\d{0,3}|오디션|월말평가|촬영|심사"
    r"|(19|20)\d\d([-._ ]?\d\d){0,2}|\d{6}"
)
# Folders that hold whatever was brought, not the photos of one person.
_WRAPPER = re.compile(
    r"line[ _-]?ups?|photos|images|pictures|pics|dcim|camera|camera roll|screenshots|downloads?|desktop|albums?|"
    r"gallery|uploads?|faces|trainees|candidates|members|portraits|people|profiles|selfies|new folder.*|"
    r"untitled folder.*|kakaotalk.*|\d{3}[a-z_]{5}|라인업.*|사진|사진들|사진첩|이미지|이미지들|연습생|연습생들|"
    r"연습생 사진|후보|후보들|후보자|지원자|지원자들|참가자|다운로드|카메라|스크린샷|바탕 ?화면|새 ?폴더.*|앨범|갤러리|"
    r"전체|모음|업로드|프로필|프로필 사진|이름 ?없는 ?폴더.*"
)

# A number of a date or time in words: 11월, 오후, PM.
STAMP = re.compile(
    r"\d{1,4}(년|월|일|시|분|초)|오전|오후|am|pm|at|\d{1,4}x\d{1,4}|wa\d+|\d+(px|k|p|mb)|t\d{6}|\d{1,3}(세|살|cm|kg)"
)

_FULL_NAME = re.compile(rf"(남궁|황보|제갈|선우|사공|독고|서문)[가-힣]{{1,2}}|[{SURNAMES}][가-힣]{{2}}")
_NO_NAME = re.compile(r".*(팀|들|반|샷|컷|본|실|점|영상|사진)")
_SURNAME = re.compile(f"[{SURNAMES}]")
LATIN_SURNAMES = _words(
    "kim lee park choi jung jeong cho yoon jang lim han oh seo shin kwon hwang ahn song yoo yu ryu jeon hong ko moon "
    "yang son bae baek heo nam shim noh ha kwak sung cha joo woo koo min"
)


def is_nobody(word: str) -> bool:
    """Does a file whose name begins with it name nobody? Counted or not: IMG1234, 사진1."""
    return bool(word in NOBODY or word.rstrip("0123456789") in NOBODY or _NOBODY.fullmatch(word)) or is_kind(word)


def is_kind(word: str) -> bool:
    """Does it say what a photo shows, or what was done to it?"""
    return word in KINDS or bool(_KIND.fullmatch(word))


def is_team(folder: str) -> bool:
    """A조, 2팀, Team B: people in it are others than those of the next."""
    return bool(_TEAM.fullmatch(folder))


def is_session(folder: str) -> bool:
    """첫날, 2차 오디션, 2024-11-22: the people in it may be in the next one, too."""
    return bool(_SESSION.fullmatch(folder))


def is_wrapper(folder: str) -> bool:
    """라인업, DCIM, 새 폴더: holds anybody's photos."""
    return bool(_WRAPPER.fullmatch(folder))


def is_surname(word: str) -> bool:
    """Kim or 김, in lower case."""
    return word in LATIN_SURNAMES or bool(_SURNAME.fullmatch(word))


def is_full_name(word: str) -> bool:
    """김하늘, 남궁별: a surname and a given name, without a doubt."""
    return bool(_FULL_NAME.fullmatch(word)) and not (
        word in NOBODY | KINDS | ROLES or is_session(word) or is_wrapper(word) or _NO_NAME.fullmatch(word)
    )
