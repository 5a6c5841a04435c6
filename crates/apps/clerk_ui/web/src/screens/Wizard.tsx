import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { actBody, actFields, answerOf, stepForm, withinFortnight, WIZARDS, type ActStep, type WizardAct } from "../acts/acts";
import { Refusal, api, sendOnce } from "../api/client";
import type { ActOutcome } from "../api/contract";
import { draftStore, useDrafts, type Draft } from "../domain/drafts";
import { readDate, toEraShort, weekday } from "../domain/wareki";
import { ageWord, sexWord } from "../domain/words";
import { EnterMoves, ErrorSummary, Fields, focusFirstError, useForm } from "../forms/Fields";
import type { Field, Group } from "../forms/model";
import { reduce, type FormState } from "../forms/state";
import { useKeys } from "../frame/keys";
import { useNav } from "../frame/nav";
import { useSession } from "../frame/session";
import { Effects } from "../parts/Effects";
import { Icon } from "../parts/Icon";
import { Facts, Notice, Panel, Part } from "../parts/Panel";
import { Steps } from "../parts/Steps";
import { Tag } from "../parts/Tag";

/** A filing as one conversation; its last step is the dry run of the real transaction. */
export function Wizard({ draft_id }: { draft_id: number }) {
  const { go } = useNav();
  const draft = useDrafts().find((each) => each.id === draft_id);
  const act = draft && WIZARDS[draft.kind];
  if (!draft || !act) {
    return (
      <div className="screen">
        <h1>届出</h1>
        <p className="empty">
          この書きかけはもうありません。{" "}
          <button type="button" className="link-button" onClick={() => go({ screen: "filings" })}>
            届出を始める
          </button>
        </p>
      </div>
    );
  }
  return <Conversation draft={draft} act={act} />;
}

function Conversation({ draft, act }: { draft: Draft; act: WizardAct }) {
  const { go, back } = useNav();
  const { today } = useSession();
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const seen = useRef<string | null>(null);
  const [is_busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [focused, setFocused] = useState<Field | null>(null);
  const is_done = outcome?.act_number != null;
  const step = act.steps[draft.step] ?? act.steps[0];
  const form = step ? stepForm(step, draft) : { groups: [], fields: [] };
  const fields = actFields(act, draft);
  const setState = useCallback((change: (before: FormState) => FormState) => draftStore.update(draft.id, (before) => ({ state: change(before.state) })), [draft.id]);
  const dispatch = useForm(setState, fields, today);
  const is_last = step?.kind === "effects";

  useProposals(fields, draft, dispatch, today);
  useEffect(() => {
    document.title = `${act.word} — 役場`;
  }, [act.word]);

  /** The draft as it is this instant: a key may come before the screen is drawn again. */
  const now = () => draftStore.all().find((each) => each.id === draft.id) ?? draft;

  const goTo = (index: number) => {
    setFailure(null);
    setFocused(null);
    draftStore.update(draft.id, (before) => ({ step: index, reached: Math.max(before.reached, index), title: titleOf(before) }));
    if (act.steps[index]?.kind === "effects") void preview();
    else setOutcome(null);
  };

  /** Looks at the fields of one step; on a fault the focus goes to the first. */
  const holds = (index: number): boolean => {
    const asked = act.steps[index];
    if (!asked) return true;
    const current = now();
    const asked_fields = stepForm(asked, current).fields;
    draftStore.update(draft.id, (before) => ({ step: index, state: reduce(before.state, { type: "checked", only: asked_fields }, actFields(act, before), today) }));
    const errors = now().state.errors;
    if (Object.keys(errors).length > 0) {
      requestAnimationFrame(() => requestAnimationFrame(() => focusFirstError(errors, asked_fields)));
      return false;
    }
    if ((asked.kind === "people" || asked.kind === "members") && current.people.length === 0) {
      setFailure("異動する方を1人以上選んでください。");
      return false;
    }
    return true;
  };

  const refused = (cause: unknown) => {
    if (!(cause instanceof Refusal)) return setFailure("サーバーにつながりません。入力は残っています。つながったら F8 でもう一度確かめてください。");
    const { problem } = cause;
    if (problem.status === 401) return;
    if (problem.status === 409 || problem.status === 412) {
      setOutcome(null);
      void queries.invalidateQueries();
      if (draft.household_number !== undefined) void api.household(draft.household_number).catch(() => undefined);
      return setFailure(`${problem.title} ${problem.detail} 入力は残っています。F8 で影響をもう一度確かめてください。`);
    }
    dispatch({ type: "refused", errors: problem.errors ?? [] });
    setFailure(`${problem.title} ${problem.detail}`);
    const first = act.steps.findIndex((each) => stepForm(each, now()).fields.some((each_field) => problem.errors?.some(({ pointer }) => pointer.replace(/^#/, "") === each_field.pointer)));
    if (first >= 0) draftStore.update(draft.id, () => ({ step: first }));
  };

  const preview = async () => {
    setBusy(true);
    setFailure(null);
    setOutcome(null);
    try {
      seen.current = draft.household_number === undefined ? null : api.versionOf({ household_number: draft.household_number });
      setOutcome(await api.previewAct(act.kind, actBody(act, now(), today), seen.current));
    } catch (cause) {
      refused(cause);
    } finally {
      setBusy(false);
    }
  };
  const commit = async () => {
    if (is_busy || is_done) return;
    setBusy(true);
    setFailure(null);
    const body = actBody(act, now(), today);
    try {
      setOutcome(await sendOnce((key) => api.commitAct(act.kind, body, key, seen.current)));
      void queries.invalidateQueries();
    } catch (cause) {
      refused(cause);
    } finally {
      setBusy(false);
    }
  };

  const next = () => {
    if (holds(draft.step)) goTo(draft.step + 1);
  };
  const leave = () => (is_done ? finish() : draft.step > 0 ? goTo(draft.step - 1) : back());
  const finish = () => {
    draftStore.drop(draft.id);
    go(draft.addressee_number === undefined ? { screen: "today" } : { screen: "person", addressee_number: draft.addressee_number });
  };
  useKeys(
    {
      F4: focused && (focused.widget === "code" || focused.widget === "person") ? pressF4 : null,
      F8: is_done ? null : () => (is_last ? void preview() : checkAll()),
      F9: is_last && outcome && !is_busy && !is_done ? () => void commit() : null,
      "Shift+F9": is_done
        ? null
        : () => {
            draftStore.update(draft.id, (before) => ({ title: titleOf(before) }));
            go({ screen: "filings" });
          },
      Escape: leave,
    },
    [
      ["Enter", "次へ"],
      ["Esc", draft.step > 0 ? "前の段" : "戻る"],
    ],
  );
  /** F8 before the last step: each step is looked at in turn, and the first that is wanting opens. */
  const checkAll = () => {
    for (const [index, each] of act.steps.entries()) {
      if (each.kind === "effects") return goTo(index);
      if (!holds(index)) return;
    }
  };

  return (
    <div className="screen">
      <div className="title">
        <h1>{act.word}</h1>
        <span className="sub">{draft.title || titleOf(draft) || "対象の方はこれから"}</span>
        <span className="title-end sub">
          {draft.step + 1} / {act.steps.length}
        </span>
      </div>
      {is_done && (
        <Notice severity="done">
          <Icon name="check" size={20} />
          <strong>{act.word}を受け付けました。届出番号 {outcome.act_number}</strong> <span>{outcome.summary}</span>
        </Notice>
      )}
      {failure && (
        <Notice severity="stop">
          <Icon name="stop" size={20} /> <strong>{failure}</strong>
        </Notice>
      )}
      {!is_last && <ErrorSummary state={draft.state} fields={form.fields} />}
      <div className="columns wizard">
        <Panel
          label="段階"
          className="wizard-steps"
          foot={<FilingFacts draft={draft} act={act} today={today} />}
        >
          <Steps steps={act.steps.map((each) => ({ label: each.label, answer: answerOf(each, draft, outcome?.effects.length ?? null) }))} at={draft.step} reached={draft.reached} onGo={(index) => !is_done && goTo(index)} />
        </Panel>
        {is_last ? (
          <Effects outcome={outcome} is_coming={is_busy} />
        ) : (
          step && <StepBody key={step.id} step={step} draft={draft} form={form} dispatch={dispatch} today={today} onFocusField={setFocused} onNext={next} />
        )}
        <div className="stack wizard-side">
          {is_last ? <Checks draft={draft} outcome={outcome} today={today} /> : <FieldHelp field={focused && form.fields.includes(focused) ? focused : form.fields.find((each) => each.pointer === focused?.pointer) ?? null} state={draft.state} />}
          {is_done ? (
            <button type="button" className="button primary commit" autoFocus onClick={finish}>
              {draft.addressee_number === undefined ? "今日の画面に戻る" : "この方の画面に戻る"}
            </button>
          ) : is_last ? (
            <button type="button" className="button primary commit" data-commit disabled={!outcome || is_busy} onClick={() => void commit()}>
              <kbd>F9</kbd> {act.verb}
            </button>
          ) : (
            <button type="button" className="button primary commit" data-commit onClick={next}>
              次へ進む
            </button>
          )}
        </div>
      </div>
    </div>
  );
}

const pressF4 = (): void => void document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "F4", bubbles: true, cancelable: true }));

function titleOf(draft: Draft): string {
  const names = draft.people.map((_, position) => draft.state.values[`/members/${position}/name`]).filter(Boolean);
  if (names.length === 0) return draft.title;
  return names.length === 1 ? `${names[0]}` : `${names[0]} ほか${names.length - 1}人`;
}

/** Today and the like stand in their fields before the clerk comes to them, marked as proposed. */
function useProposals(fields: readonly Field[], draft: Draft, dispatch: ReturnType<typeof useForm>, today: string): void {
  const id = draft.id;
  const proposals = useRef(fields);
  proposals.current = fields;
  useEffect(() => {
    for (const each of proposals.current) {
      if (each.default === "today") dispatch({ type: "proposed", pointer: each.pointer, value: toEraShort(today) });
    }
  }, [id, dispatch, today]);
}

interface StepBodyProps {
  step: ActStep;
  draft: Draft;
  form: { groups: Group[]; fields: Field[] };
  dispatch: ReturnType<typeof useForm>;
  today: string;
  onFocusField: (field: Field) => void;
  onNext: () => void;
}

function StepBody({ step, draft, form, dispatch, today, onFocusField, onNext }: StepBodyProps) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = holder.current?.querySelector<HTMLElement>("input:not([readonly])");
    first?.focus();
  }, [step.id]);
  const add = () => {
    const next = String(1 + Math.max(0, ...draft.people.map(Number)));
    draftStore.update(draft.id, (before) => ({ people: [...before.people, next] }));
  };
  const drop = (group: Group) => {
    const position = draft.people.indexOf(group.id.replace("member-", ""));
    draftStore.update(draft.id, (before) => ({ people: before.people.filter((_, each) => each !== position), state: shifted(before.state, position, before.people.length) }));
  };
  return (
    <Panel title={step.label} className="wizard-body">
      <div ref={holder}>
        {step.kind === "people" ? (
          <People draft={draft} onNext={onNext} />
        ) : (
          <EnterMoves label={step.label}>
            <Fields
              groups={form.groups}
              fields={form.fields}
              state={draft.state}
              dispatch={dispatch}
              today={today}
              onFocusField={onFocusField}
              {...(step.kind === "members"
                ? {
                    groupAction: (group: Group) =>
                      draft.people.length > 1 && (
                        <button type="button" className="plain" onClick={() => drop(group)}>
                          外す
                        </button>
                      ),
                  }
                : {})}
            />
            {step.kind === "members" && (
              <p className="buttons pad">
                <button type="button" className="button small" onClick={add}>
                  <Icon name="plus" size={14} /> 一緒に来る方を足す
                </button>
              </p>
            )}
          </EnterMoves>
        )}
      </div>
    </Panel>
  );
}

/** The members after one has been taken out move up by one place. */
function shifted(state: FormState, position: number, count: number): FormState {
  const move = <T,>(record: Record<string, T>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(record).flatMap(([pointer, value]): [string, T][] => {
        const match = /^\/members\/(\d+)(\/.*)$/.exec(pointer);
        if (!match) return [[pointer, value]];
        const at = Number(match[1]);
        if (at === position || at >= count) return [];
        return [[`/members/${at > position ? at - 1 : at}${match[2]}`, value]];
      }),
    );
  return { values: move(state.values), words: move(state.words), errors: move(state.errors), proposed: move(state.proposed) };
}

function People({ draft, onNext }: { draft: Draft; onNext: () => void }) {
  const number = draft.household_number;
  const query = useQuery({ queryKey: ["household", number, {}], queryFn: () => api.household(number ?? ""), enabled: number !== undefined });
  if (number === undefined) return <p className="empty">この方はいま世帯に属していません。先に記録を確かめてください。</p>;
  const toggle = (addressee_number: string) =>
    draftStore.update(draft.id, (before) => ({
      people: before.people.includes(addressee_number) ? before.people.filter((each) => each !== addressee_number) : [...before.people, addressee_number],
    }));
  return (
    <Part query={query} rows={5}>
      {(household) => (
        <EnterMoves label="異動する方">
          <fieldset className="people">
            <legend className="unseen">異動する方</legend>
            {household.members.map((member) => (
              <label key={member.addressee_number} className="person-check">
                <input
                  type="checkbox"
                  checked={draft.people.includes(member.addressee_number)}
                  onChange={() => toggle(member.addressee_number)}
                  onKeyDown={(event) => {
                    if (event.key === "F9") event.preventDefault();
                  }}
                />
                <strong className="person-name">{member.name}</strong>
                <span>{member.relationship ?? "—"}</span>
                <span>{member.born_on_text}</span>
                <span>
                  {ageWord(member.age)}　{sexWord(member.sex)}
                </span>
              </label>
            ))}
          </fieldset>
          <p className="buttons pad">
            <button type="button" className="button small" onClick={() => draftStore.update(draft.id, () => ({ people: household.members.map((each) => each.addressee_number) }))}>
              全員を選ぶ
            </button>
            <button type="button" className="button small" onClick={onNext}>
              {draft.people.length}人で次へ進む
            </button>
          </p>
        </EnterMoves>
      )}
    </Part>
  );
}

function FilingFacts({ draft, act, today }: { draft: Draft; act: WizardAct; today: string }) {
  const word = (pointer: string) => {
    const reading = readDate(draft.state.values[pointer] ?? "", { today });
    return reading.kind === "day" ? `${toEraShort(reading.iso)}（${weekday(reading.iso)}）` : "—";
  };
  const in_time = withinFortnight(draft, today);
  return (
    <Facts
      items={[
        ["異動日", word("/happened_on")],
        ["届出日", word("/notified_on")],
        ["期間", act.kind === "move_out" ? "予定も可" : in_time === null ? "—" : in_time ? "14日以内です" : <strong className="deadline">14日を過ぎています</strong>],
        ["根拠", act.cite],
      ]}
    />
  );
}

function Checks({ draft, outcome, today }: { draft: Draft; outcome: ActOutcome | null; today: string }) {
  const in_time = withinFortnight(draft, today);
  return (
    <Panel as="aside" title="確かめてください" className="grow">
      <ul className="checks">
        <li>
          <Tag severity="done" shape>
            済
          </Tag>
          <span>本人確認</span>
        </li>
        {in_time !== null && draft.kind !== "move_out" && (
          <li>
            <Tag severity={in_time ? "done" : "care"} shape>
              {in_time ? "済" : "注意"}
            </Tag>
            <span>{in_time ? "14日以内の届出" : "14日を過ぎた届出です。わけをうかがってください。"}</span>
          </li>
        )}
        {outcome?.alerts.map((alert) => (
          <li key={alert.code}>
            <Tag severity="care" shape>
              注意
            </Tag>
            <span>{alert.text}</span>
          </li>
        ))}
      </ul>
      {outcome && <p className="summary">{outcome.summary}</p>}
    </Panel>
  );
}

export function FieldHelp({ field, state }: { field: Field | null; state: FormState }) {
  if (!field) {
    return (
      <Panel as="aside" title="この欄のこと" className="field-help">
        <p className="empty">欄に入ると、書き方と根拠がここに出ます。</p>
      </Panel>
    );
  }
  const error = state.errors[field.pointer];
  return (
    <Panel as="aside" title={field.label} className="field-help" {...(error === undefined ? {} : { action: <Tag severity="stop" shape>要修正</Tag> })}>
      <div className="help">
        {field.help && <p>{field.help}</p>}
        <Facts
          items={[
            ...(field.example ? ([["書き方", <span className="identifier">{field.example}</span>]] as [string, React.ReactNode][]) : []),
            ...(field.max_length !== undefined ? ([["長さ", `${field.max_length}文字まで`]] as [string, React.ReactNode][]) : []),
            ...(field.cite ? ([["根拠", field.cite]] as [string, React.ReactNode][]) : []),
          ]}
        />
        {(field.widget === "wareki-date" || field.widget === "partial-date") && !field.example && <p className="sub">R8.11.20　081120　2026-11-20 のどれでも入ります。</p>}
        {field.widget === "code" && <p className="sub">番号か言葉の一部を打つか、F4 で一覧から選びます。</p>}
      </div>
    </Panel>
  );
}
