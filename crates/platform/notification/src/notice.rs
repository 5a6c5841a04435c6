//! What a mail may say: a closed set, Japanese first, English below.

use values::Yen;

/// A run as a mail names it. The titles are words of the program, never text that somebody typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunName {
    /// Number of the run.
    pub number: i64,
    /// Title of its kind.
    pub title_ja: &'static str,
    /// The same in English.
    pub title_en: &'static str,
}

/// Everything that is ever mailed. A new kind of mail is a new variant; its blanks take numbers and words of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// A run was computed and checked: somebody has to look at it.
    RunFinished {
        /// The run.
        run: RunName,
        /// How many items it holds.
        item_count: i64,
        /// How many findings wait for a person.
        finding_count: i64,
        /// What it pays out in all, where it pays.
        total: Option<Yen>,
    },
    /// A run stopped with an error.
    RunFailed {
        /// The run.
        run: RunName,
        /// Phase in which it stopped, as the screen names it.
        phase_ja: &'static str,
        /// Stable code of that phase.
        phase_code: &'static str,
        /// Stable code of the error.
        error_code: &'static str,
    },
}

/// A mail to one officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Mail address of the officer.
    pub to: String,
    /// What it says.
    pub notice: Notice,
}

impl Notice {
    /// What the mail is about, as a key to find it by: `run:12`.
    #[must_use]
    pub fn about(&self) -> String {
        let (Self::RunFinished { run, .. } | Self::RunFailed { run, .. }) = self;
        format!("run:{}", run.number)
    }

    /// Subject, both languages on one line.
    #[must_use]
    pub fn subject(&self) -> String {
        match self {
            Self::RunFinished { run, .. } => {
                format!(
                    "【Yakuba】一括処理{} {} が終わりました / Run {} finished",
                    run.number, run.title_ja, run.number
                )
            }
            Self::RunFailed { run, .. } => {
                format!("【Yakuba】一括処理{} {} が止まりました / Run {} failed", run.number, run.title_ja, run.number)
            }
        }
    }

    /// Body, Japanese above, English below.
    #[must_use]
    pub fn body(&self) -> String {
        let (ja, en) = match self {
            Self::RunFinished { run, item_count, finding_count, total } => {
                finished(run, *item_count, *finding_count, *total)
            }
            Self::RunFailed { run, phase_ja, phase_code, error_code } => (
                format!(
                    "一括処理 {}「{}」が「{phase_ja}」の段階で止まりました。\n\n理由の符号: {error_code}\n\n\
                     一括処理の画面で理由を確かめてください。計算済みの区切りは残っており、直した後は続きから始まります。\n",
                    run.number, run.title_ja
                ),
                format!(
                    "Run {} \"{}\" stopped in phase {phase_code}.\n\nCode of the cause: {error_code}\n\n\
                     Look at the run console. Computed chunks are kept: once mended, the run goes on from there.\n",
                    run.number, run.title_en
                ),
            ),
        };
        format!("{ja}\n― ― ―\n\n{en}\nこのメールに個人の情報は含まれません。 This mail holds no personal data.\n")
    }
}

fn finished(run: &RunName, item_count: i64, finding_count: i64, total: Option<Yen>) -> (String, String) {
    let (items, findings) = (grouped(item_count), grouped(finding_count));
    let total_ja = total.map(|total| format!("合計: {total}\n")).unwrap_or_default();
    let total_en = total.map(|total| format!("Total: {} yen\n", grouped(total.get()))).unwrap_or_default();
    (
        format!(
            "一括処理 {}「{}」の計算と検査が終わりました。\n\n件数: {items}件\n{total_ja}指摘: {findings}件\n\n\
             一括処理の画面で内容を確かめ、承認に進んでください。\n",
            run.number, run.title_ja
        ),
        format!(
            "Run {} \"{}\" has been computed and checked.\n\nItems: {items}\n{total_en}Findings: {findings}\n\n\
             Look at it in the run console and go on to approval.\n",
            run.number, run.title_en
        ),
    )
}

/// Groups of three digits; so a count never looks like the number of a person.
fn grouped(count: i64) -> String {
    Yen::new(count).to_string().trim_end_matches('円').to_owned()
}
