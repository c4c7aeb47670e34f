"""What a program may ask of the page around it: to show something."""

import _vivarium

__all__ = ["display"]

_METHODS = {
    "text/html": "_repr_html_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
    "text/markdown": "_repr_markdown_",
    "application/json": "_repr_json_",
}


def prepare(home, root):
    """Nothing to prepare at build time; after this the name is gone."""
    del globals()["prepare"]


def display(value, mime=None):
    """Show a value in the page: an object with `_repr_html_` and its like, or data with its MIME type.

    >>> display("<b>bold</b>", "text/html")
    """
    if mime is not None:
        bundle = {mime: _text(value)}
    else:
        bundle = _bundle(value)
    message = _vivarium.to_json(bundle)
    if message is None:
        raise ValueError("what is displayed must be text without lone surrogates")
    _vivarium.display(message)


def _bundle(value):
    if method := getattr(value, "_repr_mimebundle_", None):
        data = method()
        data = data[0] if isinstance(data, tuple) else data
        return {str(mime): _text(part) for mime, part in data.items()}
    bundle = {"text/plain": repr(value)}
    for mime, name in _METHODS.items():
        method = getattr(value, name, None)
        if method is not None and (data := method()) is not None:
            bundle[mime] = _text(data)
    return bundle


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
