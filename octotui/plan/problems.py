"""What is wrong with a plan, as data: a reader of the plan decides how to say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from octotui.plan.frozen import Frozen, replace
from octotui.plan.plaintext import one_line

MOST_SAID: Final = 300
"""Characters of what is wrong, and of its mend: names from a plan are in them."""
MOST_LISTED: Final = 9
"""So many words are listed where none of them is near."""
MOST_ALIKE: Final = 5
"""So many words are compared letter by letter."""
SHORTEST_BEGINNING: Final = 3
"""A word that stops after so many letters says which one is meant."""

Level = Literal["error", "warning"]

RawPath = tuple[str | int, ...]
"""Keys and positions as they stand in the file: ``("batches", 0, "targetDate")``."""


class Problem(Frozen):
    """One thing that is wrong, where it is, and what would be right.

    Attributes:
        level: An error keeps the plan from opening; a warning does not.
        what: What is wrong, without a full stop.
        mend: What would be right; may be empty.
        raw_path: The place in the file's own keys, for those that read the file.
        path: The place by ids, for those that read the plan.
        file: The file's name as the user wrote it.
        line: The line in the file, from 1; None where no place is known.
        column: The column in characters, from 1.
        passing: Whether it may be gone a moment later, so that trying again makes sense.
    """

    level: Level
    what: str
    mend: str = ""
    raw_path: RawPath = ()
    path: tuple[str, ...] = ()
    file: str = ""
    line: int | None = None
    column: int | None = None
    passing: bool = False

    def at(self, file: str, line: int | None, column: int | None) -> Problem:
        """The same problem with its place in a file."""
        return replace(self, file=file, line=line, column=column)

    def __str__(self) -> str:
        """One line, whatever the plan says: ``file:line:column: what; mend``."""
        place = ":".join(one_line(str(part)) for part in (self.file, self.line, self.column) if part)
        level = "" if self.level == "error" else "warning: "
        mend = f"; {one_line(self.mend, MOST_SAID)}" if self.mend else ""
        return f"{place}{': ' if place else ''}{level}{one_line(self.what, MOST_SAID)}{mend}"


class PlanError(Exception):
    """A plan that cannot be read or changed, with the reasons."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems; the exception's text is one line for each."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems keeps the plan from opening."""
    return any(problem.level == "error" for problem in problems)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A mend that names a known word that is really near, else all of them if they are few."""
    from difflib import get_close_matches  # for those who mistype

    choices = list(known)
    folded = {_folded(choice): choice for choice in choices}
    wanted = _folded(word)
    alike = get_close_matches(wanted, folded, n=MOST_ALIKE, cutoff=0.5)
    near = next((one for one in alike if _is_near(wanted, one)), None)
    if near is not None:
        return f"did you mean {quoted(folded[near])}?"
    return f"one of {', '.join(choices)}" if 0 < len(choices) <= MOST_LISTED else ""


def _folded(word: str) -> str:
    return word.casefold().replace("_", "-")


def _is_near(word: str, known: str) -> bool:
    """Whether a slip or two lead from one to the other, or one was only not typed to its end."""
    if len(word) >= SHORTEST_BEGINNING and known.startswith(word):
        return True
    return _slips(word, known) * 3 <= max(len(word), len(known))


def _slips(one: str, other: str) -> int:
    """How many letters are missing, too many, wrong, or have changed places with the next."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        older, before, row = before, row, [place]
        for at, there in enumerate(other, 1):
            steps = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != there))
            if place > 1 and at > 1 and (letter, one[place - 2]) == (other[at - 2], there):
                steps = min(steps, older[at - 2] + 1)
            row.append(steps)
    return row[-1]


def quoted(value: object) -> str:
    """A value in double quotes, short, and on one line whatever it holds."""
    return f'"{one_line(str(value), 58)}"'
