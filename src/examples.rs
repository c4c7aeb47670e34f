//! The programs of the examples menu.

/// A program to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// As the menu shows it.
    pub name: &'static str,
    /// Its text.
    pub code: &'static str,
}

macro_rules! example {
    ($name:literal, $file:literal) => {
        Example {
            name: $name,
            code: include_str!(concat!("../static/examples/", $file)),
        }
    };
}

/// In the order of the menu; the first greets a new visitor.
pub const EXAMPLES: [Example; 7] = [
    example!("First steps", "first_steps.py"),
    example!("Guess the number", "guess.py"),
    example!("Reading list", "reading_list.py"),
    example!("Game of Life", "life.py"),
    example!("Tasks at once", "tasks.py"),
    example!("A small calculator", "calculator.py"),
    example!("Text statistics", "words.py"),
];

/// The example with this name, or the first.
pub fn named(name: &str) -> Example {
    EXAMPLES
        .into_iter()
        .find(|example| example.name == name)
        .unwrap_or(EXAMPLES[0])
}
