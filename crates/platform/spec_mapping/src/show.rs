//! A layout or a mapping as a table of text, for `spec show`; a summary of everything, for `spec check`.

use std::fmt::Write;

use crate::catalogue::Catalogue;
use crate::layout::{Item, Layout};
use crate::mapping::Mapping;

/// One layout or mapping as tab-separated lines under a heading; `None` if nothing has this identifier.
pub fn show(catalogue: &Catalogue, id: &str) -> Option<String> {
    let layout = catalogue.layout(id).map(|layout| show_layout(layout));
    layout.or_else(|| catalogue.mapping(id).map(|mapping| show_mapping(mapping)))
}

/// How many of what the catalogue holds: one line a layout and mapping. Loading it has checked everything.
pub fn summary(catalogue: &Catalogue) -> String {
    let mut text = String::new();
    for layout in catalogue.layouts() {
        let held = layout.items().iter().filter(|item| item.held).count();
        line(
            &mut text,
            &["layout", &layout.id, &layout.version, &format!("{} items, {held} held", layout.items().len())],
        );
    }
    for mapping in catalogue.mappings() {
        line(&mut text, &["mapping", &mapping.id, &mapping.source.id, &mapping.target.id]);
    }
    let values: usize = catalogue.code_lists().map(|list| list.values.len()).sum();
    line(&mut text, &["codes", &format!("{} lists, {values} values", catalogue.code_lists().count())]);
    let rows: usize = catalogue.conversions().map(|table| table.rows.len()).sum();
    line(&mut text, &["conversions", &format!("{} tables, {rows} rows", catalogue.conversions().count())]);
    let actions: usize = catalogue.events().events.iter().map(|event| event.actions.len()).sum();
    line(&mut text, &["events", &format!("{} events, {actions} actions", catalogue.events().events.len())]);
    text
}

fn show_layout(layout: &Layout) -> String {
    let mut text = format!("{} {} ({})\n{}\n", layout.id, layout.name, layout.version, layout.source);
    line(&mut text, &["no", "column", "id", "name", "type", "length", "codes", "notes"]);
    for (index, item) in layout.items().iter().enumerate() {
        let kind = format!("{:?}", item.kind);
        let length = item.length.map(|length| length.to_string()).unwrap_or_default();
        let column = if item.supplement { "+".to_owned() } else { layout.column_of(index).to_string() };
        let number = (index + 1).to_string();
        let codes = item.codes.as_deref().unwrap_or_default();
        line(&mut text, &[&number, &column, &item.id, &item.name, &kind, &length, codes, &marks(item)]);
    }
    text
}

fn marks(item: &Item) -> String {
    let mut marks: Vec<String> = [
        (item.key, "key"),
        (item.required, "required"),
        (item.partly_unknown, "may be partly unknown"),
        (item.secret, "secret"),
        (!item.held, "not held"),
    ]
    .into_iter()
    .filter(|(is_so, _)| *is_so)
    .map(|(_, mark)| mark.to_owned())
    .collect();
    marks.extend(item.confidence.map(|confidence| format!("{confidence:?}").to_lowercase()));
    marks.extend(item.note.clone());
    marks.join("; ")
}

fn show_mapping(mapping: &Mapping) -> String {
    let mut text = format!("{} {}: {} -> {}\n", mapping.id, mapping.name, mapping.source.id, mapping.target.id);
    for described in mapping.description() {
        line(&mut text, &[described]);
    }
    text
}

fn line(text: &mut String, cells: &[&str]) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}", cells.join("\t"));
}
