"""Two plans made of one are put together: what only one changed is taken, what both changed is asked about."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octotui.plan.base import Entity, fields_of
from octotui.plan.data import data_of
from octotui.plan.edits import Add, Move, Remove, Set, apply, value_at
from octotui.plan.merge import merge, taking
from octotui.plan.reading import read_entity, read_plan
from tests.plan.plans import edits_for, new_values, plans, raw_entities

quick = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])


def plan_of(**sections):
    return read_plan(sections)[0]


BASE = plan_of(
    project={"name": "Octo", "goals": ["g"]},
    batches=[{"id": name, "name": name, "blockers": ["x", "y"]} for name in ("a", "b", "c")],
    risks=[{"id": "r-1", "title": "One", "actions": ["call"]}],
    mood={"now": "good"},
)


def after(*edits, plan=BASE):
    return apply(plan, edits)


def put(path, new, plan=BASE):
    path = tuple(path.split("/"))
    return Set(path, value_at(plan, path), new)


def changed(path, new):
    return after(put(path, new))


def without(path, plan=BASE):
    *holder, gone = path.split("/")
    there = value_at(plan, tuple(holder))
    return _with(plan, holder, tuple(thing for thing in there if thing.id != gone))


def with_more(path, *raw, plan=BASE):
    """The plan with things put at the end of a section."""
    data = data_of(plan)
    return read_plan({**data, path: [*data.get(path, []), *raw]})[0]


def _with(entity, path, value):
    field, *below = path
    if not below:
        return entity.changed(field, value)
    if field in fields_of(type(entity)) and fields_of(type(entity))[field].kind == "collection":
        things = tuple(_with(t, below[1:], value) if t.id == below[0] else t for t in getattr(entity, field))
        return entity.changed(field, things)
    return entity.changed(field, _with(getattr(entity, field), below, value))


def paths(merged):
    return ["/".join(conflict.path) for conflict in merged.conflicts]


def test_fields_that_one_side_changed_are_taken_from_it():
    merged = merge(BASE, changed("batches/a/status", "done"), changed("batches/a/progress", 80))

    assert merged.conflicts == ()
    assert (merged.plan.batches[0].status, merged.plan.batches[0].progress) == ("done", 80)


def test_a_field_that_both_changed_is_a_conflict_and_stands():
    merged = merge(BASE, changed("batches/a/status", "done"), changed("batches/a/status", "blocked"))
    (conflict,) = merged.conflicts

    assert conflict.path == ("batches", "a", "status")
    assert (conflict.base, conflict.standing, conflict.coming) == ("not-started", "done", "blocked")
    assert merged.plan.batches[0].status == "done"


def test_both_changed_it_to_the_same():
    both = changed("batches/a/status", "done")

    assert merge(BASE, both, after(put("batches/a/status", "done"), put("batches/b/progress", 5))).conflicts == ()


@pytest.mark.parametrize(
    ("standing", "coming", "found", "stands"),
    [
        (without("batches/b"), changed("batches/a/status", "done"), [], ("a", "c")),
        (without("batches/b"), changed("batches/b/status", "done"), ["batches/b"], ("a", "c")),
        (changed("batches/b/status", "done"), without("batches/b"), ["batches/b"], ("a", "b", "c")),
        (without("batches/b"), without("batches/b", changed("batches/a/status", "done")), [], ("a", "c")),
        (without("batches/b"), after(Move(("batches", "b"), "a", None)), [], ("a", "c")),
    ],
)
def test_what_one_removed(standing, coming, found, stands):
    merged = merge(BASE, standing, coming)

    assert paths(merged) == found
    assert tuple(batch.id for batch in merged.plan.batches) == stands


def test_both_append_to_a_section():
    one = with_more("risks", {"id": "r-2", "title": "Two"})
    other = with_more("risks", {"id": "r-3", "title": "Three"})

    for merged in (merge(BASE, one, other), merge(BASE, other, one)):
        assert merged.conflicts == ()
        assert [risk.id for risk in merged.plan.risks] == ["r-1", "r-2", "r-3"]


def test_both_add_the_same_thing_and_each_says_more_about_it():
    one = with_more("batches", {"id": "d", "name": "D", "owner": "dana", "blockers": ["x"]})
    other = with_more("batches", {"id": "d", "name": "D", "progress": 5, "blockers": ["y"], "gates": {"g": {}}})
    merged = merge(BASE, one, other)
    wanted = {"id": "d", "name": "D", "owner": "dana", "progress": 5, "blockers": ["x", "y"], "gates": {"g": {}}}

    assert merged.conflicts == ()
    assert merged.plan == with_more("batches", wanted)


def test_both_add_a_thing_of_one_id_that_is_not_the_same():
    one = with_more("risks", {"id": "r-2", "title": "Two", "owner": "dana"})
    other = with_more("risks", {"id": "r-2", "title": "Zwei", "actions": ["call"]})
    merged = merge(BASE, one, other)
    (conflict,) = merged.conflicts

    assert conflict.path == ("risks", "r-2")
    assert (conflict.base, conflict.standing) == (None, {"id": "r-2", "title": "Two", "owner": "dana"})
    assert merged.plan == one
    assert apply(one, taking(conflict, one)) == other


def test_lists_of_names_are_merged_name_by_name():
    merged = merge(BASE, changed("batches/a/blockers", ("x", "y", "one")), changed("batches/a/blockers", ("y", "two")))

    assert merged.conflicts == ()
    assert merged.plan.batches[0].blockers == ("y", "one", "two")


def test_a_list_that_names_one_twice_is_a_value():
    merged = merge(BASE, changed("batches/a/blockers", ("x", "x")), changed("batches/a/blockers", ("y",)))

    assert paths(merged) == ["batches/a/blockers"]


def test_unknown_keys_are_merged_key_by_key():
    merged = merge(BASE, changed("weather", "rain"), changed("mood", {"now": "bad"}))
    assert (merged.conflicts, dict(merged.plan.extras)) == ((), {"weather": "rain", "mood": {"now": "bad"}})

    assert paths(merge(BASE, changed("mood", None), changed("mood", "bad"))) == ["mood"]


def test_a_part_that_is_not_there_is_an_empty_one():
    bare = plan_of()
    one, other = plan_of(project={"name": "Octo"}), plan_of(project={"goals": ["g"]})

    assert merge(bare, one, other).plan == plan_of(project={"name": "Octo", "goals": ["g"]})
    assert merge(one, bare, plan_of(project={"name": "Octo", "goals": ["g"]})).plan == other
    assert paths(merge(one, bare, plan_of(project={"name": "Eight"}))) == ["project/name"]
    assert merge(plan_of(project={"name": "Octo", "goals": ["g"]}), bare, one).plan == bare


def test_taking_puts_a_removed_thing_back_where_the_coming_side_has_it():
    standing, coming = without("batches/b"), changed("batches/b/status", "done")
    (conflict,) = merge(BASE, standing, coming).conflicts

    assert apply(standing, taking(conflict, standing)) == coming
    assert taking(conflict, coming) == ()


def test_taking_removes_what_the_coming_side_removed():
    standing, coming = changed("batches/b/status", "done"), without("batches/b")
    (conflict,) = merge(BASE, standing, coming).conflicts

    assert apply(standing, taking(conflict, standing)) == coming
    assert taking(conflict, coming) == ()


def test_taking_gives_nothing_to_a_thing_that_is_gone():
    (conflict,) = merge(BASE, changed("risks/r-1/title", "A"), changed("risks/r-1/title", "B")).conflicts

    assert taking(conflict, without("risks/r-1")) == ()
    assert apply(BASE, taking(conflict, BASE)) == changed("risks/r-1/title", "B")


def test_thousands_of_things_are_merged_at_once():
    raw = [{"id": f"i-{number}", "title": f"Item {number}"} for number in range(10_000)]
    base = plan_of(items=raw)
    one = plan_of(items=[{**item, "owner": "dana"} for item in raw][::-1])
    other = plan_of(items=[{**item, "points": 3} for item in raw[::2]])
    started = time.process_time()
    merged = merge(base, one, other)

    assert len(merged.conflicts) == 5_000
    assert len(merged.plan.items) == 10_000
    assert time.process_time() - started < 5


@st.composite
def descendants(draw):
    """A plan, and two that were made of it by edits of all kinds; often they are about the same."""
    base = draw(plans())
    ours = draw(edits_for(base, most=6))
    theirs = draw(edits_for(base, most=3))
    other = apply(base, theirs)
    for edit in ours:
        if draw(st.booleans()):
            other = apply(other, draw(rivals(other, edit)))
    return base, apply(base, ours), other


@st.composite
def rivals(draw, plan, edit):
    """Edits that have to do with what another edit is about, if the plan has that."""
    *holder, name = path = edit.path
    there, around = value_at(plan, path), value_at(plan, tuple(holder))
    match edit:
        case Set():
            shape = fields_of(type(around)).get(name) if isinstance(around, Entity) else None
            if shape is None or shape.kind != "value":
                return ()
            return (Set(path, there, draw(new_values(type(around), shape))),)
        case Add() if there is None and around is not None:
            model = fields_of(type(value_at(plan, tuple(holder[:-1]))))[holder[-1]].model
            value = data_of(read_entity(model, draw(st.just(edit.value) | raw_entities(model)), name))
            return (Add(path, value, draw(places(around))),)
        case Move() if there is not None:
            return (Move(path, None, draw(places(thing for thing in around if thing.id != name))),)
        case Remove() if there is not None:
            return (Set((*path, "x"), there.extras.get("x"), 1),)
    return ()


def places(things):
    return st.sampled_from([None, *(thing.id for thing in things)])


def check_laws(base, one, other):
    there, back = merge(base, one, other), merge(base, other, one)
    assert merge(base, one, one).plan == one
    assert merge(base, base, other).plan == other
    assert merge(base, one, base).plan == one
    assert sides_of(there.conflicts) == [(path, theirs, ours) for path, ours, theirs in sides_of(back.conflicts)]
    assert set(there.moved_twice) == set(back.moved_twice)
    if not there.conflicts and not there.moved_twice:
        assert there.plan == back.plan
    assert {conflict.path for conflict in there.conflicts} == changed_twice(base, one, other)
    check_each_side_is_heard(base, one, other, there)
    check_taking(other, there)


def sides_of(conflicts):
    return sorted((c.path, repr(c.standing), repr(c.coming)) for c in conflicts)


def check_taking(other, merged):
    for conflict in merged.conflicts:
        edits = taking(conflict, merged.plan)
        taken = apply(merged.plan, edits)
        assert leaves(taken).get(conflict.path) == leaves(other).get(conflict.path)
        assert taking(conflict, taken) == ()
        assert {edit.path[: len(conflict.path)] for edit in edits} <= {conflict.path}


def check_each_side_is_heard(base, one, other, merged):
    """What only one side changed is in the merged plan as that side has it."""
    versions = [leaves(plan) for plan in (base, one, other, merged.plan)]
    asked = [conflict.path for conflict in merged.conflicts]
    for path in {path for version in versions for path in version}:
        if any(path[: len(question)] == question for question in asked):
            continue
        was, ours, theirs, now = (_or_there(version.get(path)) for version in versions)
        if are_sets(was, ours, theirs):
            was, ours, theirs, now = (set(value or ()) for value in (was, ours, theirs, now))
            assert now == (ours & theirs) | (ours - was) | (theirs - was)
        else:
            assert now == (theirs if ours == was else ours)


def _or_there(value):
    return "there" if isinstance(value, Entity) else value


def changed_twice(base, one, other):
    """The paths of conflicts, found in another way: from all fields of the plans, laid flat."""
    before, ours, theirs = (leaves(plan) for plan in (base, one, other))
    found = {path for path in {*before, *ours, *theirs} if differ(before.get(path), ours.get(path), theirs.get(path))}
    for path in {path for side in (before, ours, theirs) for path in side if isinstance(side[path], Entity)}:
        was, mine, yours = (side.get(path) for side in (before, ours, theirs))
        if was and (mine is None) != (yours is None) and was not in (mine, yours):
            found.add(path)
        if not was and mine and yours and any(path == one[: len(path)] for one in found):
            found.add(path)
    return {path for path in found if not any(path[:length] in found for length in range(1, len(path)))}


def differ(was, ours, theirs):
    if any(isinstance(value, Entity) for value in (was, ours, theirs)) or are_sets(was, ours, theirs):
        return False
    return was not in (ours, theirs) and ours != theirs


class Names(tuple):
    """A list that a model declares, apart from one under an unknown key."""

    __slots__ = ()


def are_sets(*values):
    return any(isinstance(value, Names) for value in values) and all(len(set(v or ())) == len(v or ()) for v in values)


def leaves(entity, path=()):
    """Every thing, and every field and unknown key that says more than its default, by path."""
    flat = {(*path, key): value for key, value in entity.extras.items()}
    for name, shape in fields_of(type(entity)).items():
        here, value = (*path, name), getattr(entity, name)
        if shape.kind == "collection":
            for thing in value:
                flat |= {(*here, thing.id): thing, **leaves(thing, (*here, thing.id))}
        elif shape.kind == "part":
            flat |= {**leaves(value, here), **({(*here, "id"): value.id} if value.id else {})} if value else {}
        elif fields_of(type(entity))[name].is_required or value != fields_of(type(entity))[name].default:
            flat[here] = Names(value) if isinstance(value, tuple) else value
    return flat


@given(descendants())
@quick
def test_laws(plans):
    check_laws(*plans)


@pytest.mark.long
def test_laws_at_length():
    counts = {"pairs": 0, "conflicts": 0, "moved twice": 0}

    @settings(max_examples=20_000, derandomize=False, deadline=None, suppress_health_check=list(HealthCheck))
    @given(descendants())
    def run(plans):
        check_laws(*plans)
        merged = merge(*plans)
        counts["pairs"] += 1
        counts["conflicts"] += bool(merged.conflicts)
        counts["moved twice"] += bool(merged.moved_twice)

    run()
    print(counts)
