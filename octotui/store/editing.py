"""A plan's text under edit: it changes where an edit says so, and all of it is verified before anybody gets it."""

from __future__ import annotations

from collections.abc import Iterable

from octotui.plan.edits import Edit, Edits
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError, Problem
from octotui.store.document import Document, document_of
from octotui.store.json_places import JsonPlaces
from octotui.store.json_text import JsonText
from octotui.store.raw import EditRefused, RawText
from octotui.store.rewrite import rewrite
from octotui.store.toml_places import TomlPlaces
from octotui.store.verify import changed_elsewhere, lost_comment, lost_line, same_plan, touched_by


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


def get_ready(document: Document) -> None:
    """Do what the first edit of a document would have to wait for: find where things stand, import what edits them."""
    _text_of(document)


def _text_of(document: Document) -> RawText:
    places = document.places
    if isinstance(places, JsonPlaces):
        return JsonText(places, document.raw)
    from octotui.store.toml_text import TomlText  # brings tomlrt along, for those who edit

    assert isinstance(places, TomlPlaces)
    return TomlText(places, document.raw)


def _verified(document: Document, text: str, expected: Plan, edits: Edits) -> Document:
    try:
        new = document_of(text, document.format, document.name, bom=document.bom, before=document)
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
