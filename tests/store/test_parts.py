"""A text that differs little from one that was read is read in part; what is read is what the whole says."""

from random import Random

import pytest
from hypothesis import given, settings

from octotui.plan.problems import PlanError
from octotui.store import json_part, toml_part
from octotui.store.document import parse
from octotui.store.json_places import JsonPlaces
from octotui.store.source import read_json, read_toml
from octotui.store.toml_places import toml_places
from tests.store.made_up import made_plan
from tests.store.odd_text import odd_data, odd_json
from tests.store.test_toml_quick import HEADERS, KEYS, SEEDS, SPLINTERS, VALUES, plan_text, said_by, small_text, told

PIECES = (
    *(f"{key} = 1" for key in KEYS),
    *HEADERS,
    *VALUES,
    *SPLINTERS,
    "# c",
    "\n\n",
    "\r\n",
    "a = 1\n",
    " = ",
    "\n[",
)
JSON_PIECES = (
    '"a": 1',
    '"id": "x"',
    ",",
    "{",
    "}",
    "[",
    "]",
    '"',
    "1",
    "NaN",
    "null",
    '"\\ud800"',
    "}, {",
    "\n",
    " ",
    "",
)
few = settings(max_examples=300, deadline=None)
many = settings(few, max_examples=100_000, derandomize=False)


def changed(random: Random, text: str, pieces: tuple[str, ...]) -> str:
    """A text with something else at some place."""
    at = random.randrange(len(text) + 1)
    at = max(text.rfind("\n", 0, at) + 1, 0) if random.random() < 0.5 else at
    end = text.find("\n", at) if random.random() < 0.4 else at + random.choice((0, 0, 1, 2, 5, 40))
    return text[:at] + random.choice(pieces) + text[max(end, at) :]


def toml_is_read_in_part(old: str, new: str) -> bool:
    try:
        data = read_toml(old)
    except PlanError:
        return False
    found = toml_part.data_after(toml_places(old), data, new)
    assert found is None or told(found) == said_by(read_toml, new), (old, new)
    return found is not None


def json_is_read_in_part(old: str, new: str) -> bool:
    found = json_part.data_after(JsonPlaces(old), read_json(old), new)
    assert found is None or told(found) == said_by(read_json, new), (old, new)
    return found is not None


def some_toml(random: Random) -> bool:
    old = small_text(random) + small_text(random) if random.random() < 0.7 else plan_text(random)
    return toml_is_read_in_part(old, changed(random, old, PIECES))


def some_json(random: Random) -> bool:
    old = odd_json(random, odd_data(random, made_plan(random)))
    return json_is_read_in_part(old, changed(random, old, JSON_PIECES))


@pytest.mark.parametrize("check", [some_toml, some_json])
def test_a_part_says_what_the_whole_says(check):
    @few
    @given(SEEDS)
    def check_one(seed):
        check(Random(seed))

    check_one()


@pytest.mark.long
@pytest.mark.parametrize("check", [some_toml, some_json])
def test_very_many_parts_say_what_the_whole_says(check):
    read_in_part = 0

    @many
    @given(SEEDS)
    def check_one(seed):
        nonlocal read_in_part
        read_in_part += check(Random(seed))

    check_one()
    print(f"\n{check.__name__}: {read_in_part} read in part")


PLAN = """\
# a plan
name = "p"

[[risks]]
id = "a"  # one
title = "A"
pr.url = "x"

[[risks.mitigations]]
text = "m"

[[risks]]
id = "b"
title = "B"

[people.dana]
name = "Dana"
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "B"', 'title = "C"\nimpact = "high"'),
        ('title = "B"\n', ""),
        ('text = "m"', "text = 'n'"),
        ('name = "p"', 'name = "q"  # c'),
        ('name = "Dana"', "name = 'Li'"),
        ("# one", "# two"),
        ('name = "Dana"\n', 'name = "Dana"'),
    ],
)
def test_a_change_under_one_header_is_read_in_part(old, new):
    assert toml_is_read_in_part(PLAN, PLAN.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"B"', '"B'),
        ('"B"\n\n', '"B"'),
        ('"B"', '"""B'),
        ('title = "B"', '[[risks]]\nid = "c"'),
        ('[[risks]]\nid = "b"', 'id = "b"'),
        ('title = "A"', "mitigations = []"),
        ('title = "A"', 'id = "c"'),
        ('name = "p"', "risks = []"),
        ("[people.dana]", "[people.lina]"),
        ('pr.url = "x"', 'pr.url = "x"\n[risks.pr]\nid = 1'),
    ],
)
def test_what_reaches_further_is_read_whole(old, new):
    assert not toml_is_read_in_part(PLAN, PLAN.replace(old, new, 1))


def test_only_the_changed_thing_is_another_one():
    before = parse(PLAN.encode(), "p.toml")
    assert before.places
    after = parse(PLAN.replace('"A"', '"C"').encode(), "p.toml", before)
    assert after.plan.risks[1] is before.plan.risks[1]
    assert after.raw["people"] is before.raw["people"]
    assert [risk.title for risk in after.plan.risks] == ["C", "B"]


@pytest.mark.parametrize("name", ["p.toml", "p.json"])
def test_a_part_is_no_deeper_than_a_whole_may_be(name):
    plan = PLAN if name == "p.toml" else '{"risks": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]}'
    before = parse(plan.encode(), name)
    assert before.places
    deep = plan.replace(
        '"B"', '"B"\nx = ' + "[" * 100 + "]" * 100 if name == "p.toml" else '"B", "x": ' + "[" * 100 + "]" * 100
    )
    with pytest.raises(PlanError, match="too many"):
        parse(deep.encode(), name, before)
