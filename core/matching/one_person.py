"""Which of the faces in one person's photos is that person: the one that most of the photos share."""

import numpy as np

from core.stats.arrays import Array, Bools, Ints

SAME = 0.8  # from it on a photo counts as another of the same person: a foreign one costs more than a lost one

_ASKED = 16  # photos, spread over all: whom most of them show is in half of these


def shared_face(same: Array, photo_of: Ints, meant: Bools) -> dict[int, int]:
    """same: (f, f) probability that two faces are one person's; photo_of: (f,) the photo of each; meant: (f,) would it
    be taken if nothing else were known?

    Returns photo -> face of the person whom the most photos show, at most one a photo, those that show someone else
    left out. Of persons whom equally many photos show, the one who would be taken anyway."""
    photos = {photo: np.flatnonzero(photo_of == photo) for photo in np.unique(photo_of).tolist()}
    asked = [list(photos)[i] for i in np.unique(np.linspace(0, len(photos) - 1, _ASKED).astype(int)).tolist()]
    best: list[int] = []
    for seed in np.concatenate([photos[photo] for photo in asked]).tolist():
        own = _with_seed(same, photo_of, photos, seed)
        if _worth(own, same, meant) > _worth(best, same, meant):
            best = own
    return {int(photo_of[face]): face for face in best}


def _with_seed(same: Array, photo_of: Ints, photos: dict[int, Ints], seed: int) -> list[int]:
    """The seed and, of each other photo, the face that is most likely the same person's, if it likely is; then every
    photo once more, by what all of these say."""
    group = [seed]
    for _ in range(2):
        # What a photo's own face of the group says of that photo does not count.
        total, own = same[:, group].sum(axis=1), {int(photo_of[face]): face for face in group}
        found = []
        for photo, faces in photos.items():
            others = len(group) - (photo in own)
            if not others:
                found.append(own[photo])
                continue
            means = (total[faces] - (same[faces, own[photo]] if photo in own else 0)) / others
            if means.max() >= SAME:
                found.append(int(faces[means.argmax()]))
        group = found or group
    return group


def _worth(group: list[int], same: Array, meant: Bools) -> tuple[int, int, float]:
    if not group:
        return 0, 0, 0.0
    return len(group), int(meant[group].sum()), float(same[group][:, group].mean())
