//! The pack format and the compression of `dist/` assets.
