"""The text of a new plan file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import tomli_w

from octotui.plan.naming import camel
from octotui.store.raw import plain_value, utc_text
from octotui.store.spelling import Format


def new_text(data: Mapping[str, Any], format: Format) -> str:  # noqa: A002  # its name everywhere
    """Plain data in snake case as TOML, or as JSON in camel case."""
    plain = plain_value(data)
    if format == "toml":
        return tomli_w.dumps(_in_utc(plain), indent=2)
    return json.dumps(_camel(plain), ensure_ascii=False, indent=2) + "\n"


def _in_utc(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_utc(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_in_utc(item) for item in value]
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value


def _camel(value: Any) -> Any:
    if isinstance(value, dict):
        return {camel(key): _camel(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_camel(item) for item in value]
    if isinstance(value, datetime):
        return utc_text(value)
    return value.isoformat() if isinstance(value, date) else value
