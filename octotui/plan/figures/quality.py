"""Quality, metrics and business impact (document 002, "Tracking Dimensions" and "Performance Metrics")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from octotui.plan.batches import Batch
from octotui.plan.figures.figure import Figure, Look, Source, band, of, source, unknown
from octotui.plan.metrics import Metric
from octotui.plan.words import figure as number

GOOD, FAIR = 8, 6
"""Of ten: from here on good, from here on to watch."""
BEGUN: Final = frozenset({"in-progress", "blocked", "done"})


def quality(look: Look) -> Figure:
    """The quality score, 0–10: the share of quality metrics met and of gates passed, each with the same weight."""
    metrics = [one for one in look.plan.metrics if one.group.casefold() == "quality" and one.state != "unknown"]
    gated = [one for one in look.plan.batches if one.status in BEGUN and one.gates]
    gates = [gate for batch in gated for gate in batch.gates]
    label = "Quality score"
    if not metrics and not gates:
        how = 'Give a metric group = "quality", a value and a target; or tick the gates of a batch that has begun.'
        return unknown("quality", label, how)
    met, passed = sum(one.state == "met" for one in metrics), sum(gate.passed for gate in gates)
    value = 10 * (met + passed) / (len(metrics) + len(gates))
    return Figure(
        "quality",
        label,
        value,
        f"{number(round(value, 1))}/10",
        band(value, GOOD, FAIR),
        f"{of(met, len(metrics))} quality metrics met and {of(passed, len(gates))} gates passed of batches that have "
        f"begun, each with the same weight, on a scale of ten. Good from {GOOD}, to watch from {FAIR} "
        "(document 002, Quality Metrics; 000, Quality Gates).",
        (*map(_metric_source, metrics), *map(_gates_source, gated)),
    )


def metrics(look: Look) -> Figure:
    """Metrics that meet their target, of those that say enough."""
    known = [one for one in look.plan.metrics if one.state != "unknown"]
    silent = len(look.plan.metrics) - len(known)
    beside = f" ({silent} without value or target left out)" if silent else ""
    return _met(
        known, "metrics", "Metrics", f"Metrics that meet their target{beside} (document 002, Quality Tracking)."
    )


def business(look: Look) -> Figure:
    """Metrics of the business group that meet their target."""
    ours = [one for one in look.plan.metrics if one.group.casefold() == "business" and one.state != "unknown"]
    how = 'Metrics with group = "business" that meet their target (document 002, Business Impact).'
    return _met(ours, "business", "Business impact", how)


def _met(known: Sequence[Metric], id_: str, label: str, how: str) -> Figure:
    if not known:
        group = 'group = "business", ' if id_ == "business" else ""
        return unknown(id_, label, f"Give a metric {group}a value and a target in [metrics].")
    met = sum(one.state == "met" for one in known)
    return Figure(
        id_,
        label,
        met,
        of(met, len(known), "met"),
        band(met / len(known), GOOD / 10, FAIR / 10),
        f"{how} Good from {GOOD} of ten, to watch from {FAIR}.",
        tuple(map(_metric_source, known)),
    )


def _metric_source(metric: Metric) -> Source:
    side = "at most" if metric.better == "lower" else "at least"
    unit = f" {metric.unit}" if metric.unit else ""
    says = f"{metric.state}: {number(metric.value or 0)}{unit}, wanted {side} {number(metric.target or 0)}{unit}"
    return source("metrics", metric, says)


def _gates_source(batch: Batch) -> Source:
    waiting = ", ".join(gate.id for gate in batch.gates if not gate.passed)
    passed = of(sum(gate.passed for gate in batch.gates), len(batch.gates), "gates passed")
    return source("batches", batch, f"{passed}{'; open: ' if waiting else ''}{waiting}")
