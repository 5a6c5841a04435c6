//! 通知書と処理の書類 — the notice of certification, the notices of a payment run in bundles, and its transfer file.
//!
//! The address of a protected person is printed on no paper that is sent in bulk: their notices stand in bundles of their
//! own (`manual`) without an address, for an officer to send by the way agreed with the person.

use std::path::Path;

use business_kit::{RunDocuments, RunFailure, RunFile, Services};
use chrono::NaiveDate;
use database::{Operation, Tx};
use disbursement::zengin::{Field, LineEnding, Requester, RequesterCode, ZenginError, ZenginText};
use disbursement::{AccountKind, AccountNumber, BankCode, BranchCode, FileRequest, TransferFile};
use documents::{BUNDLE_LIMIT, Document, Form, Language};
use register::read::{self, PersonView};
use register::{AsOf, guard};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use statute::Answer;
use values::{AddresseeNumber, LegalDate, YearMonth, age};

use crate::ChildAllowanceError;
use crate::certification::Certification;
use crate::decisions::{MonthFamily, amount_in, law_book, people};
use crate::load::BUSINESS;
use crate::model::Standing;
use crate::runs;
use crate::store::{self, addressee, runs::LineRow};

/// 認定通知書.
pub const CERTIFICATION_NOTICE: Form = Form {
    name: "child_allowance_certification_notice",
    version: 1,
    title_ja: "児童手当認定通知書",
    title_en: "Notice of certification for child allowance",
    languages: &[Language::Japanese],
    template: include_str!("../forms/child_allowance_certification_notice.typ"),
    sample: include_str!("../forms/child_allowance_certification_notice.sample.json"),
};

/// 支払通知書.
pub const PAYMENT_NOTICE: Form = Form {
    name: "child_allowance_payment_notice",
    version: 1,
    title_ja: "児童手当支払通知書",
    title_en: "Notice of payment of child allowance",
    languages: &[Language::Japanese],
    template: include_str!("../forms/child_allowance_payment_notice.typ"),
    sample: include_str!("../forms/child_allowance_payment_notice.sample.json"),
};

/// The papers and the bank file of the regular payment.
pub const RUN_DOCUMENTS: RunDocuments = RunDocuments { run_kind: runs::REGULAR_PAYMENT.code, make: make_run_files };

pub(crate) fn day_text(day: NaiveDate) -> String {
    Answer::day(day).ja
}

pub(crate) fn month_text(month: YearMonth) -> String {
    Answer::month(month).ja
}

/// 送付先: nothing but the name for who is protected.
fn mailing(person: &PersonView) -> Value {
    let address = person.whereabouts.address.as_ref().filter(|_| !person.is_protected);
    json!({
        "postal_code": address.and_then(|it| it.postal_code.as_ref()).map(ToString::to_string).unwrap_or_default(),
        "address": address.map(|it| format!("{}{}{}{}", it.prefecture, it.municipality, it.town, it.lot)).unwrap_or_default(),
        "building_and_room": address.map(|it| it.building.clone()).unwrap_or_default(),
        "name": person.full_name.to_string(),
    })
}

fn officer(services: &Services) -> Value {
    let name = &services.municipality.name;
    json!({ "office": format!("{name}長"), "name": "", "seal": format!("{name}長之印") })
}

fn contact(services: &Services) -> Value {
    json!({ "office": format!("{}　児童手当担当", services.municipality.name), "address": "", "telephone": "", "hours": "" })
}

/// The notice of certification of a recipient, as of the first benefit month, ready to be set.
///
/// # Errors
/// [`ChildAllowanceError::NoCertification`] and what reading meets.
pub fn certification_notice(
    tx: &mut Tx<'_>,
    services: &Services,
    recipient: AddresseeNumber,
) -> Result<Document, ChildAllowanceError> {
    let as_of = AsOf::now(tx.operation());
    let known = store::certifications_of(tx, recipient, as_of.known_at)?;
    let certification = known.into_iter().next().ok_or(ChildAllowanceError::NoCertification)?;
    let person = read::person(tx, recipient, as_of)?.ok_or(ChildAllowanceError::NoCertification)?;
    let numbers: Vec<AddresseeNumber> = certification.children.iter().map(|child| child.child).collect();
    let people = people(tx, &numbers, as_of)?;
    let month = certification.paid_from.max(YearMonth::of(runs::FIRST_OF_PRESENT_LAW));
    let (facts, amount) = amount_in(&law_book()?, &certification, &people, month, &mut statute::Silent)?;
    let amount = amount.ok_or(ChildAllowanceError::NothingToExplain)?;
    let mut kana = Vec::new();
    for number in &facts.children {
        let view = read::person(tx, *number, as_of)?;
        kana.push(view.and_then(|view| view.furigana).map(|it| it.as_str().to_owned()).unwrap_or_default());
    }
    tx.did("child_allowance.certification_notice");
    let data = json!({
        "document_number": format!("児手認第{}号", certification.certification_number),
        "addressee_number": recipient.padded(15),
        "is_sample": services.environment.prints_sample(),
        "noticed_on": day_text(as_of.valid_at),
        "mailing": mailing(&person),
        "certification_number": certification.certification_number,
        "recipient": {
            "full_name": person.full_name.to_string(),
            "furigana": person.furigana.as_ref().map(|it| it.as_str().to_owned()).unwrap_or_default(),
            "born_on": person.born_on.text(),
        },
        "claimed_on": day_text(certification.claimed_on),
        "article": "児童手当法第7条第1項",
        "certified_on": day_text(certification.certified_on),
        "paid_from": format!("{}分から", month_text(certification.paid_from)),
        "monthly_total_yen": amount.total,
        "payment_months": "偶数月（前月分までの2か月分）",
        "children": children(&certification, &facts, &amount, &kana),
        "remarks": ["児童の年齢の区分又は順位が変わったときは、届出がなくても支給月額が変わることがあります。"],
        "officer": officer(services),
        "appeal": {
            "review_authority": format!("{}長", services.municipality.name),
            "defendant": services.municipality.name,
            "representative": format!("{}長", services.municipality.name),
        },
        "contact": contact(services),
    });
    Ok(CERTIFICATION_NOTICE.document(data, Language::Japanese)?)
}

fn children(
    certification: &Certification,
    facts: &MonthFamily,
    amount: &crate::model::MonthlyAmount,
    kana: &[String],
) -> Vec<Value> {
    let on = certification.paid_from.first_day();
    let people = facts.family.children.iter().zip(&amount.children).zip(kana);
    people
        .filter(|((_, amount), _)| amount.standing.is_counted())
        .map(|((child, amount), furigana)| {
            let years = age::age_on(child.born_on, on.max(child.born_on));
            let band = if years < 3 {
                "3歳未満"
            } else if amount.standing == Standing::Paid {
                "3歳以上"
            } else {
                "19～22歳"
            };
            json!({
                "full_name": child.name, "furigana": furigana, "born_on": LegalDate::known(child.born_on).text(),
                "role": if amount.standing == Standing::Paid { "eligible_child" } else { "counted_child" },
                "rank": amount.order, "band": band, "monthly_yen": amount.amount,
            })
        })
        .collect()
}

/// Writes the transfer file and the bundles of notices of a posted run.
fn make_run_files(
    services: &Services,
    operation: &Operation,
    run_number: i64,
    folder: &Path,
) -> Result<Vec<RunFile>, RunFailure> {
    run_files(services, operation, run_number, folder).map_err(|error| RunFailure(error.into()))
}

fn run_files(
    services: &Services,
    operation: &Operation,
    run_number: i64,
    folder: &Path,
) -> Result<Vec<RunFile>, ChildAllowanceError> {
    std::fs::create_dir_all(folder)?;
    let mut files = Vec::new();
    if let Some(file) = services.database.write(operation, |tx| transfer_file(tx, services, run_number))? {
        std::fs::write(folder.join(&file.manifest.file_name), &file.content)?;
        files.push(RunFile {
            name: file.manifest.file_name.clone(),
            title: "全銀 総合振込".to_owned(),
            sha256: file.manifest.sha256.clone(),
            item_count: u64::try_from(file.manifest.count).unwrap_or_default(),
            total_yen: Some(file.manifest.total.get()),
        });
    }
    let notices = services.database.read(operation, |tx| payment_notices(tx, services, run_number))?;
    for (kind, title, documents) in
        [("bulk", "支払通知書", &notices.bulk), ("manual", "支払通知書（支援措置・個別送付）", &notices.manual)]
    {
        for (place, part) in (1..).zip(documents.chunks(BUNDLE_LIMIT)) {
            let bundle = services.typesetter.render_bundle(&PAYMENT_NOTICE, part)?;
            let name = format!("payment_notices_{kind}_{place:03}.pdf");
            std::fs::write(folder.join(&name), &bundle.pdf)?;
            let manifest = serde_json::to_vec_pretty(&bundle.manifest).unwrap_or_default();
            std::fs::write(folder.join(format!("{name}.manifest.json")), &manifest)?;
            files.push(RunFile {
                name,
                title: title.to_owned(),
                sha256: hex::encode(Sha256::digest(&bundle.pdf)),
                item_count: u64::try_from(part.len()).unwrap_or_default(),
                total_yen: None,
            });
        }
    }
    Ok(files)
}

/// The file of the run: as it was made, or made now; nothing where nobody is paid by transfer.
fn transfer_file(
    tx: &mut Tx<'_>,
    services: &Services,
    run_number: i64,
) -> Result<Option<TransferFile>, ChildAllowanceError> {
    if let Some(made) = disbursement::manifests(tx, BUSINESS, run_number)?.into_iter().next() {
        let (manifest, content) = disbursement::file_content(tx, made.file_number)?;
        return Ok(Some(TransferFile { manifest, content, left_out: Vec::new() }));
    }
    let Some(transfer_on) = store::runs::paid_on(tx, run_number)? else { return Ok(None) };
    let request = FileRequest {
        business: BUSINESS.to_owned(),
        run_number,
        requester: requester(services).map_err(disbursement::DisbursementError::from)?,
        transfer_on,
        line_ending: LineEnding::CrLf,
    };
    match disbursement::make_transfer_file(tx, &request) {
        Ok(file) => Ok(Some(file)),
        Err(disbursement::DisbursementError::NothingToTransfer { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Who pays: the municipality by its code; the bank knows the requester by a code of its own.
fn requester(services: &Services) -> Result<Requester, ZenginError> {
    Ok(Requester {
        code: RequesterCode::new(&services.municipality.code)?,
        name: ZenginText::new(Field::RequesterName, "ジドウテアテ")?,
        bank_code: BankCode::new("0000")?,
        bank_name: ZenginText::new(Field::BankName, "シテイキンユウキカン")?,
        branch_code: BranchCode::new("000")?,
        branch_name: ZenginText::new(Field::BranchName, "ホンテン")?,
        account_kind: AccountKind::Ordinary,
        account_number: AccountNumber::new("0000000")?,
    })
}

/// Notices of a run: those sent in bulk, and those of protected persons.
struct Notices {
    bulk: Vec<Document>,
    manual: Vec<Document>,
}

fn payment_notices(tx: &mut Tx<'_>, services: &Services, run_number: i64) -> Result<Notices, ChildAllowanceError> {
    let lines = store::runs::notice_lines(tx, run_number)?;
    let mut notices = Notices { bulk: Vec::new(), manual: Vec::new() };
    let as_of = AsOf::now(tx.operation());
    let recipients: Vec<&[LineRow]> =
        lines.chunk_by(|one, next| one.addressee_number == next.addressee_number).collect();
    for part in recipients.chunks(BUNDLE_LIMIT) {
        let numbers: Vec<AddresseeNumber> = part
            .iter()
            .filter_map(|lines| lines.first())
            .map(|line| addressee(line.addressee_number))
            .collect::<Result<_, _>>()?;
        let views = read::persons_as_of(tx, &numbers, as_of)?;
        for person in views {
            let number = person.addressee_number.to_i64();
            let own = part.iter().find(|lines| lines.first().is_some_and(|line| line.addressee_number == number));
            let Some(own) = own else { continue };
            let document = payment_notice(tx, services, &person, own, run_number)?;
            if person.is_protected { notices.manual.push(document) } else { notices.bulk.push(document) }
        }
    }
    Ok(notices)
}

fn payment_notice(
    tx: &mut Tx<'_>,
    services: &Services,
    person: &PersonView,
    lines: &[LineRow],
    run_number: i64,
) -> Result<Document, ChildAllowanceError> {
    let first = lines.first().ok_or(ChildAllowanceError::NothingToExplain)?;
    let paid_on = first.paid_on.ok_or(ChildAllowanceError::NothingToExplain)?;
    let account = disbursement::account_on(tx, BUSINESS, person.addressee_number, paid_on)?;
    let months: Vec<Value> = lines
        .iter()
        .map(|line| {
            json!({
                "benefit_month": format!("{}分", month_text(YearMonth::of(line.benefit_month))),
                "child_count": line.child_count, "amount_yen": line.amount_yen,
                "remark": if line.line_kind == "difference" { "差額" } else { "" },
            })
        })
        .collect();
    let shown = account.filter(|_| !person.is_protected || guard::may_disclose(tx.operation()));
    let data = json!({
        "document_number": format!("児手支第{run_number}-{}号", first.certification_number),
        "addressee_number": person.addressee_number.padded(15),
        "is_sample": services.environment.prints_sample(),
        "noticed_on": day_text(tx.operation().today()),
        "mailing": mailing(person),
        "certification_number": first.certification_number,
        "recipient_name": person.full_name.to_string(),
        "paid_out_on": day_text(paid_on),
        "months": months,
        "total_yen": lines.iter().map(|line| line.amount_yen).sum::<i64>(),
        "account": {
            "bank": shown.as_ref().map(|it| it.bank_name.to_string()).unwrap_or_default(),
            "branch": shown.as_ref().map(|it| it.branch_name.to_string()).unwrap_or_default(),
            "kind": shown.as_ref().map(|it| it.kind.label_ja()).unwrap_or_default(),
            "masked_number": shown.as_ref().map(|it| it.number.masked()).unwrap_or_default(),
            "holder": shown.as_ref().map(|it| it.holder.to_string()).unwrap_or_default(),
        },
        "remarks": ["口座番号は、個人情報を守るため一部を伏せて印字しています。"],
        "officer": officer(services),
        "contact": contact(services),
    });
    Ok(PAYMENT_NOTICE.document(data, Language::Japanese)?)
}
