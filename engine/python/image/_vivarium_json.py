"""JSON without the library's `json`, which a page may not have yet: through the scanner that is part of the engine."""

import _json

import _vivarium


class _Settings:
    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int = float, int
    parse_constant = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}.__getitem__
    memo = {}


_scan = _json.make_scanner(_Settings())


def loads(text):
    """The value of a JSON text."""
    text = text.strip()
    try:
        value, end = _scan(text, 0)
    except StopIteration:
        end = -1
    if end != len(text):
        raise ValueError("this is not JSON")
    return value


def dumps(value):
    """A value as JSON text."""
    text = _vivarium.to_json(value)
    if text is None:
        # Tuples, keys that are numbers and the like: what json knows beyond values that come back the same.
        import json

        text = json.dumps(value, allow_nan=False)
    return text
