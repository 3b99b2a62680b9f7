"""A group's file: what is written is read again."""

from dataclasses import replace

from core.catalog.files import read_group, write_group


def test_what_is_written_is_what_is_read(real, tmp_path):
    member = replace(real.get("izone").members[0], aliases=("은비", "no"), retired=True, origin="itzy")
    group = replace(
        real.get("izone"), members=(member, *real.get("izone").members[1:]), retired=True, note="", latin=""
    )
    for one in (group, *real):
        (tmp_path / f"{one.id}.yaml").write_bytes(write_group(one))
        assert read_group(tmp_path / f"{one.id}.yaml") == one
