"""A calculator in forty lines: Python's own parser, and a tree walked with match."""

import ast
import operator

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def value(node):
    match node:
        case ast.Expression(body):
            return value(body)
        case ast.Constant(int() | float() as number):
            return number
        case ast.BinOp(left, op, right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](value(left), value(right))
        case ast.UnaryOp(ast.USub(), operand):
            return -value(operand)
        case _:
            raise ValueError(f"{ast.unparse(node)} is more than this calculator knows")


for formula in ["1 + 2 * 3", "(1 + 2) * 3", "2 ** 64 - 1", "-7 / 2"]:
    print(f"{formula} = {value(ast.parse(formula, mode='eval'))}")

# This one ends in a traceback: press the place that it names, and the editor goes there.
value(ast.parse("__import__('os')", mode="eval"))
