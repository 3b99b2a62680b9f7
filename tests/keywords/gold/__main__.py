"""`python -m tests.keywords.gold [--misses]`: the table of docs/quality.md."""

import sys

from core.keywords.analyzers.table import ANALYZERS
from tests.keywords.gold import PARTS, answers, itzy, itzy_found, load, score

print("| part | analyzer | sentences | terms | recall | precision | names found |")
print("| --- | --- | --- | --- | --- | --- | --- |")
for part in PARTS:
    for name in ANALYZERS:
        s = score(part, name)
        print(
            f"| {part} | {name} | {s.sentences} | {s.terms} "
            f"| {s.recall:.3f} | {s.precision:.3f} | {s.names_recall:.3f} |"
        )
print()
for name in ANALYZERS:
    counts = {kind: itzy_found(sentences, name) for kind, sentences in itzy().items()}
    print(name, ", ".join(f"{kind} {sum(found)} of {len(found)}" for kind, found in counts.items()))
if "--misses" in sys.argv:  # of the visible part only: the other is for measuring
    for name in ANALYZERS:
        print(f"\n{name}")
        for answer in answers(load("sentences"), name):
            if answer.missed or answer.wrong:
                print(f"  {answer.sentence.text}\n    missed {set(answer.missed)} wrong {set(answer.wrong)}")
