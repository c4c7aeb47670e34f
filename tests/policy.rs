//! The page's Content-Security-Policy admits what the client needs.
#![cfg(not(target_arch = "wasm32"))]

const PAGES: [(&str, &str); 2] = [
    ("index.html", include_str!("../index.html")),
    ("static/embed.html", include_str!("../static/embed.html")),
];

#[test]
fn the_policy_admits_the_sandbox_frame() {
    let hash = format!("'{}'", vivarium_client::FRAME_SCRIPT_HASH);
    for (name, page) in PAGES {
        assert!(
            page.contains(&hash),
            "crates/client/src/frame.js has changed: write {hash} into the policy of {name}"
        );
    }
}
