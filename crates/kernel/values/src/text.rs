//! Serde through the written form, and the small text chores the parsers share.

/// Gives a type with `Display` and `FromStr` a serde form: its written form.
macro_rules! serde_as_text {
    ($($name:ty),+ $(,)?) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        crate::text::deserialize_as_text!($name);
    )+};
}

/// The reading half of [`serde_as_text`], for values that must not be written by accident.
macro_rules! deserialize_as_text {
    ($name:ty) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use {deserialize_as_text, serde_as_text};

/// Full-width ASCII (U+FF01–FF5E) and the full-width space become ASCII; nothing else changes.
pub(crate) fn to_ascii_width(text: &str) -> String {
    text.chars().map(ascii_width).collect()
}

/// One character of [`to_ascii_width`].
pub(crate) fn ascii_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '\u{3000}' => ' ',
        _ => character,
    }
}

/// Takes a run of ASCII digits off the front of `text`: the number and the rest. Nothing if there is no digit.
pub(crate) fn take_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}
