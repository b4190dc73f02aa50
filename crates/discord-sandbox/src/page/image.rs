//! Tells pictures from other files.

/// Returns the media type of a picture by its first bytes. `None` for everything else, also for SVG, which can hold
/// scripts.
pub(super) fn image_type(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 3] =
        [(b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif")];
    kinds.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}
