"""Values as tables: what `vivarium.table` makes of rows, and JSON with text for what JSON has no word for."""

# So many rows stand in the text of a table.
_SHOWN = 60


class Table:
    """Names of columns, and rows of as many values each."""

    def __init__(self, rows):
        self.names, self.rows = _columns_and_rows(rows)

    def __repr__(self):
        lines = [self.names, *([_text(value) for value in row] for row in self.rows[:_SHOWN])]
        widths = [max(map(len, column)) for column in zip(*lines)]
        text = "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
        more = len(self.rows) - _SHOWN
        return f"{text}\n… and {more} more rows" if more > 0 else text

    def __len__(self):
        return len(self.rows)

    def _repr_mimebundle_(self):
        fields = [{"name": name} for name in self.names]
        # The type that notebooks have for tables: Frictionless Data's tabular resource.
        resource = {"schema": {"fields": fields}, "data": [[_cell(value) for value in row] for row in self.rows]}
        return {"text/plain": repr(self), "application/vnd.dataresource+json": resource}


def _text(value):
    return "" if value is None else str(value)


def _columns_and_rows(rows):
    if isinstance(rows, dict):
        columns = [list(column) for column in rows.values()]
        longest = max(map(len, columns), default=0)
        return list(map(str, rows)), [[c[at] if at < len(c) else None for c in columns] for at in range(longest)]
    rows = [_fields(row) for row in rows]
    if rows and all(isinstance(row, dict) for row in rows):
        # A dictionary, as it keeps the order in which the names appear.
        names = list({name: None for row in rows for name in row})
        return list(map(str, names)), [[row.get(name) for name in names] for row in rows]
    if any(isinstance(row, dict) for row in rows):
        raise TypeError("a table's rows must all be of one kind: dictionaries, objects with fields, or sequences")
    names, *rest = rows or [[]]
    width = max(map(len, rows), default=0)
    names = [*map(str, names), *[""] * (width - len(names))]
    return names, [[*row, *[None] * (width - len(row))] for row in rest]


def _fields(row):
    """A row as a dictionary where its fields have names, else as a list."""
    if isinstance(row, dict):
        return row
    for names in (getattr(row, "_fields", None), getattr(row, "__dataclass_fields__", None)):
        if names is not None:
            return {name: getattr(row, name) for name in names}
    if isinstance(row, (str, bytes)):
        raise TypeError(f"a table's row cannot be {type(row).__name__!r}: split it into cells, as the csv module does")
    return list(row)


def _cell(value):
    if isinstance(value, (bool, str)) or value is None:
        return value
    # What JSON does not carry exactly is text.
    if type(value) is int and -(2**53) < value < 2**53 or type(value) is float and value - value == 0:
        return value
    return str(value)


def as_json(value):
    """The value with what JSON has no word for as text; dates in rows are common."""
    if isinstance(value, dict):
        return {str(key): as_json(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(part) for part in value]
    return _cell(value)
