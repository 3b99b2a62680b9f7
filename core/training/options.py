"""What an analyst may choose before a training. One flat set; each family names those it used_options."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from core.errors import TrainingError, instead_of

ClassLevel = Literal["member", "group"]
HEADS = {"lda": "LDA", "logreg": "로지스틱 회귀", "svm": "SVM", "knn": "k-NN"}  # names on screen


@dataclass(frozen=True, slots=True)
class Options:
    """Validated once, here. Raises TrainingError.

    head: of embedding_head. classes: what a network's softmax tells apart; members are summed to groups. folds: of the
    photo cross-validation. copies: augmented copies a photo; rotation: degrees to either side; shift: share of the
    side; flip: mirrored half of the time. epochs, patience (epochs without a better validation loss before the training
    stops; 0 never stops), batch (photos), learning_rate: of networks. unfreeze: train the base's last stage too
    (resnet50). strangers: measure members left out as well. stand_in: random weights where the real ones are missing,
    to try the machinery; such a run is marked. seed: same seed and same data give the same numbers."""

    head: str = "lda"
    classes: ClassLevel = "member"
    folds: int = 5
    copies: int = 4
    rotation: float = 20.0
    shift: float = 0.2
    flip: bool = True
    epochs: int = 30
    patience: int = 5
    batch: int = 64
    learning_rate: float = 1e-3
    unfreeze: bool = False
    strangers: bool = True
    stand_in: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        if self.head not in HEADS:
            raise TrainingError(f"'{self.head}' 분류기는 없습니다. 사용할 수 있는 분류기: {', '.join(HEADS)}")
        if self.classes not in ("member", "group"):
            raise TrainingError("나누는 단위는 member(멤버)와 group(그룹) 가운데 하나로 정해 주세요.")
        limits: tuple[tuple[str, float, float, float], ...] = (
            ("폴드 수", self.folds, 2, 20),
            ("증강 사본 수", self.copies, 0, 20),
            ("회전 각도", self.rotation, 0, 180),
            ("이동 비율", self.shift, 0, 0.5),
            ("에폭 수", self.epochs, 1, 1000),
            ("조기 종료 기준", self.patience, 0, 1000),
            ("배치 크기", self.batch, 1, 4096),
            ("학습률", self.learning_rate, 1e-6, 1.0),
            ("시드", self.seed, 0, 2**31 - 1),
        )
        for name, value, low, high in limits:
            if not low <= value <= high:  # nan fails as well
                raise TrainingError(f"쓸 수 없는 값입니다({name}: {value:,}). {low:,}에서 {high:,} 사이로 정해 주세요.")


def with_changes(options: Options, changes: dict[str, Any]) -> Options:
    """Some options changed. Raises TrainingError for a name that does not exist or a value that cannot be used."""
    with instead_of(
        TypeError, TrainingError(f"알 수 없는 학습 설정이 있습니다: {', '.join(changes)}. 이름을 확인해 주세요.")
    ):
        return replace(options, **changes)
