import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import { Refusal } from "../api/client";

interface PanelProps {
  title?: ReactNode;
  note?: ReactNode;
  action?: ReactNode;
  foot?: ReactNode;
  className?: string;
  as?: "section" | "aside";
  label?: string;
  children: ReactNode;
}

/** A card with its title at the left, what belongs to it at the right, and a body that scrolls inside itself. */
export function Panel({ title, note, action, foot, className = "", as: Element = "section", label, children }: PanelProps) {
  const id = useId();
  return (
    <Element className={`panel ${className}`} aria-labelledby={title ? id : undefined} aria-label={title ? undefined : label}>
      {title && (
        <header className="panel-head">
          <h2 id={id}>{title}</h2>
          {note && <span className="panel-note">{note}</span>}
          {action && <span className="panel-action">{action}</span>}
        </header>
      )}
      <Scrolling>{children}</Scrolling>
      {foot && <footer className="panel-foot">{foot}</footer>}
    </Element>
  );
}

const FOCUSABLE = "a[href], button:not(:disabled), input:not(:disabled), textarea, [tabindex='0']";

/** The body of a panel: where it scrolls and holds nothing to stop at, it is itself a stop, so that keys can scroll it. */
function Scrolling({ children }: { children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null);
  const [is_stop, setStop] = useState(false);
  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const look = () => setStop(element.scrollHeight > element.clientHeight + 1 && element.querySelector(FOCUSABLE) === null);
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    look();
    return () => sizes.disconnect();
  }, [children]);
  return (
    <div className="panel-body" ref={body} tabIndex={is_stop ? 0 : undefined}>
      {children}
    </div>
  );
}

const SLOW_AFTER = 3;
const QUIET_FOR = 100;

/** What stands in a panel while its data is on the way, or did not come; the other panels live on. */
export function Part<T>({ query, rows = 4, children }: { query: UseQueryResult<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <PartFailed error={query.error} onRetry={() => void query.refetch()} />;
  return <Coming rows={rows} onStop={null} />;
}

export function PartFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problem = error instanceof Refusal ? error.problem : null;
  if (problem?.status === 404) return <p className="empty">{problem.detail}</p>;
  return (
    <div className="part-failed" role="alert">
      <p>
        <strong>{problem?.title ?? "読み込めませんでした。"}</strong>
        {problem && <> {problem.detail}</>}
      </p>
      {problem && <p className="code">{[problem.type, problem.instance].filter(Boolean).join("　")}</p>}
      <button type="button" className="button small" onClick={onRetry}>
        再読み込み
      </button>
    </div>
  );
}

/** Nothing for 100 ms, then grey rows of the height to come, and after 3 s the seconds and a way out. */
export function Coming({ rows, onStop }: { rows: number; onStop: (() => void) | null }) {
  const [elapsed, setElapsed] = useState(0);
  const [is_quiet, setQuiet] = useState(true);
  useEffect(() => {
    const quiet = setTimeout(() => setQuiet(false), QUIET_FOR);
    const tick = setInterval(() => setElapsed((seconds) => seconds + 1), 1_000);
    return () => {
      clearTimeout(quiet);
      clearInterval(tick);
    };
  }, []);
  if (is_quiet) return null;
  return (
    <div className="coming" aria-busy="true">
      <p className="slow" role="status">
        {elapsed >= SLOW_AFTER && `時間がかかっています（${elapsed}秒）`}
        {elapsed >= SLOW_AFTER && onStop && (
          <button type="button" className="button small" onClick={onStop}>
            やめる
          </button>
        )}
      </p>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="coming-row" />
      ))}
    </div>
  );
}

/** A line of meaning above the work: stop (red), care (yellow), done (green), protected (purple). */
export function Notice({ severity, children }: { severity: "stop" | "care" | "done" | "protected" | "info"; children: ReactNode }) {
  return (
    <div className={`notice notice-${severity}`} role={severity === "stop" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/** Names and values in two columns. */
export function Facts({ items, is_abreast = false }: { items: [label: string, value: ReactNode][]; is_abreast?: boolean }) {
  return (
    <dl className={is_abreast ? "facts abreast" : "facts"}>
      {items.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
