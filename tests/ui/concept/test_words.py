from core.types import Keyword
from core.ui.concept.words import ENOUGH, in_cloud


def test_words_on_few_articles_stay_out_of_the_cloud_while_others_remain():
    firm = [Keyword(f"말{i}", 9, 9, 3.0, 1.0) for i in range(ENOUGH)]
    thin = Keyword("우연", 1, 1, 2.0, 1.0)
    assert in_cloud([*firm, thin]) == firm
    assert thin in in_cloud([*firm[1:], thin])
