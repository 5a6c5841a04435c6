import { useState } from "react";
import type { ActOutcome, Effect, Handling } from "../api/contract";
import { toEraShort, weekday } from "../domain/wareki";
import { HANDLINGS } from "../domain/words";
import { Coming, Panel } from "./Panel";
import { Table, type Column } from "./Table";
import { Tag } from "./Tag";

const ORDER: Handling[] = ["automatic", "procedure", "guidance", "unchanged"];

const columns: Column<Effect>[] = [
  { key: "business", head: "業務", width: "w-120", cell: (row) => <strong>{row.business_name}</strong> },
  { key: "content", head: "内容", cell: (row) => row.content },
  { key: "person", head: "どなた", width: "w-96", cell: (row) => row.person_name || "—" },
  { key: "handling", head: "扱い", width: "w-88", cell: (row) => <Tag severity={HANDLINGS[row.handling].severity}>{HANDLINGS[row.handling].word}</Tag> },
  { key: "timing", head: "いつ", width: "w-112", cell: (row) => (row.deadline_on ? <strong className="deadline">{toEraShort(row.deadline_on)} まで</strong> : row.timing || "—") },
];

/** What an act will do (or did) to every business, one row each; unchanged ones too, so that silence is no doubt. */
export function Effects({ outcome, is_coming }: { outcome: ActOutcome | null; is_coming: boolean }) {
  const [selected, select] = useState<number | null>(null);
  const effects = outcome ? nearestFirst(outcome.effects) : [];
  const at = selected ?? effects.findIndex((effect) => effect.deadline_on);
  const effect = effects[at];
  const is_done = outcome?.act_number != null;
  return (
    <Panel
      className="effects"
      title={is_done ? "確定して起きたこと" : "確定すると起きること"}
      note={ORDER.map((handling) => ({ handling, count: effects.filter((each) => each.handling === handling).length }))
        .filter(({ count }) => count > 0)
        .map(({ handling, count }) => (
          <Tag key={handling} severity={HANDLINGS[handling].severity}>
            {HANDLINGS[handling].word} {count}
          </Tag>
        ))}
      action={is_done ? <Tag severity="done" shape>済　{outcome.act_number}</Tag> : <span className="sub">まだ何も登録していません</span>}
      foot={
        effect && (
          <div className="picked" aria-live="polite">
            <p>
              <strong>
                {effect.business_name}
                {effect.deadline_on && `　${until(effect.deadline_on)}`}
              </strong>
            </p>
            <p className="sub">
              {effect.content}
              {effect.person_name && `（${effect.person_name}）`}　{effect.timing}
            </p>
          </div>
        )
      }
    >
      {outcome ? (
        <Table caption="業務ごとの影響" columns={columns} rows={effects} rowKey={(row) => `${row.business_code}/${row.content}/${row.person_name}`} selected={at < 0 ? null : at} onSelect={select} density="roomy" />
      ) : (
        is_coming && <Coming rows={6} onStop={null} />
      )}
    </Panel>
  );
}

/** Deadlines first, the nearest on top; the rest stay in the order of the businesses. */
function nearestFirst(effects: Effect[]): Effect[] {
  return [...effects].sort((one, other) => (one.deadline_on ?? "9999").localeCompare(other.deadline_on ?? "9999"));
}

const until = (deadline_on: string): string => `${toEraShort(deadline_on)}（${weekday(deadline_on)}）まで`;
