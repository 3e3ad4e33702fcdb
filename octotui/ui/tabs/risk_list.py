"""What the lists of risks have in common: what the filter looks at, and which way a score went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from octotui.plan.risks import Risk
from octotui.ui.snapshot import Snapshot
from octotui.ui.tabs.listing import ListTab
from octotui.ui.tabs.risk_keys import RiskKeys
from octotui.ui.text import Line


class RiskList(ListTab, RiskKeys):
    """A list of risks."""

    def words(self, thing: Any, snapshot: Snapshot) -> str:
        """Id, title, notes, mitigation and category."""
        return f"{super().words(thing, snapshot)} {thing.mitigation} {thing.category}"

    def fields(self, thing: Any, snapshot: Snapshot) -> Mapping[str, str]:
        """``score:9``, ``band:critical``, ``cell:high/critical``."""
        more = {"score": str(thing.score), "band": thing.band, "cell": f"{thing.probability}/{thing.impact}"}
        return {**super().fields(thing, snapshot), **more, "batch": " ".join(thing.batches)}

    def trend_run(self, risk: Risk) -> Line:
        """Whether the last review scored it higher or lower than the one before."""
        scores = risk.scores
        if len(scores) < 2 or scores[-1] == scores[-2]:
            return ()
        up = scores[-1] > scores[-2]
        return ((f" {self.glyphs.up if up else self.glyphs.down}", "bad" if up else "good"),)
