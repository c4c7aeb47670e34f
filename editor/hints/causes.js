// The commonest errors, by class and message. The first that fits names the sentence in `en.js` and its siblings.

export const causes = [
  ["ZeroDivisionError", /./, "zero"],
  ["UnboundLocalError", /'(.+?)'/, "unbound"],
  ["NameError", /'(.+?)'.*(?:Did you mean|Did you forget).*?'(.+?)'/, "nameLike"],
  ["NameError", /'(.+?)'/, "name"],
  ["ModuleNotFoundError", /'(.+?)'/, "module"],
  ["ImportError", /cannot import name '(.+?)' from '(.+?)'/, "importName"],
  ["AttributeError", /'NoneType' object has no attribute '(.+?)'/, "attributeOfNone"],
  ["AttributeError", /module '(.+?)' has no attribute '(.+?)'/, "attributeOfModule"],
  ["AttributeError", /'(.+?)' object has no attribute '(.+?)'/, "attribute"],
  ["TypeError", /can only concatenate str \(not "(.+?)"\)/, "concatenate"],
  ["TypeError", /unsupported operand type\(s\) for (\S+): '(.+?)' and '(.+?)'/, "operands"],
  ["TypeError", /'(.+?)' object is not callable/, "callable"],
  ["TypeError", /'(.+?)' object is not subscriptable/, "subscriptable"],
  ["TypeError", /'(.+?)' object is not iterable/, "iterable"],
  ["TypeError", /'(.+?)' object does not support item assignment/, "assignment"],
  ["TypeError", /unhashable type: '(.+?)'/, "unhashable"],
  ["TypeError", /(\S+?)\(\) missing \d+ required .*argument/, "missing"],
  ["TypeError", /(\S+?)\(\) takes .* but (\d+) (?:was|were) given/, "given"],
  ["TypeError", /(\S+?)\(\) got an unexpected keyword argument '(.+?)'/, "keyword"],
  ["TypeError", /not supported between instances of '(.+?)' and '(.+?)'/, "compare"],
  ["TypeError", /indices must be integers/, "indices"],
  ["IndexError", /./, "index"],
  ["KeyError", /(.+)/, "key"],
  ["ValueError", /invalid literal for int\(\).*: (.+)/, "int"],
  ["ValueError", /could not convert string to float: (.+)/, "float"],
  ["ValueError", /too many values to unpack/, "tooMany"],
  ["ValueError", /not enough values to unpack/, "tooFew"],
  ["ValueError", /not in list|substring not found/, "notIn"],
  ["IndentationError", /expected an indented block/, "block"],
  ["IndentationError", /unexpected indent/, "indent"],
  ["IndentationError", /unindent does not match/, "unindent"],
  ["TabError", /./, "tab"],
  ["SyntaxError", /'(.)' was never closed/, "closed"],
  ["SyntaxError", /unmatched '(.)'/, "unmatched"],
  ["SyntaxError", /unterminated .*string/, "string"],
  ["SyntaxError", /expected ':'/, "colon"],
  ["SyntaxError", /Maybe you meant '=='|cannot assign to/, "equals"],
  ["SyntaxError", /forgot a comma/, "comma"],
  ["SyntaxError", /Missing parentheses in call to 'print'/, "print"],
  ["SyntaxError", /./, "syntax"],
  ["RecursionError", /./, "recursion"],
  ["FileNotFoundError", /'(.+?)'/, "file"],
  ["EOFError", /./, "eof"],
  ["AssertionError", /^/, "assertion"],
  ["UnicodeDecodeError", /./, "decode"],
  ["json.decoder.JSONDecodeError", /line (\d+) column (\d+)/, "json"],
  ["MemoryError", /^/, "memory"],
];

/** The sentence of `strings` for an exception of this class and message; empty where there is none. */
export function explain(strings, type, message) {
  for (const [kind, pattern, name] of causes) {
    const found = kind === type && message.match(pattern);
    if (found) return strings[name].replace(/\$(\d)/g, (_, number) => found[number] ?? "");
  }
  return "";
}
