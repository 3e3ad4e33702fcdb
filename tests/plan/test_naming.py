"""Ids from titles, fields from keys."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octotui.plan.base import fields_of
from octotui.plan.naming import camel, slug, snake, unused
from octotui.plan.plan import Plan

quick = settings(deadline=None, max_examples=100, derandomize=True)


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("targetDate", "target_date"),
        ("target-date", "target_date"),
        ("target_date", "target_date"),
        ("TargetDate", "target_date"),
        ("prsMerged", "prs_merged"),
        ("ciPassRate", "ci_pass_rate"),
        ("PRUrl", "pr_url"),
        ("ID", "id"),
        ("p95ms", "p95ms"),
    ],
)
def test_a_key_in_any_style_is_one_field(key, field):
    assert snake(key) == field


def test_every_field_comes_back_from_its_json_spelling():
    models, waiting = set(), [Plan]
    while waiting:
        model = waiting.pop()
        if model not in models:
            models.add(model)
            waiting += [shape.model for shape in fields_of(model).values() if shape.kind != "value"]

    assert len(models) > 30
    assert all(snake(camel(field)) == field for model in models for field in fields_of(model))


@pytest.mark.parametrize(
    ("text", "entity_id"),
    [
        ("Critical Blockers!", "critical-blockers"),
        ("AI/ML", "ai-ml"),
        ("Größe", "grosse"),
        ("Ásta Jónsdóttir", "asta-jonsdottir"),
        ("李静", "李静"),
        ("2026.11", "2026.11"),
        ("snake_case", "snake-case"),
        ("…!", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_an_id_follows_from_a_title(text, entity_id):
    assert slug(text) == entity_id


@given(st.text())
@quick
def test_an_id_is_one_word_and_its_own_id(text):
    assert slug(slug(text)) == slug(text)
    assert slug(text)
    assert not any(char.isspace() or char == "/" for char in slug(text))


def test_an_id_that_is_taken_gets_the_next_number():
    assert unused("late", ()) == "late"
    assert unused("late", {"late", "late-2"}) == "late-3"
