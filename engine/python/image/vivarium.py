"""What a program may ask of the page around it: to show something."""

import _vivarium

__all__ = ["display", "table"]

_METHODS = {
    "text/html": "_repr_html_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
    "text/markdown": "_repr_markdown_",
    "application/json": "_repr_json_",
}
_BUNDLE = "_repr_mimebundle_"


def prepare(home, root):
    """Nothing to prepare at build time; after this the name is gone."""
    del globals()["prepare"]


def display(value, mime=None):
    """Show a value in the page: an object with `_repr_html_` and its like, lists and dictionaries of JSON values, or
    data with its MIME type.

    >>> display("<b>bold</b>", "text/html")
    """
    if mime is not None:
        bundle = {mime: _text(value)}
    else:
        bundle = _bundle(value)
        if type(value) in (list, tuple, dict):
            from _vivarium_table import as_json

            bundle["application/json"] = _text(as_json(value))
    _send(bundle)


def table(rows):
    """Rows as a table that can be sorted: `display(table(rows))`, or as a program's last expression.

    A row is a dictionary, an object with fields (data class, named tuple), or a sequence; of sequences the first is the
    header, as in a CSV file. A dictionary of columns is a table, too.
    """
    from _vivarium_table import Table

    return Table(rows)


def show_result(value):
    """Show the value of a last expression if it has more than a `repr`."""
    kind = type(value)
    if any(hasattr(kind, name) for name in (_BUNDLE, *_METHODS.values())):
        # With the text of the result, so that a page can tell that it is the same value.
        _send(_bundle(value) | {"text/plain": repr(value)})


def _bundle(value):
    bundle = {"text/plain": repr(value)}
    # A class has the methods of its objects, which cannot be called on it.
    kind = type if isinstance(value, type) else type(value)
    if hasattr(kind, _BUNDLE):
        data = value._repr_mimebundle_()
        data = data[0] if isinstance(data, tuple) else data
        return bundle | {str(mime): _text(part) for mime, part in (data or {}).items()}
    for mime, name in _METHODS.items():
        if hasattr(kind, name) and (data := getattr(value, name)()) is not None:
            # With metadata beside it, as notebooks allow.
            bundle[mime] = _text(data[0] if isinstance(data, tuple) else data)
    return bundle


def _send(bundle):
    message = _vivarium.to_json(bundle)
    if message is None:
        raise ValueError("what is displayed must be text without lone surrogates")
    _vivarium.display(message)


def _text(data):
    if isinstance(data, str):
        return data
    if isinstance(data, (bytes, bytearray, memoryview)):
        import binascii

        return binascii.b2a_base64(bytes(data), newline=False).decode("ascii")
    text = _vivarium.to_json(data)
    if text is None:
        raise TypeError(f"cannot display data of type {type(data).__name__!r}; give text, bytes or JSON values")
    return text
