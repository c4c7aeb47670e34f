"""An exception group with notes, as the interpreter prints it."""
e = ValueError("inner")
e.add_note("a note")
raise ExceptionGroup("several", [e, TypeError("other")])
