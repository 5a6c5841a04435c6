/** Words and figures as the window writes them. */
import type { Handling, Phase } from "../api/contract";
import type { Severity } from "../parts/Tag";

/** 1,234; a minus is U+2212. */
export const figure = (value: number): string => value.toLocaleString("en-US").replace("-", "−");
/** +1,234 or −1,234, ±0 */
export const signed = (value: number): string => (value === 0 ? "±0" : `${value > 0 ? "+" : ""}${figure(value)}`);
export const yen = (value: number): string => `${figure(value)}円`;

/** 35億8,478万円: large totals as they are read aloud, to the 万. */
export function yenAloud(value: number): string {
  const oku = Math.trunc(value / 100_000_000);
  const man = Math.trunc((value % 100_000_000) / 10_000);
  const rest = value % 10_000;
  const words = [oku > 0 ? `${figure(oku)}億` : "", man > 0 ? `${figure(man)}万` : "", rest > 0 || value === 0 ? figure(rest) : ""];
  return `${words.join("")}円`;
}

/** 0012 3456 7: identifiers in groups, so that a digit left out is seen. */
export function grouped(identifier: string): string {
  return identifier.replace(/(.{4})(?=.)/g, "$1 ");
}

export const ENVIRONMENTS: Record<string, string> = {
  production: "本番",
  training: "研修",
  rehearsal: "予行",
  verification: "検証",
  demo: "見本",
};

const SEXES: Record<string, string> = { male: "男", female: "女", "1": "男", "2": "女", unknown: "不明" };
export const sexWord = (sex: string): string => SEXES[sex] ?? sex;
export const ageWord = (age: number | null | undefined): string => (age === null || age === undefined ? "年齢不明" : `${age}歳`);

/** The word of a state and how it is painted; a code that is not known is shown as it came. */
const STATES: Record<string, { word: string; severity: Severity }> = {
  resident: { word: "現存", severity: "done" },
  current: { word: "現存", severity: "done" },
  moved_out: { word: "転出", severity: "none" },
  deceased: { word: "死亡", severity: "none" },
  dead: { word: "死亡", severity: "none" },
  erased: { word: "消除", severity: "none" },
  receiving: { word: "受給中", severity: "done" },
  certified: { word: "受給中", severity: "done" },
  ended: { word: "消滅", severity: "none" },
  suspended: { word: "差止中", severity: "care" },
  paid: { word: "支払済", severity: "done" },
  scheduled: { word: "予定", severity: "none" },
  checking: { word: "検査中", severity: "info" },
  returned: { word: "不能", severity: "stop" },
};
const BY_WORD = new Map(Object.values(STATES).map((each) => [each.word, each]));
export function stateWord(state: string): { word: string; severity: Severity } {
  return STATES[state] ?? BY_WORD.get(state) ?? { word: state, severity: "none" };
}

export const HANDLINGS: Record<Handling, { word: string; severity: Severity }> = {
  automatic: { word: "自動", severity: "done" },
  procedure: { word: "手続き", severity: "care" },
  guidance: { word: "ご案内", severity: "info" },
  unchanged: { word: "変更なし", severity: "none" },
};

export const PHASES: { phase: Phase; word: string }[] = [
  { phase: "draft", word: "下書き" },
  { phase: "frozen", word: "入力を固定" },
  { phase: "computed", word: "計算" },
  { phase: "checked", word: "検査" },
  { phase: "compared", word: "前回と比較" },
  { phase: "approved", word: "承認" },
  { phase: "posted", word: "確定" },
  { phase: "documents", word: "書類・銀行" },
];

export const ACT_KINDS: { kind: string; word: string; cite: string; help: string }[] = [
  { kind: "move_in", word: "転入", cite: "法第22条", help: "ほかの市区町村から移ってきた方を記載します。" },
  { kind: "move_within", word: "転居", cite: "法第23条", help: "市内で住所を移した方の住所を直します。" },
  { kind: "move_out", word: "転出", cite: "法第24条", help: "ほかの市区町村へ移る方の予定を記録します。" },
];

/** 11/20 9:02 from an instant, in Japan's time. */
export function moment(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  return new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", month: "numeric", day: "numeric", hour: "numeric", minute: "2-digit" }).format(time);
}

/** 約1分40秒 */
export function duration(seconds: number): string {
  const minutes = Math.trunc(seconds / 60);
  const rest = Math.trunc(seconds % 60);
  return minutes > 0 ? `${minutes}分${rest > 0 ? `${rest}秒` : ""}` : `${rest}秒`;
}
