"""Plans of any size, the same every time: what a delivery of that many things has in its file, comments and all."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

SAMPLE: Final = Path(__file__).parents[2] / "sample-plans" / "octoacme.toml"
SHARES: Final = {"items": 50, "risks": 20, "escalations": 10, "issues": 10, "batches": 5, "changes": 5}
"""How many of a hundred things are what."""
POINTS: Final = 12
"""Points of a checklist, of which there is one for each hundred things."""
PEOPLE: Final = [f"person-{number}" for number in range(40)]
DAYS: Final = [f"2026-{month:02d}-{day:02d}" for month in (9, 10, 11, 12) for day in range(1, 29)]
VERBS: Final = ["Move", "Mend", "Measure", "Replace", "Agree", "Describe", "Rehearse", "Shorten", "Automate", "Review"]
NOUNS: Final = [
    "sign-in",
    "the-vault",
    "reports",
    "the-queue",
    "backups",
    "alerts",
    "the-cache",
    "invoices",
    "search",
    "exports",
]


def plan_text(size: int) -> str:
    """The TOML text of a plan with so many entities."""
    random = Random(size)
    lines = ["# A plan to measure with. The first lines are those every plan has.", ""]
    lines += ["[project]", 'name   = "Measured"', "start  = 2026-09-01", ""]
    lines += ["[people]", *(f'{handle} = {{ name = "{handle.title()}", roles = ["rm"] }}' for handle in PEOPLE), ""]
    lines += ["[[roles]]", 'id   = "rm"', 'name = "Release Manager"', "", "[[releases]]", 'id     = "2026.11"']
    lines += ["window = 2026-11-24T08:00:00Z", ""]
    for area, share in SHARES.items():
        for number in range(size * share // 100):
            lines += [f"[[{area}]]", *ENTITY[area](number, random), ""]
    for number in range(size // 100):
        lines += ["[[checklists]]", *_checklist(number, random), ""]
    return "\n".join(lines)


def write_plan(path: Path, size: int | None) -> Path:
    """Write a plan with so many entities, or the sample if there is no size."""
    path.write_text(SAMPLE.read_text() if size is None else plan_text(size))
    return path


def _title(number: int, random: Random) -> str:
    return f"{random.choice(VERBS)} {random.choice(NOUNS)}, part {number}"


def _batch(number: int, random: Random) -> Iterator[str]:
    yield f'id       = "b-{number}"'
    yield f'name     = "{_title(number, random)}"'
    yield f'priority = "P{number % 4}"           # P0 first'
    yield f'status   = "{random.choice(("queued", "in-progress", "blocked"))}"'
    yield f"progress = {random.randrange(0, 100, 5)}             # percent"
    yield f"target   = {random.choice(DAYS)}"
    yield f'owner    = "{random.choice(PEOPLE)}"'
    yield 'summary  = "What it is for, in a sentence that a reader of the plan understands."'


def _item(number: int, random: Random) -> Iterator[str]:
    yield f'id     = "i-{number}"'
    yield f'title  = "{_title(number, random)}"'
    yield f'column = "{random.choice(("backlog", "ready", "in-progress", "done"))}"'
    yield f"points = {random.choice((1, 2, 3, 5, 8))}"
    yield f'owner  = "{random.choice(PEOPLE)}"'


def _risk(number: int, random: Random) -> Iterator[str]:
    yield f'id          = "r-{number}"'
    yield f'title       = "{_title(number, random)}"'
    yield f'probability = "{random.choice(("low", "medium", "high"))}"'
    yield f'impact      = "{random.choice(("low", "medium", "high", "critical"))}"   # as of the last review'
    yield f'status      = "{random.choice(("open", "mitigating", "closed"))}"'
    yield f'owner       = "{random.choice(PEOPLE)}"'
    yield f"identified  = {random.choice(DAYS[:56])}"
    yield 'mitigation  = "Fix what was found before the window, the parser first."'
    yield "reviews     = ["
    yield '  { on = 2026-11-11, probability = "medium", impact = "high", by = "person-1" },'
    yield f'  {{ on = 2026-11-18, by = "{random.choice(PEOPLE)}", note = "as it was" }},'
    yield "]"


def _escalation(number: int, random: Random) -> Iterator[str]:
    yield f'id     = "e-{number}"'
    yield f'title  = "{_title(number, random)}"'
    yield f"level  = {random.randrange(1, 4)}"
    yield f'owner  = "{random.choice(PEOPLE)}"'
    yield f'raised = {{ by = "{random.choice(PEOPLE)}", at = {random.choice(DAYS[28:70])}T13:00:00Z }}'
    yield 'ask    = "An answer by the end of the week."'


def _issue(number: int, random: Random) -> Iterator[str]:
    yield f'id       = "x-{number}"'
    yield f'title    = "{_title(number, random)}"'
    yield f'priority = "{random.choice(("critical", "high", "medium", "low"))}"'
    yield f'status   = "{random.choice(("open", "in-progress"))}"'
    yield f'owner    = "{random.choice(PEOPLE)}"'
    yield f"opened   = {random.choice(DAYS[28:70])}"


def _change(number: int, random: Random) -> Iterator[str]:
    yield f'id       = "c-{number}"'
    yield f'title    = "{_title(number, random)}"'
    yield f'type     = "{random.choice(("scope", "timeline", "resource"))}"'
    yield f'owner    = "{random.choice(PEOPLE)}"'
    yield f"proposed = {random.choice(DAYS[28:70])}"


def _checklist(number: int, random: Random) -> Iterator[str]:
    yield f'id    = "l-{number}"'
    yield f'name  = "List {number}"'
    yield "items = ["
    for point in range(POINTS):
        yield f'  {{ text = "{_title(point, random)}", role = "rm" }},'
    yield "]"


ENTITY: Final = {
    "items": _item,
    "risks": _risk,
    "escalations": _escalation,
    "issues": _issue,
    "batches": _batch,
    "changes": _change,
}
