import re
from pathlib import Path

import pytest

from core.ui import chart_picture, focused, frame, kit, remembered, review_grid, typed, word_cloud
from core.ui.browser_script import joined, modules

PARTS = (review_grid, word_cloud, chart_picture, kit, frame, remembered, typed, focused)
GRID, WORDS, PICTURE, KIT, FRAME, REMEMBERED, TYPED, FOCUSED = (Path(str(part.__file__)).parent for part in PARTS)
ENTRIES = [GRID / "grid.js", WORDS / "word_cloud.js", WORDS / "word_sentences.js", PICTURE / "chart_picture.js"]
ENTRIES += [KIT / "address.js", FRAME / "tab.js", REMEMBERED / "remembered.js", FRAME / "built_in.js"]
ENTRIES += [FOCUSED / "focused.js", TYPED / "typed.js"]


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / next(iter(files))


def test_each_module_stands_once_after_those_it_imports(tmp_path):
    entry = _write(tmp_path, {
        "grid/a.js": '// @ts-check\nimport { b } from "./b.js";\nimport {\n  C,\n  c,\n} from "../c.js";\n'
        "/**\n * @param {string} x\n */\nexport default function (x) {\n  return b(c, C);\n}\n",
        "grid/b.js": 'import { c } from "../c.js";\n\n/** @returns {string} */\nexport const b = () => c; // b\n',
        "c.js": "export class C {\n  /** @param {string} x */\n  go(x) {}\n}\nexport const c = 'import { c }';\n",
    })  # fmt: skip
    assert [path.name for path in modules(entry)] == ["c.js", "b.js", "a.js"]
    assert [line for line in joined(entry).splitlines() if line] == [
        "class C {", "  go(x) {}", "}", "const c = 'import { c }';", "const b = () => c; // b",
        "export default function (x) {", "  return b(c, C);", "}",
    ]  # fmt: skip


def test_modules_may_use_each_other(tmp_path):
    entry = _write(tmp_path, {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'})
    assert [path.name for path in modules(entry)] == ["b.js", "a.js"]


@pytest.mark.parametrize("line", [
    'import * as b from "./b.js";', 'import b from "./b.js";', 'import { x as b } from "./b.js";', 'import "./b.js";',
    'export * from "./b.js";', "export { b };", "export var b = 1;",
])  # fmt: skip
def test_what_cannot_be_joined_is_refused(tmp_path, line):
    entry = _write(tmp_path, {"a.js": f"{line}\n", "b.js": ""})
    with pytest.raises(ValueError, match=r"a\.js cannot be joined"):
        joined(entry)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.stem)
def test_a_component_is_one_module_in_which_no_name_stands_twice(entry):
    script = joined(entry)
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", script, re.MULTILINE)
    assert sorted(names) == sorted(set(names))
    assert len(re.findall(r"^export default ", script, re.MULTILINE)) == 1
    assert "@param" not in script and "@ts-check" not in script
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", script)


def test_every_script_belongs_to_a_component_and_is_checked():
    used = {path for entry in ENTRIES for path in modules(entry)}
    ours = set(Path(review_grid.__file__).parents[2].rglob("*.js"))
    assert used == ours
    assert all(path.read_text(encoding="utf-8").startswith("// @ts-check\n") for path in ours)
