import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api } from "../api/client";
import type { Explanation } from "../api/contract";
import { Icon } from "./Icon";
import { Coming, PartFailed } from "./Panel";

/** The recorded reasons of one amount, step by step. It knows no business: it walks what was recorded. */
export function Why({ addressee_number, child, month, about, onClose }: { addressee_number: string; child?: string; month?: string; about: string; onClose: () => void }) {
  const query = useQuery({
    queryKey: ["explanation", addressee_number, child, month],
    queryFn: () => api.explanation(addressee_number, { ...(child === undefined ? {} : { child }), ...(month === undefined ? {} : { month }) }),
  });
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), [child]);
  return (
    <aside className="panel why" ref={panel} tabIndex={-1} aria-label="なぜ？" aria-live="polite">
      <header className="panel-head">
        <h2>{query.data?.question ?? "なぜ？"}</h2>
        <span className="panel-note">{about}</span>
        <span className="panel-action">
          <button type="button" className="plain" onClick={onClose}>
            <kbd>Esc</kbd> 閉じる
          </button>
        </span>
      </header>
      {query.data ? <Reasons explanation={query.data} /> : query.isError ? <PartFailed error={query.error} onRetry={() => void query.refetch()} /> : <Coming rows={5} onStop={null} />}
    </aside>
  );
}

function Reasons({ explanation }: { explanation: Explanation }) {
  const [at, setAt] = useState(Math.min(2, explanation.steps.length - 1));
  const list = useRef<HTMLOListElement>(null);
  const move = (index: number) => {
    const bounded = Math.max(0, Math.min(explanation.steps.length - 1, index));
    setAt(bounded);
    list.current?.querySelectorAll<HTMLElement>("li")[bounded]?.focus();
  };
  return (
    <>
      <ol
        className="reasons"
        ref={list}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.keyCode === 229) return;
          const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: explanation.steps.length - 1 }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          move(step);
        }}
      >
        {explanation.steps.map((step, index) => (
          <li key={step.number} className={index === at ? "reason selected" : "reason"} tabIndex={index === at ? 0 : -1} onFocus={() => setAt(index)}>
            <span className="reason-number">{step.number}</span>
            <div>
              <p className="reason-head">
                <strong>{step.label}</strong>
                {step.article && <span className="cite">{step.article}</span>}
                <strong className="reason-answer">{step.answer}</strong>
              </p>
              <p>{step.text}</p>
            </div>
          </li>
        ))}
      </ol>
      <footer className="why-foot">
        <dl className="facts">
          <div>
            <dt>使った法令</dt>
            <dd>{explanation.law_label}</dd>
          </div>
          <div>
            <dt>使った事実</dt>
            <dd>{explanation.facts_label}</dd>
          </div>
          <div>
            <dt>計算の番号</dt>
            <dd>
              <span className="identifier">{explanation.calculation_number}</span>
              <span className={explanation.replay_agrees ? "replay" : "replay stop"}>
                {explanation.replay_agrees ? "計算し直して一致" : "計算し直すと違います"} <Icon name={explanation.replay_agrees ? "check" : "stop"} size={14} />
              </span>
            </dd>
          </div>
        </dl>
        <button type="button" className="button small" onClick={() => window.print()}>
          <Icon name="printer" size={14} /> 画面の記録を印刷
        </button>
      </footer>
    </>
  );
}
