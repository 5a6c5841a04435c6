import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client";
import type { Dataset, Load, Tally } from "../api/contract";
import { figure } from "../domain/words";
import { useKeys } from "../frame/keys";
import { useNav } from "../frame/nav";
import { Icon } from "../parts/Icon";
import { Notice, Panel, Part } from "../parts/Panel";
import { Table, type Column } from "../parts/Table";
import { Tag } from "../parts/Tag";

const agrees = (dataset: Dataset): boolean => dataset.unexplained === 0 && dataset.checks.every((check) => check.agrees);
const quiet = (count: number) => (count === 0 ? <span className="sub">0</span> : figure(count));

const columns: Column<Dataset>[] = [
  { key: "name", head: "データ", cell: (row) => <strong>{row.name}</strong> },
  { key: "source", head: "旧", width: "w-100", align: "right", cell: (row) => figure(row.source) },
  { key: "loaded", head: "取り込み", width: "w-100", align: "right", cell: (row) => figure(row.loaded) },
  { key: "merged", head: "統合", width: "w-72", align: "right", cell: (row) => quiet(row.merged) },
  { key: "quarantined", head: "保留", width: "w-60", align: "right", cell: (row) => quiet(row.quarantined) },
  { key: "rejected", head: "対象外", width: "w-60", align: "right", cell: (row) => quiet(row.rejected) },
  { key: "unexplained", head: "説明なし", width: "w-76", align: "right", cell: (row) => <strong className={row.unexplained === 0 ? undefined : "deadline"}>{figure(row.unexplained)}</strong> },
  { key: "checks", head: "合計の検算", width: "w-196", align: "right", cell: (row) => checkWord(row) },
  { key: "result", head: "結果", width: "w-100", cell: (row) => (agrees(row) ? <Tag severity="done" shape>一致</Tag> : <Tag severity="stop" shape>不一致</Tag>) },
];

function checkWord(dataset: Dataset) {
  const broken = dataset.checks.find((check) => !check.agrees);
  if (broken) return <strong className="deadline">{broken.label} {broken.target}</strong>;
  const first = dataset.checks[0];
  if (!first) return <span className="sub">—</span>;
  return dataset.checks.length === 1 ? `${first.label} 一致` : `${dataset.checks.length}つの合計 一致`;
}

/** The equation is the headline; one 不一致 makes the load red. */
export function LoadScreen({ load_id }: { load_id: string }) {
  const { back } = useNav();
  const query = useQuery({ queryKey: ["load", load_id], queryFn: () => api.load(load_id) });
  useKeys({ "Shift+F8": query.data ? () => window.print() : null, Escape: back }, [
    ["↑↓", "選ぶ"],
    ["Esc", "戻る"],
  ]);
  useEffect(() => {
    document.title = "移行の突合せ — 役場";
  }, []);
  return (
    <div className="screen">
      <Part query={query} rows={10}>
        {(load) => <Reconciliation load={load} />}
      </Part>
    </div>
  );
}

function Reconciliation({ load }: { load: Load }) {
  const wrong = load.datasets.filter((each) => !agrees(each));
  const [selected, select] = useState(Math.max(0, load.datasets.findIndex((each) => !agrees(each))));
  const dataset = load.datasets[selected];
  const broken = wrong[0]?.checks.find((check) => !check.agrees);
  return (
    <>
      <div className="title">
        <h1>移行の突合せ</h1>
        <span className="sub">{load.title}</span>
        <span className="title-end buttons">
          <button type="button" className="button" onClick={() => window.print()}>
            <Icon name="printer" /> 報告書
          </button>
        </span>
      </div>
      {load.is_green ? (
        <Notice severity="done">
          <Icon name="check" size={20} />
          <strong>すべて一致しました。</strong> <span>旧システムの記録は、1件残らず行き先が分かっています。</span>
        </Notice>
      ) : (
        <Notice severity="stop">
          <Icon name="stop" size={20} />
          <strong>不一致が{Math.max(1, wrong.length)}件あります。取り込みを確定できません。</strong>{" "}
          <span>{broken && wrong[0] ? `${wrong[0].name}の${broken.label}が、旧システムの ${broken.source} に対して ${broken.target} です。` : "説明のつかない記録があります。"}</span>
        </Notice>
      )}
      <Equation tally={load.equation} />
      <div className="columns side-336">
        <Panel
          label="データごとの突合せ"
          className="list"
          foot={
            <p className="list-foot">
              <span>
                {load.datasets.length}種類中 一致 {load.datasets.length - wrong.length}　不一致 {wrong.length}
              </span>
              <span className="sub">保留にはそれぞれ理由があります。右に理由ごとの件数が出ます。</span>
            </p>
          }
        >
          <Table caption="データごとの突合せ" columns={columns} rows={load.datasets} rowKey={(row) => row.name} selected={selected} onSelect={select} rowClass={(row) => (agrees(row) ? "" : "row-stop")} autoFocus />
        </Panel>
        {dataset && <DatasetPanel dataset={dataset} load={load} />}
      </div>
    </>
  );
}

const TERMS: [key: keyof Tally, word: string][] = [
  ["loaded", "取り込み"],
  ["merged", "統合"],
  ["quarantined", "保留"],
  ["rejected", "対象外"],
  ["unexplained", "説明なし"],
];

function Equation({ tally }: { tally: Tally }) {
  return (
    <section className="equation" aria-label="記録の数の式">
      <div>
        <span>旧システムの記録</span>
        <b>{figure(tally.source)}</b>
      </div>
      {TERMS.map(([key, word], index) => (
        <div key={key} className="equation-term">
          <span className="equation-sign">{index === 0 ? "＝" : "＋"}</span>
          <div className={key !== "unexplained" ? undefined : tally.unexplained === 0 ? "boxed" : "boxed wrong"}>
            <span>{word}</span>
            <b>{figure(tally[key])}</b>
          </div>
        </div>
      ))}
    </section>
  );
}

function DatasetPanel({ dataset, load }: { dataset: Dataset; load: Load }) {
  const reasons = load.reasons;
  const quarantine = load.quarantine.filter((each) => each.dataset === dataset.name);
  return (
    <Panel as="aside" title={dataset.name} action={agrees(dataset) ? <Tag severity="done" shape>一致</Tag> : <Tag severity="stop" shape>不一致</Tag>}>
      <div className="dataset">
        {dataset.checks.length > 0 && (
          <table className="table table-compact">
            <caption className="unseen">合計の検算</caption>
            <colgroup>
              <col />
              <col className="w-100" />
              <col className="w-100" />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">合計</th>
                <th scope="col" className="right">
                  旧
                </th>
                <th scope="col" className="right">
                  役場
                </th>
              </tr>
            </thead>
            <tbody>
              {dataset.checks.map((check) => (
                <tr key={check.label} className={check.agrees ? undefined : "row-stop"}>
                  <th scope="row">{check.label}</th>
                  <td className="right">{check.source}</td>
                  <td className="right">{check.agrees ? check.target : <strong>{check.target}</strong>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <h3>保留と対象外の理由</h3>
        {reasons.length === 0 ? (
          <p>0件</p>
        ) : (
          <ul className="reason-counts">
            {reasons.map((reason) => (
              <li key={reason.code}>
                <span>{reason.text}</span>
                <strong>{figure(reason.count)}件</strong>
              </li>
            ))}
          </ul>
        )}
        {quarantine.length > 0 && (
          <>
            <h3>保留の記録（はじめの{quarantine.length}件）</h3>
            <ul className="quarantine">
              {quarantine.map((each) => (
                <li key={`${each.file}/${each.line}/${each.column}`}>
                  <span className="identifier">
                    {each.file} {each.line}行 {each.column}
                  </span>
                  <span>{each.reason}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Panel>
  );
}
