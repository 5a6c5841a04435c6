import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Refusal, api, sendOnce } from "../api/client";
import type { Finding, Run, RunAct, StepOrder } from "../api/contract";
import { PHASES, duration, figure, moment, signed, yenAloud } from "../domain/words";
import { useKeys } from "../frame/keys";
import { useNav } from "../frame/nav";
import { useSession } from "../frame/session";
import { toHalfWidth } from "../domain/wareki";
import { Icon } from "../parts/Icon";
import { Facts, Notice, Panel, Part } from "../parts/Panel";
import { Table, type Column } from "../parts/Table";
import { Tag, type Severity } from "../parts/Tag";

const LIVE_EVERY = 1_000;
const isRunning = (run: Run | undefined): boolean => run !== undefined && run.progress.total > 0 && run.progress.done < run.progress.total;

/** A run from draft to bank: where it stands, how far, against the last one, and who may go on. */
export function RunScreen({ run_id }: { run_id: string }) {
  const { back } = useNav();
  const query = useQuery({ queryKey: ["run", run_id], queryFn: () => api.run(run_id), refetchInterval: ({ state }) => (isRunning(state.data) ? LIVE_EVERY : LIVE_EVERY * 5) });
  useEffect(() => {
    document.title = [query.data?.title, "処理", "役場"].filter(Boolean).join(" — ");
  }, [query.data?.title]);
  useKeys({ Escape: back }, [
    ["↑↓", "選ぶ"],
    ["Esc", "戻る"],
  ]);
  return (
    <div className="screen run-screen">
      <Part query={query} rows={10}>
        {(run) => <Console run={run} />}
      </Part>
    </div>
  );
}

function Console({ run }: { run: Run }) {
  const queries = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const act = useMutation({
    mutationFn: ({ name, order = {} }: { name: RunAct; order?: StepOrder }) => sendOnce((key) => api.runAct(run.run_id, name, order, key)),
    onSuccess: (after) => {
      setFailure(null);
      queries.setQueryData(["run", run.run_id], after);
      void queries.invalidateQueries({ queryKey: ["run", run.run_id] });
      void queries.invalidateQueries({ queryKey: ["runs"] });
    },
    onError: (cause) => setFailure(cause instanceof Refusal ? `${cause.problem.title} ${cause.problem.detail}` : "送れませんでした。もう一度試してください。"),
  });
  const stops = run.findings.filter((each) => each.severity === "fatal").length;
  const doing = isRunning(run);
  const phase_word = PHASES.find((each) => each.phase === run.phase)?.word ?? run.phase;
  return (
    <>
      <div className="title">
        <h1>{run.title}</h1>
        <span className="sub">
          処理番号 <span className="identifier">{run.run_id}</span>
        </span>
        <Tag severity={run.phase === "posted" || run.phase === "documents" ? "done" : "info"}>{doing ? `${phase_word}中` : phase_word}</Tag>
        <span className="title-end buttons">
          {run.phase === "draft" && (
            <button type="button" className="button primary" disabled={act.isPending} onClick={() => act.mutate({ name: "start" })}>
              処理を始める
            </button>
          )}
        </span>
      </div>
      {failure && (
        <Notice severity="stop">
          <Icon name="stop" size={20} /> <strong>{failure}</strong>
        </Notice>
      )}
      <PhaseBar run={run} />
      <div className="run-grid">
        <ProgressPanel run={run} />
        <Comparison run={run} />
        <Findings run={run} stops={stops} is_busy={act.isPending} onReason={(finding_number, reason) => act.mutate({ name: "give_reason", order: { finding_number, reason } })} />
        <Approval run={run} is_busy={act.isPending} onAct={(name, order) => act.mutate({ name, order })} />
      </div>
    </>
  );
}

function PhaseBar({ run }: { run: Run }) {
  const at = PHASES.findIndex((each) => each.phase === run.phase);
  const doing = isRunning(run);
  return (
    <ol className="phases" aria-label="段階">
      {PHASES.map(({ phase, word }, index) => {
        const fact = run.phases.find((each) => each.name === phase);
        const state = index < at || (index === at && !doing && fact?.at) ? "past" : index === at ? "now" : "next";
        return (
          <li key={phase} className={`phase ${state}${index === at ? " at" : ""}`} aria-current={index === at ? "step" : undefined}>
            <span className="phase-mark">{state === "past" && <Icon name="check" size={14} />}</span>
            <span>
              <strong>{word}</strong>
              <span className="phase-time">{state === "now" ? (doing ? "進行中" : "いま") : fact?.at ? moment(fact.at) : phase === "approved" ? "別の人" : "これから"}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

const CHUNKS: { name: string; word: string; states: string[] }[] = [
  { name: "done", word: "済み", states: ["done"] },
  { name: "now", word: "処理中", states: ["running"] },
  { name: "failed", word: "失敗", states: ["failed"] },
  { name: "rest", word: "これから", states: ["waiting"] },
];
const chunkOf = (state: string) => CHUNKS.find((each) => each.states.includes(state)) ?? { name: "rest", word: "これから", states: [] };
const ACROSS = 27;
const MOST_CHUNKS = ACROSS * 8;

function ProgressPanel({ run }: { run: Run }) {
  const { done, total, item_count, rate_per_second, eta_seconds, chunks } = run.progress;
  const percent = total === 0 ? 0 : Math.floor((done * 100) / total);
  const spoken = useTens(percent);
  const shown = chunks.slice(0, MOST_CHUNKS);
  const rows = Math.max(1, Math.ceil(shown.length / ACROSS));
  return (
    <Panel title="進み具合" action={eta_seconds !== null && done < total ? <span>残り 約<strong>{duration(eta_seconds)}</strong></span> : <span className="sub">{total > 0 && done >= total ? "終わりました" : ""}</span>} className="run-progress">
      <div className="progress">
        <p className="progress-figures">
          <b>{percent}</b>
          <strong>%</strong>
          <span>
            {figure(item_count)}人　{figure(done)} / {figure(total)} 区切り
          </span>
          <span className="sub">毎秒 {figure(Math.round(rate_per_second))}人</span>
        </p>
        <svg className="progress-bar" width="100%" height="12" role="progressbar" aria-label="進み具合" aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
          <rect className="chart-rest" width="100%" height="12" rx="6" />
          <rect className="chart-now" width={`${percent}%`} height="12" rx="6" />
        </svg>
        <p className="unseen" role="status">
          {spoken > 0 && `${spoken}パーセントまで進みました`}
        </p>
        <svg className="chunks" viewBox={`0 0 ${ACROSS * 14 - 2} ${rows * 15 - 3}`} role="img" aria-label={`${chunks.length}の区切りのうち ${CHUNKS.map((each) => `${each.word} ${count(chunks, each.name)}`).join("、")}`}>
          {shown.map((state, index) => (
            <rect key={index} className={`chunk chart-${chunkOf(state).name}`} x={(index % ACROSS) * 14 + 0.5} y={Math.floor(index / ACROSS) * 15 + 0.5} width="11" height="11" rx="2" />
          ))}
        </svg>
        <ul className="legend">
          {CHUNKS.map((each) => (
            <li key={each.name}>
              <svg width="12" height="12" aria-hidden="true">
                <rect className={`chunk chart-${each.name}`} x="0.5" y="0.5" width="11" height="11" rx="2" />
              </svg>
              {each.word} {count(chunks, each.name)}
            </li>
          ))}
        </ul>
        <Facts items={run.inputs.map(({ label, value }) => [label, value])} />
      </div>
    </Panel>
  );
}

const count = (chunks: string[], name: string): number => chunks.filter((state) => chunkOf(state).name === name).length;

/** The last full ten percent, so that a screen reader hears progress ten times and no more. */
function useTens(percent: number): number {
  const tens = Math.floor(percent / 10) * 10;
  const said = useRef(tens);
  if (tens > said.current) said.current = tens;
  return said.current;
}

type Compared = Run["comparison"][number];
const JUDGMENTS: Record<string, { word: string; severity: Severity }> = {
  within: { word: "通常", severity: "done" },
  outside: { word: "幅を超過", severity: "care" },
  first: { word: "初めて", severity: "none" },
};
const judgment = (row: Compared) => JUDGMENTS[row.judgment] ?? { word: row.judgment, severity: "none" as Severity };
const or = (value: number | null): string => (value === null ? "—" : figure(value));

const compared_columns: Column<Compared>[] = [
  { key: "label", head: "項目", cell: (row) => row.label },
  { key: "previous", head: "前回", width: "w-120", align: "right", cell: (row) => or(row.previous) },
  { key: "current", head: "今回", width: "w-120", align: "right", cell: (row) => <strong>{or(row.current)}</strong> },
  { key: "difference", head: "差", width: "w-112", align: "right", cell: (row) => (row.difference === null ? "—" : signed(row.difference)) },
  { key: "rate", head: "率", width: "w-84", align: "right", cell: (row) => row.rate ?? "—" },
  {
    key: "judgment",
    head: "判定",
    width: "w-148",
    cell: (row) => (
      <Tag severity={judgment(row).severity} shape={judgment(row).severity === "care"}>
        {judgment(row).word}
      </Tag>
    ),
  },
];

function Comparison({ run }: { run: Run }) {
  const [selected, select] = useState<number | null>(null);
  const worst = run.comparison.findIndex((row) => row.judgment === "outside");
  return (
    <Panel title="前回との比較" note={isRunning(run) ? "済んだ分は実数、残りは計算の結果" : ""} className="run-comparison">
      {run.comparison.length === 0 ? (
        <p className="empty">計算と検査が済むと、前回と比べた表がここに出ます。</p>
      ) : (
        <Table
          caption="前回との比較"
          columns={compared_columns}
          rows={run.comparison}
          rowKey={(row) => row.label}
          selected={selected ?? (worst >= 0 ? worst : 0)}
          onSelect={select}
          autoFocus
        />
      )}
    </Panel>
  );
}

const SEVERITIES: Record<string, { word: string; severity: Severity }> = {
  fatal: { word: "停止", severity: "stop" },
  confirm: { word: "確認", severity: "care" },
  information: { word: "情報", severity: "info" },
};
const severityOf = (finding: Finding) => SEVERITIES[finding.severity] ?? { word: finding.severity, severity: "care" as Severity };

interface FindingsProps {
  run: Run;
  stops: number;
  is_busy: boolean;
  onReason: (finding_number: number, reason: string) => void;
}

/** 停止 blocks the approval; 確認 needs a reason, which is kept. */
function Findings({ run, stops, is_busy, onReason }: FindingsProps) {
  const { may } = useSession();
  const [asked, setAsked] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const confirms = run.findings.filter((each) => each.severity === "confirm").length;
  const is_open = may("batch.run.read") && (run.phase === "checked" || run.phase === "compared");
  return (
    <Panel
      title="検査の指摘"
      note={
        <>
          {stops > 0 && (
            <Tag severity="stop" shape>
              停止 {stops}
            </Tag>
          )}
          {confirms > 0 && (
            <Tag severity="care" shape>
              確認 {confirms}
            </Tag>
          )}
          {run.findings.length === 0 && "0件"}
        </>
      }
      className="run-findings"
    >
      <ul className="findings" aria-live={stops > 0 ? "assertive" : "polite"}>
        {run.findings.map((each) => (
          <li key={each.finding_number} className={each.severity === "fatal" ? "row-stop" : undefined}>
            <Tag severity={severityOf(each).severity}>{severityOf(each).word}</Tag>
            {asked === each.finding_number ? (
              <span className="finding-reason">
                <input className="inline-input" type="text" aria-label={`${each.text}のわけ`} placeholder="このままでよいわけ" autoFocus value={reason} onChange={(event) => setReason(event.target.value)} autoComplete="off" />
                <button
                  type="button"
                  className="button small"
                  disabled={is_busy || reason.trim() === ""}
                  onClick={() => {
                    onReason(each.finding_number, reason.trim());
                    setAsked(null);
                    setReason("");
                  }}
                >
                  わけを残す
                </button>
              </span>
            ) : (
              <span>
                {each.severity === "fatal" ? <strong>{each.text}</strong> : each.text}　{figure(each.count)}件
                {each.reason && <span className="sub">　わけ：{each.reason}</span>}
                {each.severity === "confirm" && !each.reason && is_open && (
                  <>
                    {"　"}
                    <button type="button" className="link-button" onClick={() => setAsked(each.finding_number)}>
                      わけを入れる
                    </button>
                  </>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The two totals that are read aloud before a payment; absent until the run has been computed. */
function totalsOf(run: Run): { recipients: number; amount_yen: number } | null {
  const { recipients, amount_yen } = run.totals;
  return typeof recipients === "number" && typeof amount_yen === "number" ? { recipients, amount_yen } : null;
}

function Approval({ run, is_busy, onAct }: { run: Run; is_busy: boolean; onAct: (name: RunAct, order: StepOrder) => void }) {
  const maker = run.phases.find((each) => each.name === "draft") ?? run.phases[0];
  const approver = run.phases.find((each) => each.name === "approved");
  const is_approved = Boolean(approver?.at);
  const is_posted = run.phase === "posted" || run.phase === "documents";
  const totals = totalsOf(run);
  const [confirmed, setConfirmed] = useState("");
  const [reason, setReason] = useState("");
  const [is_sending_back, setSendingBack] = useState(false);
  const counted = totals !== null && toHalfWidth(confirmed).replaceAll(",", "").trim() === String(totals.recipients);
  return (
    <Panel title="承認と確定" note="作った人と別の人が承認します" className="run-approval">
      <div className="approval">
        <div className="approval-box done">
          <span>作成</span>
          <strong>{maker?.by ?? "—"}</strong>
          <span>{maker?.at ? moment(maker.at) : "—"}</span>
        </div>
        <Icon name="arrow" size={20} />
        <div className={is_approved ? "approval-box done" : "approval-box"}>
          <span>承認</span>
          {(is_approved || !run.can_approve) && <strong>{is_approved ? approver?.by ?? "—" : "未定"}</strong>}
          {is_approved ? (
            <span>{moment(approver?.at ?? "")}</span>
          ) : !run.can_approve ? (
            <span>{run.approve_refusal ?? "検査が終わると承認できます"}</span>
          ) : is_sending_back ? (
            <>
              <input className="inline-input" type="text" aria-label="差し戻すわけ" placeholder="差し戻すわけ" autoFocus value={reason} onChange={(event) => setReason(event.target.value)} autoComplete="off" />
              <span className="buttons">
                <button type="button" className="button small" onClick={() => setSendingBack(false)}>
                  やめる
                </button>
                <button type="button" className="button primary small" disabled={is_busy || reason.trim() === ""} onClick={() => onAct("send_back", { reason: reason.trim() })}>
                  差し戻す
                </button>
              </span>
            </>
          ) : (
            <>
              <strong>差と指摘を見てから</strong>
              <span className="buttons">
                <button type="button" className="button small" onClick={() => setSendingBack(true)}>
                  差し戻す
                </button>
                <button type="button" className="button primary small" disabled={is_busy} onClick={() => onAct("approve", { plan_version: run.plan_version })}>
                  承認する
                </button>
              </span>
            </>
          )}
        </div>
        <Icon name="arrow" size={20} />
        <div className={is_posted ? "approval-box wide done" : "approval-box wide"}>
          <span>{is_posted ? "確定しました" : "確定すると"}</span>
          <strong>{totals ? `${figure(totals.recipients)}人へ　${yenAloud(totals.amount_yen)}` : "計算のあとに出ます"}</strong>
          {!is_posted && run.phase === "approved" && (
            <span className="buttons">
              <input className="inline-input" type="text" inputMode="numeric" aria-label="確かめのため人数を入れる" placeholder={totals ? `人数 ${figure(totals.recipients)}` : ""} value={confirmed} onChange={(event) => setConfirmed(event.target.value)} autoComplete="off" />
              <button type="button" className="button primary small" disabled={!counted || is_busy} onClick={() => onAct("post", {})}>
                支払を確定する
              </button>
            </span>
          )}
        </div>
      </div>
    </Panel>
  );
}
