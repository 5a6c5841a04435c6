import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client";
import type { RunSummary } from "../api/contract";
import { PHASES } from "../domain/words";
import { useKeyTable, useKeys } from "../frame/keys";
import { useNav } from "../frame/nav";
import { useSession } from "../frame/session";
import { Icon } from "../parts/Icon";
import { Panel, Part } from "../parts/Panel";
import { Table, type Column } from "../parts/Table";
import { Tag } from "../parts/Tag";
import { DraftsPanel } from "./Filings";

const columns: Column<RunSummary>[] = [
  { key: "title", head: "すること", cell: (row) => <strong>{row.title}</strong> },
  { key: "phase", head: "状態", width: "w-148", cell: (row) => <PhaseTag run={row} /> },
];

export function PhaseTag({ run }: { run: RunSummary }) {
  const word = PHASES.find((each) => each.phase === run.phase)?.word ?? run.phase;
  if (run.phase === "posted" || run.phase === "documents") return <Tag severity="done">{word}済</Tag>;
  if (run.phase === "compared") return <Tag severity="care">承認待ち</Tag>;
  return <Tag severity={run.phase === "draft" ? "none" : "info"}>{word}</Tag>;
}

/** Home: the runs in hand, the filings begun, and the two doors most used. */
export function Today() {
  const { go } = useNav();
  const { session, may } = useSession();
  const { run } = useKeyTable();
  const [selected, select] = useState(0);
  const runs = useQuery({ queryKey: ["runs"], queryFn: api.runs, enabled: may("runs") });
  const loads = useQuery({ queryKey: ["loads"], queryFn: api.loads, enabled: may("migration") });
  useKeys({}, [
    ["↑↓", "選ぶ"],
    ["Enter", "開く"],
  ]);
  useEffect(() => {
    document.title = "今日の仕事 — 役場";
  }, []);
  return (
    <div className="screen">
      <div className="title">
        <h1>今日の仕事</h1>
        <span className="sub">
          {session.account.office_name}　{session.account.role}
        </span>
        <span className="title-end buttons">
          <button type="button" className="button primary" onClick={() => go({ screen: "filings" })}>
            <Icon name="plus" /> 届出を受け付ける
          </button>
          <button type="button" className="button" onClick={() => run("F2")}>
            人を探す
          </button>
        </span>
      </div>
      <div className="columns side-332">
        <Panel title="処理の予定" note={runs.data && `${runs.data.items.length}件`} className="list">
          {may("runs") ? (
            <Part query={runs}>
              {(data) =>
                data.items.length === 0 ? (
                  <p className="empty">処理の予定は0件です。</p>
                ) : (
                  <Table caption="処理の予定" columns={columns} rows={data.items} rowKey={(row) => row.run_id} selected={selected} onSelect={select} onOpen={(row) => go({ screen: "run", run_id: row.run_id })} autoFocus />
                )
              }
            </Part>
          ) : (
            <p className="empty">F2 で方を探すか、届出を受け付けてください。</p>
          )}
        </Panel>
        <div className="stack">
          <DraftsPanel />
          {may("migration") && (
            <Panel as="aside" title="移行" className="fit">
              <Part query={loads}>
                {(data) => (
                  <ul className="plain-list">
                    {data.items.map((each) => (
                      <li key={each.load_id}>
                        <button type="button" className="link-button" onClick={() => go({ screen: "load", load_id: each.load_id })}>
                          {each.title}
                        </button>
                        {each.is_green ? <Tag severity="done">一致</Tag> : <Tag severity="stop">不一致</Tag>}
                      </li>
                    ))}
                  </ul>
                )}
              </Part>
            </Panel>
          )}
        </div>
      </div>
    </div>
  );
}
