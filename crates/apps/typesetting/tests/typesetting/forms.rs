//! The forms of the businesses, each with its sample.

use documents::{Form, Language};

pub(crate) const HOUSEHOLD: Form = Form {
    name: "resident_record_copy_household",
    version: 1,
    title_ja: "住民票の写し（世帯連記式）",
    title_en: "Copy of the resident record (household)",
    languages: &[Language::Japanese],
    template: include_str!("../../../../business/resident_register/forms/resident_record_copy_household.typ"),
    sample: include_str!("../../../../business/resident_register/forms/resident_record_copy_household.sample.json"),
};

pub(crate) const INDIVIDUAL: Form = Form {
    name: "resident_record_copy_individual",
    version: 1,
    title_ja: "住民票の写し（個人票）",
    title_en: "Copy of the resident record (individual)",
    languages: &[Language::Japanese],
    template: include_str!("../../../../business/resident_register/forms/resident_record_copy_individual.typ"),
    sample: include_str!("../../../../business/resident_register/forms/resident_record_copy_individual.sample.json"),
};

pub(crate) const CERTIFICATION: Form = Form {
    name: "child_allowance_certification_notice",
    version: 1,
    title_ja: "児童手当認定通知書",
    title_en: "Notice of child allowance certification",
    languages: &[Language::Japanese],
    template: include_str!("../../../../business/child_allowance/forms/child_allowance_certification_notice.typ"),
    sample: include_str!("../../../../business/child_allowance/forms/child_allowance_certification_notice.sample.json"),
};

pub(crate) const PAYMENT: Form = Form {
    name: "child_allowance_payment_notice",
    version: 1,
    title_ja: "児童手当支払通知書",
    title_en: "Notice of child allowance payment",
    languages: &[Language::Japanese],
    template: include_str!("../../../../business/child_allowance/forms/child_allowance_payment_notice.typ"),
    sample: include_str!("../../../../business/child_allowance/forms/child_allowance_payment_notice.sample.json"),
};

pub(crate) const FORMS: [Form; 4] = [HOUSEHOLD, INDIVIDUAL, CERTIFICATION, PAYMENT];
