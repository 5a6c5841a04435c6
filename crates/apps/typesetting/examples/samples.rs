//! Writes the sample of every form as a PDF, to be looked at:
//! `cargo run -p typesetting --example samples -- <directory>`.

#[path = "../tests/typesetting/forms.rs"]
mod forms;

use documents::Typesetter as _;
use std::{error::Error, fs, path::PathBuf};
use typesetting::{DEFAULT_FONT_DIRECTORIES, Typesetter};

fn main() -> Result<(), Box<dyn Error>> {
    let directory: PathBuf = std::env::args_os().nth(1).ok_or("say which directory to write to")?.into();
    fs::create_dir_all(&directory)?;
    let typesetter = Typesetter::new(&DEFAULT_FONT_DIRECTORIES.map(PathBuf::from))?;
    for form in forms::FORMS {
        let rendered = typesetter.render(&form, &form.sample_document()?)?;
        fs::write(directory.join(format!("{}.pdf", form.name)), rendered.pdf)?;
    }
    Ok(())
}
