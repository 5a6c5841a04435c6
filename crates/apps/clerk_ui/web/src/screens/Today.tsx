import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, sendOnce } from "../api/client";
import type { RunSummary, WorkItem } from "../api/contract";
import { toEraShort, toMonthDay } from "../domain/wareki";
import { PHASES, grouped } from "../domain/words";
import { useKeyTable, useKeys } from "../frame/keys";
import { useNav } from "../frame/nav";
import { useSession } from "../frame/session";
import { Icon } from "../parts/Icon";
import { Panel, Part } from "../parts/Panel";
import { Table, type Column } from "../parts/Table";
import { Tag } from "../parts/Tag";
import { DraftsPanel } from "./Filings";

export function PhaseTag({ run }: { run: RunSummary }) {
  const word = PHASES.find((each) => each.phase === run.phase)?.word ?? run.phase;
  if (run.phase === "posted" || run.phase === "documents") return <Tag severity="done">{word}済</Tag>;
  if (run.phase === "compared") return <Tag severity="care">承認待ち</Tag>;
  return <Tag severity={run.phase === "draft" ? "none" : "info"}>{word}</Tag>;
}

/** Home: what is due, the filings begun, the runs in hand, and the two doors most used. */
export function Today() {
  const { go } = useNav();
  const { session, may } = useSession();
  const { run } = useKeyTable();
  const runs = useQuery({ queryKey: ["runs"], queryFn: api.runs, enabled: may("batch.run.read") });
  const loads = useQuery({ queryKey: ["loads"], queryFn: api.loads, enabled: may("migration.load.read") });
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
        {may("exchange.work_item.read") ? (
          <WorkItems />
        ) : (
          <Panel label="仕事" className="list">
            <p className="empty">F2 で方を探すか、届出を受け付けてください。</p>
          </Panel>
        )}
        <div className="stack">
          <DraftsPanel />
          {may("batch.run.read") && (
            <Panel as="aside" title="処理の予定" className="fit">
              <Part query={runs}>
                {(data) => (
                  <ul className="plain-list">
                    {data.items.length === 0 && <li className="sub">処理の予定は0件です。</li>}
                    {data.items.slice(0, 6).map((each) => (
                      <li key={each.run_id}>
                        <button type="button" className="link-button" onClick={() => go({ screen: "run", run_id: each.run_id })}>
                          {each.title}
                        </button>
                        <PhaseTag run={each} />
                      </li>
                    ))}
                  </ul>
                )}
              </Part>
            </Panel>
          )}
          {may("migration.load.read") && (
            <Panel as="aside" title="移行" className="fit">
              <Part query={loads}>
                {(data) => (
                  <ul className="plain-list">
                    {data.items.slice(0, 4).map((each) => (
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

function Due({ due_on, today }: { due_on: string | null | undefined; today: string }) {
  if (!due_on) return <span className="sub">—</span>;
  if (due_on < today) {
    return (
      <>
        <strong className="deadline">{toMonthDay(due_on)}</strong> <Tag severity="stop">超過</Tag>
      </>
    );
  }
  return due_on === today ? <strong>本日</strong> : <>{due_on.slice(0, 4) === today.slice(0, 4) ? toMonthDay(due_on) : toEraShort(due_on)}</>;
}

/** What is due, the nearest deadline first; the foot previews the selected one and names the next step. */
function WorkItems() {
  const { go } = useNav();
  const { today, may } = useSession();
  const queries = useQueryClient();
  const [selected, select] = useState(0);
  const query = useQuery({ queryKey: ["work_items"], queryFn: api.workItems });
  const menu = useQuery({ queryKey: ["menu"], queryFn: api.menu, staleTime: Infinity });
  const close = useMutation({
    mutationFn: ({ item_number, is_dismissed }: { item_number: string; is_dismissed: boolean }) => sendOnce((key) => api.closeWorkItem(item_number, is_dismissed, key)),
    onSettled: () => queries.invalidateQueries({ queryKey: ["work_items"] }),
  });
  const names = new Map((menu.data?.businesses ?? []).map((each) => [each.code, each.name]));
  const columns: Column<WorkItem>[] = [
    { key: "due", head: "期限", width: "w-112", cell: (row) => <Due due_on={row.due_on} today={today} /> },
    { key: "title", head: "すること", cell: (row) => row.title },
    { key: "business", head: "業務", width: "w-136", cell: (row) => names.get(row.business) ?? row.business },
    { key: "person", head: "対象の方", width: "w-136", cell: (row) => <span className="identifier">{grouped(row.addressee_number)}</span> },
  ];
  const items = query.data?.items ?? [];
  const at = Math.min(selected, items.length - 1);
  const item = items[at];
  return (
    <Panel
      title="すること"
      note={query.data && `${items.length}件`}
      className="list work-items"
      foot={
        item && (
          <div className="picked-item">
            <p>
              <strong>{item.title}</strong>
              <br />
              <span className="sub">次にすること：方を開いて確かめ、終わったら「終える」を押します。</span>
            </p>
            <span className="buttons">
              {may("exchange.work_item.close") && (
                <>
                  <button type="button" className="button small" disabled={close.isPending} onClick={() => close.mutate({ item_number: item.item_number, is_dismissed: true })}>
                    対応は不要
                  </button>
                  <button type="button" className="button small" disabled={close.isPending} onClick={() => close.mutate({ item_number: item.item_number, is_dismissed: false })}>
                    終える
                  </button>
                </>
              )}
              <button type="button" className="button primary small" onClick={() => go({ screen: "person", addressee_number: item.addressee_number })}>
                方を開く
              </button>
            </span>
          </div>
        )
      }
    >
      <Part query={query} rows={10}>
        {() =>
          items.length === 0 ? (
            <p className="empty">することは0件です。F2 で方を探すか、届出を受け付けてください。</p>
          ) : (
            <Table caption="すること" columns={columns} rows={items} rowKey={(row) => row.item_number} selected={at} onSelect={select} onOpen={(row) => go({ screen: "person", addressee_number: row.addressee_number })} opens_by_digit autoFocus />
          )
        }
      </Part>
    </Panel>
  );
}
