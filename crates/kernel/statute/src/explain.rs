//! Explanations: the steps of a rule, as data that any renderer can walk.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use values::{Rate, Wareki, YearMonth, Yen};

use crate::month_set::MonthSet;
use crate::parameter::InForce;
use crate::version::LawVersion;
use crate::words::Words;

/// 説明の受け手 — whom a rule tells its steps. Rules are generic over it: with [`Silent`] the closure is never called and
/// the compiler drops it, so that a run of millions is plain arithmetic.
pub trait Explain {
    /// Takes the next step.
    fn record(&mut self, step: impl FnOnce() -> Step);
}

/// Hears nothing and makes nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Explain for Silent {
    #[inline]
    fn record(&mut self, _step: impl FnOnce() -> Step) {}
}

/// Keeps every step in order.
#[derive(Debug, Clone, Default)]
pub struct Recording {
    steps: Vec<Step>,
}

impl Recording {
    /// The explanation, under the law it was computed with.
    #[must_use]
    pub fn finish(self, law: LawVersion) -> Explanation {
        Explanation { steps: self.steps, law }
    }
}

impl Explain for Recording {
    fn record(&mut self, step: impl FnOnce() -> Step) {
        self.steps.push(step());
    }
}

/// 計算の説明 — the answer to "なぜ?": the steps in order and the law they stand on. Stored with a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The steps, in the order of the law.
    pub steps: Vec<Step>,
    /// The law that was in force.
    pub law: LawVersion,
}

/// 説明の一段 — one question of the law, with its article, what it was answered from, and the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The question, in Japanese.
    pub label_ja: String,
    /// The question, in English.
    pub label_en: String,
    /// The article that asks it.
    pub article: String,
    /// JSON pointer into the facts, where the step is about one person (`/children/2`); else it is about all.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub about: Option<String>,
    /// What the answer was found from, law values with their citation.
    pub inputs: Vec<Given>,
    /// The answer.
    pub answer: Answer,
    /// One or two plain sentences with names and figures, in Japanese.
    pub text_ja: String,
    /// The same in English.
    pub text_en: String,
}

impl Step {
    /// A question of the article and its answer.
    #[must_use]
    pub fn new(article: impl Into<String>, question: Words, answer: Answer) -> Step {
        Step {
            label_ja: question.ja,
            label_en: question.en,
            article: article.into(),
            about: None,
            inputs: Vec::new(),
            answer,
            text_ja: String::new(),
            text_en: String::new(),
        }
    }

    /// About one part of the facts, by JSON pointer.
    #[must_use]
    pub fn about(mut self, pointer: impl Into<String>) -> Step {
        self.about = Some(pointer.into());
        self
    }

    /// Found from this fact.
    #[must_use]
    pub fn from(mut self, name: Words, value: Answer) -> Step {
        self.inputs.push(Given { name_ja: name.ja, name_en: name.en, value, law: None });
        self
    }

    /// Found under this value of the law.
    #[must_use]
    pub fn under<T: Copy + Into<Answer>>(mut self, law: &InForce<T>) -> Step {
        let mut value: Answer = law.value.into();
        if value.kind == AnswerKind::Count {
            value.ja.push_str(&law.unit);
        }
        self.inputs.push(Given {
            name_ja: law.ja.clone(),
            name_en: law.en.clone(),
            value,
            law: Some(LawSource { key: law.key.clone(), cite: law.cite.clone(), from: law.from, by: law.by.clone() }),
        });
        self
    }

    /// The plain sentences.
    #[must_use]
    pub fn because(mut self, text: Words) -> Step {
        (self.text_ja, self.text_en) = (text.ja, text.en);
        self
    }
}

/// 前提 — what a step was answered from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Name of the fact or of the law's value, in Japanese.
    pub name_ja: String,
    /// The same in English.
    pub name_en: String,
    /// Its value.
    pub value: Answer,
    /// Where the value comes from, when the law sets it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub law: Option<LawSource>,
}

/// 根拠 — the citation of one value of the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawSource {
    /// Key in the parameter file.
    pub key: String,
    /// The article.
    pub cite: String,
    /// First day of the value.
    pub from: NaiveDate,
    /// The act that gave it this value.
    pub by: String,
}

/// What an [`Answer`] holds, so that a renderer can align and format it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// Yes or no.
    YesNo,
    /// Whole yen.
    Yen,
    /// A rate, as its written form.
    Rate,
    /// A number of something.
    Count,
    /// A month, `2026-04`.
    Month,
    /// A day, `2026-04-01`.
    Day,
    /// A list of months of the year.
    Months,
    /// Words alone.
    Words,
}

/// 答え — a value with its two readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What `value` is.
    pub kind: AnswerKind,
    /// The value for machines.
    pub value: serde_json::Value,
    /// As a Japanese reader sees it.
    pub ja: String,
    /// As an English reader sees it.
    pub en: String,
}

impl Answer {
    fn new(kind: AnswerKind, value: serde_json::Value, ja: impl Into<String>, en: impl Into<String>) -> Answer {
        Answer { kind, value, ja: ja.into(), en: en.into() }
    }

    /// はい / いいえ.
    #[must_use]
    pub fn yes_no(yes: bool) -> Answer {
        let (ja, en) = if yes { ("はい", "Yes") } else { ("いいえ", "No") };
        Answer::new(AnswerKind::YesNo, json!(yes), ja, en)
    }

    /// An amount.
    #[must_use]
    pub fn yen(amount: Yen) -> Answer {
        let ja = amount.to_string();
        let en = format!("{} yen", ja.trim_end_matches('円'));
        Answer::new(AnswerKind::Yen, json!(amount.get()), ja, en)
    }

    /// A number of something, with its readings, such as 3番目 and "third".
    #[must_use]
    pub fn count(number: u32, reading: Words) -> Answer {
        Answer::new(AnswerKind::Count, json!(number), reading.ja, reading.en)
    }

    /// A month, in the era and in our calendar.
    #[must_use]
    pub fn month(month: YearMonth) -> Answer {
        let ja = match Wareki::of(month.first_day()) {
            Some(era) => format!("{}{}年{}月", era.era.name(), era.year_text(), month.month()),
            None => month.to_string(),
        };
        Answer::new(AnswerKind::Month, json!(month.to_string()), ja, month.to_string())
    }

    /// A day, in the era and in our calendar.
    #[must_use]
    pub fn day(day: NaiveDate) -> Answer {
        let ja = Wareki::of(day).map_or_else(|| day.to_string(), |era| era.to_string());
        Answer::new(AnswerKind::Day, json!(day.to_string()), ja, day.to_string())
    }

    /// Words alone; `code` is what a machine reads.
    #[must_use]
    pub fn words(code: &str, reading: Words) -> Answer {
        Answer::new(AnswerKind::Words, json!(code), reading.ja, reading.en)
    }
}

impl From<Yen> for Answer {
    fn from(amount: Yen) -> Answer {
        Answer::yen(amount)
    }
}

impl From<Rate> for Answer {
    fn from(rate: Rate) -> Answer {
        Answer::new(AnswerKind::Rate, json!(rate.to_string()), rate.to_string(), rate.to_string())
    }
}

impl From<u32> for Answer {
    fn from(number: u32) -> Answer {
        Answer::count(number, Words::new(number.to_string(), number.to_string()))
    }
}

impl From<MonthSet> for Answer {
    fn from(months: MonthSet) -> Answer {
        let list: Vec<u32> = months.iter().collect();
        let ja: Vec<String> = list.iter().map(|month| format!("{month}月")).collect();
        Answer::new(AnswerKind::Months, json!(list), ja.join("・"), months.to_string())
    }
}
