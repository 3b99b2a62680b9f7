"""`python -m tests.keywords.unkind [--part a] [--analyzer okt|komoran|kiwi] [--seed N] [--misses]`: the figures.

--misses shows what is wrong with all sets but B, which is for measuring."""

import argparse
from itertools import product

from core.keywords.analyzers.table import ANALYZERS
from tests.keywords.unkind import NAMES, decisions
from tests.keywords.unkind.studio import Report, measure
from tests.support.unkind_press import PARTS, Part


def main() -> None:
    """Print the table of concepts, then that of the gate."""
    parser = argparse.ArgumentParser(prog="python -m tests.keywords.unkind")
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--analyzer", choices=list(ANALYZERS), action="append")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    parts: list[Part] = asked.part or list(PARTS)
    print("| set | analyzer | useful of 20 | least of an act | names in the cloud | claims useful/useless/false "
          "| quotations useful/useless/false | gold recall | gold precision |")  # fmt: skip
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    reports = {}
    for part, analyzer in product(parts, asked.analyzer or ["okt", "kiwi"]):
        r = reports[part, analyzer] = measure(part, analyzer, asked.seed)
        told, shown = (
            "/".join(str(found[v]) for v in ("useful", "useless", "false")) for found in (r.claims, r.quotations)
        )
        print(f"| {part} | {analyzer} | {r.useful:.3f} | {r.least:.2f} | {r.names:.3f} | {told} | {shown} "
              f"| {r.gold.recall:.3f} | {r.gold.precision:.3f} |")  # fmt: skip
    for (part, analyzer), r in reports.items():
        words = r.sources.total()
        listed = ", ".join(f"{kind} {count / words:.2f}" for kind, count in r.sources.most_common())
        print(f"\n{part} {analyzer}, the top: {listed}")
        if asked.misses and part != "b":
            show(r)
    print("\n| decisions | articles | precision | recall |\n| --- | --- | --- | --- |")
    parts = [part for part in parts if part in decisions.DECIDED]
    for part in parts:
        found = decisions.score(part)
        print(f"| {part} | {len(decisions.load(part))} | {found.precision:.3f} | {found.recall:.3f} |")
    for part in set(parts) - {"b"} if asked.misses else ():
        for decision, admitted, code in decisions.verdicts(part):
            if admitted != (decision.says == "belongs"):
                print(f"  {decision.group}: {decision.says}, but {code}: {decision.title} | {decision.body}")


def show(report: Report) -> None:
    """What is not useful, act by act."""
    for act in report.acts:
        print(f"  {act.act}: " + ", ".join(f"{word} ({kind})" for word, kind in act.top if kind != "useful"))
        print("    names: " + ", ".join(f"{word} ({kind})" for word, kind in act.cloud if kind in NAMES))
        for text, verdict in (*act.claims, *act.quotations):
            if verdict != "useful":
                print(f"    {verdict}: {text}")


main()
