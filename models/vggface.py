"""VGG-Face frozen, Dense(1024) and a softmax: the winner of the original project (Parkhi et al. 2015)."""

from core.training.family import Family
from models import dense_head
from models.closed import regroup
from models.network import HEEDED

FAMILY = Family(
    name="vggface",
    title="VGG-Face + Dense",
    summary="얼굴로 학습된 VGG-Face를 그대로 두고 그 위의 층만 학습합니다. 원본 프로젝트에서 가장 좋았던 모델입니다.",
    fit=dense_head.fit,
    model=dense_head.DenseHead,
    base="vggface",
    used_options=HEEDED | {"stand_in"},
    defaults={"copies": 1},  # each costs the base one more look at every photo
    by_epochs=True,
    regroup=regroup,
)
