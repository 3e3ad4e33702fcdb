"""What every report is: a title, a first sentence and sections of Markdown lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from octotui.plan.frozen import Frozen

_POINT: Final = re.compile(r" *(?:-|\d+\.) ")


class Section(Frozen):
    """A part of a report.

    Attributes:
        title: Its heading, as Markdown.
        lines: Markdown lines: points (see `point`), or paragraphs of one line each. Without any, the section is
            left out of the report.
    """

    title: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, title: str, *lines: str | Iterable[str]) -> Section:
        """A section of lines and of lists of lines; an empty line says nothing and is left out."""
        flat = (each for line in lines for each in ((line,) if isinstance(line, str) else line))
        return cls(title, tuple(line for line in flat if line))


class Report(Frozen):
    """A report.

    Attributes:
        title: Its heading, as Markdown.
        lead: The paragraphs below the heading.
        sections: Its parts, in order.
    """

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def markdown(self) -> str:
        """The report as text, with a line break at its end."""
        parts = [f"## {self.title}", *(text for text in self.lead if text)]
        for section in self.sections:
            if section.lines:
                parts += [f"### {section.title}", _body(section.lines)]
        return "\n\n".join(parts) + "\n"


def point(text: str, depth: int = 0) -> str:
    """A point of a list; deeper ones belong to the one before."""
    return f"{'  ' * depth}- {text}"


def points(texts: Iterable[str], depth: int = 0) -> list[str]:
    """A list."""
    return [point(text, depth) for text in texts]


def task(text: str, *, done: bool = False) -> str:
    """A point with a box before it."""
    return point(f"[{'x' if done else ' '}] {text}")


def _body(lines: tuple[str, ...]) -> str:
    """The points of a list stand close together; around paragraphs is a blank line."""
    text = lines[0]
    for before, line in pairwise(lines):
        text += ("\n" if _is_point(before) and _is_point(line) else "\n\n") + line
    return text


def _is_point(line: str) -> bool:
    return _POINT.match(line) is not None
