"""From an edit, which names things by id, to raw operations on a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from octotui.plan.base import Entity, fields_of
from octotui.plan.edits import Add, Edit, Move, Path, Remove, Set, apply, path_text, value_at
from octotui.plan.plan import Plan
from octotui.plan.problems import Problem, quoted
from octotui.plan.reading import children_of, expand, key_id
from octotui.store.locate import Field, Spot, collection_at, entity_at, entry_at, field_at, key_of
from octotui.store.raw import EditRefused, RawText
from octotui.store.spelling import Dialect, Format, needs_id, written


def rewrite(text: RawText, format: Format, plan: Plan, edits: Iterable[Edit]) -> Plan:  # noqa: A002  # its name everywhere
    """Do edits to a text.

    Returns:
        The plan that the text says now, if all went well.

    Raises:
        PlanError: An edit does not fit the plan.
        EditRefused: The text cannot take an edit.
    """
    for edit in edits:
        plan = apply(plan, [edit])
        _Rewriter(text, format, plan, edit).run()
    return plan


class _Rewriter:
    """One edit; `plan` is the plan as it is after it."""

    def __init__(self, text: RawText, format: Format, plan: Plan, edit: Edit) -> None:  # noqa: A002  # see above
        self.text = text
        self.format: Format = format
        self.plan = plan
        self.edit = edit

    def run(self) -> None:
        path = self.edit.path
        match self.edit:
            case Set():
                self._set(self._owner(path[:-1]), path[-1], self._new_value(self.edit))
                self._keep_ids(path[:-2])
            case Add():
                self._add(path, self.edit.after)
                self._keep_ids(path[:-1])
            case Remove():
                self._remove(path)
                self._keep_ids(path[:-1])
            case Move():
                self._move(path, self.edit.after)
                self._keep_ids(path[:-1])

    def _new_value(self, edit: Set) -> Any:
        value = value_at(self.plan, edit.path)
        if edit.new is None or isinstance(value, (Entity, date)):
            return None if edit.new is None else value
        return edit.new if isinstance(edit.new, (int, float)) or edit.path[-1:] == ("id",) else value

    # Where things are

    def _owner(self, path: Path) -> Spot:
        """The entity at a path; a part that is not there yet is made."""
        spot = entity_at(self.text.raw, path)
        if spot is not None:
            return spot
        above = self._owner(path[:-1]) if path else None
        shape = fields_of(above.model).get(path[-1]) if above else None
        if above is None or shape is None or shape.kind != "part":
            raise self._refused("there is no such thing in the file")
        self._put(above, path[-1], {})
        return self._owner(path)

    def _entry(self, path: Path) -> Spot:
        field = collection_at(self.text.raw, path[:-1])
        spot = entry_at(field, path[-1]) if field else None
        if spot is None:
            raise self._refused("there is no such thing in the file")
        return spot

    def _dialect(self, spot: Spot) -> Dialect:
        """How an entity is spelled: as it is, else as those beside it are."""
        beside = spot.beside.values() if isinstance(spot.beside, Mapping) else spot.beside or ()
        return Dialect(self.format, spot.model, [spot.raw, *beside])

    # Set

    def _set(self, spot: Spot, field: str, value: Any) -> None:
        """Give a field another value; None takes it away."""
        there = field_at(spot, field)
        if value is None:
            self._unset(spot, field)
        elif spot.is_short and there is None:
            self._as_table(spot, {field: value})
        elif field == "id" and isinstance(spot.beside, Mapping):
            raise self._refused("its key in the file is its id")
        else:
            self._put(spot, field, self._styled(spot, field, value, there))

    def _styled(self, spot: Spot, field: str, value: Any, there: Field | None) -> Any:
        dialect = self._dialect(spot)
        if isinstance(value, Entity):
            return written(value, dialect.within(field), with_id=bool(value.id))
        return dialect.value(field, value, there.raw if there else None)

    def _put(self, spot: Spot, field: str, value: Any) -> None:
        there = field_at(spot, field)
        place = there.place if there else (*spot.place, self._dialect(spot).key(field))
        self.text.set(place, value)

    def _unset(self, spot: Spot, field: str) -> None:
        if spot.is_short:
            table = dict(expand(spot.model, spot.raw))
            if field in table:
                del table[field]
                self.text.set(spot.place, self._spelled(spot, table))
            return
        key = key_of(spot, field)
        if key is not None and spot.place and len(spot.raw) == 1 and not self.text.is_block(spot.place):
            self.text.set(spot.place, {})  # written as ``thing.key = value`` it would be gone without its key
        elif key is not None:
            self.text.remove((*spot.place, key))

    def _as_table(self, spot: Spot, more: Mapping[str, Any]) -> Spot:
        """Write an entity that is a bare value as a table, with more fields."""
        table = {**expand(spot.model, spot.raw), **more}
        self.text.set(spot.place, self._spelled(spot, table))
        return Spot(spot.model, self.text.at(spot.place), spot.place, spot.beside)

    def _spelled(self, spot: Spot, table: Mapping[str, Any]) -> dict[str, Any]:
        dialect = self._dialect(spot)
        ordered = sorted(table, key=lambda name: name != "id")
        return {
            dialect.key(name): written(value, dialect.within(name), with_id=False)
            if isinstance(value := table[name], Entity)
            else dialect.value(name, value)
            for name in ordered
        }

    # Add and move

    def _add(self, path: Path, after: str | None) -> None:
        entity = value_at(self.plan, path)
        owner = self._owner(path[:-2])
        if owner.is_short and field_at(owner, path[-2]) is None:
            owner = self._as_table(owner, {})
        field = field_at(owner, path[-2])
        if field is None or field.raw is None:
            self._start(owner, path[-2], entity)
            return
        keys: list[Any] = list(field.raw) if isinstance(field.raw, Mapping) else list(range(len(field.raw)))
        index = 0 if after is None else keys.index(self._entry((*path[:-1], after)).place[-1]) + 1
        bare = not keys or not self.text.is_block((*field.place, keys[max(index - 1, 0)]))
        if isinstance(field.raw, Mapping):
            dialect = Dialect(self.format, type(entity), list(field.raw.values()))
            value = self._entry_value(entity, dialect, with_id=False, bare=bare)
            key = self._entry_key(entity, dialect, keys)
            self.text.insert_key(field.place, key, value, str(keys[index - 1]) if index else None)
        else:
            dialect = Dialect(self.format, type(entity), list(field.raw))
            with_id = needs_id(entity, value_at(self.plan, path[:-1]))
            self.text.insert(field.place, index, self._entry_value(entity, dialect, with_id=with_id, bare=bare))

    def _entry_value(self, entity: Entity, dialect: Dialect, *, with_id: bool, bare: bool) -> Any:
        """What is written for a new entry, as a bare value where that is enough and may stand there."""
        value = written(entity, dialect, with_id=with_id)
        if bare or isinstance(value, Mapping):
            return value
        return {dialect.key(name): item for name, item in expand(type(entity), value).items()}

    def _entry_key(self, entity: Entity, dialect: Dialect, keys: Iterable[str]) -> str:
        """The key of a new entry in a table; not every id can be one."""
        key = dialect.entry_key(entity.id, keys)
        if (read := key_id(type(entity), key)) != entity.id:
            raise self._refused(f"its key in the file would make its id {quoted(read)}")
        return key

    def _start(self, owner: Spot, field: str, entity: Entity) -> None:
        """The first entry of a collection that is not written yet."""
        dialect = self._dialect(owner).within(field)
        if type(entity).keyed:
            entries: Any = {self._entry_key(entity, dialect, ()): written(entity, dialect, with_id=False)}
        else:
            bare = bool(owner.place) or self.format == "json"  # a section of its own is made of tables
            entries = [self._entry_value(entity, dialect, with_id=needs_id(entity, ()), bare=bare)]
        self._put(owner, field, entries)

    def _remove(self, path: Path) -> None:
        entry, owner = self._entry(path), self._owner(path[:-2])
        if owner.is_short and len(entry.beside) == 1:
            self.text.set(owner.place, [])  # the list stands for its owner, which stays
        elif self._is_all_of_its_list(entry):
            self._unset(owner, path[-2])
        else:
            self.text.remove(entry.place)

    def _is_all_of_its_list(self, entry: Spot) -> bool:
        """Whether an empty list would be left of a thing's own, on which nobody wrote a comment."""
        is_last = isinstance(entry.beside, list) and len(entry.beside) == 1 and len(entry.place) > 2
        return is_last and not self.text.is_block(entry.place) and not self.text.has_comment(entry.place[:-1])

    def _move(self, path: Path, after: str | None) -> None:
        field = collection_at(self.text.raw, path[:-1])
        if field is None or field.shape is None:
            raise self._refused("there is no such collection in the file")
        keys: list[Any] = list(field.raw) if isinstance(field.raw, Mapping) else list(range(len(field.raw)))
        old = keys.index(self._entry(path).place[-1])
        new = 0 if after is None else keys.index(self._entry((*path[:-1], after)).place[-1]) + 1
        new = new - 1 if new > old else new
        if new != old:
            self.text.move(field.place, old, new)

    # Ids

    def _keep_ids(self, path: Path) -> None:
        """Write the ids that would follow otherwise from what the collection holds now."""
        if not path or not isinstance(entities := value_at(self.plan, path), tuple):
            return
        wanted = [entity.id for entity in entities]
        for _ in range(len(wanted)):
            field = collection_at(self.text.raw, path)
            if field is None or field.shape is None or isinstance(field.raw, Mapping):
                return
            children = children_of(field.shape.model, field.raw)
            other = [
                (child, entity_id) for child, entity_id in zip(children, wanted, strict=False) if child[2] != entity_id
            ]
            if not other:
                return
            for (index, value, _found), entity_id in other:
                self._set(Spot(field.shape.model, value, (*field.place, index), field.raw), "id", entity_id)

    def _refused(self, what: str) -> EditRefused:
        return EditRefused([Problem("error", f"{path_text(self.edit.path)}: {what}", path=self.edit.path)])
