"""tomllib, graphlib, ipaddress, contextvars, sched."""
import contextvars, graphlib, ipaddress, tomllib
print(tomllib.loads('a = 1\n[t]\nb = [1.5, "x"]\nd = 2024-01-01\n'))
print(list(graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}}).static_order())[0], ipaddress.ip_network("10.0.0.0/30").num_addresses)
v = contextvars.ContextVar("v", default=0); c = contextvars.copy_context(); c.run(v.set, 5); print(v.get(), c[v])
