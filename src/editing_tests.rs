//! Edits as pictures: `|` marks the caret, or both ends of the selection.

use super::*;
use proptest::prelude::*;

fn parse(picture: &str) -> (String, Range<u32>) {
    let text = picture.replace('|', "");
    let start = picture.find('|').map_or(0, |at| utf16(&picture[..at]));
    let end = picture.rfind('|').map_or(start, |at| utf16(&picture[..at]));
    (text, start..end.saturating_sub(1).max(start))
}

fn apply(text: &str, edit: &Edit) -> String {
    let range = bytes(text, &edit.range);
    format!(
        "{}{}{}",
        &text[..range.start],
        edit.text,
        &text[range.end..]
    )
}

fn draw(text: &str, edit: &Edit) -> String {
    let mut picture = apply(text, edit);
    let selection = bytes(&picture, &edit.selection);
    if !selection.is_empty() {
        picture.insert(selection.end, '|');
    }
    picture.insert(selection.start, '|');
    picture
}

#[track_caller]
fn check(act: fn(&str, Range<u32>) -> Edit, before: &str, after: &str) {
    let (text, selection) = parse(before);
    assert_eq!(draw(&text, &act(&text, selection)), after);
}

#[test]
fn tab_goes_to_the_next_stop() {
    check(indent, "|x", "    |x");
    check(indent, "ab|c", "ab  |c");
    check(indent, "🐍|", "🐍   |");
    check(indent, "a |b| c", "a   | c");
}

#[test]
fn tab_moves_selected_lines_in_but_not_blank_ones() {
    check(indent, "if x:\n|a\n\nb|\nc", "if x:\n|    a\n\n    b|\nc");
    check(indent, "|a\n|b", "|    a|\nb");
}

#[test]
fn shift_tab_moves_lines_out() {
    check(dedent, "    a|b", "a|b");
    check(dedent, "  |ab", "|ab");
    check(dedent, "ab|", "ab|");
    check(dedent, "|    a\n      b\n\tc|\n", "|a\n  b\nc|\n");
}

#[test]
fn enter_keeps_and_changes_the_indentation() {
    check(newline, "    a|", "    a\n    |");
    check(newline, "for x in y:|", "for x in y:\n    |");
    check(
        newline,
        "  if x:  # why: because|",
        "  if x:  # why: because\n      |",
    );
    check(newline, "x = '#:'|", "x = '#:'\n|");
    check(newline, "    return 1|", "    return 1\n|");
    check(newline, "    returned = 1|", "    returned = 1\n    |");
    check(newline, "a |b| c", "a \n| c");
    check(newline, "é: 🐍|", "é: 🐍\n|");
}

#[test]
fn backspace_takes_a_step_only_within_the_indentation() {
    let back = |picture| {
        let (text, selection) = parse(picture);
        backspace(&text, selection).map(|edit| draw(&text, &edit))
    };
    assert_eq!(back("        |x").as_deref(), Some("    |x"));
    assert_eq!(back("      |x").as_deref(), Some("    |x"));
    assert_eq!(back("  |x").as_deref(), Some("|x"));
    assert_eq!(back("|x"), None);
    assert_eq!(back("  a|"), None);
    assert_eq!(back("a\n|"), None);
    assert_eq!(back("|  |a"), None);
}

#[test]
fn comments_come_and_go() {
    check(toggle_comment, "    a|", "    # a|");
    check(toggle_comment, "    # a|", "    a|");
    check(toggle_comment, "|if x:\n\n    y|", "|# if x:\n\n#     y|");
    check(toggle_comment, "|# if x:\n\n#     y|", "|if x:\n\n    y|");
}

#[test]
fn lines_are_found() {
    assert_eq!(line_range("a\nbé\n\nd", 2), 2..4);
    assert_eq!(line_range("🐍\nb", 2), 3..4);
    assert_eq!(line_range("a\nb", 9), 2..3);
    assert_eq!(line_range("", 1), 0..0);
    assert_eq!(line_count("a\nb\n"), 3);
}

proptest! {
    #[test]
    fn edits_stay_inside_and_dedent_undoes_indent(
        text in "([ a:#é🐍\t]{0,6}\n?){0,8}",
        first in 0_u32..60,
        second in 0_u32..60,
    ) {
        let most = utf16(&text);
        let selection = first.min(second).min(most)..first.max(second).min(most);
        for act in [indent, dedent, newline, toggle_comment] {
            let edit = act(&text, selection.clone());
            prop_assert!(edit.range.start <= edit.range.end && edit.range.end <= most);
            let after = apply(&text, &edit);
            prop_assert!(edit.selection.end <= utf16(&after));
        }
        let whole = 0..most;
        if text.trim_end().contains('\n') && !text.contains('\t') {
            let once = indent(&text, whole);
            let indented = apply(&text, &once);
            let back = dedent(&indented, 0..utf16(&indented));
            prop_assert_eq!(apply(&indented, &back), text);
        }
    }
}
