//! Every file of spec-mappings/ is sound, and a bad one is told what is wrong with it.

use std::fs;
use std::path::{Path, PathBuf};

use spec_mapping::{Catalogue, SpecProblem, show, summary};

use crate::{CATALOGUE, layout};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../spec-mappings")
}

#[test]
fn the_folder_and_the_embedded_copy_are_the_same() {
    let loaded = Catalogue::load(&folder()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(summary(&loaded), summary(&CATALOGUE));
}

#[test]
fn the_national_layout_has_the_122_columns() {
    let resident = layout("national_resident");
    assert_eq!(resident.ordered_count(), 122);
    assert_eq!(resident.items()[0].name, "市区町村コード");
    assert_eq!(resident.items()[121].name, "在留期間の満了の日");
    assert!(resident.items().iter().filter(|item| !item.held).all(|item| item.note.is_some()));
}

#[test]
fn the_event_table_has_its_226_actions() {
    let events = CATALOGUE.events();
    assert_eq!(events.events.iter().map(|event| event.actions.len()).sum::<usize>(), 226);
    let birth: Vec<_> = events.of_business("jidoteate").filter(|(event, _)| event.id == "BIRTH").collect();
    assert!(!birth.is_empty());
    assert_eq!(events.event("MV_IN").unwrap().name, "転入");
}

#[test]
fn a_layout_and_a_mapping_can_be_shown() {
    let shown = show(&CATALOGUE, "mihon_setai").unwrap();
    insta::assert_snapshot!(shown);
    let shown = show(&CATALOGUE, "mihon_setai_to_household").unwrap();
    insta::assert_snapshot!(shown);
    assert_eq!(show(&CATALOGUE, "nothing"), None);
}

/// A copy of spec-mappings/ in which one file has another text.
fn load_with(path: &str, change: impl FnOnce(&str) -> String) -> Vec<SpecProblem> {
    let copy = std::env::temp_dir().join(format!("spec_mapping_{}_{}", std::process::id(), path.replace('/', "_")));
    for name in ["codes", "layouts", "mappings"] {
        fs::create_dir_all(copy.join(name)).unwrap();
        for entry in fs::read_dir(folder().join(name)).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), copy.join(name).join(entry.file_name())).unwrap();
        }
    }
    fs::copy(folder().join("event_triggers.toml"), copy.join("event_triggers.toml")).unwrap();
    let text = fs::read_to_string(folder().join(path)).unwrap();
    fs::write(copy.join(path), change(&text)).unwrap();
    let problems = Catalogue::load(&copy).err().unwrap_or_default();
    fs::remove_dir_all(&copy).unwrap();
    problems
}

fn only(problems: &[SpecProblem]) -> String {
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(!problems[0].ja.is_empty());
    problems[0].to_string()
}

#[test]
fn an_unknown_key_is_refused_by_the_schema() {
    let problems = load_with("layouts/mihon_gaiji.toml", |text| text.replace("heading", "headline"));
    assert!(
        problems.iter().any(|it| it.file == "layouts/mihon_gaiji.toml" && it.path.starts_with("#/items/0")),
        "{problems:#?}"
    );
}

#[test]
fn a_file_that_is_not_toml_says_where() {
    let problems = load_with("codes/sex.toml", |text| text.replace("values = [", "values = {"));
    assert!(problems.iter().any(|it| it.file == "codes/sex.toml" && it.en.contains("TOML")), "{problems:#?}");
}

#[test]
fn an_item_that_no_rule_gives_must_be_declared() {
    let text = only(&load_with("mappings/mihon_setai_to_household.toml", |text| {
        text.replace("unused = [\n  \"yobi\",\n]", "")
    }));
    assert_eq!(
        text,
        "mappings/mihon_setai_to_household.toml#/unused: `yobi` of layout `mihon_setai` must be in a rule or in /unused, and not in both"
    );
}

#[test]
fn a_name_that_leads_nowhere_is_named() {
    let text = only(&load_with("mappings/mihon_shien_to_protective_measure.toml", |text| {
        text.replace("\"mihon_protective_measure_kind\"", "\"mihon_protection\"")
    }));
    assert!(text.contains("there is no conversion table `mihon_protection`"), "{text}");
}

#[test]
fn a_fixed_layout_must_add_up() {
    let problems =
        load_with("layouts/mihon_setai.toml", |text| text.replace("record_bytes = 200", "record_bytes = 199"));
    assert!(
        problems.iter().any(|it| it.en == "the items take 200 bytes together; make record_bytes agree"),
        "{problems:#?}"
    );
}

#[test]
fn a_code_that_stands_twice_is_refused() {
    let text = only(&load_with("codes/merged_from_flag.toml", |text| text.replace("code = \"1\"", "code = \"0\"")));
    assert!(text.contains("`0` stands twice"), "{text}");
}

#[test]
fn two_rules_for_one_item_are_refused() {
    let text = only(&load_with("mappings/mihon_setai_to_household.toml", |text| {
        text.replace("rules = [\n", "rules = [\n  { to = [\"town\"], by = \"constant\", value = \"x\" },\n")
    }));
    assert!(text.contains("several rules give `town`"), "{text}");
}

#[test]
fn a_transform_must_get_the_items_that_it_takes() {
    let text = only(&load_with("mappings/mihon_jumin_to_national_resident.toml", |text| {
        text.replace("from = [\"hittosha\"], to = [\"register_first_person\", \"register_first_person_surname\", \"register_first_person_given_name\"]", "from = [\"hittosha\"], to = [\"register_first_person\", \"register_first_person_surname\", \"register_first_person_given_name\", \"act_kind\"]").replace("  \"act_kind\",\n", "")
    }));
    assert!(text.contains("`split_name` cannot take 1 items and give 4"), "{text}");
}
