//! Empty: this package only names crates, see Cargo.toml.
