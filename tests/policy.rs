//! The page's Content-Security-Policy admits what the client needs.
#![cfg(not(target_arch = "wasm32"))]

const PAGE: &str = include_str!("../index.html");

#[test]
fn the_policy_admits_the_sandbox_frame() {
    let hash = format!("'{}'", vivarium_client::FRAME_SCRIPT_HASH);
    assert!(
        PAGE.contains(&hash),
        "crates/client/src/frame.js has changed: write {hash} into the policy of index.html"
    );
}
