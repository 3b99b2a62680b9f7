"""What a visitor of the load bar brings is a line-up like the demo's, and its names are found again."""

from core.bench import spread
from core.bench.visitors import visits
from core.intake import preview


def test_each_visitor_brings_trainees_and_not_photos_without_a_name() -> None:
    files = [(f"trainee_{person}", bytes([person, photo])) for person in range(6) for photo in range(4)]
    for _ in range(20):
        mark = visits._mark()
        seen = preview(visits._marked(mark, files))
        assert [len(photos) for photos in seen.trainees.values()] == [4] * 6 and not seen.nameless
        assert all(visits._MARK.findall(name.encode()) == [mark.encode()] for name in seen.trainees)


def test_a_figure_without_a_limit_is_told_without_a_ratio() -> None:
    assert spread("judged", [1.0, None, 3.0], None)["judged_p50"] == {"ours": 2.0, "unit": "s", "n": 2}
    assert spread("page", [1.0, 3.0], 4.0)["page_p50"]["ratio"] == 2.0
    assert spread("page", [None], 4.0) == {}
