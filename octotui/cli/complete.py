"""What the shell offers while one types: areas, ids and keys of the plan at hand. Without a plan, nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from octotui.plan.naming import camel
from octotui.plan.plaintext import one_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from octotui.plan.plan import Plan


def complete_ids(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of everything in the plan; ``area/id`` once a slash is typed."""
    plan = _plan(context)
    if plan is None:
        return []
    from octotui.cli.finding import things

    area_first = "/" in incomplete
    offers = ((f"{area}/{thing.id}" if area_first else thing.id, thing.label) for area, thing in things(plan))
    return _matching(offers, incomplete)


def complete_areas(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Areas of a plan."""
    from octotui.cli.finding import area_names

    return _matching(((area.replace("_", "-"), "") for area in ["attention", *area_names()]), incomplete)


def complete_ids_of_area(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of the area that was typed before."""
    plan = _plan(context)
    if plan is None:
        return []
    from octotui.cli.finding import things

    wanted = type(plan).field_of(str(context.params.get("area")))
    return _matching(((thing.id, thing.label) for area, thing in things(plan) if area == wanted), incomplete)


def complete_sprints(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of sprints."""
    plan = _plan(context)
    return _matching(((sprint.id, sprint.name) for sprint in plan.sprints), incomplete) if plan else []


def complete_assignments(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """``key=`` for the fields of the thing that was typed before, and ``key=word`` where the words are known."""
    plan = _plan(context)
    if plan is None:
        return []
    from octotui.cli.finding import model_at, path_of
    from octotui.plan.base import fields_of
    from octotui.plan.problems import PlanError
    from octotui.plan.reading import literals

    try:
        model = model_at(path_of(plan, str(context.params.get("thing"))))
    except PlanError:
        return []
    key, equals, _value = incomplete.partition("=")
    if equals and (field := model.field_of(key)):
        words = literals(fields_of(model)[field].annotation)
        return _matching(((f"{key}={word}", "") for word in words), incomplete)
    fields = (camel(name) for name, shape in fields_of(model).items() if shape.kind == "value")
    return _matching(((f"{field}=", "") for field in fields), incomplete)


def complete_metrics(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """``key=`` for the plan's metrics."""
    plan = _plan(context)
    return _matching(((f"{metric.id}=", metric.label) for metric in plan.metrics), incomplete) if plan else []


def complete_whose(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Handles of people, ids of roles."""
    plan = _plan(context)
    if plan is None:
        return []
    return _matching(
        [*((one.id, one.name) for one in plan.people), *((one.id, one.name) for one in plan.roles)], incomplete
    )


def complete_releases(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of releases, and ``next``."""
    plan = _plan(context)
    if plan is None or context.params.get("words"):
        return []
    offers = [("next", "make the next from the last"), *((one.id, one.name) for one in plan.releases)]
    return _matching(offers, incomplete)


def complete_release_ids(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of releases."""
    plan = _plan(context)
    return _matching(((one.id, one.name) for one in plan.releases), incomplete) if plan else []


def complete_meetings(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of the meetings on record."""
    plan = _plan(context)
    return _matching(((one.id, one.label) for one in plan.meetings), incomplete) if plan else []


def complete_samples(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of the samples."""
    from octotui.config.samples import sample_names

    return _matching(((name, "") for name in sample_names()), incomplete)


def complete_templates(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of the templates, each with what it has."""
    from octotui.config.templates import PURPOSES

    return _matching(PURPOSES.items(), incomplete)


def complete_reports(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of the reports."""
    from octotui.reports.catalogue import REPORTS

    return _matching(((kind.id, kind.purpose) for kind in REPORTS), incomplete)


def complete_report_things(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of what the report that was typed before can be about."""
    from octotui.reports.catalogue import REPORTS, things_for

    plan = _plan(context)
    kind = next((kind for kind in REPORTS if kind.id == context.params.get("kind")), None)
    if plan is None or kind is None or context.params.get("thing"):
        return []
    return _matching(((thing.id, thing.label) for thing in things_for(kind, plan)), incomplete)


def _plan(context: click.Context) -> Plan | None:
    """The plan at hand; while one types nobody wants to hear why there is none."""
    from octotui.cli.plans import load
    from octotui.plan.problems import PlanError

    try:
        return load(context.params.get("plan"), context.find_root().params.get("plan")).plan
    except (PlanError, click.ClickException, OSError):
        return None


def _matching(offers: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [
        CompletionItem(text, help=one_line(label, 60) if label not in ("", text) else None)
        for text, label in offers
        if text.startswith(incomplete) and text.isprintable() and " " not in text
    ]
