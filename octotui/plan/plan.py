"""The plan: every area, each a collection of things with ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, final

from octotui.plan.base import Entity, fields_of, made
from octotui.plan.batches import Batch
from octotui.plan.board import Board, Item, Sprint
from octotui.plan.changes import Change
from octotui.plan.checklists import Checklist
from octotui.plan.escalations import Escalation, Route
from octotui.plan.issues import Issue
from octotui.plan.lookup import by_id
from octotui.plan.metrics import Metric
from octotui.plan.project import Person, Project
from octotui.plan.releases import Channel, Release
from octotui.plan.rhythm import Cadence, Checkpoint, Communication, Meeting
from octotui.plan.risks import Risk
from octotui.plan.roles import DecisionType, Responsibility, Role
from octotui.plan.work import Initiative, Milestone, NextAction, Runbook, ValidationCommand, Week

__all__ = ["Plan", "by_id"]


@final
class Plan(Entity):
    """A whole plan. Every section is optional; ids are unique within their section."""

    synonyms: ClassVar[dict[str, str]] = {"board_items": "items", "cards": "items"}

    project: Project | None = None
    people: tuple[Person, ...] = ()
    batches: tuple[Batch, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    board: Board | None = None
    items: tuple[Item, ...] = ()
    sprints: tuple[Sprint, ...] = ()
    risks: tuple[Risk, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    routes: tuple[Route, ...] = ()
    roles: tuple[Role, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    decision_types: tuple[DecisionType, ...] = ()
    channels: tuple[Channel, ...] = ()
    releases: tuple[Release, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    issues: tuple[Issue, ...] = ()
    changes: tuple[Change, ...] = ()
    cadences: tuple[Cadence, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    communications: tuple[Communication, ...] = ()
    actions: tuple[NextAction, ...] = ()
    runbooks: tuple[Runbook, ...] = ()
    commands: tuple[ValidationCommand, ...] = ()
    weeks: tuple[Week, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    metrics: tuple[Metric, ...] = ()

    @classmethod
    def built(cls, values: Mapping[str, Any]) -> Self:
        """A plan of sections that are built already: to validate them again would cost every start and every edit."""
        fields = {name: value for name, value in values.items() if name in fields_of(cls)}
        return made(cls, fields, {name: value for name, value in values.items() if name not in fields})

    @property
    def name(self) -> str:
        """The project's name, else a word for it."""
        return (self.project.name if self.project else "") or "Untitled plan"

    def person_name(self, handle: str) -> str:
        """The name behind a handle; the text itself if it is no handle."""
        person = by_id(self.people, handle)
        return (person.name or person.id) if person else handle
