"""`python -m tests.keywords.fit_surety`: fits the weights of core.keywords.views.surety and writes them.

A sentence is labelled by its writer's marks: does it describe the act? Sets A, C, D and E; B is never read. --crossed
fits on A and D, whose acts are the same, and shows what is then quoted of C and E, and the other way round."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.views.statements import statements
from core.keywords.views.surety import SURE, WEIGHTS, features, strength
from core.services.concept.concept import build_concept
from core.settings import get_settings
from tests.keywords.unkind import Truth
from tests.support.unkind_press import Part, catalog, generate

PARTS: tuple[Part, ...] = ("a", "c", "d", "e")
SEEDS, ANALYZER, REGULARISED = range(4), "kiwi", 1.0


class Labelled(NamedTuple):
    """A sentence that describes an act by the rules. useful: it does."""

    part: Part
    features: Mapping[str, float]
    useful: bool


def labelled(part: Part, seed: int) -> Iterator[Labelled]:
    """The sentences of one set."""
    acts = generate(part, seed)
    groups, cache, canonical = catalog(acts), MemoryTokenCache(), load_lexicon(get_settings()).canonical
    news = {act.group.id: act.articles for act in acts}
    for act in acts:
        concept = build_concept(act.group.id, news, ANALYZER, cache, catalog=groups)
        truth, strong = Truth.of(act, canonical), strength(concept.keywords)
        for one in statements(concept.selection):
            told = features(concept.corpus, one, act.group.id, strong)
            yield Labelled(part, told, truth.quotation(one.text) == "useful")


def fitted(found: Sequence[Labelled]) -> dict[str, float]:
    """Feature -> its weight; "" -> the intercept. The same sentences give the same weights."""
    names = list(found[0].features)
    rows = np.array([[one.features[name] for name in names] for one in found])
    model = LogisticRegression(C=REGULARISED, max_iter=2000).fit(rows, [one.useful for one in found])
    weights = {"": float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))}
    return {name: round(weight, 3) for name, weight in weights.items()}


def crossed(found: Sequence[Labelled], on: str, of: str) -> str:
    """How many sentences of other acts are sure with the weights of some, and how many of these are right."""
    weights = fitted([one for one in found if one.part in on])
    others = [one for one in found if one.part in of]
    sums = [weights[""] + sum(weights[n] * v for n, v in one.features.items()) for one in others]
    sure = [one for one, value in zip(others, sums, strict=True) if 1 / (1 + np.exp(-value)) >= SURE]
    right, all_right = (sum(one.useful for one in some) for some in (sure, others))
    return f"{on} -> {of}: {right} of {all_right} useful sentences are sure, and {len(sure) - right} others"


def main() -> None:
    """Fit on all, or show both ways."""
    parser = argparse.ArgumentParser(prog="python -m tests.keywords.fit_surety")
    parser.add_argument("--crossed", action="store_true")
    found = [one for part in PARTS for seed in SEEDS for one in labelled(part, seed)]
    if parser.parse_args().crossed:
        print(crossed(found, "ad", "ce"), crossed(found, "ce", "ad"), sep="\n")
    else:
        WEIGHTS.write_text(json.dumps(fitted(found), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
