//! Reads back from the laid out pages what was really printed: whose page each is, what was cut off, which
//! characters had no glyph.

use crate::Error;
use documents::{Extent, Form, Remark};
use typst::{
    foundations::{Dict, Value},
    introspection::{MetadataElem, Tag},
    layout::{Abs, Frame, FrameItem},
    text::TextItem,
};
use typst_layout::PagedDocument;

#[derive(Default)]
struct Seen {
    /// Which document the page belongs to, by the marks of its sheets: exactly one.
    documents: Vec<usize>,
    /// How far down the body ends, and where the foot begins.
    body_end: Option<Abs>,
    foot: Option<Abs>,
    remarks: Vec<Remark>,
}

/// One extent for each of `documents` documents, in order.
pub(crate) fn extents(form: &Form, documents: usize, document: &PagedDocument) -> Result<Vec<Extent>, Error> {
    let mut extents = vec![Extent::default(); documents];
    let mut last = 0;
    for (page, number) in document.pages().iter().zip(1..) {
        let overrun = Error::SheetOverrun { form: form.name, page: number };
        let mut seen = Seen::default();
        walk(&page.frame, Abs::zero(), &mut seen);
        if seen.body_end > seen.foot {
            return Err(overrun);
        }
        let [index] = seen.documents[..] else { return Err(overrun) };
        if index < last {
            return Err(overrun);
        }
        last = index;
        let Some(extent) = extents.get_mut(index) else { return Err(overrun) };
        extent.pages = extent.pages.saturating_add(1);
        extent.remarks.append(&mut seen.remarks);
    }
    for extent in &mut extents {
        extent.remarks.sort();
        extent.remarks.dedup();
    }
    match extents.iter().position(|extent| extent.pages == 0) {
        Some(index) => Err(Error::Template { form: form.name, message: format!("document {index} has no sheet") }),
        None => Ok(extents),
    }
}

/// `top` is how far down the page the frame lies.
fn walk(frame: &Frame, top: Abs, seen: &mut Seen) {
    for (position, item) in frame.items() {
        let top = top + position.y;
        match item {
            FrameItem::Group(group) => walk(&group.frame, top, seen),
            FrameItem::Text(text) => read_text(text, seen),
            FrameItem::Tag(Tag::Start(content, _)) => {
                if let Some(Value::Dict(mark)) = content.to_packed::<MetadataElem>().map(|metadata| &metadata.value) {
                    read_mark(mark, top, seen);
                }
            }
            FrameItem::Tag(Tag::End(..)) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => {}
        }
    }
}

/// The marks that `house.typ` leaves.
fn read_mark(mark: &Dict, top: Abs, seen: &mut Seen) {
    let Ok(Value::Str(kind)) = mark.get("mark") else { return };
    match (kind.as_str(), mark.get("document"), mark.get("field")) {
        ("sheet", Ok(Value::Int(index)), _) => seen.documents.extend(usize::try_from(*index)),
        ("body_end", ..) => seen.body_end = Some(top),
        ("foot", ..) => seen.foot = Some(top),
        ("cut", _, Ok(Value::Str(field))) => seen.remarks.push(Remark::TextCutOff { field: field.to_string() }),
        _ => {}
    }
}

fn read_text(text: &TextItem, seen: &mut Seen) {
    for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
        if let Some(character) = text.text.get(glyph.range()) {
            seen.remarks.push(Remark::GlyphMissing { character: character.to_owned() });
        }
    }
    let mut characters = text.text.chars().peekable();
    while let Some(base) = characters.next() {
        let Some(selector) = characters.next_if(|next| is_variation_selector(*next)) else { continue };
        if text.font.ttf().glyph_variation_index(base, selector).is_none() {
            seen.remarks.push(Remark::VariantMissing { sequence: format!("{base}{selector}") });
        }
    }
}

/// Unicode: Variation Selectors and Variation Selectors Supplement (the latter carries the ideographic variants).
fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}
