"""The page that travels with an exported run: what it is, what its numbers mean and do not mean, where it must not be
used. After Mitchell et al. (2019), Model Cards for Model Reporting. No photo, no path, no member by name."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from core.errors import UnknownNameError
from core.faces.engines import get_info
from core.text.numbers import decimal, percent, points
from core.training.options import HEADS
from core.training.run import Run
from models import FAMILIES

_SPECIAL = re.compile(r"([\\`*_{}\[\]#!|~<>$&]|:(?=//))")  # full stops and hyphens do no harm within a line
_BASE_LICENCES = {
    "vggface": "VGG-Face 가중치: 비상업 (Oxford VGG)",
    "resnet50": "ResNet50 가중치: Keras Applications(MIT), 학습 데이터 ImageNet은 비상업 연구·교육용",
}

_OPTIONS = {
    "head": "분류기",
    "classes": "나누는 단위",
    "folds": "폴드 수",
    "copies": "사진마다 증강 사본(장)",
    "rotation": "회전(°)",
    "shift": "이동(변의 비율)",
    "flip": "좌우 뒤집기",
    "epochs": "에폭(번)",
    "patience": "조기 종료(에폭)",
    "batch": "배치(장)",
    "learning_rate": "학습률",
    "unfreeze": "마지막 단계도 학습",
    "strangers": "처음 보는 멤버도 재기",
    "stand_in": "가짜 가중치로 시험",
    "seed": "시드",
}
_CLASSES = {"member": "멤버", "group": "그룹"}

_MEANING = """\
- **사진 교차 검증**: 등록된 멤버의 새 사진을 맞히는지 봅니다. 같은 사람의 다른 사진으로 배웠으므로 쉬운 문제이며,
  연습생에게도 이만큼 맞는다는 뜻이 아닙니다.
- **멤버를 빼고 평가**: 한 번도 보지 못한 멤버의 사진이 그 멤버의 그룹으로 가는지 봅니다. 우연과 견주어 읽고, 순열 검정
  p가 작지 않으면 우연과 구별되지 않습니다. 사진의 출처와 그룹이 섞여 있어 실제보다 높게 나올 수 있습니다.
- **재현성**: 처음 보는 사람의 사진을 반으로 나누어도 같은 답이 나오는지 봅니다. 연습생 판정에서 중요한 지표입니다.
- **보정 오차(ECE)**: 말한 확신도와 실제로 되풀이된 비율의 차이입니다. 작을수록 확신도를 믿을 수 있습니다.
"""
_LIMITS = """\
- 연습생은 정의상 어느 그룹의 멤버도 아닙니다. 점수는 등록된 그룹 가운데 어느 쪽을 닮았는지이며, 소속·적성·성공 가능성이
  아닙니다.
- 점수는 등록된 그룹과 멤버, 그 사진들에 따라 달라집니다. 그룹을 더하거나 빼면 점수도 바뀝니다.
- 이 데이터 밖의 사람, 촬영 조건, 나이대에서 어떤지는 재지 않았습니다.
- 모델 파일에는 학습한 멤버들의 얼굴 특징에서 나온 값이 들어 있습니다. 개인정보로 다루고, 권한이 있는
  사람에게만 전해 주세요.
"""
_STAND_IN = """\
> **시험용 가중치**: 실제 가중치 대신 무작위 가중치로 학습했습니다. 절차를 시험하는 용도이며,
> 수치에는 뜻이 없습니다.
"""
_FORBIDDEN = """\
- 사람의 평가, 선발, 탈락, 채용의 근거. 이 결과는 컨셉을 정할 때의 참고 자료입니다.
- 본인 확인, 출입 통제, 감시, 신원 찾기.
- 나이, 인종, 성별, 감정, 성격의 추정.
- 동의하지 않은 사람의 사진. 미성년자는 법정대리인의 동의도 필요합니다.
"""


def model_card(run: Run) -> str:
    """Markdown in Korean."""
    family = FAMILIES.get(run.family)
    parts = [f"# 모델 카드: {_text(run.name)}\n"]
    if run.options.stand_in and run.stands_in:
        parts.append(_STAND_IN)
    what = f"{_text(family.title)}. {_text(family.summary)}" if family else _text(run.family)
    use = "등록된 멤버만 구별하며, 연습생 판정에는 쓸 수 없습니다."
    if family and family.usable_for_trainees:
        use = "연습생(처음 보는 사람)을 판정할 수 있습니다."
    parts += [
        f"## 무엇인가\n\n{what}\n\n{use} Debut Concept Studio에서 만든 학습 결과입니다.\n",
        "## 데이터\n\n" + _rows(_data(run)),
        "## 설정\n\n" + _rows(_settings(run)),
        "## 지표\n\n" + _bars(run.metrics) + "\n" + _reasons(run.metrics) + _MEANING,
        "## 한계: 이 숫자가 뜻하지 않는 것\n\n" + _LIMITS,
        "## 쓰면 안 되는 곳\n\n" + _FORBIDDEN,
        "## 라이선스\n\n" + "".join(f"- {line}\n" for line in _licences(run)),
        "## 버전\n\n" + _rows({"특징 엔진": run.engine_version, "기반 신경망": run.base_version, **run.versions}),
    ]
    return "\n".join(parts)


def _data(run: Run) -> dict[str, Any]:
    data = run.data
    return {
        "그룹": f"{len(data.counts)}팀",
        "멤버": f"{sum(map(len, data.counts.values()))}명",
        "사진": f"{data.photos:,}장 가운데 {data.faces:,}장으로 학습, {data.missed:,}장은 쓸 수 없었음",
        "데이터 지문": data.fingerprint[:12],
        "학습한 때": run.created,
    }


def _settings(run: Run) -> dict[str, Any]:
    family = FAMILIES.get(run.family)
    used_options = {*family.used_options, "folds", "strangers", "seed"} if family else None
    chosen = {
        _OPTIONS.get(key, key): HEADS.get(value, _CLASSES.get(value, value)) if isinstance(value, str) else value
        for key, value in asdict(run.options).items()
        if used_options is None or key in used_options
    }
    return {"모델": family.title if family else run.family, "엔진": run.engine, **chosen}


def _bars(metrics: Mapping[str, Any]) -> str:
    names = ("photo_cv", "leave_member_out", "repeatability", "identification", "open_set")
    photo, member, repeat, told, outside = (metrics.get(k) or {} for k in names)
    groups = metrics.get("groups")
    even = percent(1 / groups, " ") if isinstance(groups, int) and groups else "-"
    luck = f"우연 {_share(member.get('chance'))}, p {_number(member.get('p'))}"
    rows = [
        ("사진 교차 검증: 로그 손실", _number(photo.get("log_loss")), "낮을수록 좋음"),
        ("사진 교차 검증: 정확도", _share(photo.get("accuracy")), f"고르게 찍으면 {even}"),
        ("멤버를 빼고 평가: 적중률", _share(member.get("hit")), luck),
        ("재현성: 전체", _share(repeat.get("top1")), f"고르게 찍으면 {even}"),
        ("재현성: 뚜렷한 판정", _share(repeat.get("clear_top1")), f"뚜렷한 비율 {_share(repeat.get('clear_share'))}"),
        ("보정 오차(ECE)", _points(repeat.get("ece")), "낮을수록 좋음"),
        ("처음 보는 두 사람 구별(AUC)", _share(told.get("auc")), "우연 50 %"),
    ]
    if "nobody" in outside:
        rows.append(("처음 보는 멤버를 ‘가깝지 않음’으로 답함", _share(outside["nobody"]), "낮을수록 좋음"))
    lines = [f"| {name} | {_text(value)} | {_text(note)} |" for name, value, note in rows]
    return "\n".join(["| 지표 | 값 | 기준 |", "| --- | --- | --- |", *lines, ""])


def _reasons(metrics: Mapping[str, Any]) -> str:
    reasons = metrics.get("reasons")
    if not isinstance(reasons, Mapping):
        return ""
    general = dict.fromkeys(str(reason) for key, reason in reasons.items() if key != "members")  # that one has names
    return "".join(f"- 참고: {_text(reason)}\n" for reason in general) + "\n" * bool(general)


def _licences(run: Run) -> list[str]:
    lines = []
    try:
        info = get_info(run.engine)
        lines.append(_text(f"엔진 {info.title}: {info.licence}. {info.note}"))
    except UnknownNameError:
        lines.append(f"엔진 {_text(run.engine)}: 확인되지 않음")
    family = FAMILIES.get(run.family)
    if family and family.base in _BASE_LICENCES:
        lines.append(_BASE_LICENCES[family.base])
    return [*lines, "학습 사진의 권리와 초상권은 사진을 모은 곳에서 확인해야 합니다."]


def _rows(values: Mapping[str, Any]) -> str:
    lines = [f"| {_text(str(key))} | {_text(_shown(value))} |" for key, value in values.items() if value != ""]
    return "\n".join(["| 항목 | 값 |", "| --- | --- |", *lines, ""])


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "예" if value else "아니요"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _number(value: Any) -> str:
    return decimal(value) if isinstance(value, int | float) else "-"


def _share(value: Any) -> str:
    return percent(value, " ") if isinstance(value, int | float) else "-"


def _points(value: Any) -> str:
    return points(value).replace("\u00a0", " ") if isinstance(value, int | float) else "-"


def _text(text: str) -> str:
    """Text from outside as plain text: no markup, one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
