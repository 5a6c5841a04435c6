import { Icon } from "./Icon";

export interface Step {
  label: string;
  /** The answer given so far, in a line. */
  answer: string;
}

/** The conversation of a wizard: each step with its answer; any step that has been reached can be reopened. */
export function Steps({ steps, at, reached, onGo }: { steps: Step[]; at: number; reached: number; onGo: (index: number) => void }) {
  return (
    <ol className="steps" aria-label="段階">
      {steps.map((step, index) => (
        <li key={step.label} className={index === at ? "step now" : index < reached ? "step past" : "step"}>
          <button type="button" onClick={() => onGo(index)} disabled={index > reached} aria-current={index === at ? "step" : undefined}>
            <span className="step-mark">{index < reached && index !== at ? <Icon name="check" size={14} /> : index + 1}</span>
            <span className="step-words">
              <span className="step-label">{step.label}</span>
              <span className="step-answer">{step.answer || "　"}</span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
