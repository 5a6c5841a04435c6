import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

/** How much a state asks for; the word says it, the shape repeats it, the colour comes third. */
export type Severity = "stop" | "care" | "info" | "done" | "none" | "protected" | "denied";

const SHAPES: Partial<Record<Severity, IconName>> = { stop: "stop", care: "care", info: "info", done: "check", protected: "lock", denied: "lock" };

/** A state in one word. `shape` adds the mark, for panels and headings; in dense columns the word stands alone. */
export function Tag({ severity, shape = false, children }: { severity: Severity; shape?: boolean; children: ReactNode }) {
  const mark = shape || severity === "denied" || severity === "protected" ? SHAPES[severity] : undefined;
  return (
    <span className={`tag tag-${severity}`}>
      {mark && <Icon name={mark} size={14} />}
      {children}
    </span>
  );
}
