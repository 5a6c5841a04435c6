//! What clerks file: one schema an act, with what a form needs to be drawn from it.

use serde::Deserialize;
use utoipa::ToSchema;

use super::super::shapes::{Shape, code, list, object, optional, persons};

/// 届出人 — who files, and how identity was shown (法27条).
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct Notifier {
    /// 届出人の氏名.
    #[schema(max_length = 100, extensions(("x-label" = json!("届出人の氏名")), ("x-order" = json!(20)),
        ("x-group" = json!("届出人")), ("x-widget" = json!("name")), ("x-span" = json!(2))))]
    pub(crate) name: String,
    /// 届出人.
    #[schema(schema_with = notifier_relation)]
    pub(crate) relation: NotifierRelation,
    /// 本人確認の書類.
    #[schema(schema_with = notifier_identity_document)]
    pub(crate) identity_document: IdentityDocument,
}

/// 届出人の別 (法26条, 27条).
#[derive(Debug, Default, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NotifierRelation {
    #[default]
    #[serde(rename = "self")]
    Oneself,
    Head,
    SameHousehold,
    Agent,
}

impl NotifierRelation {
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Oneself => "本人",
            Self::Head => "世帯主",
            Self::SameHousehold => "同じ世帯の方",
            Self::Agent => "代理人",
        }
    }
}

/// 本人確認書類.
#[derive(Debug, Default, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum IdentityDocument {
    #[default]
    IndividualNumberCard,
    DrivingLicence,
    ResidenceCard,
    Passport,
    TwoOthers,
}

impl IdentityDocument {
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::IndividualNumberCard => "個人番号カード",
            Self::DrivingLicence => "運転免許証",
            Self::ResidenceCard => "在留カード",
            Self::Passport => "旅券",
            Self::TwoOthers => "そのほか2点",
        }
    }
}

/// 性別.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SexEntry {
    Male,
    Female,
    Unknown,
}

/// 市内の住所 — an address inside the own municipality.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct PlaceEntry {
    /// 郵便番号.
    #[schema(extensions(("x-label" = json!("郵便番号")), ("x-order" = json!(40)), ("x-group" = json!("新しい住所")),
        ("x-widget" = json!("zip")), ("x-normalise" = json!("half-width"))))]
    pub(crate) postal_code: Option<String>,
    /// 町名, perhaps with the ward in front.
    #[schema(max_length = 100, extensions(("x-label" = json!("町名")), ("x-order" = json!(41)),
        ("x-group" = json!("新しい住所")), ("x-widget" = json!("address")), ("x-span" = json!(2))))]
    pub(crate) town: String,
    /// 番地・号.
    #[schema(max_length = 50, extensions(("x-label" = json!("番地・号")), ("x-order" = json!(42)),
        ("x-group" = json!("新しい住所"))))]
    pub(crate) lot: String,
    /// 方書.
    #[schema(max_length = 100, extensions(("x-label" = json!("方書")), ("x-order" = json!(43)),
        ("x-group" = json!("新しい住所")), ("x-span" = json!(2))))]
    pub(crate) building: Option<String>,
}

/// 異動先の世帯.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HouseholdMode {
    /// The whole household moves and stays one.
    Keep,
    /// A new household.
    New,
    /// A household that is there.
    Join,
}

/// Which household somebody comes into.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct HouseholdChoice {
    /// 世帯.
    #[schema(schema_with = household_choice_mode)]
    pub(crate) mode: HouseholdMode,
    /// 世帯番号 of the household to come into.
    #[schema(max_length = 20, extensions(("x-label" = json!("世帯番号")), ("x-order" = json!(51)),
        ("x-group" = json!("世帯")), ("x-required-if" = json!({"/household/mode": "join"})),
        ("x-shown-if" = json!({"/household/mode": "join"}))))]
    pub(crate) household_number: Option<String>,
}

/// 続柄 of one member from the day on.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct RelationshipEntry {
    /// 宛名番号.
    #[schema(extensions(("x-label" = json!("どなた")), ("x-widget" = json!("person"))))]
    pub(crate) addressee_number: String,
    /// 続柄.
    #[schema(extensions(("x-label" = json!("続柄"))))]
    pub(crate) relationship: String,
}

/// 外国人住民の記載事項 (法30条の45).
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct ForeignEntry {
    /// 国籍・地域, national country code.
    #[schema(extensions(("x-label" = json!("国籍・地域コード"))))]
    pub(crate) nationality_code: String,
    /// 国籍・地域.
    #[schema(extensions(("x-label" = json!("国籍・地域"))))]
    pub(crate) nationality: String,
    /// 法30条の45の表の区分, `01` to `06`.
    #[schema(extensions(("x-label" = json!("30条45の区分"))))]
    pub(crate) article_30_45_code: String,
    /// 在留資格コード.
    #[schema(extensions(("x-label" = json!("在留資格コード"))))]
    pub(crate) residence_status_code: Option<String>,
    /// 在留期間.
    #[schema(extensions(("x-label" = json!("在留期間"))))]
    pub(crate) stay_period: Option<String>,
    /// 在留期間の満了の日.
    #[schema(extensions(("x-label" = json!("満了の日")), ("x-widget" = json!("wareki-date")),
        ("x-calendar" = json!("western"))))]
    pub(crate) stay_expires_on: Option<String>,
    /// 在留カード等の番号.
    #[schema(extensions(("x-label" = json!("在留カード番号")), ("x-normalise" = json!("half-width"))))]
    pub(crate) residence_card_number: Option<String>,
}

/// 転入者 — one person who comes onto the register.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Newcomer {
    /// 再転入: the number from an earlier residence.
    #[schema(extensions(("x-label" = json!("以前の宛名番号"))))]
    pub(crate) returning: Option<String>,
    /// 氏名.
    #[schema(max_length = 100, extensions(("x-label" = json!("氏名")), ("x-widget" = json!("name")),
        ("x-normalise" = json!("none"))))]
    pub(crate) name: String,
    /// フリガナ.
    #[schema(max_length = 100, extensions(("x-label" = json!("フリガナ")), ("x-widget" = json!("kana"))))]
    pub(crate) kana: Option<String>,
    /// 旧氏.
    #[schema(extensions(("x-label" = json!("旧氏")), ("x-widget" = json!("name"))))]
    pub(crate) former_surname: Option<String>,
    /// 通称.
    #[schema(extensions(("x-label" = json!("通称")), ("x-widget" = json!("name"))))]
    pub(crate) alias: Option<String>,
    /// 生年月日, perhaps partly unknown.
    #[schema(extensions(("x-label" = json!("生年月日")), ("x-widget" = json!("partial-date")),
        ("x-not-after" = json!("today"))))]
    pub(crate) born_on: String,
    /// 性別.
    #[schema(schema_with = newcomer_sex)]
    pub(crate) sex: SexEntry,
    /// 続柄.
    #[schema(extensions(("x-label" = json!("続柄"))))]
    pub(crate) relationship: String,
    /// 本籍.
    #[schema(max_length = 200, extensions(("x-label" = json!("本籍")), ("x-span" = json!(2))))]
    pub(crate) domicile: Option<String>,
    /// 筆頭者.
    #[schema(max_length = 100, extensions(("x-label" = json!("筆頭者")), ("x-widget" = json!("name"))))]
    pub(crate) register_first_person: Option<String>,
    /// 個人番号.
    #[schema(extensions(("x-label" = json!("個人番号")), ("x-mask" = json!("personal-number"))))]
    pub(crate) personal_number: Option<String>,
    /// 住民票コード.
    #[schema(extensions(("x-label" = json!("住民票コード")), ("x-normalise" = json!("half-width"))))]
    pub(crate) resident_record_code: Option<String>,
    /// What a foreign resident's record has besides.
    #[schema(schema_with = newcomer_foreign)]
    pub(crate) foreign: Option<ForeignEntry>,
}

/// 転入届 (法22条).
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct MoveInFiling {
    /// 届出日.
    #[schema(extensions(("x-label" = json!("届け出た日")), ("x-order" = json!(10)), ("x-group" = json!("届出")),
        ("x-widget" = json!("wareki-date")), ("x-default" = json!("today")), ("x-not-after" = json!("today"))))]
    pub(crate) notified_on: String,
    /// 届出人.
    #[schema(schema_with = move_in_filing_notifier)]
    pub(crate) notifier: Notifier,
    /// 異動日.
    #[schema(extensions(("x-label" = json!("住み始めた日")), ("x-order" = json!(30)), ("x-group" = json!("異動")),
        ("x-widget" = json!("wareki-date")), ("x-not-after" = json!("/notified_on")), ("x-cite" = json!("法第22条"))))]
    pub(crate) happened_on: String,
    /// 転入前住所.
    #[schema(max_length = 200, extensions(("x-label" = json!("前の住所")), ("x-order" = json!(35)),
        ("x-group" = json!("前の住所")), ("x-widget" = json!("address")), ("x-span" = json!(3))))]
    pub(crate) previous_address: String,
    /// 住所.
    #[schema(schema_with = move_in_filing_new_address)]
    pub(crate) new_address: PlaceEntry,
    /// 異動先の世帯.
    #[schema(schema_with = move_in_filing_household)]
    pub(crate) household: HouseholdChoice,
    /// Who moves in.
    #[schema(schema_with = move_in_filing_members)]
    pub(crate) members: Vec<Newcomer>,
}

/// 転居届 (法23条).
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct MoveWithinFiling {
    /// 届出日.
    #[schema(extensions(("x-label" = json!("届け出た日")), ("x-order" = json!(10)), ("x-group" = json!("届出")),
        ("x-widget" = json!("wareki-date")), ("x-default" = json!("today")), ("x-not-after" = json!("today"))))]
    pub(crate) notified_on: String,
    /// 届出人.
    #[schema(schema_with = move_in_filing_notifier)]
    pub(crate) notifier: Notifier,
    /// Who moves.
    #[schema(schema_with = move_within_filing_addressee_numbers)]
    pub(crate) addressee_numbers: Vec<String>,
    /// The household that they leave; `If-Match` is its version.
    #[schema(extensions(("x-label" = json!("今の世帯番号"))))]
    pub(crate) from_household_number: Option<String>,
    /// 異動日.
    #[schema(extensions(("x-label" = json!("移った日")), ("x-order" = json!(30)), ("x-group" = json!("異動")),
        ("x-widget" = json!("wareki-date")), ("x-not-after" = json!("/notified_on")), ("x-cite" = json!("法第23条"))))]
    pub(crate) happened_on: String,
    /// 新しい住所.
    #[schema(schema_with = move_in_filing_new_address)]
    pub(crate) new_address: PlaceEntry,
    /// 異動先の世帯.
    #[schema(schema_with = move_in_filing_household)]
    pub(crate) household: HouseholdChoice,
    /// 続柄 in the household that they come into; proposed where left out.
    #[schema(schema_with = move_within_filing_relationships)]
    pub(crate) relationships: Option<Vec<RelationshipEntry>>,
}

/// 転出届 (法24条).
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct MoveOutOrder {
    /// 届出日.
    #[schema(extensions(("x-label" = json!("届け出た日")), ("x-order" = json!(10)), ("x-group" = json!("届出")),
        ("x-widget" = json!("wareki-date")), ("x-default" = json!("today")), ("x-not-after" = json!("today"))))]
    pub(crate) notified_on: String,
    /// 届出人.
    #[schema(schema_with = move_in_filing_notifier)]
    pub(crate) notifier: Notifier,
    /// Who leaves.
    #[schema(schema_with = move_within_filing_addressee_numbers)]
    pub(crate) addressee_numbers: Vec<String>,
    /// The household that they leave; `If-Match` is its version.
    #[schema(extensions(("x-label" = json!("今の世帯番号"))))]
    pub(crate) from_household_number: Option<String>,
    /// 転出予定日.
    #[schema(extensions(("x-label" = json!("転出する日")), ("x-order" = json!(30)), ("x-group" = json!("異動")),
        ("x-widget" = json!("wareki-date")), ("x-cite" = json!("法第24条"))))]
    pub(crate) happened_on: String,
    /// 転出先.
    #[schema(max_length = 200, extensions(("x-label" = json!("転出先の住所")), ("x-order" = json!(40)),
        ("x-group" = json!("転出先")), ("x-widget" = json!("address")), ("x-span" = json!(3))))]
    pub(crate) destination: String,
}

/// 出生 (法8条; 戸籍法49条).
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct BirthFiling {
    /// 戸籍届出日.
    #[schema(extensions(("x-label" = json!("出生届の日")), ("x-order" = json!(10)), ("x-group" = json!("届出")),
        ("x-widget" = json!("wareki-date")), ("x-default" = json!("today")), ("x-not-after" = json!("today"))))]
    pub(crate) notified_on: String,
    /// The parent whose address and household the child takes; `If-Match` is the version of parent or household.
    #[schema(extensions(("x-label" = json!("親")), ("x-order" = json!(20)), ("x-group" = json!("親")),
        ("x-widget" = json!("person")), ("x-default" = json!("/context/person")), ("x-span" = json!(2))))]
    pub(crate) parent: String,
    /// 氏名.
    #[schema(max_length = 100, extensions(("x-label" = json!("氏名")), ("x-order" = json!(30)),
        ("x-group" = json!("お子さん")), ("x-widget" = json!("name")), ("x-normalise" = json!("none"))))]
    pub(crate) name: String,
    /// フリガナ.
    #[schema(max_length = 100, extensions(("x-label" = json!("フリガナ")), ("x-order" = json!(31)),
        ("x-group" = json!("お子さん")), ("x-widget" = json!("kana"))))]
    pub(crate) kana: String,
    /// 出生日.
    #[schema(extensions(("x-label" = json!("生まれた日")), ("x-order" = json!(32)), ("x-group" = json!("お子さん")),
        ("x-widget" = json!("wareki-date")), ("x-not-after" = json!("/notified_on"))))]
    pub(crate) happened_on: String,
    /// 性別.
    #[schema(schema_with = birth_filing_sex)]
    pub(crate) sex: SexEntry,
    /// 続柄.
    #[schema(extensions(("x-label" = json!("続柄")), ("x-order" = json!(34)), ("x-group" = json!("お子さん")),
        ("x-example" = json!("子"))))]
    pub(crate) relationship: String,
    /// 本籍.
    #[schema(max_length = 200, extensions(("x-label" = json!("本籍")), ("x-order" = json!(35)),
        ("x-group" = json!("お子さん")), ("x-span" = json!(2))))]
    pub(crate) domicile: Option<String>,
    /// 筆頭者.
    #[schema(max_length = 100, extensions(("x-label" = json!("筆頭者")), ("x-order" = json!(36)),
        ("x-group" = json!("お子さん")), ("x-widget" = json!("name"))))]
    pub(crate) register_first_person: Option<String>,
}

/// 死亡 (法8条; 戸籍法86条).
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct DeathFiling {
    /// 戸籍届出日.
    #[schema(extensions(("x-label" = json!("死亡届の日")), ("x-order" = json!(10)), ("x-group" = json!("届出")),
        ("x-widget" = json!("wareki-date")), ("x-default" = json!("today")), ("x-not-after" = json!("today"))))]
    pub(crate) notified_on: String,
    /// Who died; `If-Match` is the version of the person.
    #[schema(extensions(("x-label" = json!("亡くなった方")), ("x-order" = json!(20)), ("x-group" = json!("亡くなった方")),
        ("x-widget" = json!("person")), ("x-default" = json!("/context/person")), ("x-span" = json!(2))))]
    pub(crate) addressee_number: String,
    /// 死亡日, perhaps partly unknown.
    #[schema(extensions(("x-label" = json!("亡くなった日")), ("x-order" = json!(21)), ("x-group" = json!("亡くなった方")),
        ("x-widget" = json!("partial-date")), ("x-not-after" = json!("today"))))]
    pub(crate) happened_on: String,
}

/// 世帯主変更届 (法25条).
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct HeadChangeFiling {
    /// 届出日.
    #[schema(extensions(("x-label" = json!("届け出た日")), ("x-order" = json!(10)), ("x-group" = json!("届出")),
        ("x-widget" = json!("wareki-date")), ("x-default" = json!("today")), ("x-not-after" = json!("today"))))]
    pub(crate) notified_on: String,
    /// 届出人.
    #[schema(schema_with = move_in_filing_notifier)]
    pub(crate) notifier: Notifier,
    /// 異動日.
    #[schema(extensions(("x-label" = json!("変わった日")), ("x-order" = json!(30)), ("x-group" = json!("世帯")),
        ("x-widget" = json!("wareki-date")), ("x-not-after" = json!("/notified_on")), ("x-cite" = json!("法第25条"))))]
    pub(crate) happened_on: String,
    /// The new head; `If-Match` is the version of the household or of this person.
    #[schema(extensions(("x-label" = json!("新しい世帯主")), ("x-order" = json!(31)), ("x-group" = json!("世帯")),
        ("x-widget" = json!("person")), ("x-default" = json!("/context/person")), ("x-span" = json!(2))))]
    pub(crate) new_head: String,
    /// 続柄 to the new head; proposed where left out.
    #[schema(schema_with = move_within_filing_relationships)]
    pub(crate) relationships: Option<Vec<RelationshipEntry>>,
}

/// 修正の事由 (標準 1.2.2).
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CorrectionReason {
    /// 職権修正.
    ExOfficio,
    /// 誤記修正.
    ClericalError,
    /// 軽微な修正.
    Minor,
}

/// 職権修正, 誤記修正, 軽微な修正 (令12条).
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CorrectionFiling {
    /// Whose record; `If-Match` is the version of the person.
    #[schema(extensions(("x-label" = json!("対象の方")), ("x-order" = json!(10)), ("x-group" = json!("修正")),
        ("x-widget" = json!("person")), ("x-default" = json!("/context/person")), ("x-span" = json!(2))))]
    pub(crate) addressee_number: String,
    /// 事由.
    #[schema(schema_with = correction_filing_reason)]
    pub(crate) reason: CorrectionReason,
    /// 修正日.
    #[schema(extensions(("x-label" = json!("修正日")), ("x-order" = json!(12)), ("x-group" = json!("修正")),
        ("x-widget" = json!("wareki-date")), ("x-default" = json!("today")), ("x-not-after" = json!("today"))))]
    pub(crate) happened_on: String,
    /// First day that is put right; the whole record where left out.
    #[schema(extensions(("x-label" = json!("いつから直すか")), ("x-order" = json!(13)), ("x-group" = json!("修正")),
        ("x-widget" = json!("wareki-date"))))]
    pub(crate) from: Option<String>,
    /// What shows that the record is wrong.
    #[schema(max_length = 200, extensions(("x-label" = json!("根拠")), ("x-order" = json!(14)),
        ("x-group" = json!("修正")), ("x-widget" = json!("memo")), ("x-span" = json!(3))))]
    pub(crate) evidence: String,
    /// 氏名.
    #[schema(max_length = 100, extensions(("x-label" = json!("氏名")), ("x-order" = json!(20)),
        ("x-group" = json!("直す事項")), ("x-widget" = json!("name")), ("x-normalise" = json!("none"))))]
    pub(crate) name: Option<String>,
    /// フリガナ.
    #[schema(max_length = 100, extensions(("x-label" = json!("フリガナ")), ("x-order" = json!(21)),
        ("x-group" = json!("直す事項")), ("x-widget" = json!("kana"))))]
    pub(crate) kana: Option<String>,
    /// 旧氏.
    #[schema(extensions(("x-label" = json!("旧氏")), ("x-order" = json!(22)), ("x-group" = json!("直す事項")),
        ("x-widget" = json!("name"))))]
    pub(crate) former_surname: Option<String>,
    /// 通称.
    #[schema(extensions(("x-label" = json!("通称")), ("x-order" = json!(23)), ("x-group" = json!("直す事項")),
        ("x-widget" = json!("name"))))]
    pub(crate) alias: Option<String>,
    /// 生年月日.
    #[schema(extensions(("x-label" = json!("生年月日")), ("x-order" = json!(24)), ("x-group" = json!("直す事項")),
        ("x-widget" = json!("partial-date"))))]
    pub(crate) born_on: Option<String>,
    /// 性別.
    #[schema(schema_with = correction_filing_sex)]
    pub(crate) sex: Option<SexEntry>,
    /// 本籍.
    #[schema(max_length = 200, extensions(("x-label" = json!("本籍")), ("x-order" = json!(26)),
        ("x-group" = json!("直す事項")), ("x-span" = json!(2))))]
    pub(crate) domicile: Option<String>,
    /// 筆頭者.
    #[schema(max_length = 100, extensions(("x-label" = json!("筆頭者")), ("x-order" = json!(27)),
        ("x-group" = json!("直す事項")), ("x-widget" = json!("name"))))]
    pub(crate) register_first_person: Option<String>,
    /// 住民となった日.
    #[schema(extensions(("x-label" = json!("住民となった日")), ("x-order" = json!(28)), ("x-group" = json!("直す事項")),
        ("x-widget" = json!("partial-date"))))]
    pub(crate) resident_since: Option<String>,
    /// 住所を定めた日.
    #[schema(extensions(("x-label" = json!("住所を定めた日")), ("x-order" = json!(29)), ("x-group" = json!("直す事項")),
        ("x-widget" = json!("partial-date"))))]
    pub(crate) address_since: Option<String>,
    /// 備考.
    #[schema(max_length = 500, extensions(("x-label" = json!("備考")), ("x-order" = json!(30)),
        ("x-group" = json!("直す事項")), ("x-widget" = json!("memo")), ("x-span" = json!(3))))]
    pub(crate) remarks: Option<String>,
}

/// 異動の取消し (標準 4.6).
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CancellationFiling {
    /// From whose record the act was chosen; `If-Match` is the version of the person.
    #[schema(extensions(("x-label" = json!("対象の方")), ("x-order" = json!(10)), ("x-group" = json!("取り消す異動")),
        ("x-widget" = json!("person")), ("x-default" = json!("/context/person")), ("x-span" = json!(2))))]
    pub(crate) addressee_number: String,
    /// The act to take back.
    #[schema(extensions(("x-label" = json!("届出番号")), ("x-order" = json!(11)), ("x-group" = json!("取り消す異動"))))]
    pub(crate) act_number: String,
    /// 申出日.
    #[schema(extensions(("x-label" = json!("申出日")), ("x-order" = json!(12)), ("x-group" = json!("取り消す異動")),
        ("x-widget" = json!("wareki-date")), ("x-default" = json!("today")), ("x-not-after" = json!("today"))))]
    pub(crate) notified_on: String,
    /// Why.
    #[schema(max_length = 200, extensions(("x-label" = json!("わけ")), ("x-order" = json!(13)),
        ("x-group" = json!("取り消す異動")), ("x-widget" = json!("memo")), ("x-span" = json!(3))))]
    pub(crate) evidence: String,
}

fn notifier_relation() -> Shape {
    code::<NotifierRelation>(
        "届出人",
        "届出人",
        21,
        serde_json::json!({"self": "本人", "head": "世帯主", "same_household": "同じ世帯の方", "agent": "代理人"}),
    )
}

fn notifier_identity_document() -> Shape {
    code::<IdentityDocument>(
        "本人確認",
        "届出人",
        22,
        serde_json::json!({"individual_number_card": "個人番号カード", "driving_licence": "運転免許証", "residence_card": "在留カード", "passport": "旅券", "two_others": "そのほか2点"}),
    )
}

fn household_choice_mode() -> Shape {
    code::<HouseholdMode>(
        "世帯",
        "世帯",
        50,
        serde_json::json!({"keep": "世帯のまま移る", "new": "新しい世帯を作る", "join": "今ある世帯に入る"}),
    )
}

fn newcomer_sex() -> Shape {
    code::<SexEntry>("性別", "", 0, serde_json::json!({"male": "男", "female": "女", "unknown": "空欄"}))
}

fn newcomer_foreign() -> Shape {
    optional::<ForeignEntry>("外国人住民")
}

fn move_in_filing_notifier() -> Shape {
    object::<Notifier>("届出人")
}

fn move_in_filing_new_address() -> Shape {
    object::<PlaceEntry>("新しい住所")
}

fn move_in_filing_household() -> Shape {
    object::<HouseholdChoice>("世帯")
}

fn move_in_filing_members() -> Shape {
    list::<Newcomer>("異動する方")
}

fn move_within_filing_addressee_numbers() -> Shape {
    persons("異動する方")
}

fn move_within_filing_relationships() -> Shape {
    list::<RelationshipEntry>("続柄")
}

fn birth_filing_sex() -> Shape {
    code::<SexEntry>("性別", "お子さん", 33, serde_json::json!({"male": "男", "female": "女", "unknown": "空欄"}))
}

fn correction_filing_reason() -> Shape {
    code::<CorrectionReason>(
        "事由",
        "修正",
        11,
        serde_json::json!({"ex_officio": "職権修正", "clerical_error": "誤記修正", "minor": "軽微な修正"}),
    )
}

fn correction_filing_sex() -> Shape {
    code::<SexEntry>("性別", "直す事項", 25, serde_json::json!({"male": "男", "female": "女", "unknown": "空欄"}))
}
