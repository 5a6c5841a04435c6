//! The window is handed out with the right media types, and only the window.

use clerk_ui::{asset, content_type, is_immutable};

#[test]
fn media_types_follow_the_ending() {
    assert_eq!(content_type("index.html"), "text/html; charset=utf-8");
    assert_eq!(content_type("assets/index-1a2b.js"), "text/javascript; charset=utf-8");
    assert_eq!(content_type("assets/index-1a2b.css"), "text/css; charset=utf-8");
    assert_eq!(content_type("LICENSE"), "application/octet-stream");
}

#[test]
fn nothing_outside_the_window_is_reachable() {
    for path in ["/../Cargo.toml", "../package.json", "/no-such-file.js", "/assets/"] {
        assert!(asset(path).is_none(), "{path}");
    }
}

#[test]
fn the_root_is_the_page_and_only_hashed_files_are_kept() {
    if let Some(page) = asset("/") {
        assert_eq!(page.content_type, "text/html; charset=utf-8");
        assert!(page.bytes.starts_with(b"<!doctype html>"));
    }
    assert!(is_immutable("/assets/index-1a2b.js"));
    assert!(!is_immutable("/index.html"));
}
