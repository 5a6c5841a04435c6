//! What mails say, and what can never get into one.

use database::DatabaseError;
use notification::{Mail, Notice, NotificationError, RunName, queue};
use testing::{TestDatabase, clerk};
use values::Yen;

const RUN: RunName =
    RunName { number: 12, title_ja: "児童手当 定期支払", title_en: "Child allowance, regular payment" };

pub(crate) fn finished() -> Notice {
    Notice::RunFinished { run: RUN, item_count: 6_512, finding_count: 3, total: Some(Yen::new(1_234_567_890)) }
}

pub(crate) fn failed() -> Notice {
    Notice::RunFailed { run: RUN, phase_ja: "計算", phase_code: "computed", error_code: "batch.chunks_failed" }
}

#[test]
fn both_languages_say_the_same() {
    assert_eq!(finished().subject(), "【Yakuba】一括処理12 児童手当 定期支払 が終わりました / Run 12 finished");
    let body = finished().body();
    for part in ["件数: 6,512件", "合計: 1,234,567,890円", "指摘: 3件", "Items: 6,512", "Total: 1,234,567,890 yen"]
    {
        assert!(body.contains(part), "{part} in\n{body}");
    }
    assert!(body.find("一括処理").unwrap() < body.find("Run 12").unwrap(), "Japanese stands above");
    let body = failed().body();
    for part in ["「計算」の段階で止まりました", "batch.chunks_failed", "stopped in phase computed"] {
        assert!(body.contains(part), "{part} in\n{body}");
    }
}

#[test]
fn a_number_like_that_of_a_person_is_refused() {
    let test = TestDatabase::new();
    let operation = clerk("北区 窓口", "2026-11-22");
    let run = RunName { number: 123_456_789, ..RUN };
    let notice = Notice::RunFinished { run, item_count: 1, finding_count: 0, total: None };
    let mail = Mail { to: "officer@ward.example.jp".to_owned(), notice };
    let refused = test.database.write(&operation, |tx| queue(tx, &mail));
    assert!(matches!(refused, Err(NotificationError::LooksPersonal)), "{refused:?}");
}

#[test]
fn the_table_itself_refuses_and_the_program_cannot_rewrite_a_mail() {
    let test = TestDatabase::new();
    let operation = clerk("北区 窓口", "2026-11-22");
    let run = |sql: &str| {
        test.database.write(&operation, |tx| {
            use diesel::RunQueryDsl;
            diesel::sql_query(sql).execute(tx.connection()).map_err(DatabaseError::from)
        })
    };
    let insert = |subject: &str, body: &str| {
        format!(
            "insert into notification.mails (recipient, about, subject, body, queued_at, next_attempt_at) \
             values ('a@b.jp', 'run:1', '{subject}', '{body}', now(), now())"
        )
    };
    for (subject, body) in [("123456789012", ""), ("", "個人番号 １２３４５６７８９０１２"), ("", "000000019")]
    {
        let refused = run(&insert(subject, body));
        assert!(matches!(refused, Err(DatabaseError::Constraint { .. })), "{subject} {body}: {refused:?}");
    }
    run(&insert("件名", "12,345,678,901円")).unwrap();
    assert!(run("update notification.mails set body = 'another'").is_err());
    assert!(run("delete from notification.mails").is_err());
}
