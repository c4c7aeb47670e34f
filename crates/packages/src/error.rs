//! What can go wrong, each in a sentence with the way out.

use crate::compiled;

/// Why packages cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The `# /// script` block.
    #[error("The program's `# /// script` block cannot be read: {0}.")]
    Script(String),
    /// `requires-python` of the block.
    #[error("The program asks for Python {0}; this is Python {1}.")]
    Python(String, String),
    /// One requirement.
    #[error(
        "{requirement:?} is no requirement: {reason}. One is written like attrs, attrs>=25 or rich[jupyter]==14.*."
    )]
    Requirement {
        /// As it was written.
        requirement: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A requirement with an address.
    #[error(
        "{0:?} names an address. Packages come from the index alone; give the wheel as a file instead."
    )]
    Address(String),
    /// There is no index, and something is needed.
    #[error(
        "{0} is needed, and no package index is set. Give createSandbox({{ index: \"https://…/simple/\" }}), or the page \
         <meta name=\"package-index\" content=\"https://…/simple/\">; or give its wheel (.whl) as a file."
    )]
    NoIndex(String),
    /// The index does not know it.
    #[error("The index has no package {name} (wanted by {by}). Is it spelt right?")]
    Missing {
        /// Its name.
        name: String,
        /// Who wants it.
        by: String,
    },
    /// No version is in all of the ranges.
    #[error(
        "No version of {name} fits all who want it: {wants}. There is {there}. Loosen one of them."
    )]
    Conflict {
        /// Of what.
        name: String,
        /// Who wants which versions.
        wants: String,
        /// The versions that there are.
        there: String,
    },
    /// All wheels are compiled.
    #[error(
        "{name} has only wheels with compiled code (such as {example}), which cannot run in a browser's sandbox; only wheels \
         of pure Python (…-none-any.whl) can.{}",
        compiled::advice(name)
    )]
    Compiled {
        /// Of what.
        name: String,
        /// One of its files.
        example: String,
    },
    /// There are only sources.
    #[error(
        "{name} is offered only as source ({example}), which would have to be built first. Build a wheel of it elsewhere \
         (pip wheel {name}) and, if it is pure Python, give that as a file.{}",
        compiled::advice(name)
    )]
    SourceOnly {
        /// Of what.
        name: String,
        /// One of its files.
        example: String,
    },
    /// Another Python is needed.
    #[error(
        "{name} asks for Python {wanted}, and this is Python {python}. Ask for an older version of it."
    )]
    OtherPython {
        /// Of what.
        name: String,
        /// The range.
        wanted: String,
        /// Ours.
        python: String,
    },
    /// All versions are withdrawn.
    #[error(
        "All versions of {0} that fit have been withdrawn by their makers; name one exactly (=={1}) to have it all the same."
    )]
    Yanked(String, String),
    /// The search was ended.
    #[error(
        "No set of versions was found in {0} steps. Name exact versions (==) of some packages to help the search."
    )]
    TooHard(u32),
    /// Too many of them.
    #[error("The program needs more than {0} packages, which is the most that is fetched.")]
    TooMany(usize),
    /// What the index answered.
    #[error("The index's answer about {name} cannot be used: {reason}.")]
    Page {
        /// About what.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// What came is not what was announced.
    #[error(
        "{filename} is not the file that the index announces: its SHA-256 differs. It was not used; tell whoever runs the index."
    )]
    Hash {
        /// Which file.
        filename: String,
    },
    /// A wheel.
    #[error("{filename} cannot be used: {reason}.")]
    Wheel {
        /// Which file.
        filename: String,
        /// What is wrong with it.
        reason: String,
    },
}
