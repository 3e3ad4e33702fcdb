"""Two texts of a plan that were made of one, put together: what they say by things and fields, comments by lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from octotui.plan.diff import diff
from octotui.plan.edits import Path, apply, value_at
from octotui.plan.frozen import Frozen, replace
from octotui.plan.merge import Conflict, merge, taking
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.store.document import BOM, Document, parse
from octotui.store.editing import edited
from octotui.store.git import GitFailed
from octotui.store.merge_lines import comments_apart, comments_back, marked_lines, merged_lines, settled_lines
from octotui.store.merge_removed import without_removed
from octotui.store.raw import EditRefused
from octotui.store.toml_scan import toml_comments
from octotui.store.verify import same_plan

Sides: TypeAlias = tuple[Document, Document, Document]
"""What both sides started from, the standing side, the coming side."""


class MergedText(Frozen):
    """Two texts put together.

    Attributes:
        document: Says what either side changed; in a conflict, what the standing side says.
        coming: The same, but in a conflict it says what the coming side says; also where both changed a comment.
        conflicts: What both sides changed, and not to the same.
        moved_twice: What both sides put at different places; it stands where the standing side has it.
        lost: Comments that one of the sides wrote and that could not be kept, nor go with what is in conflict.
    """

    document: Document
    coming: Document
    conflicts: tuple[Conflict, ...]
    moved_twice: tuple[Path, ...]
    lost: tuple[str, ...]

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to choose: neither a value nor a comment."""
        return self.document.text == self.coming.text

    def marked(self, marker_size: int = 7) -> bytes:
        """The file's bytes, with git's marks around what is to be settled.

        Raises:
            GitFailed: Something is to be settled, but there is no git to mark it.
        """
        if self.is_settled:
            return self.document.to_bytes()
        return (BOM if self.document.bom else b"") + marked_lines(self.document.text, self.coming.text, marker_size)


def merge_texts(base: Document, standing: Document, coming: Document) -> MergedText:
    """Put two texts together that were made of one; comments and layout of both sides stay where they can.

    Raises:
        EditRefused: A text cannot take what the other side changed.
    """
    merged = merge(base.plan, standing.plan, coming.plan)
    sides = _alike(base, standing, coming)
    document = _saying(merged.plan, sides, merged.conflicts)
    plan = merged.plan
    for conflict in merged.conflicts:
        plan = apply(plan, taking(conflict, plan))
    other = _saying(plan, sides, merged.conflicts) if merged.conflicts else document
    if lost := _lost((without_removed(*sides, merged.conflicts), *sides[1:]), document, other):
        other = _saying(plan, (sides[0], sides[2], sides[1]), merged.conflicts)
    return MergedText(document, other, merged.conflicts, merged.moved_twice, lost)


def _saying(plan: Plan, sides: Sides, conflicts: Iterable[Conflict]) -> Document:
    """The text that says a plan and keeps most of what both sides wrote around it."""
    kept = [conflict for conflict in conflicts if value_at(plan, conflict.path) is not None]
    sides = (without_removed(*sides, kept), *sides[1:])
    for text in _texts(plan, sides):
        if text is None:
            continue
        try:
            document = parse(replace(sides[1], text=text).to_bytes(), sides[1].name)
        except PlanError:  # lines that fit side by side need not make sense together
            continue
        if same_plan(document.plan, plan):
            return document
    return _edited(sides[1], plan)


def _texts(plan: Plan, sides: Sides) -> Iterator[str | None]:
    """Texts that may say a plan, the best first; None for lines that cannot be merged."""
    try:
        yield merged_lines(*(side.text for side in sides))
        alike = [_edited(side, plan) for side in sides]  # they differ in comments and layout only
        texts = [comments_apart(side.text) if side.format == "toml" else side.text for side in alike]
        text = merged_lines(*texts)
        yield text and comments_back(text)
        for keep_both in (True, False):
            yield comments_back(settled_lines(*texts, keep_both=keep_both))
    except (EditRefused, GitFailed):  # then the standing text is edited; what gets lost by it is told
        return


def _edited(document: Document, plan: Plan) -> Document:
    edits = diff(document.plan, plan)
    return edited(document, edits) if edits else document


def _alike(base: Document, standing: Document, coming: Document) -> Sides:
    """The sides with the same line ends and byte order mark: those of the side that changed them."""
    crlf, bom = (
        ours if ours == theirs else not was
        for was, ours, theirs in zip(
            *((_has_crlf(side if "\n" in side.text else base), side.bom) for side in (base, standing, coming)),
            strict=True,
        )
    )
    one, two, three = (_with_ends(side, crlf=crlf, bom=bom) for side in (base, standing, coming))
    return one, two, three


def _has_crlf(document: Document) -> bool:
    return "\r\n" in document.text


def _with_ends(document: Document, *, crlf: bool, bom: bool) -> Document:
    if crlf == _has_crlf(document) and bom == document.bom:
        return document
    text = document.text.replace("\r\n", "\n").replace("\n", "\r\n" if crlf else "\n")
    return parse(replace(document, text=text, bom=bom).to_bytes(), document.name)


def _lost(sides: Sides, *results: Document) -> tuple[str, ...]:
    """The comments that the standing or the coming side wrote and that none of the results has."""
    was, *wrote = (_comments(side) for side in sides)
    kept = [_comments(result) for result in results]
    return tuple(
        dict.fromkeys(
            comment for side in wrote for comment in side - was if all(comment not in comments for comments in kept)
        )
    )


def _comments(document: Document) -> Counter[str]:
    text = document.text
    return (
        Counter(text[start:end].strip() for start, end in toml_comments(text))
        if document.format == "toml"
        else Counter()
    )
