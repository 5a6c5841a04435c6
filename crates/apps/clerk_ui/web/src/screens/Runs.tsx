import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client";
import type { RunSummary } from "../api/contract";
import { useKeys } from "../frame/keys";
import { useNav } from "../frame/nav";
import { Panel, Part } from "../parts/Panel";
import { Table, type Column } from "../parts/Table";
import { PhaseTag } from "./Today";

const columns: Column<RunSummary>[] = [
  { key: "number", head: "#", width: "w-40", align: "right", cell: (_, index) => <span className="sub">{index + 1}</span> },
  { key: "title", head: "処理", cell: (row) => <strong>{row.title}</strong> },
  { key: "id", head: "処理番号", width: "w-220", cell: (row) => <span className="identifier">{row.run_id}</span> },
  { key: "phase", head: "状態", width: "w-148", cell: (row) => <PhaseTag run={row} /> },
];

export function Runs() {
  const { go, back } = useNav();
  const [selected, select] = useState(0);
  const query = useQuery({ queryKey: ["runs"], queryFn: api.runs, refetchInterval: 5_000 });
  useKeys({ Escape: back }, [
    ["↑↓", "選ぶ"],
    ["Enter", "開く"],
  ]);
  useEffect(() => {
    document.title = "処理 — 役場";
  }, []);
  return (
    <div className="screen">
      <div className="title">
        <h1>処理</h1>
        <span className="sub">{query.data && `${query.data.items.length}件`}</span>
      </div>
      <Panel label="処理の一覧" className="list grow">
        <Part query={query}>
          {(data) =>
            data.items.length === 0 ? (
              <p className="empty">処理は0件です。</p>
            ) : (
              <Table caption="処理の一覧" columns={columns} rows={data.items} rowKey={(row) => row.run_id} selected={selected} onSelect={select} onOpen={(row) => go({ screen: "run", run_id: row.run_id })} opens_by_digit autoFocus />
            )
          }
        </Part>
      </Panel>
    </div>
  );
}
