"""Model families. A new one is one file and one line in FAMILIES."""

from core.errors import UnknownNameError
from core.training.family import Family
from models import cnn, embedding_head, resemblance, resnet50, vggface

FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (cnn.FAMILY, resnet50.FAMILY, vggface.FAMILY, embedding_head.FAMILY, resemblance.FAMILY)
}
DEFAULT_FAMILY = resemblance.FAMILY.name


def get_family(name: str) -> Family:
    """Raises UnknownNameError, which lists the families there are."""
    if name not in FAMILIES:
        raise UnknownNameError(f"'{name}'이라는 모델은 없습니다. 사용할 수 있는 모델: {', '.join(FAMILIES)}")
    return FAMILIES[name]
