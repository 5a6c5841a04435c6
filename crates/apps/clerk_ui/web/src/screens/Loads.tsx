import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client";
import type { LoadSummary } from "../api/contract";
import { useKeys } from "../frame/keys";
import { useNav } from "../frame/nav";
import { Panel, Part } from "../parts/Panel";
import { Table, type Column } from "../parts/Table";
import { Tag } from "../parts/Tag";

const columns: Column<LoadSummary>[] = [
  { key: "number", head: "#", width: "w-40", align: "right", cell: (_, index) => <span className="sub">{index + 1}</span> },
  { key: "title", head: "取り込み", cell: (row) => <strong>{row.title}</strong> },
  { key: "green", head: "結果", width: "w-148", cell: (row) => (row.is_green ? <Tag severity="done">一致</Tag> : <Tag severity="stop">不一致</Tag>) },
];

export function Loads() {
  const { go, back } = useNav();
  const [selected, select] = useState(0);
  const query = useQuery({ queryKey: ["loads"], queryFn: api.loads });
  useKeys({ Escape: back }, [
    ["↑↓", "選ぶ"],
    ["Enter", "開く"],
  ]);
  useEffect(() => {
    document.title = "移行 — 役場";
  }, []);
  return (
    <div className="screen">
      <div className="title">
        <h1>移行</h1>
        <span className="sub">旧システムからの取り込み</span>
      </div>
      <Panel label="取り込みの一覧" className="list grow">
        <Part query={query}>
          {(data) =>
            data.items.length === 0 ? (
              <p className="empty">取り込みは0件です。</p>
            ) : (
              <Table caption="取り込みの一覧" columns={columns} rows={data.items} rowKey={(row) => row.load_id} selected={selected} onSelect={select} onOpen={(row) => go({ screen: "load", load_id: row.load_id })} opens_by_digit autoFocus />
            )
          }
        </Part>
      </Panel>
    </div>
  );
}
