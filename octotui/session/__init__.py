"""The open plan. The one thing that ties plan and store together."""

from octotui.session.events import Disputed, Event, PlanChanged, SaveState, Source, Step
from octotui.session.session import Session

__all__ = ["Disputed", "Event", "PlanChanged", "SaveState", "Session", "Source", "Step"]
