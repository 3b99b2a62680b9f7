import numpy as np

from core.charts.face_map import PICKED, face_map
from tests.support.figures import GROUPS


def test_the_face_map_shows_pictures_under_the_pointer_and_never_reads_them_aloud():
    points = np.arange(6, dtype=np.float64).reshape(3, 2)
    spec = face_map(points, ["g3", "g1", "gone"], ["a", "b", "c"], ["data:x", "", ""], GROUPS)
    rows = spec["data"]["values"]
    assert [(r["row"], r["group"], r["image"]) for r in rows] == [(0, "그룹3", "data:x"), (1, "그룹1", "")]
    encoding = spec["encoding"]
    assert encoding["tooltip"][0]["title"] == "image" and spec["config"]["aria"] is spec["mark"]["aria"] is False
    assert encoding["x"]["scale"]["domain"] == [0, 4] and encoding["y"]["scale"]["domain"] == [1, 5]
    assert encoding["color"]["scale"]["domain"] == ["그룹1", "그룹3"] == encoding["shape"]["scale"]["domain"]
    assert encoding["color"]["scale"]["range"] == [GROUPS[0].colour, GROUPS[2].colour]
    assert spec["params"][0]["name"] == PICKED and spec["params"][0]["select"]["fields"] == ["row"]
