"""The Korean words for what a made face can be changed in, and how it is shown."""

from collections.abc import Mapping

TUNE_PARTS = {
    "shape": "얼굴형", "eyes": "눈", "nose": "코", "mouth": "입", "brows": "눈썹", "skin": "피부·눈동자",
    "other": "그 밖",
    "hair": "머리", "make_up": "화장", "clothes": "옷",
}  # fmt: skip

CONTROL = {
    "face_length": "얼굴 길이", "face_width": "얼굴 너비", "face_fullness": "볼살", "jaw_width": "턱 너비",
    "chin_length": "턱 길이", "chin_forward": "턱 나옴", "cheekbones": "광대", "forehead_height": "이마 높이",
    "eye_size": "눈 크기", "eye_height": "눈 세로", "eye_distance": "눈 사이", "eye_tilt": "눈꼬리",
    "nose_width": "코 너비", "nose_length": "코 길이", "nose_tip": "코끝", "nose_bridge": "콧대",
    "mouth_width": "입 너비", "lip_fullness": "입술 두께", "mouth_corners": "입꼬리", "brow_height": "눈썹 높이",
    "brow_arch": "눈썹 산", "brow_thickness": "눈썹 두께", "skin_tone": "피부 톤", "iris": "눈동자 색",
}  # fmt: skip
CONTROL_PART = {
    "shape": ("face_length", "face_width", "face_fullness", "jaw_width", "chin_length", "chin_forward", "cheekbones",
              "forehead_height"),
    "eyes": ("eye_size", "eye_height", "eye_distance", "eye_tilt"),
    "nose": ("nose_width", "nose_length", "nose_tip", "nose_bridge"),
    "mouth": ("mouth_width", "lip_fullness", "mouth_corners"),
    "brows": ("brow_height", "brow_arch", "brow_thickness"),
    "skin": ("skin_tone", "iris"),
}  # fmt: skip
LOOK_PART = {
    "hair": ("hair_style", "hair_colour"),
    "make_up": ("lip_colour", "lip", "gloss", "shadow_colour", "shadow", "liner", "blush_colour", "blush", "freckles"),
    "clothes": ("clothes", "clothes_colour"),
}
LOOKS = {
    "hair_style": "머리 모양", "hair_colour": "머리 색", "lip_colour": "입술 색", "lip": "입술 진하기", "gloss": "윤기",
    "shadow_colour": "눈화장 색", "shadow": "눈화장 진하기", "liner": "아이라인", "blush_colour": "볼 색",
    "blush": "볼 진하기", "freckles": "주근깨", "clothes": "옷", "clothes_colour": "옷 색", "coarse": "큰 모양",
    "middle": "이목구비", "fine": "색과 결",
}  # fmt: skip
LOOK_CODES: Mapping[str, Mapping[str, str]] = {
    "hair_style": {
        "long_straight": "긴 생머리", "long_waves": "긴 웨이브", "layered_curtain": "레이어드와 커튼 앞머리",
        "see_through_long": "시스루 앞머리 긴 머리", "full_bangs_long": "일자 앞머리 긴 머리",
        "full_bangs_bob": "일자 앞머리 단발", "short_bob": "짧은 단발", "wolf_cut": "울프컷", "pixie": "픽시컷",
        "side_swept_waves": "옆으로 넘긴 웨이브", "high_ponytail": "높은 포니테일", "low_ponytail": "낮은 포니테일",
        "twin_tails": "양갈래", "half_up": "반묶음", "high_bun": "높은 번", "low_bun": "낮은 번",
    },
    "hair_colour": {
        "black": "검정", "dark_brown": "어두운 갈색", "brown": "갈색", "light_brown": "밝은 갈색", "chestnut": "밤색",
        "wine": "와인", "ash_grey": "애시 그레이", "platinum": "백금발", "pink": "분홍", "lavender": "라벤더",
        "blue_black": "블루 블랙",
    },
    "lip_colour": {"rose": "로즈", "coral": "코랄", "red": "레드", "mlbb": "MLBB", "plum": "플럼"},
    "shadow_colour": {"brown": "브라운", "peach": "피치", "pink": "핑크", "smoky": "스모키", "plum": "플럼"},
    "blush_colour": {"pink": "핑크", "peach": "피치", "rose": "로즈"},
    "clothes": {
        "tee": "티셔츠", "v_neck": "브이넥", "turtleneck": "터틀넥", "off_shoulder": "오프숄더", "boat_neck": "보트넥",
    },
    "clothes_colour": {
        "white": "흰색", "black": "검정", "grey": "회색", "navy": "남색", "cream": "크림", "sky": "하늘색",
        "pink": "분홍",
        "red": "빨강",
    },
}  # fmt: skip
MOODS = {
    "studio": "스튜디오", "fresh": "청량", "dreamy": "몽환", "girl_crush": "걸크러시", "elegant": "우아",
    "retro": "레트로",
}  # fmt: skip
EXPRESSION = {
    "neutral": "무표정", "smile": "미소", "open": "웃음", "serious": "진지", "surprised": "놀람",
}  # fmt: skip


def control(code: str) -> str:
    """Directions of a company's own generator are called as its file calls them."""
    return CONTROL.get(code) or (f"방향 {code[5:]}" if code.startswith("axis_") else code)


def code(name: str, chosen: str) -> str:
    """What a code of a look is called."""
    return LOOK_CODES.get(name, {}).get(chosen, chosen)


def shot(expression: str, yaw: float) -> str:
    """ "미소", "왼쪽 25°"."""
    if not yaw:
        return EXPRESSION.get(expression, expression)
    return f"{'오른쪽' if yaw > 0 else '왼쪽'} {abs(yaw):.0f}°"
