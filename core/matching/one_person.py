"""Which of the faces in one person's photos is that person: the one that most of the photos share."""

import numpy as np

from core.stats.arrays import Array, Bools, Ints

SAME = 0.8  # from it on a photo counts as another of the same person: a foreign one costs more than a lost one


def shared_face(same: Array, photo_of: Ints, meant: Bools) -> dict[int, int]:
    """same: (f, f) probability that two faces are one person's; photo_of: (f,) the photo of each; meant: (f,) would it
    be taken if nothing else were known?

    Returns photo -> face of the person whom the most photos show, at most one a photo, those that show someone else
    left out. Of persons whom equally many photos show, the one who would be taken anyway."""
    best: list[int] = []
    for seed in range(len(same)):
        own = _with_seed(same, photo_of, seed)
        if _worth(own, same, meant) > _worth(best, same, meant):
            best = own
    return {int(photo_of[face]): face for face in best}


def _with_seed(same: Array, photo_of: Ints, seed: int) -> list[int]:
    """The seed and, of each other photo, the face that is most likely the same person's, if it likely is; then every
    photo once more, by what all of these say."""
    group = [seed]
    for _ in range(2):
        found = []
        for photo in np.unique(photo_of).tolist():
            faces = np.flatnonzero(photo_of == photo)
            others = [face for face in group if photo_of[face] != photo]
            if not others:
                found += [face for face in group if photo_of[face] == photo]
                continue
            means = same[faces][:, others].mean(axis=1)
            if means.max() >= SAME:
                found.append(int(faces[means.argmax()]))
        group = found
    return group


def _worth(group: list[int], same: Array, meant: Bools) -> tuple[int, int, float]:
    if not group:
        return 0, 0, 0.0
    return len(group), int(meant[group].sum()), float(same[group][:, group].mean())
