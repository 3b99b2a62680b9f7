"""The line-up's concept: the groups it resembles, blended by how much it does. Nothing of a trainee comes in here but
the weights of the groups, and they are not kept."""

from collections.abc import Mapping

from core.keywords.blend import Blend
from core.services.concept import Concept


def blend(concepts: Mapping[str, Concept], weights: Mapping[str, float]) -> Blend:
    """The blended concept.

    concepts: group id -> its concept, as far as there is news; weights: group id -> resemblance, 0 or more.
    Raises NewsError where no group with a weight has a concept."""
    raise NotImplementedError
