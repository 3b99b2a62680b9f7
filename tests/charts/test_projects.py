from core.charts.projects import Standing, likeness, plane, shifts
from core.charts.style import GroupStyle
from tests.support.figures import texts

GROUPS = (GroupStyle("a", "<b>가</b>", "#7363C9"), GroupStyle("b", "나", "#0E8A7D"))


def test_shifts_say_points_and_range_in_the_order_of_the_groups() -> None:
    figure = shifts({"b": (-0.1, -0.2, 0.0), "a": (0.1, 0.0, 0.2)}, GROUPS)
    assert [round(x, 6) for x in figure.data[0].x] == [10, -10]
    said = texts(figure)
    assert "+10 %p" in said and "-20~0" in said and "<b>가" not in said


def test_look_alikes_stand_out_and_nobody_is_compared_with_herself() -> None:
    figure = likeness(["하나", "둘", "셋"], [[1, 0.8, 0.1], [0.8, 1, -0.2], [0.1, -0.2, 1]], 0.5)
    cells, numbers = figure.data
    assert cells.z[0][1] == cells.z[1][0] == 1 > cells.z[0][2] > cells.z[1][2] == 0
    assert [row[n] for n, row in enumerate(cells.z)] == [None] * 3
    assert "0.80" in numbers.text and "1.00" not in numbers.text


def test_the_likeness_of_a_large_line_up_is_no_more_parts_than_that_of_a_small_one() -> None:
    """Plotly takes seconds for a thousand shapes."""
    figures = [likeness([f"{n}" for n in range(size)], [[0.1] * size] * size, 0.5) for size in (3, 30)]
    assert [len(figure.layout.shapes) + len(figure.data) for figure in figures] == [2, 2]


def test_the_plane_shows_everybody_once() -> None:
    standing = Standing(
        {"a": (0, 1), "b": (0, -1)},
        {"a": {"세린": (0.1, 0.5)}},
        {"하나": (0, 0.2)},
        (0, 0.2),
        (0, 1),
        ("왼쪽", "", "", "위"),
    )
    figure = plane(standing, GROUPS)
    said = str(figure.to_dict())
    assert (
        "하나" in said
        and "라인업" in said
        and "목표" in said
        and "← 왼쪽" in said
        and " →" not in said
        and "&lt;b&gt;가" in said
    )
    assert not any("목표" in (trace.name or "") for trace in plane(Standing({"a": (0, 1)}), GROUPS).data)


def test_a_change_that_is_not_nothing_is_never_said_as_zero() -> None:
    figure = shifts({"a": (0.001, -0.001, 0.2), "b": (0.0, -0.2, 0.2)}, GROUPS)
    said = texts(figure)
    assert "&lt;1 %p" in said and "&gt;-1~+20" in said and "0 %p" in said and "+0" not in said and "-0" not in said
