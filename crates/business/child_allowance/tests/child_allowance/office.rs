//! A run carried through its phases, and a typesetter that prints what it was given.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use batch::engine::{self, Work};
use business_kit::{Environment, Municipality, RunFile, Services};
use child_allowance::notices::RUN_DOCUMENTS;
use child_allowance::runs::REGULAR_PAYMENT;
use documents::{Bundle, Document, Error, Extent, Form, Rendered, Typesetter, check_bundle};
use register::PersonalNumberVault;
use serde_json::json;
use testing::{TestDatabase, clerk};

pub(crate) static NEVER: AtomicBool = AtomicBool::new(false);

/// Gives the data of the documents as the bytes of the file.
struct DataPrinter;

impl Typesetter for DataPrinter {
    fn render(&self, form: &Form, document: &Document) -> Result<Rendered, Error> {
        check_bundle(form, std::slice::from_ref(document))?;
        Ok(Rendered { pdf: serde_json::to_vec_pretty(document).unwrap(), pages: 1, remarks: Vec::new() })
    }

    fn render_bundle(&self, form: &Form, documents: &[Document]) -> Result<Bundle, Error> {
        check_bundle(form, documents)?;
        let extents = documents.iter().map(|_| Extent { pages: 1, remarks: Vec::new() }).collect();
        Bundle::new(form, documents, serde_json::to_vec_pretty(documents).unwrap(), extents)
    }
}

pub(crate) fn services(test: &TestDatabase) -> Services {
    Services {
        database: test.database.clone(),
        typesetter: Arc::new(DataPrinter),
        vault: Arc::new(PersonalNumberVault::new([7; 32], [9; 32])),
        environment: Environment::Training,
        municipality: Municipality {
            code: "271004".to_owned(),
            full_name: "大阪府大阪市".to_owned(),
            name: "大阪市".to_owned(),
        },
        documents_directory: PathBuf::new(),
    }
}

pub(crate) fn draft(test: &TestDatabase, day: &str, pay_month: &str) -> i64 {
    let parameters = json!({ "pay_month": pay_month });
    test.database
        .write(&clerk("作成者", day), |tx| engine::create(tx, &REGULAR_PAYMENT, "定時払", &parameters))
        .unwrap()
}

/// Freezes, computes, checks and compares.
pub(crate) fn prepare(test: &TestDatabase, day: &str, run: i64) {
    let maker = clerk("作成者", day);
    engine::freeze(&test.database, &maker, &REGULAR_PAYMENT, run).unwrap();
    let work = Work { workers: 2, stop: &NEVER, report: &|_| {} };
    engine::compute(&test.database, &maker, &REGULAR_PAYMENT, run, &work).unwrap();
    engine::check_and_compare(&test.database, &maker, &REGULAR_PAYMENT, run).unwrap();
}

pub(crate) fn approve_and_post(test: &TestDatabase, day: &str, run: i64) {
    let approver = clerk("承認者", day);
    let version = test.database.read(&approver, |tx| batch::run_view(tx, run)).unwrap().plan_version;
    test.database.write(&approver, |tx| engine::approve(tx, run, version)).unwrap();
    engine::post(&test.database, &approver, &REGULAR_PAYMENT, run).unwrap();
}

/// Carries a run from draft to posted.
pub(crate) fn pay(test: &TestDatabase, day: &str, pay_month: &str) -> i64 {
    let run = draft(test, day, pay_month);
    prepare(test, day, run);
    approve_and_post(test, day, run);
    run
}

/// The papers and the bank file of a run, with their bytes.
pub(crate) fn papers(test: &TestDatabase, operation: &database::Operation, run: i64) -> Vec<(RunFile, Vec<u8>)> {
    let folder = std::env::temp_dir().join(format!("yakuba-papers-{}-{}", std::process::id(), test.owner_url.len()));
    let folder = folder.join(test.owner_url.rsplit('/').next().unwrap_or_default()).join(run.to_string());
    let files = (RUN_DOCUMENTS.make)(&services(test), operation, run, &folder).unwrap();
    files
        .into_iter()
        .map(|file| {
            let bytes = std::fs::read(folder.join(&file.name)).unwrap();
            (file, bytes)
        })
        .collect()
}
