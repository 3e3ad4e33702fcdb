"""What holds for every report, whatever the plan."""

import re
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from octotui.plan.base import fields_of
from octotui.plan.batches import Batch
from octotui.plan.board import Item
from octotui.plan.data import data_of
from octotui.plan.escalations import Escalation
from octotui.plan.issues import Issue
from octotui.plan.plan import Plan
from octotui.plan.problems import PlanError
from octotui.plan.reading import read_plan
from octotui.plan.releases import Release
from octotui.plan.risks import Risk
from octotui.plan.stood import as_told
from octotui.reports.catalogue import REPORTS, Wish, things_for, written
from octotui.store.document import parse
from tests.conftest import SAMPLES
from tests.e2e.hostile import CORPUS, dense, foreign_in_print, hostile_data
from tests.plan.plans import plans, values_for

TODAY = date(2026, 11, 20)
TEXT_TOKENS = {"text", "text_special", "strong_open", "strong_close"}
BLOCKS = {"heading", "paragraph", "bullet_list", "ordered_list", "list_item", "inline"}
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def all_reports(plan, **wish):
    """Each report by its name, where the plan has what it is about."""
    for kind in REPORTS:
        for thing in things_for(kind, plan) if kind.of else [None]:
            name = f"{kind.id} {thing.id}" if thing else kind.id
            try:
                yield name, written(kind, plan, Wish(TODAY, thing=thing.id if thing else "", **wish))
            except PlanError:
                assert wish.get("audience") == "stakeholder" or kind.audience == "stakeholder", name


@cache
def octoacme():
    return parse((SAMPLES / "octoacme.toml").read_bytes(), "octoacme.toml").plan


@pytest.fixture
def sample():
    return octoacme()


def check_form(name, text):
    """One title, no empty heading, no placeholder, no blank at an end, no line too many."""
    lines = text.splitlines()
    assert lines[0].startswith("## "), name
    assert sum(line.startswith("## ") for line in lines) == 1, name
    assert text.endswith("\n"), name
    assert "\n\n\n" not in text, name
    assert lines[-1], name
    for line, behind in zip(lines, [*lines[1:], ""], strict=True):
        assert line == line.rstrip(), (name, line)
        assert not line.startswith("### ") or behind == "", (name, line)
    for title in re.findall(r"^### .*\n\n### ", text, re.MULTILINE):
        pytest.fail(f"{name}: nothing below {title}")
    assert not re.search(r"\bNone\b|n/a|\(\)|: *$|– *$|, *$|  \S", text.replace("  - ", "- "), re.MULTILINE), (
        name,
        text,
    )


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"project": {"name": "P"}},
        {"batches": [{"id": "b", "name": "Only one"}]},
        {"people": {"ana": "Ana"}, "roles": [{"name": "Lead"}], "releases": [{"id": "1"}], "changes": [{"title": "C"}]},
        {"initiatives": {"i": {"name": "I"}}, "sprints": {"s": {"name": "S"}}, "milestones": {"m": {"name": "M"}}},
        {"risks": [{"title": "R"}], "issues": [{"title": "I"}], "escalations": [{"title": "E"}], "metrics": {"m": 3}},
    ],
    ids=["empty", "a name", "a batch", "people", "initiatives", "register"],
)
@pytest.mark.parametrize("explain", [False, True])
def test_a_small_plan_gives_a_whole_report_without_placeholders(raw, explain):
    plan, problems = read_plan(raw)
    assert not problems

    for name, text in all_reports(plan, explain=explain):
        if name != "weekly":
            check_form(name, text)


def test_the_sample_gives_whole_reports(sample):
    for audience in ("team", "stakeholder"):
        for name, text in all_reports(sample, audience=audience):
            check_form(name, text)


def test_a_report_is_the_same_every_time(sample):
    assert dict(all_reports(sample, explain=True)) == dict(all_reports(sample, explain=True))


@pytest.mark.parametrize("texts", [cycle(CORPUS.values()), dense(CORPUS)], ids=["each", "together"])
def test_what_a_plan_says_stays_text(texts):
    plan, _ = read_plan(hostile_data(texts))

    for name, text in all_reports(plan, explain=True):
        tokens = MARKDOWN.parse(text)
        assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= BLOCKS, name
        inside = {child.type for token in tokens for child in token.children or ()}
        assert inside <= TEXT_TOKENS, (name, inside)
        assert foreign_in_print(text) == [], name
        headings = sum(token.type == "heading_open" for token in tokens)
        assert headings == sum(line.startswith(("## ", "### ")) for line in text.splitlines()), name


@settings(max_examples=40)
@given(plans(), st.booleans(), st.sampled_from(["team", "stakeholder"]))
def test_no_plan_breaks_a_report(plan, explain, audience):
    for name, text in all_reports(plan, explain=explain, audience=audience):
        assert text.startswith("## "), name


@settings(max_examples=20)
@given(plans(), st.booleans())
def test_no_plan_breaks_a_report_of_a_day_that_is_over(plan, explain):
    for name, text in all_reports(plan, explain=explain, standing=as_told(plan, TODAY + timedelta(days=1))):
        assert text.startswith("## "), name


def test_each_note_is_there_and_each_is_used(sample):
    for name, text in all_reports(sample, explain=True):
        body, _, notes = text.partition("### How these figures were made\n")
        used = {int(number) for number in re.findall(r" \[(\d+)\]", body)}
        told = [int(number) for number in re.findall(r"^(\d+)\. ", notes, re.MULTILINE)]
        assert told == sorted(used) == list(range(1, len(told) + 1)), name


def test_without_explain_there_are_no_notes(sample):
    for name, text in all_reports(sample):
        assert "How these figures were made" not in text, name
        assert not re.search(r" \[\d+\]", text), name


@settings(max_examples=8, phases=[Phase.generate])
@given(st.integers(0, 10**9), st.booleans())
def test_stakeholders_see_no_note_and_nothing_secret(seed, explain):
    secret = Secrets(Random(seed))
    raw = secret.hidden_in(Plan, data_of(octoacme()), depth=0)
    plan, problems = read_plan(secret.renamed(raw))
    assert not any(problem.level == "error" for problem in problems)

    for name, text in all_reports(plan, audience="stakeholder", explain=explain):
        assert not [line for line in text.splitlines() if "SECRET" in line or "secret-" in line], name
    assert any("SECRET" in text for _, text in all_reports(plan, audience="team"))


class Secrets:
    """Makes things of a plan secret, in one of the ways there are, and gives all their texts a mark."""

    def __init__(self, random):
        self.random = random
        self.ids = {}

    def hidden_in(self, model, data, depth):
        shapes = fields_of(model)
        told = {}
        for name, value in data.items():
            shape = shapes.get(name)
            if name in ("notes", "note", "condition", "team_health") and (shape is None or shape.kind == "value"):
                told[name] = "SECRET note"
            elif shape is None or shape.kind == "value":
                told[name] = value
            elif shape.kind == "part":
                told[name] = self.hidden_in(shape.model, value, depth + 1)
            else:
                told[name] = [self.thing(shape.model, one, depth + 1) for one in value]
        if depth and "notes" in shapes and shapes["notes"].kind == "value":
            told["notes"] = "SECRET note"
        return told

    def thing(self, model, data, depth):
        if depth > 1 or self.random.random() > 0.2:
            return self.hidden_in(model, data, depth)
        how = self.random.choice([way for way in WAYS if fits(model, way)])
        marked = {name: self.marked(model, name, value) for name, value in data.items()}
        if model in (Batch, Item, Risk, Escalation, Issue, Release):
            self.ids[data["id"]] = f"SECRET-{len(self.ids)}"
        return marked | how

    def marked(self, model, name, value):
        if name == "id" or name not in fields_of(model) or fields_of(model)[name].kind != "value":
            return value
        fitting = values_for(model, name)
        return "SECRET text" if "plain" in fitting else ["SECRET text"] if ("two words",) in fitting else value

    def renamed(self, value):
        """The new ids, also where other things name them."""
        if isinstance(value, dict):
            return {key: self.renamed(inner) for key, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.renamed(inner) for inner in value]
        return self.ids.get(value, value) if isinstance(value, str) else value


def fits(model, way):
    """Whether a model takes the field that says security."""
    fields = [name for name in way if name != "internal"]
    return all(name in fields_of(model) and {"plain", "security"} & set(values_for(model, name)) for name in fields)


WAYS = ({"internal": True}, {"category": "security"}, {"level": "security"}, {"group": "security"})
