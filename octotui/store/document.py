"""A plan as it stands in a file: its text, its data, the plan it says, and how the text takes edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from octotui.plan.frozen import Frozen, replace
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, Problem
from octotui.plan.reading import Reading, read_plan
from octotui.store.raw import Places
from octotui.store.sharing import shared
from octotui.store.source import decoded, read_json, read_toml

if TYPE_CHECKING:
    from octotui.plan.edits import Path
    from octotui.store.locate import Index
    from octotui.store.spelling import Format

BOM: Final = b"\xef\xbb\xbf"
_READERS: Final[Mapping[Format, Callable[[str], Mapping[str, Any]]]] = {"toml": read_toml, "json": read_json}


class Document(Frozen, beside=("near",)):
    """A plan file that could be read.

    Attributes:
        text: The text without its byte order mark, with the line ends that it has.
        format: ``toml`` or ``json``.
        raw: The data as plain dicts, lists, scalars and dates, in the file's own keys.
        plan: What the file says.
        name: The file's name, for messages.
        bom: Whether the file starts with a byte order mark.
        noted: What was seen on reading, without a place in the file; `problems` has the places.
        near: Where everything stood in an earlier text that was nearly the same, if that is known.
    """

    text: str
    format: Format
    raw: Mapping[str, Any]
    plan: Plan
    name: str
    bom: bool = False
    noted: tuple[Problem, ...] = ()
    near: Places | None = None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The warnings, each with its place in the file. They cost some time, so they wait until somebody asks."""
        return self.problems_on(None)

    def problems_on(self, today: date | None) -> tuple[Problem, ...]:
        """The warnings, and on a day those about what does not go together then, each with its place."""
        from octotui.plan.checks import check  # who only reads a plan does not wait for its rules
        from octotui.plan.checks_states import check_states
        from octotui.store.conflict_marks import conflict_warnings

        states = check_states(self.plan, today) if today else ()
        marks = (mark.at(self.name, mark.line, mark.column) for mark in conflict_warnings(self.text))
        return (*marks, *_placed(self, [*self.noted, *check(self.plan), *states]))

    @cached_property
    def places(self) -> Places:
        """Where everything stands in the text."""
        return self.near.after(self.text) if self.near else _places_of(self.text, self.format)

    @property
    def known_places(self) -> Places | None:
        """Where everything stands, if that takes no looking through the whole text."""
        return self.places if self.near or "places" in self.__dict__ else None

    @cached_property
    def reading(self) -> Reading:
        """What was read, for who reads nearly the same again."""
        return Reading(self.raw, self.plan, self.noted)

    def to_bytes(self) -> bytes:
        """The file's bytes."""
        return self._bytes

    @cached_property
    def _bytes(self) -> bytes:
        return (BOM if self.bom else b"") + self.text.encode()


def parse(data: bytes, name: str, before: Document | None = None) -> Document:
    """Read the bytes of a plan file; a name that ends with ``.json`` is JSON, any other TOML.

    Args:
        data: The bytes.
        name: The file's name.
        before: What the file was; things that say the same are taken from there as they are.

    Raises:
        PlanError: The bytes cannot be understood; every problem has its place in the file.
    """
    try:
        text = decoded(data)
    except PlanError as error:
        raise PlanError(problem.at(name, problem.line, problem.column) for problem in error.problems) from None
    kind: Format = "json" if name.lower().endswith(".json") else "toml"
    return document_of(text, kind, name, bom=data.startswith(BOM), before=before)


def document_of(
    text: str,
    format: Format,  # noqa: A002  # its name everywhere
    name: str,
    *,
    bom: bool,
    before: Document | None = None,
) -> Document:
    """Read a text that was decoded already; arguments and errors as for `parse`."""
    near = before.known_places if before and before.format == format else None
    try:
        raw = _part_read(before, near, text) if before and near else None
        if raw is None:
            raw = _READERS[format](text)
            raw = shared(raw, before.raw) if before else raw
    except PlanError as error:
        raise PlanError(problem.at(name, problem.line, problem.column) for problem in error.problems) from None
    document = Document(text, format, raw, Plan(), name, bom, near=near)
    try:
        plan, noted = read_plan(raw, before.reading if before else None)
    except PlanError as error:
        raise PlanError(_placed(document, error.problems)) from None
    return replace(document, plan=plan, noted=tuple(noted))


def _part_read(before: Document, near: Places, text: str) -> Mapping[str, Any] | None:
    """The data of a text that differs little from what was read before; None if all of it has to be read."""
    if before.format == "json":
        from octotui.store import json_part, json_places

        assert isinstance(near, json_places.JsonPlaces)
        return json_part.data_after(near, before.raw, text)
    from octotui.store import toml_part, toml_places

    assert isinstance(near, toml_places.TomlPlaces)
    return toml_part.data_after(near, before.raw, text)


def _places_of(text: str, format: Format) -> Places:  # noqa: A002  # its name everywhere
    if format == "json":
        from octotui.store.json_places import JsonPlaces

        return JsonPlaces(text)
    from octotui.store.toml_places import toml_places

    return toml_places(text)


def place_of(document: Document, path: Path) -> tuple[int, int] | None:
    """Line and column, from 1, of the thing or the field at a path of ids, or of the nearest thing around it.

    Returns:
        None if nothing on the path is written.
    """
    from octotui.store.locate import nearest_place

    mark = document.places.nearest(nearest_place(document.raw, path))
    return document.places.line_column(mark.key) if mark else None


def new_document(data: Mapping[str, Any], format: Format, name: str) -> Document:  # noqa: A002  # its name everywhere
    """A new file's document from plain data in snake case.

    Raises:
        PlanError: The data is no plan.
    """
    from octotui.store.new import new_text  # see `_text_of`

    return document_of(new_text(data, format), format, name, bom=False)


def _placed(document: Document, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    from octotui.store.locate import nearest_place

    found = []
    index: Index = {}
    for problem in problems:
        raw_path = problem.raw_path or nearest_place(document.raw, problem.path, index)
        mark = document.places.nearest(raw_path)
        if mark is None:
            found.append(problem.at(document.name, 1, 1))
            continue
        at_value = problem.level == "error" and document.places.mark(raw_path) is not None
        found.append(problem.at(document.name, *document.places.line_column(mark.start if at_value else mark.key)))
    return tuple(sorted(found, key=lambda problem: (problem.level, problem.line or 0, problem.column or 0)))
