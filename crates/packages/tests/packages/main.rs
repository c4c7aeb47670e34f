//! Choosing and unpacking, over an index in memory.

mod hostile;
mod resolving;
mod support;
