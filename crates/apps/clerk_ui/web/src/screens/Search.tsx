import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client";
import type { FoundPerson } from "../api/contract";
import { grouped, sexWord, stateWord } from "../domain/words";
import { useKeyTable, useKeys } from "../frame/keys";
import { useNav } from "../frame/nav";
import { Counter } from "../parts/Counter";
import { Icon } from "../parts/Icon";
import { Mask } from "../parts/Mask";
import { Coming, Facts, Notice, Panel, PartFailed } from "../parts/Panel";
import { Table, type Column } from "../parts/Table";
import { Tag } from "../parts/Tag";

const LIMIT = 50;

const columns: Column<FoundPerson>[] = [
  { key: "number", head: "#", width: "w-40", align: "right", cell: (_, index) => <span className="sub">{index + 1}</span> },
  {
    key: "name",
    head: "氏名・読み",
    width: "w-196",
    cell: (row) => (
      <span className="two">
        <strong className="person-name">{row.name}</strong>
        <span className="sub">{row.kana}</span>
      </span>
    ),
  },
  {
    key: "born",
    head: "生年月日",
    width: "w-136",
    cell: (row) => (
      <span className="two">
        {row.born_on_text}
        <span className="sub">{sexWord(row.sex)}</span>
      </span>
    ),
  },
  { key: "address", head: "住所", cell: (row) => (row.is_protected ? <Mask /> : row.address ?? <span className="sub">—</span>) },
  { key: "household", head: "世帯番号", width: "w-136", cell: (row) => (row.is_protected ? <Mask short /> : row.household_number ? <span className="identifier">{grouped(row.household_number)}</span> : <span className="sub">—</span>) },
  { key: "state", head: "状態", width: "w-108", cell: (row) => (row.is_protected ? <Tag severity="protected">支援措置</Tag> : <Tag severity={stateWord(row.registration_state).severity}>{stateWord(row.registration_state).word}</Tag>) },
  { key: "reason", head: "一致", width: "w-96", cell: (row) => <span className="sub">{row.match_reason}</span> },
];

export function Search({ query }: { query: string }) {
  const { go, results } = useNav();
  const { run } = useKeyTable();
  const queries = useQueryClient();
  const [selected, select] = useState(0);
  const key = ["search", query];
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => api.search({ query, limit: LIMIT }, signal), enabled: query !== "" });
  const items = found.data?.items ?? [];
  const person = items[selected];
  const open = (row: FoundPerson | undefined) => row && go({ screen: "person", addressee_number: row.addressee_number });

  useEffect(() => {
    if (found.data) results.current = found.data.items.map((each) => each.addressee_number);
  }, [found.data, results]);
  useEffect(() => {
    document.title = "検索 — 役場";
    if (query === "") run("F2");
    // Only when the screen opens.
  }, [query]);
  useKeys(
    { "Shift+F8": person ? () => go({ screen: "certificate", addressee_number: person.addressee_number }) : null, Escape: () => go({ screen: "today" }) },
    [
      ["1–9", "番号で開く"],
      ["Enter", "開く"],
    ],
  );

  const hidden = items.filter((each) => each.is_protected).length;
  return (
    <div className="screen">
      <div className="title">
        <h1>検索の結果</h1>
        {found.data && <span className="sub">{found.data.total}人</span>}
        {found.data?.interpretation.map(({ label, value }) => (
          <Tag key={label} severity="info">
            {label}＝{value}
          </Tag>
        ))}
        {query !== "" && (
          <button type="button" className="link-button" onClick={() => run("F2")}>
            条件を変える
          </button>
        )}
        {hidden > 0 && <span className="title-end sub">うち{hidden}人は内容を伏せています</span>}
      </div>
      <div className="columns side-328">
        <Panel
          label="見つかった方"
          className="list"
          foot={
            items.length > 0 && (
              <p className="list-foot">
                <span>
                  {found.data?.total}人中 1–{items.length}人
                </span>
                <span className="sub">数字を打つとその番号の方を開きます。 同じ名前の方は、生年月日と住所をお確かめください。</span>
              </p>
            )
          }
        >
          {query === "" ? (
            <p className="empty">氏名・カナ・生年月日・番号・住所のどれかを、上の検索に入れてください。</p>
          ) : found.isError ? (
            <PartFailed error={found.error} onRetry={() => void found.refetch()} />
          ) : found.data === undefined ? (
            found.fetchStatus === "idle" ? (
              <p className="empty">検索をやめました。条件を変えてもう一度探してください。</p>
            ) : (
              <Coming rows={8} onStop={() => void queries.cancelQueries({ queryKey: key })} />
            )
          ) : items.length === 0 ? (
            <p className="empty">該当する方はいません。読みか生年月日を変えてください。</p>
          ) : (
            <Table caption="検索の結果" columns={columns} rows={items} rowKey={(row) => row.addressee_number} selected={selected} onSelect={select} onOpen={open} density="two-line" opens_by_digit autoFocus />
          )}
        </Panel>
        {person ? <Chosen person={person} number={selected + 1} onOpen={() => open(person)} /> : <Panel as="aside" label="選んだ方">{null}</Panel>}
      </div>
    </div>
  );
}

function Chosen({ person, number, onOpen }: { person: FoundPerson; number: number; onOpen: () => void }) {
  const { go } = useNav();
  return (
    <Panel as="aside" title={`${number}　${person.name} さん`} action={person.is_protected ? <Tag severity="protected">支援措置</Tag> : <Tag severity={stateWord(person.registration_state).severity}>{stateWord(person.registration_state).word}</Tag>}>
      <div className="chosen">
        {person.is_protected && (
          <Notice severity="protected">
            <Icon name="lock" size={20} />
            <span>
              <strong>住所・世帯・電話は表示できません。</strong>
              <br />
              この方は支援措置の対象です。
            </span>
          </Notice>
        )}
        <Facts
          items={[
            ["氏名", `${person.name}（${person.kana}）`],
            ["生年月日", `${person.born_on_text}　${sexWord(person.sex)}`],
            ["住所", person.is_protected ? <Mask /> : person.address ?? "—"],
            ["世帯", person.is_protected ? <Mask /> : person.household_number ? <span className="identifier">{grouped(person.household_number)}</span> : "—"],
            ["宛名番号", <span className="identifier">{grouped(person.addressee_number)}</span>],
          ]}
        />
        {person.is_protected ? (
          <Counter />
        ) : (
          <p className="buttons">
            <button type="button" className="button primary small" onClick={onOpen}>
              開く
            </button>
            <button type="button" className="button small" onClick={() => go({ screen: "filings", addressee_number: person.addressee_number })}>
              届出を始める
            </button>
            <button type="button" className="button small" onClick={() => go({ screen: "certificate", addressee_number: person.addressee_number })}>
              証明書を出す
            </button>
          </p>
        )}
      </div>
    </Panel>
  );
}
