//! The block in which a program says what it needs (PEP 723): `# /// script`, TOML in comments, `# ///`.

use crate::error::Error;
use pep440_rs::{Version, VersionSpecifiers};
use serde::Deserialize;
use std::str::FromStr;

/// What a program says.
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize)]
pub struct Script {
    /// Requirements, as they are written.
    #[serde(default)]
    pub dependencies: Vec<String>,
    /// Versions of Python.
    #[serde(default, rename = "requires-python")]
    pub requires_python: Option<String>,
}

/// What a program says, if it says something.
pub fn read(program: &str, python: &str) -> Result<Option<Script>, Error> {
    let Some(block) = block(program)? else {
        return Ok(None);
    };
    let script: Script = toml::from_str(&block).map_err(|error| {
        let place = error.span().map_or_else(String::new, |span| {
            let line = block[..span.start.min(block.len())].matches('\n').count();
            format!(" (line {} of the block)", line + 1)
        });
        Error::Script(format!("{}{place}", error.message()))
    })?;
    if let Some(wanted) = &script.requires_python {
        let range = VersionSpecifiers::from_str(wanted).map_err(|_| {
            Error::Script(format!("requires-python = {wanted:?} names no versions"))
        })?;
        let version = Version::from_str(python);
        if !version.is_ok_and(|version| range.contains(&version)) {
            return Err(Error::Python(wanted.clone(), python.to_owned()));
        }
    }
    Ok(Some(script))
}

/// The text between the lines, without the comment signs.
fn block(program: &str) -> Result<Option<String>, Error> {
    let mut found: Option<String> = None;
    let mut lines = program.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim_end() != "# /// script" {
            continue;
        }
        let mut inner: Vec<&str> = Vec::new();
        while let Some(comment) = lines.next_if(|line| *line == "#" || line.starts_with("# ")) {
            inner.push(comment.get(2..).unwrap_or_default());
        }
        // The last such line ends it: one may stand in a text of several lines.
        let Some(end) = inner.iter().rposition(|line| line.trim_end() == "///") else {
            return Err(Error::Script("its last line, # ///, is missing".into()));
        };
        if found.is_some() {
            return Err(Error::Script("there are two of them".into()));
        }
        found = Some(inner[..end].iter().flat_map(|line| [line, "\n"]).collect());
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dependencies(program: &str) -> Vec<String> {
        let script = read(program, "3.14.0").expect(program);
        script.expect("a block").dependencies
    }

    #[test]
    fn the_block_is_read() {
        let program = "#!/usr/bin/env python\n\n# /// script\n# requires-python = \">=3.11\"\n# dependencies = [\n#   \"attrs>=25\",\n#   'rich',\n# ]\n#\n# [tool.other]\n# key = 1\n# ///\nimport attrs\n";
        assert_eq!(dependencies(program), ["attrs>=25", "rich"]);
        assert_eq!(
            dependencies("# /// script\r\n# dependencies = ['a']\r\n# ///\r\n"),
            ["a"]
        );
        assert_eq!(dependencies("# /// script\n# ///\n"), [""; 0]);
        assert_eq!(read("print('# /// script')\n", "3.14.0"), Ok(None));
        assert_eq!(
            read("# /// pyproject\n# a = 1\n# ///\n", "3.14.0"),
            Ok(None)
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (program, part) in [
            ("# /// script\n# dependencies = [\n", "# ///, is missing"),
            (
                "# /// script\n# dependencies = [1]\n# ///\n",
                "line 1 of the block",
            ),
            (
                "# /// script\n# dependencies = [\n# ///\n",
                "cannot be read",
            ),
            (
                "# /// script\n# ///\n\n# /// script\n# ///\n",
                "two of them",
            ),
            (
                "# /// script\n# requires-python = '<3.9'\n# ///\n",
                "asks for Python <3.9; this is Python 3.14.0",
            ),
            (
                "# /// script\n# requires-python = 'new'\n# ///\n",
                "names no versions",
            ),
        ] {
            let error = read(program, "3.14.0").expect_err(program).to_string();
            assert!(error.contains(part), "{program}: {error}");
        }
    }
}
