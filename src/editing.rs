//! What Tab, Enter and Backspace do to a Python program: pure functions from text and selection to an edit.
//!
//! Positions are in UTF-16 units, as a `<textarea>` counts them.

use std::ops::Range;

const STEP: usize = 4;

/// Replace `range` by `text`, then select `selection`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What to replace.
    pub range: Range<u32>,
    /// By what.
    pub text: String,
    /// What is selected afterwards; empty for a caret.
    pub selection: Range<u32>,
}

/// Tab: spaces up to the next stop, or, with several lines selected, all of them one step in.
pub fn indent(text: &str, selection: Range<u32>) -> Edit {
    let selected = bytes(text, &selection);
    if text[selected.clone()].contains('\n') {
        return each_line(text, selected, |line| match line {
            "" => String::new(),
            _ => format!("{:STEP$}{line}", ""),
        });
    }
    let column = text[line_start(text, selected.start)..selected.start]
        .chars()
        .count();
    insert(selection, " ".repeat(STEP - column % STEP))
}

/// Shift+Tab: the lines one step out.
pub fn dedent(text: &str, selection: Range<u32>) -> Edit {
    each_line(text, bytes(text, &selection), |line| {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        match line.strip_prefix('\t') {
            Some(rest) => rest.to_owned(),
            None => line[spaces.min(STEP)..].to_owned(),
        }
    })
}

/// Ctrl+/: comments the lines out, or in again when all are.
pub fn toggle_comment(text: &str, selection: Range<u32>) -> Edit {
    let selected = bytes(text, &selection);
    let block = &text[lines_around(text, &selected)];
    let is_code = |line: &&str| !line.trim().is_empty();
    if block
        .lines()
        .filter(is_code)
        .all(|line| line.trim_start().starts_with('#'))
    {
        return each_line(text, selected, |line| {
            let uncommented = line.replacen("# ", "", 1);
            if uncommented.len() < line.len() && line.trim_start().starts_with("# ") {
                uncommented
            } else {
                line.replacen('#', "", 1)
            }
        });
    }
    let margin = block
        .lines()
        .filter(is_code)
        .map(|line| indentation(line).len())
        .min();
    let margin = margin.unwrap_or(0);
    each_line(text, selected, |line| match line.split_at_checked(margin) {
        Some((head, tail)) if !tail.trim().is_empty() => format!("{head}# {tail}"),
        _ => line.to_owned(),
    })
}

/// Enter: the same indentation, one step more after a colon, one less after the end of a block.
pub fn newline(text: &str, selection: Range<u32>) -> Edit {
    let caret = bytes(text, &selection).start;
    let line = &text[line_start(text, caret)..caret];
    let mut indentation = indentation(line).to_owned();
    let code = without_comment(line).trim();
    let word = code.split([' ', '(']).next().unwrap_or_default();
    if code.ends_with(':') {
        indentation.push_str(&" ".repeat(STEP));
    } else if matches!(word, "return" | "pass" | "break" | "continue" | "raise") {
        indentation.truncate(indentation.len().saturating_sub(STEP));
    }
    insert(selection, format!("\n{indentation}"))
}

/// Backspace within the indentation: one step back. `None`: what Backspace always does.
pub fn backspace(text: &str, selection: Range<u32>) -> Option<Edit> {
    let caret = bytes(text, &selection).start;
    let before = &text[line_start(text, caret)..caret];
    if !selection.is_empty() || before.is_empty() || before.bytes().any(|byte| byte != b' ') {
        return None;
    }
    let step = (before.len() - 1) % STEP + 1;
    let start = selection.start - step as u32;
    Some(Edit {
        range: start..selection.end,
        text: String::new(),
        selection: start..start,
    })
}

/// Where line `number` (from 1) lies, without its newline; the last line when there are fewer.
pub fn line_range(text: &str, number: u32) -> Range<u32> {
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate() {
        let end = start + utf16(line);
        if index as u32 + 1 == number {
            return start..end;
        }
        start = end + 1;
    }
    let end = utf16(text);
    let last = text.rsplit('\n').next().unwrap_or_default();
    end - utf16(last)..end
}

/// Number of lines, as an editor numbers them.
pub fn line_count(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count() + 1
}

fn insert(range: Range<u32>, text: String) -> Edit {
    let caret = range.start + utf16(&text);
    Edit {
        range,
        text,
        selection: caret..caret,
    }
}

fn each_line(text: &str, selected: Range<usize>, change: impl Fn(&str) -> String) -> Edit {
    let block = lines_around(text, &selected);
    let changed = text[block.clone()]
        .split('\n')
        .map(&change)
        .collect::<Vec<_>>()
        .join("\n");
    let start = utf16(&text[..block.start]);
    let range = start..start + utf16(&text[block.clone()]);
    let selection = if selected.is_empty() {
        // The caret stays at the same distance from the end of its line.
        let caret = (start + utf16(&changed)).saturating_sub(utf16(&text[selected.end..block.end]));
        caret.max(start)..caret.max(start)
    } else {
        start..start + utf16(&changed)
    };
    Edit {
        range,
        text: changed,
        selection,
    }
}

/// The whole lines that a selection touches; a selection that ends at a line's start does not touch that line.
fn lines_around(text: &str, selected: &Range<usize>) -> Range<usize> {
    let mut end = selected.end;
    if !selected.is_empty() && text[..end].ends_with('\n') {
        end -= 1;
    }
    let end = text[end..]
        .find('\n')
        .map_or(text.len(), |newline| end + newline);
    line_start(text, selected.start)..end
}

fn line_start(text: &str, position: usize) -> usize {
    text[..position]
        .rfind('\n')
        .map_or(0, |newline| newline + 1)
}

fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// The line up to a `#` that stands in no string.
fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let mut escaped = false;
    for (index, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') => return &line[..index],
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if c == open && !escaped => quote = None,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    line
}

fn utf16(text: &str) -> u32 {
    text.chars().map(|c| c.len_utf16() as u32).sum()
}

/// The selection in bytes of `text`.
fn bytes(text: &str, selection: &Range<u32>) -> Range<usize> {
    let mut units = 0;
    let mut range = text.len()..text.len();
    for (index, c) in text.char_indices() {
        if units >= selection.start && range.start == text.len() {
            range.start = index;
        }
        if units >= selection.end {
            range.end = index;
            break;
        }
        units += c.len_utf16() as u32;
    }
    range
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "editing_tests.rs"]
mod tests;
