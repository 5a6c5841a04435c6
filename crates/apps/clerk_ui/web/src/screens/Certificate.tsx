import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Refusal, api, sendOnce } from "../api/client";
import { EnterMoves, ErrorSummary, Fields, focusFirstError, useForm } from "../forms/Fields";
import { field, type Field } from "../forms/model";
import { EMPTY, faults, type FormState } from "../forms/state";
import { useKeys } from "../frame/keys";
import { useNav } from "../frame/nav";
import { useSession } from "../frame/session";
import { ageWord, sexWord } from "../domain/words";
import { Icon } from "../parts/Icon";
import { Mask } from "../parts/Mask";
import { Facts, Notice, Panel, Part } from "../parts/Panel";
import { Tag } from "../parts/Tag";
import { FieldHelp } from "./Wizard";

const INCLUDE = [
  { value: "head_and_relationship", word: "世帯主と続柄", note: "" },
  { value: "domicile", word: "本籍と筆頭者", note: "" },
  { value: "personal_number", word: "個人番号", note: "提出先を確かめてください。本人と同じ世帯の方だけです。" },
  { value: "resident_record_code", word: "住民票コード", note: "本人と同じ世帯の方だけです。" },
] as const;

const FIELDS: Field[] = [
  field("/kind", "種類", { group: "order", widget: "code", required: true, choices: [{ value: "household", word: "世帯全員" }, { value: "individual", word: "一部の方" }], help: "世帯全員の写しか、選んだ方だけの写しかを選びます。" }),
  field("/copies", "通数", { group: "order", widget: "number", type: "integer", required: true, minimum: 1, maximum: 20, unit: "通" }),
  field("/purpose", "使う目的", { group: "order", required: true, span: 3, max_length: 200, example: "運転免許の申請", help: "請求書に書かれた目的です。記録に残ります。", cite: "法第12条" }),
];

interface Issued {
  document_number: string;
  url: string;
}

/** 住民票の写し: whom, which items, why and how many; what is not asked for is left out. */
export function Certificate({ addressee_number }: { addressee_number?: string }) {
  const { back, go } = useNav();
  if (addressee_number === undefined) {
    return (
      <div className="screen">
        <div className="title">
          <h1>証明書を出す</h1>
        </div>
        <Panel label="はじめに" className="grow">
          <p className="empty">先に F2 で対象の方を探して開いてください。その方の画面から Shift F8 で、ここに戻ります。</p>
        </Panel>
      </div>
    );
  }
  return <Order key={addressee_number} addressee_number={addressee_number} onLeave={() => back()} onPerson={() => go({ screen: "person", addressee_number })} />;
}

function Order({ addressee_number, onLeave, onPerson }: { addressee_number: string; onLeave: () => void; onPerson: () => void }) {
  const { today } = useSession();
  const person = useQuery({ queryKey: ["person", addressee_number, {}], queryFn: () => api.person(addressee_number) });
  const number = person.data?.household_number ?? null;
  const is_hidden = person.data?.address_is_hidden ?? false;
  const household = useQuery({ queryKey: ["household", number, {}], queryFn: () => api.household(number ?? ""), enabled: number !== null && !is_hidden });
  const [state, setState] = useState<FormState>({ ...EMPTY, values: { "/kind": "individual", "/copies": "1" }, proposed: { "/kind": true, "/copies": true } });
  const latest = useRef(state);
  const set = useCallback((change: (before: FormState) => FormState) => {
    latest.current = change(latest.current);
    setState(latest.current);
  }, []);
  const dispatch = useForm(set, FIELDS, today);
  const [include, setInclude] = useState<ReadonlySet<string>>(new Set());
  const [people, setPeople] = useState<ReadonlySet<string>>(new Set([addressee_number]));
  const [focused, setFocused] = useState<Field | null>(null);
  const [issued, setIssued] = useState<Issued | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [is_busy, setBusy] = useState(false);
  const members = useMemo(() => household.data?.members ?? [], [household.data]);
  const is_whole = state.values["/kind"] === "household";
  const chosen = is_whole ? members.map((each) => each.addressee_number) : [...people];

  useEffect(() => {
    document.title = [person.data?.name, "証明書", "役場"].filter(Boolean).join(" — ");
  }, [person.data]);
  useEffect(() => () => void (issued && URL.revokeObjectURL(issued.url)), [issued]);

  const issue = async () => {
    if (is_busy) return;
    dispatch({ type: "checked" });
    const { values } = latest.current;
    const errors = faults(values, FIELDS, today);
    if (Object.keys(errors).length > 0) return void requestAnimationFrame(() => focusFirstError(errors, FIELDS));
    if (chosen.length === 0) return setFailure("証明する方を1人以上選んでください。");
    setBusy(true);
    setFailure(null);
    try {
      const order = { addressee_numbers: chosen, kind: is_whole ? ("household" as const) : ("individual" as const), include: INCLUDE.map((each) => each.value).filter((each) => include.has(each)), purpose: values["/purpose"] ?? "", copies: Number(values["/copies"]) };
      const { pdf, document_number } = await sendOnce((key) => api.certificate(order, key));
      setIssued({ document_number, url: URL.createObjectURL(pdf) });
    } catch (cause) {
      if (cause instanceof Refusal) {
        dispatch({ type: "refused", errors: cause.problem.errors ?? [] });
        setFailure(`${cause.problem.title} ${cause.problem.detail}`);
      } else setFailure("証明書を作れませんでした。もう一度試してください。");
    } finally {
      setBusy(false);
    }
  };
  const can_issue = person.data !== undefined && !is_hidden && issued === null && !is_busy;
  useKeys(
    {
      F4: focused?.widget === "code" ? () => void document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "F4", bubbles: true, cancelable: true })) : null,
      F9: can_issue ? () => void issue() : null,
      Escape: onLeave,
    },
    [
      ["Enter", "次へ"],
      ["Esc", "戻る"],
    ],
  );

  return (
    <div className="screen">
      <div className="title">
        <h1>住民票の写し</h1>
        {person.data && (
          <>
            <button type="button" className="link-button person-name" onClick={onPerson}>
              {person.data.name}
            </button>
            <span className="sub">（{person.data.kana}）　{person.data.born_on_text}</span>
          </>
        )}
      </div>
      {is_hidden && (
        <Notice severity="protected">
          <Icon name="lock" size={20} />
          <span>
            <strong>支援措置の対象のため、この窓口では証明書を出せません。</strong> 統括者を呼んでください。
          </span>
        </Notice>
      )}
      {issued && (
        <Notice severity="done">
          <Icon name="check" size={20} />
          <strong>
            証明書を作りました。発行番号 <span className="identifier">{issued.document_number}</span>
          </strong>
          <a href={issued.url} target="_blank" rel="noreferrer">
            開いて印刷する
          </a>
          <a href={issued.url} download={`${issued.document_number || "certificate"}.pdf`}>
            保存する
          </a>
        </Notice>
      )}
      {failure && (
        <Notice severity="stop">
          <Icon name="stop" size={20} /> <strong>{failure}</strong>
        </Notice>
      )}
      <ErrorSummary state={state} fields={FIELDS} />
      <Part query={person} rows={6}>
        {() => (
          <div className="columns side-332">
            <Panel title="請求の内容" className="form-panel">
              <EnterMoves label="請求の内容">
                <Fields groups={[{ id: "order", label: "請求" }]} fields={FIELDS} state={state} dispatch={dispatch} today={today} onFocusField={setFocused} />
                <fieldset className="group">
                  <legend>証明する方</legend>
                  <div className="group-checks">
                    {is_hidden ? (
                      <Mask />
                    ) : members.length === 0 ? (
                      <span>{person.data?.name}</span>
                    ) : (
                      members.map((member) => (
                        <label key={member.addressee_number} className="person-check">
                          <input type="checkbox" checked={is_whole || people.has(member.addressee_number)} disabled={is_whole} onChange={() => setPeople(toggled(people, member.addressee_number))} />
                          <strong className="person-name">{member.name}</strong>
                          <span>{member.relationship ?? "—"}</span>
                          <span>{member.born_on_text}</span>
                          <span>
                            {ageWord(member.age)}　{sexWord(member.sex)}
                          </span>
                        </label>
                      ))
                    )}
                  </div>
                </fieldset>
                <fieldset className="group">
                  <legend>載せる事項</legend>
                  <div className="group-checks">
                    {INCLUDE.map((each) => (
                      <label key={each.value} className="item-check">
                        <input type="checkbox" checked={include.has(each.value)} onChange={() => setInclude(toggled(include, each.value))} />
                        {each.word}
                        {each.note && include.has(each.value) && <Tag severity="care">{each.note}</Tag>}
                      </label>
                    ))}
                  </div>
                </fieldset>
              </EnterMoves>
            </Panel>
            <div className="stack">
              <FieldHelp field={focused} state={state} />
              <Panel as="aside" title="作るもの" className="fit">
                <Facts
                  items={[
                    ["書類", is_whole ? "住民票の写し（世帯全員）" : "住民票の写し（一部）"],
                    ["方", `${chosen.length}人`],
                    ["省く事項", INCLUDE.filter((each) => !include.has(each.value)).map((each) => each.word).join("・") || "なし"],
                    ["通数", `${state.values["/copies"] || "—"}通`],
                  ]}
                />
              </Panel>
              <button type="button" className="button primary commit" data-commit disabled={!can_issue} onClick={() => void issue()}>
                <kbd>F9</kbd> 証明書を出す
              </button>
            </div>
          </div>
        )}
      </Part>
    </div>
  );
}

function toggled(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
