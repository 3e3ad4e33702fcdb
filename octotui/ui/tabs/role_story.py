"""The whole story of a role: its profile, what it answers for and decides, whom it works with, what is open."""

from __future__ import annotations

from collections.abc import Sequence

from octotui.plan.base import Entity
from octotui.plan.edits import Path
from octotui.plan.frozen import Frozen
from octotui.plan.load import over_loaded
from octotui.plan.mine import duties
from octotui.plan.plan import Plan, by_id
from octotui.plan.roles import Role
from octotui.plan.whose import filled_by, whose
from octotui.ui.glyphs import Glyphs
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.decision_story import called_role
from octotui.ui.tabs.duty_lines import tell_duties
from octotui.ui.text import say
from octotui.ui.widgets.story import Story


def prompt(role: Entity, snapshot: Snapshot) -> str:
    """A role's profile as a prompt, in Markdown (document 004, "How these personas are used")."""
    from octotui.reports.catalogue import Wish, kind_named, written

    return written(kind_named("persona"), snapshot.plan, Wish(snapshot.today, thing=role.id))


def interaction_to(path: Path) -> Path:
    """Where enter goes from a part of the story: from an interaction to the other role."""
    return ("roles", path[3]) if path[0] == "roles" and path[2:3] == ("interactions",) else path


class RoleStory(Frozen):
    """A role that is told."""

    role: Role
    snapshot: Snapshot
    glyphs: Glyphs
    story: Story

    @property
    def plan(self) -> Plan:
        """The plan it is in."""
        return self.snapshot.plan

    def tell(self, *, titled: bool = True) -> None:
        """Tell everything there is, under the role's name unless that stands above already."""
        role, story = self.role, self.story
        if titled:
            story.title(role.name)
        story.text(role.summary, "muted")
        story.gap()
        self._people()
        self._points("Responsibilities", role.responsibilities)
        self._points("Goals", role.goals)
        self._points("Communication", role.communication)
        self._together()
        self._answers()
        self._decides()
        tell_duties(story, duties(self.snapshot.claims, whose(self.plan, role.name), self.snapshot.today), self.glyphs)

    def _people(self) -> None:
        handles = filled_by(self.plan, self.role)
        over = over_loaded(self.plan, handles)
        if not handles:
            self.story.fact("Filled by", (f"{self.glyphs.warn} nobody", "warn"))
        for number, handle in enumerate(handles):
            label = "" if number else "Filled by"
            flag = (f"  {self.glyphs.warn} over-loaded", "warn") if handle in over else ("", "")
            name = say(self.plan.person_name(handle))
            if by_id(self.plan.people, handle):
                with self.story.part(("people", handle)):
                    self.story.fact(label, name, flag)
            else:
                self.story.fact(label, name, flag)

    def _points(self, heading: str, points: Sequence[str]) -> None:
        if points:
            self.story.section(heading)
        for point in points:
            self.story.point((self.glyphs.bullet, "faint"), point)

    def _together(self) -> None:
        role, story = self.role, self.story
        about = {one.id: one.about for one in role.interactions}
        others = dict.fromkeys((*role.collaborators, *about))
        if others or role.touchpoints:
            story.section("Works with", say(role.frequency)[0])
        for other in others:
            path = self._path_to(other)
            mark = (self.glyphs.primary, "accent") if other in role.collaborators else (self.glyphs.idle, "faint")
            if path is None:
                story.point(mark, self._about(other, about))
                continue
            with story.part(path):
                story.point(mark, self._about(other, about))
        if role.touchpoints:
            story.gap()
            story.fact("Meet at", say(", ".join(role.touchpoints)))

    def _path_to(self, other: str) -> Path | None:
        """What the line stands for: the interaction if there is one, else the other role."""
        if by_id(self.role.interactions, other):
            return ("roles", self.role.id, "interactions", other)
        return ("roles", other) if by_id(self.plan.roles, other) else None

    def _about(self, other: str, about: dict[str, str]) -> str:
        name = called_role(self.plan, other)
        return f"{name}: {about[other]}" if about.get(other) else name

    def _answers(self) -> None:
        me = whose(self.plan, self.role.name)
        owned = [one for one in self.plan.responsibilities if me.means(one.owner) and one.owner != "all"]
        helped = [one for one in self.plan.responsibilities if me.means(*one.supporting) and one not in owned]
        if owned or helped:
            self.story.section("Answers for", f"{self.glyphs.idle} supports")
        for mark, ones in ((self.glyphs.primary, owned), (self.glyphs.idle, helped)):
            for one in ones:
                with self.story.part(("responsibilities", one.id)):
                    self.story.point((mark, "accent" if ones is owned else "faint"), one.activity)

    def _decides(self) -> None:
        me = whose(self.plan, self.role.name)
        kinds = [kind for kind in self.plan.decision_types if me.means(*kind.owner)]
        if kinds:
            self.story.section("Decides")
        for kind in kinds:
            with self.story.part(("decision_types", kind.id)):
                self.story.point((self.glyphs.bullet, "faint"), kind.name)
