from hypothesis import given
from hypothesis import strategies as some

from core.projects.version import JudgedMember, adapter
from core.types import MemberId
from tests.support.versions import trainee, version

# Half characters are no text: they are refused where names come in.
TEXT = some.text(some.characters(exclude_categories=["Cs"]))


@given(TEXT, TEXT)
def test_a_version_comes_back_as_it_was(name: str, reason: str) -> None:
    near = JudgedMember(MemberId("itzy", name), reason, 0.25)
    one = version([trainee(name, (0.2, 0.3, 0.5), reason=reason, nearest=(near,), known=near), trainee("", None)])
    assert adapter().validate_json(adapter().dump_json(one)) == one
    assert one.trainees[0].top == "twice" and one.trainees[1].top == ""
