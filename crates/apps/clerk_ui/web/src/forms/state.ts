/** What a form holds: one reducer, synchronous, so that a key pressed after the last letter finds that letter. */
import type { FieldProblem } from "../api/contract";
import { readDate, toEraShort, toHalfWidth, type DateRules } from "../domain/wareki";
import type { Field } from "./model";

export interface FormState {
  /** What stands in each field, by pointer, as typed. */
  values: Record<string, string>;
  /** Words beside a value that is a number elsewhere (the name of the person behind an addressee number). */
  words: Record<string, string>;
  errors: Record<string, string>;
  /** Proposed by the window and not yet touched. */
  proposed: Record<string, true>;
}

export type FormAction =
  | { type: "typed"; pointer: string; value: string; word?: string }
  | { type: "left"; pointer: string }
  | { type: "checked"; only?: readonly Field[] }
  | { type: "refused"; errors: FieldProblem[] }
  | { type: "proposed"; pointer: string; value: string; word?: string }
  | { type: "dropped"; prefix: string };

export const EMPTY: FormState = { values: {}, words: {}, errors: {}, proposed: {} };

/** Settles one action. `fields` are those on the screen; `today` is the clerk's day. */
export function reduce(state: FormState, action: FormAction, fields: readonly Field[], today: string): FormState {
  switch (action.type) {
    case "typed": {
      const { [action.pointer]: _, ...proposed } = state.proposed;
      const values = { ...state.values, [action.pointer]: action.value };
      const words = action.word === undefined ? without(state.words, action.pointer) : { ...state.words, [action.pointer]: action.word };
      return { values, words, proposed, errors: without(state.errors, action.pointer) };
    }
    case "proposed":
      if (state.values[action.pointer]) return state;
      return {
        ...state,
        values: { ...state.values, [action.pointer]: action.value },
        words: action.word === undefined ? state.words : { ...state.words, [action.pointer]: action.word },
        proposed: { ...state.proposed, [action.pointer]: true },
      };
    case "left": {
      const field = fields.find((each) => each.pointer === action.pointer);
      if (!field) return state;
      const values = { ...state.values, [field.pointer]: settle(field, state.values[field.pointer] ?? "", today) };
      const error = values[field.pointer] === "" ? undefined : fault(field, values, fields, today);
      return { ...state, values, errors: error === undefined ? without(state.errors, field.pointer) : { ...state.errors, [field.pointer]: error } };
    }
    case "checked": {
      const values = { ...state.values };
      for (const field of fields) if (values[field.pointer] !== undefined) values[field.pointer] = settle(field, values[field.pointer] ?? "", today);
      return { ...state, values, errors: faults(values, action.only ?? fields, today, fields) };
    }
    case "refused":
      return { ...state, errors: { ...state.errors, ...Object.fromEntries(action.errors.map(({ pointer, detail }) => [pointer.replace(/^#/, ""), detail])) } };
    case "dropped": {
      const keep = <T>(record: Record<string, T>) => Object.fromEntries(Object.entries(record).filter(([pointer]) => !pointer.startsWith(action.prefix)));
      return { values: keep(state.values), words: keep(state.words), errors: keep(state.errors), proposed: keep(state.proposed) };
    }
  }
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return rest;
}

/** The rules under which a field's date is read. */
export function dateRules(field: Field, today: string): DateRules {
  const is_birth = /\/born_on$/.test(field.pointer);
  return { today, is_birth, may_be_partial: field.widget === "partial-date", may_be_relative: !is_birth && field.widget === "wareki-date" };
}

/** What leaving a field makes of its text: digits half width, kana full-width katakana, dates short; kanji is never touched. */
export function settle(field: Field, value: string, today: string): string {
  switch (field.widget) {
    case "kana":
      return toKatakana(value).trim();
    case "number":
    case "yen":
    case "area":
    case "zip":
      return settleDigits(field, toHalfWidth(value).trim());
    case "wareki-date":
    case "partial-date": {
      const reading = readDate(value, dateRules(field, today));
      return reading.kind === "day" && reading.mark === undefined && !/^\d{4}-\d{2}-\d{2}$/.test(toHalfWidth(value)) ? toEraShort(reading.iso) : value.trim();
    }
    case "text":
      return field.is_identifier ? toHalfWidth(value).trim() : value.trim();
    default:
      return value;
  }
}

function settleDigits(field: Field, value: string): string {
  if (field.widget === "zip") return value.replace(/^(\d{3})-?(\d{4})$/, "$1-$2");
  return value.replaceAll(",", "");
}

/** Full-width katakana of whatever kana was typed; other characters stay. */
export function toKatakana(value: string): string {
  return value
    .replace(/[\uff61-\uff9f]+/g, (half) => half.normalize("NFKC"))
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .replace(/(?<=[\u30a1-\u30fc])[-−‐]/g, "ー")
    .replace(/ +/g, "　");
}

/** Whether a field stands on the screen under what has been answered. */
export function isShown(field: Field, values: Record<string, string>): boolean {
  return field.shown_if === undefined || holds(field.shown_if, values);
}

export function isRequired(field: Field, values: Record<string, string>): boolean {
  return field.required || (field.required_if !== undefined && holds(field.required_if, values));
}

const holds = (conditions: Record<string, string>, values: Record<string, string>): boolean =>
  Object.entries(conditions).every(([pointer, wanted]) => wanted.split("|").includes(values[pointer] ?? ""));

/** Every fault of some fields, by pointer, in their order; `all` holds the fields they may be compared with. */
export function faults(values: Record<string, string>, fields: readonly Field[], today: string, all: readonly Field[] = fields): Record<string, string> {
  const found: Record<string, string> = {};
  for (const field of fields) {
    if (field.is_derived || !isShown(field, values)) continue;
    const error = fault(field, values, all, today);
    if (error !== undefined) found[field.pointer] = error;
  }
  return found;
}

/** What is wrong with one field and what to do, or undefined. The server decides; this only saves a trip. */
export function fault(field: Field, values: Record<string, string>, fields: readonly Field[], today: string): string | undefined {
  const value = values[field.pointer] ?? "";
  if (value.trim() === "") return isRequired(field, values) ? missing(field) : undefined;
  switch (field.widget) {
    case "wareki-date":
    case "partial-date":
      return dateFault(field, value, values, fields, today);
    case "number":
    case "yen":
    case "area":
      return numberFault(field, value);
    case "zip":
      return /^\d{3}-\d{4}$/.test(value) ? undefined : "郵便番号は7けたの数字で入れてください。";
    case "code":
      return field.choices && !field.choices.some((choice) => choice.value === value) ? `「${value}」は選べません。F4 で一覧を開いて選んでください。` : undefined;
    case "kana":
      return /^[\u30a1-\u30ff　・＝]+$/.test(value) ? undefined : "カタカナで入れてください。";
    default:
      return textFault(field, value);
  }
}

const CHOSEN = new Set(["code", "yes-no", "person"]);
const missing = (field: Field): string => `${field.label}を${CHOSEN.has(field.widget) ? "選んで" : "入れて"}ください。`;

function textFault(field: Field, value: string): string | undefined {
  if (field.max_length !== undefined && [...value].length > field.max_length) return `${field.max_length}文字までです（いま${[...value].length}文字）。`;
  if (field.pattern !== undefined && !new RegExp(`^(?:${field.pattern})$`, "u").test(value)) return `${field.label}の書き方が違います。${field.example ? `${field.example} のように入れてください。` : "書き方を確かめてください。"}`;
  return undefined;
}

function numberFault(field: Field, value: string): string | undefined {
  const number = Number(value);
  if (!/^-?\d+(\.\d+)?$/.test(value) || (field.type === "integer" && !Number.isInteger(number))) return `${field.label}は数字で入れてください。`;
  if (field.minimum !== undefined && number < field.minimum) return `${field.minimum}以上の数を入れてください。`;
  if (field.maximum !== undefined && number > field.maximum) return `${field.maximum}以下の数を入れてください。`;
  return undefined;
}

function dateFault(field: Field, value: string, values: Record<string, string>, fields: readonly Field[], today: string): string | undefined {
  const reading = readDate(value, dateRules(field, today));
  if (reading.kind === "refused") return reading.instead ? `${reading.message}（${reading.instead}）` : reading.message;
  if (reading.kind !== "day") return undefined;
  for (const [limit, is_upper] of [[field.not_after, true], [field.not_before, false]] as const) {
    if (limit === undefined) continue;
    const other = fields.find((each) => each.pointer === limit);
    const bound = limit === "today" ? { kind: "day" as const, iso: today } : other ? readDate(values[limit] ?? "", dateRules(other, today)) : null;
    if (bound?.kind !== "day") continue;
    const word = limit === "today" ? `今日（${toEraShort(today)}）` : `${other?.label}（${toEraShort(bound.iso)}）`;
    if (is_upper ? reading.iso > bound.iso : reading.iso < bound.iso) return `${word}${is_upper ? "以前" : "以後"}の日を入れてください。`;
  }
  return undefined;
}

/** The JSON body: values by pointer in their types; empty and hidden fields are left out. */
export function toBody(values: Record<string, string>, fields: readonly Field[], today: string): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const field of fields) {
    const value = values[field.pointer] ?? "";
    if (field.is_derived || value === "" || !isShown(field, values)) continue;
    put(body, field.pointer.split("/").slice(1), typed(field, value, today));
  }
  return body;
}

function typed(field: Field, value: string, today: string): unknown {
  if (field.widget === "wareki-date" || field.widget === "partial-date") {
    const reading = readDate(value, dateRules(field, today));
    if (reading.kind === "day") return field.widget === "partial-date" && reading.mark ? `${reading.iso}@${reading.mark}` : reading.iso;
    return reading.kind === "partial" ? reading.iso : value;
  }
  if (field.type === "integer" || field.type === "number") return Number(value);
  if (field.type === "boolean") return value === "true";
  return value;
}

function put(body: Record<string, unknown>, path: string[], value: unknown): void {
  let inner: Record<string, unknown> | unknown[] = body;
  path.forEach((part, index) => {
    const key = Array.isArray(inner) ? Number(part) : part.replaceAll("~1", "/").replaceAll("~0", "~");
    const holder = inner as Record<string | number, unknown>;
    if (index === path.length - 1) {
      holder[key] = value;
      return;
    }
    holder[key] ??= /^\d+$/.test(path[index + 1] ?? "") ? [] : {};
    inner = holder[key] as Record<string, unknown>;
  });
}
