/** The three filings that clerks take all day, as conversations: their steps, their fields, and the body they make. */
import type { Draft } from "../domain/drafts";
import { addDays, readDate } from "../domain/wareki";
import { field, type Field, type Group } from "../forms/model";
import { isShown, toBody } from "../forms/state";

export type StepKind = "fields" | "members" | "people" | "effects";

export interface ActStep {
  id: string;
  label: string;
  kind: StepKind;
}

export interface WizardAct {
  kind: string;
  word: string;
  cite: string;
  verb: string;
  steps: ActStep[];
}

const EFFECTS: ActStep = { id: "effects", label: "影響を確かめて確定", kind: "effects" };
const NOTIFIER: ActStep = { id: "notifier", label: "届出人と本人確認", kind: "fields" };

export const WIZARDS: Record<string, WizardAct> = {
  move_in: {
    kind: "move_in",
    word: "転入の届出",
    cite: "法第22条",
    verb: "内容を確定する",
    steps: [NOTIFIER, { id: "members", label: "異動する方", kind: "members" }, { id: "addresses", label: "前と新しい住所", kind: "fields" }, { id: "household", label: "世帯と続柄", kind: "fields" }, EFFECTS],
  },
  move_within: {
    kind: "move_within",
    word: "転居の届出",
    cite: "法第23条",
    verb: "内容を確定する",
    steps: [NOTIFIER, { id: "people", label: "異動する方", kind: "people" }, { id: "new_address", label: "新しい住所", kind: "fields" }, { id: "household", label: "世帯", kind: "fields" }, EFFECTS],
  },
  move_out: {
    kind: "move_out",
    word: "転出の届出",
    cite: "法第24条",
    verb: "内容を確定する",
    steps: [NOTIFIER, { id: "people", label: "異動する方", kind: "people" }, { id: "destination", label: "転出先", kind: "fields" }, EFFECTS],
  },
};

const RELATIONS = [
  { value: "self", word: "本人" },
  { value: "head", word: "世帯主" },
  { value: "same_household", word: "同じ世帯の方" },
  { value: "agent", word: "代理人" },
];
const DOCUMENTS = [
  { value: "individual_number_card", word: "個人番号カード" },
  { value: "driving_licence", word: "運転免許証" },
  { value: "residence_card", word: "在留カード" },
  { value: "passport", word: "旅券" },
  { value: "two_others", word: "そのほか2点" },
];
export const RELATIONSHIPS = ["世帯主", "夫", "妻", "子", "父", "母", "子の妻", "子の夫", "子の子", "兄", "姉", "弟", "妹", "夫（未届）", "妻（未届）", "縁故者", "同居人"].map((word) => ({ value: word, word }));
const SEXES = [
  { value: "male", word: "男" },
  { value: "female", word: "女" },
  { value: "unknown", word: "空欄" },
];

const notifier: Field[] = [
  field("/notified_on", "届け出た日", { group: "filing", widget: "wareki-date", required: true, default: "today", not_after: "today", help: "窓口で届書を受け取った日です。", example: "R8.11.20　081120　-1" }),
  field("/notifier/name", "届出人の氏名", { group: "notifier", widget: "name", required: true, span: 2, max_length: 100, help: "窓口に来た方の氏名を、本人確認書類のとおりに入れます。" }),
  field("/notifier/relation", "届出人", { group: "notifier", widget: "code", required: true, choices: RELATIONS }),
  field("/notifier/identity_document", "本人確認", { group: "notifier", widget: "code", required: true, choices: DOCUMENTS, help: "法第27条の本人確認をした書類です。", cite: "法第27条" }),
];

const address = (base: string, group: string): Field[] => [
  field(`${base}/postal_code`, "郵便番号", { group, widget: "zip", example: "530-0001", is_identifier: true }),
  field(`${base}/town`, "町名", { group, widget: "address", required: true, span: 2, example: "北区見本町一丁目", max_length: 100 }),
  field(`${base}/lot`, "番地・号", { group, required: true, example: "2番3号", max_length: 50 }),
  field(`${base}/building`, "方書", { group, span: 2, example: "見本ハイツ405号", max_length: 100 }),
];

const happened = (label: string, rest: Partial<Field>): Field =>
  field("/happened_on", label, { group: "move", widget: "wareki-date", required: true, example: "R8.11.11　081111　11/11", ...rest });

function member(index: string, position: number): Field[] {
  const base = `/members/${position}`;
  const group = `member-${index}`;
  return [
    field(`${base}/name`, "氏名", { group, widget: "name", required: true, max_length: 100, help: "転出証明書のとおりに、字の形を変えずに入れます。" }),
    field(`${base}/kana`, "フリガナ", { group, widget: "kana", required: true, max_length: 100 }),
    field(`${base}/born_on`, "生年月日", { group, widget: "partial-date", required: true, not_after: "today", help: "元号を付けて入れます。分からないところは ? です。", example: "S55.4.15　3550415　S20.?.?" }),
    field(`${base}/sex`, "性別", { group, widget: "code", required: true, choices: SEXES }),
    field(`${base}/domicile`, "本籍", { group, span: 2, max_length: 200, help: "日本人の方だけです。" }),
  ];
}

/** Groups and fields of one step, as the draft now stands. */
export function stepForm(step: ActStep, draft: Draft): { groups: Group[]; fields: Field[] } {
  switch (step.id) {
    case "notifier":
      return { groups: [{ id: "filing", label: "届出" }, { id: "notifier", label: "届出人" }], fields: notifier };
    case "members":
      return {
        groups: draft.people.map((index, position) => ({ id: `member-${index}`, label: `${position + 1}人目` })),
        fields: draft.people.flatMap((index, position) => member(index, position)),
      };
    case "addresses":
      return {
        groups: [{ id: "move", label: "異動" }, { id: "previous", label: "前の住所" }, { id: "new", label: "新しい住所" }],
        fields: [
          happened("住み始めた日", { not_after: "/notified_on", help: "新しい住所に住み始めた日です。14日以内に届け出ます。", cite: "法第22条" }),
          field("/previous_address", "前の住所", { group: "previous", widget: "address", required: true, span: 3, max_length: 200 }),
          ...address("/new_address", "new"),
        ],
      };
    case "new_address":
      return {
        groups: [{ id: "move", label: "異動" }, { id: "new", label: "新しい住所" }],
        fields: [happened("移った日", { not_after: "/notified_on", help: "新しい住所に移った日です。", cite: "法第23条" }), ...address("/new_address", "new")],
      };
    case "destination":
      return {
        groups: [{ id: "move", label: "異動" }, { id: "new", label: "転出先" }],
        fields: [
          happened("転出する日", { help: "予定の日でも受け付けられます。", cite: "法第24条" }),
          field("/destination", "転出先の住所", { group: "new", widget: "address", required: true, span: 3, max_length: 200, example: "例示県例示市例示町1番1号" }),
        ],
      };
    case "household":
      return draft.kind === "move_in" ? householdOfMoveIn(draft) : { groups: [{ id: "household", label: "世帯" }], fields: [mode("世帯のまま移る", "keep"), joined] };
    default:
      return { groups: [], fields: [] };
  }
}

const mode = (word: string, value: string): Field =>
  field("/household/mode", "世帯", { group: "household", widget: "code", required: true, choices: [{ value, word }, { value: "new", word: "新しい世帯を作る" }, { value: "join", word: "今ある世帯に入る" }].filter((each, index, all) => all.findIndex((other) => other.value === each.value) === index) });
const joined = field("/household/household_number", "世帯番号", { group: "household", required_if: { "/household/mode": "join" }, shown_if: { "/household/mode": "join" }, is_identifier: true, max_length: 20 });

function householdOfMoveIn(draft: Draft): { groups: Group[]; fields: Field[] } {
  return {
    groups: [{ id: "household", label: "世帯" }, { id: "relationship", label: "続柄" }],
    fields: [
      mode("新しい世帯を作る", "new"),
      joined,
      ...draft.people.map((_, position) =>
        field(`/members/${position}/relationship`, draft.state.values[`/members/${position}/name`] || `${position + 1}人目`, { group: "relationship", widget: "code", required: true, choices: RELATIONSHIPS, help: "世帯主から見た続柄です。" }),
      ),
    ],
  };
}

/** Every field of an act, over all of its steps. */
export function actFields(act: WizardAct, draft: Draft): Field[] {
  return act.steps.flatMap((step) => stepForm(step, draft).fields);
}

export function actBody(act: WizardAct, draft: Draft, today: string): Record<string, unknown> {
  const body = toBody(draft.state.values, actFields(act, draft), today);
  if (act.steps.some((step) => step.kind === "people")) {
    return { ...body, addressee_numbers: draft.people, ...(draft.household_number === undefined ? {} : { from_household_number: draft.household_number }) };
  }
  return body;
}

/** The answer of a step in a line, from what has been typed. */
export function answerOf(step: ActStep, draft: Draft, effects: number | null): string {
  const value = (pointer: string) => draft.state.values[pointer] ?? "";
  const word = (fields: Field[], pointer: string) => fields.find((each) => each.pointer === pointer)?.choices?.find((choice) => choice.value === value(pointer))?.word ?? "";
  switch (step.id) {
    case "notifier":
      return value("/notifier/name") && `${value("/notifier/name")}（${word(notifier, "/notifier/relation")}）`;
    case "members":
    case "people":
      return draft.people.length > 0 ? `${draft.people.length}人` : "";
    case "addresses":
      return value("/new_address/town") && `${value("/previous_address").slice(0, 8)}… → ${value("/new_address/town")}`;
    case "new_address":
      return [value("/new_address/town"), value("/new_address/lot")].join("");
    case "destination":
      return value("/destination");
    case "household":
      return word(stepForm(step, draft).fields, "/household/mode");
    default:
      return effects === null ? "" : `${effects}の業務`;
  }
}

/** Whether the filing came within the fourteen days of the law; null while the days are not both known. */
export function withinFortnight(draft: Draft, today: string): boolean | null {
  const happened_on = readDate(draft.state.values["/happened_on"] ?? "", { today });
  const notified_on = readDate(draft.state.values["/notified_on"] ?? "", { today });
  if (happened_on.kind !== "day" || notified_on.kind !== "day") return null;
  return notified_on.iso <= addDays(happened_on.iso, 14);
}

export const shownFields = (fields: Field[], draft: Draft): Field[] => fields.filter((each) => isShown(each, draft.state.values));
