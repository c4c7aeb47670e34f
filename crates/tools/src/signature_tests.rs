//! Schemas as servers write them, and what Python sees.

use super::*;
use proptest::prelude::*;

fn tool(input: Value, output: Option<Value>) -> Tool {
    Tool {
        name: "list-items".into(),
        input_schema: input,
        output_schema: output,
        ..Tool::default()
    }
}

fn check(input: Value, expected: &str) {
    assert_eq!(
        Signature::of(&tool(input, None), "list_items").text(),
        expected
    );
}

#[test]
fn arguments_have_names_types_and_defaults() {
    check(
        json!({"type": "object", "required": ["q", "class"], "properties": {
            "limit": {"type": "integer", "default": 10}, "q": {"type": "string"}, "order": {"enum": ["id", "price", null], "default": "id"},
            "class": {"type": ["string", "null"]}, "tags": {"type": "array", "items": {"type": "string"}}, "x-y": {"type": "number"}, "any": {},
            "n": {"anyOf": [{"type": "integer"}, {"type": "number"}, {"type": "null"}], "default": null}, "map": {"type": "object", "additionalProperties": {"type": "boolean"}},
            "exact": {"const": "v1"}, "list": {"type": "array"}, "free": {"type": "object"}}}),
        "(q: str, class_: str | None, limit: int = 10, order: Literal['id', 'price', None] = 'id', tags: list[str] = ..., x_y: float = ..., any: Any = ..., n: float | None = None, map: dict[str, bool] = ..., exact: Literal['v1'] = ..., list: list = ..., free: dict[str, Any] = ...) -> Any",
    );
}

#[test]
fn a_schema_that_says_nothing_takes_everything() {
    check(json!({"type": "object"}), "(**arguments: Any) -> Any");
    check(
        json!({"type": "object", "additionalProperties": false}),
        "() -> Any",
    );
    check(
        json!({"properties": {"a": {"type": "string"}}, "additionalProperties": true}),
        "(a: str = ..., **arguments: Any) -> Any",
    );
    check(json!(true), "(**arguments: Any) -> Any");
    check(
        json!({"properties": 5, "required": 6, "type": 7}),
        "(**arguments: Any) -> Any",
    );
}

#[test]
fn objects_become_classes_that_may_name_themselves() {
    let input = json!({"properties": {"node": {"$ref": "#/$defs/tree_node"}, "where": {"properties": {"x-1": {"type": "integer"}}}}, "$defs": {
        "tree_node": {"type": "object", "required": ["value"], "properties": {"value": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#/$defs/tree_node"}}}}}});
    let output = json!({"x-fastmcp-wrap-result": true, "type": "object", "properties": {"result": {"type": "array", "items": {"title": "Item", "properties": {"id": {"type": "integer"}}, "required": ["id"]}}}});
    let signature = Signature::of(&tool(input, Some(output)), "list_items");
    assert_eq!(
        signature.text(),
        "(node: TreeNode = ..., where: Where = ...) -> list[Item]"
    );
    assert_eq!(
        signature.classes,
        [
            "class TreeNode(TypedDict):\n    value: str\n    children: NotRequired[list[TreeNode]]",
            "Where = TypedDict('Where', {'x-1': 'NotRequired[int]'})",
            "class Item(TypedDict):\n    id: int",
        ]
    );
}

#[test]
fn different_objects_of_one_name_are_different_classes() {
    let object = |kind: &str| json!({"title": "Item", "properties": {"a": {"type": kind}}});
    let input = json!({"properties": {"a": object("string"), "b": object("integer"), "c": object("string")}});
    let signature = Signature::of(&tool(input, Some(object("null"))), "x");
    assert_eq!(
        signature.text(),
        "(a: Item = ..., b: Item2 = ..., c: Item = ...) -> Item3"
    );
}

#[test]
fn help_names_what_has_another_name() {
    let input = json!({"properties": {"from": {"type": "string", "description": "Where\n  from"}, "plain": {"type": "string"}}});
    let tool = Tool {
        description: Some(" Travels. \n".into()),
        ..tool(input, None)
    };
    let signature = Signature::of(&tool, "x");
    assert_eq!(
        docstring(&tool, &signature, None),
        "Travels.\n\nArgs:\n    from_ ('from'): Where from"
    );
}

#[test]
fn endless_schemas_end() {
    let mut deep = json!({"type": "string"});
    for _ in 0..100 {
        deep = json!({"properties": {"a": deep}});
    }
    assert!(Signature::of(&tool(deep, None), "x").classes.len() <= MAX_CLASSES);
    let looping = json!({"properties": {"a": {"anyOf": [{"$ref": "#"}, {"$ref": "#/properties/a"}, {"items": {"$ref": "#"}, "type": "array"}]}}, "$ref": "#"});
    assert!(Signature::of(&tool(looping, None), "x").text().len() < 1000);
    let wide: serde_json::Map<String, Value> = (0..300)
        .map(|n| {
            (
                format!("p{n}"),
                json!({"properties": {format!("q{n}"): {}}}),
            )
        })
        .collect();
    assert_eq!(
        Signature::of(&tool(json!({"properties": wide}), None), "x")
            .classes
            .len(),
        MAX_CLASSES
    );
}

fn any_schema() -> impl Strategy<Value = Value> {
    let leaf = prop::sample::select(vec![
        json!({"type": "string"}),
        json!({"$ref": "#"}),
        json!({"$ref": "#/properties/a"}),
        json!({"enum": [1, "a"]}),
        json!(null),
        json!({"type": ["null", "x"]}),
    ]);
    leaf.prop_recursive(4, 30, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|any| json!({"anyOf": any})),
            inner
                .clone()
                .prop_map(|items| json!({"type": "array", "items": items})),
            prop::collection::btree_map("[ab-]{1,2}", inner, 0..4).prop_map(
                |fields| json!({"type": "object", "properties": fields, "required": ["a"]})
            ),
        ]
    })
}

proptest! {
    #[test]
    fn any_schema_has_a_signature(input in any_schema(), output in any_schema()) {
        let tool = tool(input, Some(output));
        let signature = Signature::of(&tool, "x");
        prop_assert!(signature.text().contains(" -> "));
        prop_assert_eq!(signature.parameters.len(), parameter_names(&tool).len());
    }
}
