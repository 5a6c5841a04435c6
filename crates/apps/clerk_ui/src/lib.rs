//! The clerk's window as files: the browser application built from `web/`, carried inside the program.
//!
//! A release build embeds `web/dist`; a debug build reads the folder when asked. Before the first build of the
//! window the folder does not exist, the crate still compiles, and every path is absent.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "web/dist/"]
#[allow_missing = true]
struct Dist;

/// One file of the window, ready to be sent.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The bytes of the file, as built.
    pub bytes: Cow<'static, [u8]>,
    /// The media type for the `Content-Type` header, with the charset where it is text.
    pub content_type: &'static str,
}

/// The file at a URL path (`/` is `index.html`), or `None` where the window has no such file.
///
/// Screens live after `#` in the address, so that no other path needs to fall back to `index.html`.
#[must_use]
pub fn asset(path: &str) -> Option<Asset> {
    let name = match path.trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    let file = Dist::get(name)?;
    Some(Asset { bytes: file.data, content_type: content_type(name) })
}

/// Whether a file's name carries its content hash, so that a browser may keep it for good.
#[must_use]
pub fn is_immutable(path: &str) -> bool {
    path.trim_start_matches('/').starts_with("assets/")
}

/// The media type by the ending of a file's name; unknown endings are bytes, never a guess by content.
#[must_use]
pub fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
