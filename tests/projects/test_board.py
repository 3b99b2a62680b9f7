from core.projects.board import arranged, move, pin, unpin
from core.projects.project import Board, BoardItem, Quotation

ITEMS = tuple(BoardItem(name, "word", name, "itzy") for name in "가나다")
BOARD = Board(ITEMS, ("#112233",))


def order(board: Board) -> str:
    assert board.colours == BOARD.colours
    return "".join(one.id for one in board.items)


def test_pins_are_put_in_order_and_taken_down() -> None:
    found = [order(move(BOARD, "가", to)) for to in (-1, 0, 1, 2, 9)]
    assert found == ["가나다", "가나다", "나가다", "나다가", "나다가"]
    assert order(move(BOARD, "없음", 0)) == order(unpin(BOARD, "없음")) == "가나다"
    assert order(unpin(BOARD, "나")) == "가다"


def test_what_another_tab_pinned_stays_when_this_one_gives_an_order() -> None:
    assert order(arranged(BOARD, ["나", "gone", "가"])) == "나가다"


def test_a_word_is_pinned_once_a_group_and_gets_newer_sentences() -> None:
    said = (Quotation("꿈결 같다", "신문"),)
    again = pin(BOARD, BoardItem("9", "word", "나", "itzy", quotations=said))
    assert order(again) == "가나다" and again.items[1].quotations == said
    assert pin(again, BoardItem("8", "word", "나", "itzy")).items[1].quotations == said
    assert order(pin(BOARD, BoardItem("9", "word", "나", "twice"))) == "가나다9"
    assert order(pin(BOARD, BoardItem("9", "note", "나", "itzy"))) == "가나다9"
