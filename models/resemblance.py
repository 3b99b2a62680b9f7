"""The default family: likeness to members on file, calibrated on members left out. It alone may judge strangers."""

from core.matching.model import ResemblanceModel
from core.types import ReferenceSet


def fit(reference: ReferenceSet) -> ResemblanceModel:
    """Raises ReferenceSetError below two groups."""
    return ResemblanceModel.fit(reference)
