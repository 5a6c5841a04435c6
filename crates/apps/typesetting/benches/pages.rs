//! Pages a second, one thread: `cargo bench -p typesetting`. Each form as bundles of 100 documents and, as at a
//! counter, one by one; documents differ, so that nothing is served from the cache but what forms share.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[path = "../tests/typesetting/forms.rs"]
mod forms;

use documents::{Document, Form, Typesetter as _};
use serde_json::json;
use std::{error::Error, path::PathBuf, time::Instant};
use typesetting::{DEFAULT_FONT_DIRECTORIES, Typesetter};

const BUNDLES: usize = 5;
const DOCUMENTS: usize = 100;

fn documents(form: &Form, first: usize) -> Result<Vec<Document>, documents::Error> {
    (first..first + DOCUMENTS)
        .map(|number| {
            let mut document = form.sample_document()?;
            if let Some(data) = document.data.as_object_mut() {
                data.insert("document_number".to_owned(), json!(format!("見本福第{number}号")));
                data.insert("issue_number".to_owned(), json!(format!("発行{number}")));
            }
            Ok(document)
        })
        .collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let typesetter = Typesetter::new(&DEFAULT_FONT_DIRECTORIES.map(PathBuf::from))?;
    println!("fonts read in {} ms", start.elapsed().as_millis());
    println!("{:40} {:>12} {:>12} {:>14}", "form", "bundled", "one by one", "bytes a page");
    for form in forms::FORMS {
        let (mut bundled, mut single, mut pages, mut bytes) = (0, 0, 0, 0);
        for bundle in 0..BUNDLES {
            let documents = documents(&form, bundle * DOCUMENTS)?;
            let start = Instant::now();
            let printed = typesetter.render_bundle(&form, &documents)?;
            bundled += start.elapsed().as_micros();
            pages += u128::from(printed.manifest.pages);
            bytes += u128::try_from(printed.pdf.len())?;
            let start = Instant::now();
            for document in &documents {
                typesetter.render(&form, document)?;
            }
            single += start.elapsed().as_micros();
        }
        let rate = |micros: u128| format!("{} /s", pages * 1_000_000 / micros.max(1));
        println!("{:40} {:>12} {:>12} {:>14}", form.name, rate(bundled), rate(single), bytes / pages.max(1));
    }
    Ok(())
}
