"""Lexicon files: YAML that runs code, grows, contradicts itself or hides characters."""

import random
from collections.abc import Sequence

from tests.support.hostile.raw import Put


def lexicons(put: Put, sources: Sequence[bytes], rng: random.Random) -> None:
    put("good.yaml", "terms: 청량돌 하이틴룩\nstop: [기자]\n".encode(), "ok")
    levels = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"] + [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    put("anchors.yaml", "\n".join(levels).encode(), "no")
    put("anchors_terms.yaml", ("\n".join(levels) + "\nterms: *a11\n").encode(), "no")
    put("anchor_small.yaml", b"terms: &a [aa, bb]\nstop: *a\n", "any")
    put("recursive.yaml", b"terms: &a [*a]\n", "no")
    put("merge.yaml", b"x: &x {a: b}\nterms:\n  <<: *x\n", "no")
    for n, tag in enumerate(
        (
            "!!python/object/apply:os.system ['touch /tmp/owned']",
            "!!python/name:os.system",
            "!!python/object:__main__.X {}",
            "!!python/module:os",
            "!!binary aGk=",
            "!!set {a, b}",
            "!!timestamp 2024-01-01",
            "!foo bar",
            "!!python/tuple [1,2]",
        )
    ):
        put(f"tag_{n}.yaml", f"terms: {tag}\n".encode(), "no")
    put("deep.yaml", b"terms: " + b"[" * 20_000 + b"]" * 20_000, "no")
    put("deep_map.yaml", b"".join(b" " * n + b"a:\n" for n in range(1200)), "no")
    put("large.yaml", b"terms: [" + b"aa, " * 300_000 + b"bb]", "no")
    put(
        "many_990k.yaml",
        ("terms: [" + ", ".join(f"w{n}" for n in range(110_000)) + "]").encode()[:999_000] + b"]",
        "any",
    )
    put("many_990k_flow.yaml", ("terms: " + " ".join(f"w{n}" for n in range(125_000)))[:990_000].encode(), "any")
    put("utf16.yaml", "terms: 청량돌".encode("utf-16"), "any")
    put("cp949.yaml", "terms: 청량돌".encode("cp949"), "no")
    put("binary.yaml", bytes(range(256)), "no")
    put("empty.yaml", b"", "any")
    put("tabs.yaml", b"terms:\n\t- a\n", "no")
    put("dup.yaml", b"terms: [aa]\nterms: [bb]\n", "no")
    put("two_docs.yaml", b"terms: [aa]\n---\nstop: [bb]\n", "no")
    put("types.yaml", b"terms: {1: 2}\nstop: 5\n", "no")
    put("nan.yaml", b"terms: [.nan, .inf, 1e400]\n", "any")
    put("bool.yaml", b"terms: [yes, no, true]\n", "no")
    put("null_word.yaml", b"terms: [~]\n", "no")
    put("html.yaml", b"terms: ['<img src=x onerror=alert(1)>', '[x](javascript:alert(1))', '=cmd|calc']\n", "any")
    put("long.yaml", b"terms: [" + b"a" * 5000 + b"]", "no")
    put("control.yaml", b'terms: ["a\\u202eb", "a\\0b", "\\uD800"]\n', "no")
    put("nul.yaml", b"terms: [a\0b]\n", "no")
    put("unknown.yaml", b"evil: [a]\n", "no")
    put("list.yaml", b"- a\n- b\n", "no")
    put("scalar.yaml", b"hello\n", "no")
    put("yaml11_int.yaml", b"terms: [0777, 1_000, 12:30:45]\n", "any")
    for n, word in enumerate(
        ("\\uD800", "a\\0b", "a\\x07", "a\\x1bb", "a\\u202Eb", "a\\u2066b", "a\\x85b", "\\uDFFF\\uD800")
    ):
        for section in (
            'terms: ["{}"]',
            'names: {{"{}": [가나]}}',
            'facets: {{비주얼·스타일링: ["{}"]}}',
            'synonyms: {{가나: ["{}"]}}',
        ):
            put(f"hidden_{n}_{section[:4]}.yaml", (section.format(word) + "\n").encode(), "any" if n == 6 else "no")
    put("dup_nested.yaml", "facets:\n  비주얼·스타일링: [가나]\n  비주얼·스타일링: [다라]\n".encode(), "no")
    put("dup_synonym.yaml", "synonyms:\n  가나: [나다]\n  가나: [라마]\n".encode(), "no")
    for n, tag in enumerate(
        ("!!int ''", "!!int x", "!!float x", "!!bool x", "!!timestamp x", "!!null x", "!!omap [a]", "!!pairs [a]")
    ):
        put(f"value_{n}.yaml", f"terms: [{tag}]\n".encode(), "no")
    put("key_list.yaml", b"? [a, b]\n: c\n", "no")
    put("int_long.yaml", b"terms: [" + b"9" * 5_000 + b"]\n", "no")
    put("deep_terms.yaml", b"terms: " + b"{a: " * 900 + b"b" + b"}" * 900, "no")


def catalogues(put: Put, sources: Sequence[bytes], rng: random.Random) -> None:
    """Files of groups, as a user may put them into the workspace."""
    good = "label: 40\nname: 별무리\nlatin: Star\nnote: ''\ncolour: '#123456'\nmembers: [{id: 하나, name: 하나}]\n"
    put("good.yaml", good.encode(), "ok")
    for n, word in enumerate(("\\uD800", "a\\0b", "a\\x07", "a\\u202Eb")):
        put(f"hidden_name_{n}.yaml", good.replace("별무리", f'"{word}"').encode(), "no")
        put(f"hidden_member_{n}.yaml", good.replace("name: 하나", f'name: "{word}"').encode(), "no")
    put("dup.yaml", (good + "name: 달무리\n").encode(), "no")
    put("tag.yaml", good.replace("40", "!!python/object/apply:os.getcwd []").encode(), "no")
    put("timestamp.yaml", good.replace("40", "!!timestamp x").encode(), "no")
    put("int_empty.yaml", good.replace("40", "!!int ''").encode(), "no")
    put("bool.yaml", good.replace("40", "!!bool x").encode(), "no")
    put("label_huge.yaml", good.replace("40", "9" * 5_000).encode(), "no")
    put("empty.yaml", b"", "no")
    put("binary.yaml", rng.randbytes(3_000), "no")
    put("deep.yaml", b"[" * 20_000, "no")
    put("anchors.yaml", b"a: &a [x]\nb: *a\n", "no")
    put(
        "members_100000.yaml",
        (good[: good.find("members")] + "members: [" + "{id: a, name: b}, " * 40_000 + "]").encode(),
        "no",
    )
    put("colour.yaml", good.replace("#123456", "javascript:alert(1)").encode(), "no")
