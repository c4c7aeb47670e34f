"""compile, exec, eval, ast, dis-free introspection, symtable-free."""
import ast
tree = ast.parse("x = 1 + y * 2")
print(ast.dump(tree.body[0].value), ast.unparse(tree), ast.literal_eval("{'a': [1, (2, None)]}"))
ns = {"y": 4}; exec(compile(tree, "<t>", "exec"), ns); print(ns["x"], eval("x + 1", ns))
for bad in ("1 +", "def f(", "a b", "'abc", "f(x for x in y, 1)", "return 5", "x = = 1"):
    try: compile(bad, "<bad>", "exec")
    except SyntaxError as e: print(repr(bad), type(e).__name__, e.lineno)
class V(ast.NodeVisitor):
    def visit_Name(self, n): print("name", n.id, n.col_offset)
V().visit(ast.parse("a + b"))
