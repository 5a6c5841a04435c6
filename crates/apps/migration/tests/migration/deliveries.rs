//! A delivery that is not what its manifest says is refused whole (J10).

use migration::{Delivery, MigrationError};

use crate::support::{Folder, write_city};

fn codes(folder: &Folder) -> Vec<(&'static str, String)> {
    match Delivery::open(&folder.0) {
        Err(MigrationError::Refused(refusals)) => {
            assert!(refusals.iter().all(|it| !it.ja.is_empty() && !it.en.is_empty()));
            refusals.into_iter().map(|it| (it.code, it.file)).collect()
        }
        Err(other) => vec![("failed", other.to_string())],
        Ok(_) => Vec::new(),
    }
}

#[test]
fn a_delivery_must_be_what_its_manifest_says() {
    let folder = Folder::new("refused");
    write_city(&folder.0, 2, 100);
    assert_eq!(codes(&folder), []);
    let path = |name: &str| folder.0.join(name);
    let (people, payments, manifest) = (path("JUMIN.csv"), path("JITEPAY.csv"), path("MANIFEST.json"));

    let mut bytes = std::fs::read(&people).unwrap();
    let last = bytes.len() - 3;
    bytes[last] ^= 1;
    std::fs::write(&people, &bytes).unwrap();
    assert_eq!(codes(&folder), [("file_changed", "JUMIN.csv".to_owned())], "one bit of another content");
    bytes[last] ^= 1;
    std::fs::write(&people, &bytes).unwrap();

    std::fs::rename(&payments, path("JITEPAY2.csv")).unwrap();
    let missing = [("file_not_expected", "JITEPAY2.csv".to_owned()), ("file_missing", "JITEPAY.csv".to_owned())];
    assert_eq!(codes(&folder), missing, "the second file of a delivery");
    std::fs::rename(path("JITEPAY2.csv"), &payments).unwrap();

    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, text.replace("mihon-1", "mihon-2")).unwrap();
    assert_eq!(codes(&folder), [("layout_version", "MANIFEST.json".to_owned())]);
    std::fs::write(&manifest, "{").unwrap();
    assert_eq!(codes(&folder), [("manifest_unreadable", "MANIFEST.json".to_owned())]);
    std::fs::remove_file(&manifest).unwrap();
    assert_eq!(codes(&folder), [("manifest_missing", "MANIFEST.json".to_owned())]);
}
