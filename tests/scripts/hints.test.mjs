// What errors mean: each of Python's own messages finds its sentence, in every language.

import assert from "node:assert/strict";
import { test } from "node:test";
import { causes, explain } from "../../editor/hints/causes.js";
import de from "../../editor/hints/de.js";
import en from "../../editor/hints/en.js";
import { hint } from "../../editor/hints.js";

// As Python 3.14 words them.
const messages = [
  ["ZeroDivisionError", "division by zero", "zero"],
  ["UnboundLocalError", "cannot access local variable 'x' where it is not associated with a value", "unbound"],
  ["NameError", "name 'prnt' is not defined. Did you mean: 'print'?", "nameLike"],
  ["NameError", "name 'plants' is not defined", "name"],
  ["ModuleNotFoundError", "No module named 'numpy'", "module"],
  ["ImportError", "cannot import name 'x' from 'math' (unknown location)", "importName"],
  ["AttributeError", "'NoneType' object has no attribute 'append'", "attributeOfNone"],
  ["AttributeError", "module 'math' has no attribute 'squareroot'", "attributeOfModule"],
  ["AttributeError", "'list' object has no attribute 'add'", "attribute"],
  ["TypeError", 'can only concatenate str (not "int") to str', "concatenate"],
  ["TypeError", "unsupported operand type(s) for +: 'int' and 'str'", "operands"],
  ["TypeError", "'int' object is not callable", "callable"],
  ["TypeError", "'int' object is not subscriptable", "subscriptable"],
  ["TypeError", "'int' object is not iterable", "iterable"],
  ["TypeError", "'str' object does not support item assignment", "assignment"],
  ["TypeError", "unhashable type: 'list'", "unhashable"],
  ["TypeError", "f() missing 1 required positional argument: 'x'", "missing"],
  ["TypeError", "f() takes 1 positional argument but 2 were given", "given"],
  ["TypeError", "f() got an unexpected keyword argument 'y'", "keyword"],
  ["TypeError", "'<' not supported between instances of 'str' and 'int'", "compare"],
  ["TypeError", "list indices must be integers or slices, not str", "indices"],
  ["IndexError", "list index out of range", "index"],
  ["KeyError", "'fern'", "key"],
  ["ValueError", "invalid literal for int() with base 10: 'ten'", "int"],
  ["ValueError", "could not convert string to float: '1,5'", "float"],
  ["ValueError", "too many values to unpack (expected 2)", "tooMany"],
  ["ValueError", "not enough values to unpack (expected 2, got 1)", "tooFew"],
  ["ValueError", "substring not found", "notIn"],
  ["IndentationError", "expected an indented block after 'for' statement on line 1", "block"],
  ["IndentationError", "unexpected indent", "indent"],
  ["IndentationError", "unindent does not match any outer indentation level", "unindent"],
  ["TabError", "inconsistent use of tabs and spaces in indentation", "tab"],
  ["SyntaxError", "'(' was never closed", "closed"],
  ["SyntaxError", "unmatched ')'", "unmatched"],
  ["SyntaxError", "unterminated string literal (detected at line 1)", "string"],
  ["SyntaxError", "expected ':'", "colon"],
  ["SyntaxError", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", "equals"],
  ["SyntaxError", "invalid syntax. Perhaps you forgot a comma?", "comma"],
  ["SyntaxError", "Missing parentheses in call to 'print'. Did you mean print(...)?", "print"],
  ["SyntaxError", "invalid syntax", "syntax"],
  ["RecursionError", "maximum recursion depth exceeded", "recursion"],
  ["FileNotFoundError", "[Errno 2] No such file or directory: 'data.csv'", "file"],
  ["EOFError", "EOF when reading a line", "eof"],
  ["AssertionError", "", "assertion"],
  ["UnicodeDecodeError", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte", "decode"],
  ["json.decoder.JSONDecodeError", "Expecting value: line 1 column 9 (char 8)", "json"],
  ["MemoryError", "", "memory"],
];

test("each message finds its sentence, with its parts in it", () => {
  for (const [type, message, name] of messages) {
    const identity = Object.fromEntries(Object.keys(en).map((key) => [key, key]));
    assert.equal(explain(identity, type, message), name, `${type}: ${message}`);
    for (const strings of [en, de]) {
      const sentence = explain(strings, type, message);
      assert.match(sentence, /[.?:!]$/);
      assert.doesNotMatch(sentence, /\$\d|undefined/, sentence);
    }
  }
  assert.deepEqual(new Set(messages.map(([, , name]) => name)), new Set(causes.map(([, , name]) => name)), "every cause is tried");
});

test("the languages have the same sentences, with the same parts", () => {
  assert.deepEqual(Object.keys(de), Object.keys(en));
  for (const name of Object.keys(en)) {
    const parts = (text) => [...new Set(text.match(/\$\d/g))].sort();
    assert.deepEqual(parts(de[name]), parts(en[name]), name);
  }
});

test("the reader's language is taken where there is one, else English", () => {
  const title = (...preferred) => hint("IndexError", "list index out of range", preferred).title;
  assert.equal(title("de-CH", "en"), de.title);
  assert.equal(title("fr", "de"), de.title);
  assert.equal(title("fr"), en.title);
  assert.equal(hint("MyError", "no idea", ["en"]), "");
});
