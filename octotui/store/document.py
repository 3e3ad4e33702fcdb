"""A plan as it stands in a file: its text, its data, the plan it says, and how the text takes edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from octotui.plan.checks import check
from octotui.plan.checks_states import check_states
from octotui.plan.edits import Edit, Edits, Path
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, Problem
from octotui.plan.reading import Reading, read_plan
from octotui.store.conflict_marks import conflict_warnings
from octotui.store.json_places import JsonPlaces
from octotui.store.json_text import JsonText
from octotui.store.locate import Index, nearest_place
from octotui.store.raw import EditRefused, Places, RawText
from octotui.store.rewrite import rewrite
from octotui.store.sharing import shared
from octotui.store.source import decoded, read_json, read_toml
from octotui.store.spelling import Format
from octotui.store.toml_places import TomlPlaces, toml_places
from octotui.store.verify import changed_elsewhere, lost_comment, lost_line, same_plan, touched_by

__all__ = ["Document", "EditRefused", "edited", "new_document", "parse", "place_of"]

BOM: Final = b"\xef\xbb\xbf"
_READERS: Final[Mapping[Format, Callable[[str], Mapping[str, Any]]]] = {"toml": read_toml, "json": read_json}
_PLACES: Final[Mapping[Format, Callable[[str], Places]]] = {"toml": toml_places, "json": JsonPlaces}


@dataclass(frozen=True)
class Document:
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
    near: Places | None = field(default=None, repr=False, compare=False)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The warnings, each with its place in the file. They cost some time, so they wait until somebody asks."""
        return self.problems_on(None)

    def problems_on(self, today: date | None) -> tuple[Problem, ...]:
        """The warnings, and on a day those about what does not go together then, each with its place."""
        states = check_states(self.plan, today) if today else ()
        marks = (mark.at(self.name, mark.line, mark.column) for mark in conflict_warnings(self.text))
        return (*marks, *_placed(self, [*self.noted, *check(self.plan), *states]))

    @cached_property
    def places(self) -> Places:
        """Where everything stands in the text."""
        return self.near.after(self.text) if self.near else _PLACES[self.format](self.text)

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
    return _read(text, kind, name, bom=data.startswith(BOM), before=before)


def _read(text: str, format: Format, name: str, *, bom: bool, before: Document | None = None) -> Document:  # noqa: A002  # its name everywhere
    try:
        raw = _READERS[format](text)
    except PlanError as error:
        raise PlanError(problem.at(name, problem.line, problem.column) for problem in error.problems) from None
    if before:
        raw = shared(raw, before.raw)
    near = before.__dict__.get("places") if before and before.format == format else None
    document = Document(text, format, raw, Plan(), name, bom, near=near)
    try:
        plan, noted = read_plan(raw, before.reading if before else None)
    except PlanError as error:
        raise PlanError(_placed(document, error.problems)) from None
    return replace(document, plan=plan, noted=tuple(noted))


def edited(document: Document, edits: Iterable[Edit]) -> Document:
    """The document with the same text but for what the edits say. The text is verified.

    Raises:
        PlanError: An edit does not fit the plan.
        EditRefused: The text cannot take an edit without damage; the document is as it was.
    """
    wanted = tuple(edits)
    text = _text_of(document)
    try:
        expected = rewrite(text, document.format, document.plan, wanted)
        newline = "\r\n" if "\r\n" in document.text else "\n"
        rendered = text.render() or newline  # an empty file looks like one that is being written
        rendered.encode()
    except text.failures as error:
        raise _refused(document, f"the text cannot take this change ({error})") from error
    return _verified(document, rendered, expected, wanted)


def _text_of(document: Document) -> RawText:
    places = document.places
    if isinstance(places, JsonPlaces):
        return JsonText(places, document.raw)
    from octotui.store.toml_text import TomlText  # brings tomlrt along, for those who edit

    assert isinstance(places, TomlPlaces)
    return TomlText(places, document.raw)


def _verified(document: Document, text: str, expected: Plan, edits: Edits) -> Document:
    try:
        new = _read(text, document.format, document.name, bom=document.bom, before=document)
    except PlanError as error:
        raise _refused(document, f"the change would break the file ({error.problems[0].what})") from error
    if not same_plan(expected, new.plan) or changed_elsewhere(document.raw, new.raw, edits):
        raise _refused(document, "the file would not say what was wanted")
    touched = touched_by(edits, document.raw, new.raw, document.places)
    if isinstance(document.places, TomlPlaces) and (comment := lost_comment(document.places, text, touched)):
        raise _refused(document, f"a comment would get lost ({comment})")
    if line := lost_line(document.text, text, touched):
        raise _refused(document, f"line {line} would change, which the edit is not about")
    return new


def _refused(document: Document, what: str) -> EditRefused:
    return EditRefused([Problem("error", what, "change it in the editor", file=document.name)])


def place_of(document: Document, path: Path) -> tuple[int, int] | None:
    """Line and column, from 1, of the thing or the field at a path of ids, or of the nearest thing around it.

    Returns:
        None if nothing on the path is written.
    """
    mark = document.places.nearest(nearest_place(document.raw, path))
    return document.places.line_column(mark.key) if mark else None


def new_document(data: Mapping[str, Any], format: Format, name: str) -> Document:  # noqa: A002  # its name everywhere
    """A new file's document from plain data in snake case.

    Raises:
        PlanError: The data is no plan.
    """
    from octotui.store.new import new_text  # see `_text_of`

    return _read(new_text(data, format), format, name, bom=False)


def _placed(document: Document, problems: Iterable[Problem]) -> tuple[Problem, ...]:
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
