from core.charts.labels import Spot, _boxes, fitting


def test_names_that_fit_cover_neither_each_other_nor_a_dot():
    spots = [Spot("밤하늘빛", (i * 7 % 20) / 20, (i * 11 % 20) / 20, 8) for i in range(40)]
    found = fitting(spots, 330, 480)
    boxes = [_boxes(spots[i], 330, 480)[side] for i, side in found.items()]
    assert 5 < len(found) < 40
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    stacked = fitting([Spot("가", 0.5, 0.5, 5), Spot("나", 0.5, 0.5, 5)], 330, 480)
    assert len(set(stacked.values())) == 2


def test_a_name_crosses_a_line_only_where_no_side_is_free():
    dot, down, across = Spot("가", 0.5, 0.5, 5), (0.5, 0.5, 0.5, 0.1), (0.0, 0.53, 1.0, 0.53)
    assert fitting([dot], 330, 480, ("below", "above")) == {0: "below"}
    assert fitting([dot], 330, 480, ("below", "above"), [down]) == {0: "above"}
    assert fitting([dot], 330, 480, ("below", "above"), [down, across]) == {0: "below"}, "both are crossed"
    assert fitting([dot], 330, 480, ("below", "above"), [(0.0, 0.1, 0.3, 0.9)]) == {0: "below"}, "it passes by"
