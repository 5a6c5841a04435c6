import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Refusal, api, sendOnce } from "../api/client";
import type { ActOutcome } from "../api/contract";
import { draftStore, useDrafts } from "../domain/drafts";
import { toEraShort } from "../domain/wareki";
import { EnterMoves, ErrorSummary, Fields, focusFirstError, useForm } from "../forms/Fields";
import type { Field, Form } from "../forms/model";
import { describe } from "../forms/PersonInput";
import { formOf } from "../forms/schema";
import { EMPTY, toBody, type FormState } from "../forms/state";
import { useKeys } from "../frame/keys";
import { useNav, type Place } from "../frame/nav";
import { useSession } from "../frame/session";
import { Effects } from "../parts/Effects";
import { Icon } from "../parts/Icon";
import { Notice, Panel, Part } from "../parts/Panel";
import { FieldHelp } from "./Wizard";

type FormPlace = Extract<Place, { screen: "form" }>;

/** A screen that nobody drew: the form of one operation of the OpenAPI document. */
export function GeneratedForm({ place }: { place: FormPlace }) {
  const query = useQuery({ queryKey: ["openapi"], queryFn: api.openapi, staleTime: Infinity });
  const made = useMemo(() => (query.data === undefined ? null : formOf(query.data, place.operation)), [query.data, place.operation]);
  return (
    <Part query={query} rows={8}>
      {() => (made ? <Drawn place={place} form={made.form} warnings={made.warnings} /> : <p className="empty">この届出の定義が見つかりません。</p>)}
    </Part>
  );
}

function Drawn({ place, form, warnings }: { place: FormPlace; form: Form; warnings: string[] }) {
  const { today, may } = useSession();
  const is_administrator = may("*");
  const { back, go } = useNav();
  const kept = useDrafts().find((each) => each.kind === place.operation);
  const state = kept?.state ?? EMPTY;
  const [focused, setFocused] = useState<Field | null>(null);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const [is_done, setDone] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [is_busy, setBusy] = useState(false);

  const now = useCallback(() => draftStore.all().find((each) => each.kind === place.operation), [place.operation]);
  const setState = useCallback(
    (change: (before: FormState) => FormState) => {
      const id = now()?.id ?? draftStore.begin({ kind: place.operation, label: form.label });
      draftStore.update(id, (before) => ({ state: change(before.state) }));
    },
    [now, place.operation, form.label],
  );
  const dispatch = useForm(setState, form.fields, today);

  const person = useQuery({ queryKey: ["person", place.addressee_number, {}], queryFn: () => api.person(place.addressee_number ?? ""), enabled: place.addressee_number !== undefined });
  useEffect(() => {
    for (const each of form.fields) {
      if (each.default === "today") dispatch({ type: "proposed", pointer: each.pointer, value: toEraShort(today) });
      if (each.default === "/context/person" && person.data) {
        dispatch({ type: "proposed", pointer: each.pointer, value: person.data.addressee_number, word: describe({ ...person.data, address: person.data.address?.one_line ?? null }) });
      }
    }
  }, [form.fields, dispatch, today, person.data]);
  useEffect(() => {
    document.title = `${form.label} — 役場`;
    document.querySelector<HTMLElement>(".form-panel input:not([readonly])")?.focus();
  }, [form.label]);

  const holds = (): boolean => {
    dispatch({ type: "checked" });
    const errors = now()?.state.errors ?? {};
    if (Object.keys(errors).length === 0) return true;
    requestAnimationFrame(() => focusFirstError(errors, form.fields));
    return false;
  };
  const send = async (step: "preview" | "commit") => {
    if (is_busy || is_done || !holds()) return;
    setBusy(true);
    setFailure(null);
    const values = now()?.state.values ?? {};
    const body = toBody(values, form.fields, today);
    try {
      const etag = await seenVersion(form.fields, values);
      const answer = step === "preview" && form.preview_path ? await api.send(form.preview_path, body, { etag }) : await sendOnce((key) => api.send(form.path, body, { key, etag }));
      setOutcome(isOutcome(answer) ? answer : null);
      if (step === "commit") setDone(true);
    } catch (cause) {
      if (cause instanceof Refusal) {
        const errors = cause.problem.errors ?? [];
        if (cause.problem.status === 409 || cause.problem.status === 412) void readAgain(form.fields, now()?.state.values ?? {});
        dispatch({ type: "refused", errors });
        if (errors.length === 0) setFailure(`${cause.problem.title} ${cause.problem.detail}`);
        else requestAnimationFrame(() => focusFirstError(now()?.state.errors ?? {}, form.fields));
      } else setFailure("送れませんでした。もう一度試してください。");
    } finally {
      setBusy(false);
    }
  };
  const finish = () => {
    const id = now()?.id;
    if (id !== undefined) draftStore.drop(id);
    back();
  };
  useKeys(
    {
      F4: focused && ["code", "yes-no", "person"].includes(focused.widget) ? () => void document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "F4", bubbles: true, cancelable: true })) : null,
      F8: is_done || !form.preview_path ? null : () => void send("preview"),
      F9: is_done ? null : () => void send("commit"),
      "Shift+F9": is_done ? null : () => go({ screen: "filings" }),
      Escape: is_done ? finish : back,
    },
    [
      ["Enter", "次へ"],
      ["Esc", "戻る"],
    ],
  );
  const in_hand = focused && (form.fields.find((each) => each.pointer === focused.pointer) ?? null);
  return (
    <div className="screen">
      <div className="title">
        <h1>{form.label}</h1>
        {form.note && <span className="sub">{form.note}</span>}
        <span className="title-end sub">{Object.keys(state.values).length > 0 && !is_done && "書きかけはこの窓に残ります"}</span>
      </div>
      {is_done && (
        <Notice severity="done">
          <Icon name="check" size={20} />
          <strong>
            {form.label}を受け付けました。{outcome?.act_number && `届出番号 ${outcome.act_number}`}
          </strong>
        </Notice>
      )}
      {failure && (
        <Notice severity="stop">
          <Icon name="stop" size={20} /> <strong>{failure}</strong>
        </Notice>
      )}
      <ErrorSummary state={state} fields={form.fields} />
      <div className="columns side-348">
        {outcome ? (
          <Effects outcome={outcome} is_coming={false} />
        ) : (
          <Panel label={form.label} className="form-panel">
            <EnterMoves label={form.label}>
              <Fields groups={form.groups} fields={form.fields} state={state} dispatch={dispatch} today={today} onFocusField={setFocused} />
            </EnterMoves>
          </Panel>
        )}
        <div className="stack">
          <FieldHelp field={in_hand} state={state} />
          {is_administrator && in_hand?.source && <Definition path={form.path} field={in_hand} warnings={warnings} />}
          {outcome && !is_done && (
            <button type="button" className="button" onClick={() => setOutcome(null)}>
              入力に戻る
            </button>
          )}
          <button type="button" className="button primary commit" data-commit disabled={is_busy} onClick={() => (is_done ? finish() : void send("commit"))}>
            {is_done ? (
              "前の画面に戻る"
            ) : (
              <>
                <kbd>F9</kbd> {form.verb}
              </>
            )}
          </button>
        </div>
      </div>
    </div>
  );
}

const personOf = (fields: readonly Field[], values: Record<string, string>): string | undefined =>
  fields.filter((field) => field.widget === "person").map((field) => values[field.pointer]).find(Boolean);

/** The version of the first person that the form names: the record that the clerk has looked at. */
async function seenVersion(fields: readonly Field[], values: Record<string, string>): Promise<string | null> {
  const addressee_number = personOf(fields, values);
  if (addressee_number === undefined) return null;
  if (api.versionOf({ addressee_number }) === null) await api.person(addressee_number);
  return api.versionOf({ addressee_number });
}

async function readAgain(fields: readonly Field[], values: Record<string, string>): Promise<void> {
  const addressee_number = personOf(fields, values);
  if (addressee_number !== undefined) await api.person(addressee_number).catch(() => undefined);
}

function isOutcome(answer: unknown): answer is ActOutcome {
  return typeof answer === "object" && answer !== null && "effects" in answer && Array.isArray(answer.effects);
}

/** The lines of the schema behind the field in hand. */
function Definition({ path, field, warnings }: { path: string; field: Field; warnings: string[] }) {
  return (
    <Panel as="aside" title="この画面の定義" action={<span className="sub">管理者だけに表示</span>} className="fit definition">
      <pre tabIndex={0} aria-label="定義">
        <b>POST</b> {path.replace("/api/v1", "")}
        {"\n"}
        {field.pointer.slice(1)}:{"\n"}
        {Object.entries(field.source ?? {})
          .filter(([, value]) => typeof value !== "object")
          .map(([key, value]) => (
            <span key={key}>
              {"  "}
              {key.startsWith("x-") ? <b className="own">{key}</b> : key}: {String(value)}
              {"\n"}
            </span>
          ))}
        {warnings.map((warning) => `⚠ ${warning}\n`)}
      </pre>
    </Panel>
  );
}
