//! Link arguments. Here and not in `.cargo/config.toml`, where a change would compile every dependency again.

/// RustPython raises `RecursionError` when this stack, the one in linear memory, is nearly used up. The engine's other
/// stack is the browser's, about 1 MB, and it must not be used up first: that would be a trap. With 1 MiB here, eight
/// of ten hostile recursions trapped; with a quarter none of those that RustPython guards did, with JSPI and without.
const STACK: usize = 256 * 1024;

fn main() {
    println!("cargo:rustc-link-arg=-zstack-size={STACK}");
    // The host gives each of a program's threads its own.
    println!("cargo:rustc-link-arg=--export=__stack_pointer");
    println!("cargo:rerun-if-changed=build.rs");
}
