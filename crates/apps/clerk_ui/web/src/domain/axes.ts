/** The two time axes as pure arithmetic: where a stop stands, where a typed date falls, what to say. */
import { toEraShort, toEraText } from "./wareki";

export interface Stop {
  /** ISO day; the last stop is today. */
  on: string;
  label: string;
}

const FIRST = 6;
const LAST = 99;

/** Stops in order of days, one for each day (labels joined), and today at the end. */
export function stopsOf(events: readonly { on: string; label: string }[], today: string): Stop[] {
  const by_day = new Map<string, string[]>();
  for (const { on, label } of events) {
    const day = on.slice(0, 10);
    if (day >= today || !/^\d{4}-\d{2}-\d{2}$/.test(day)) continue;
    by_day.set(day, [...(by_day.get(day) ?? []), label]);
  }
  const past = [...by_day].sort(([one], [other]) => one.localeCompare(other));
  return [...past.map(([on, labels]) => ({ on, label: [...new Set(labels)].join("・") })), { on: today, label: "今日" }];
}

/** The place of the stop with this index, in percent of the track; stops stand at even distances so that labels never meet. */
export function placeOfStop(index: number, count: number): number {
  return count <= 1 ? LAST : FIRST + ((LAST - FIRST) * index) / (count - 1);
}

/** The place of any day: on its stop, or half way between the two that it falls between. */
export function placeOfDay(day: string, stops: readonly Stop[]): number {
  const exact = stops.findIndex((stop) => stop.on === day);
  if (exact >= 0) return placeOfStop(exact, stops.length);
  const next = stops.findIndex((stop) => stop.on > day);
  if (next === 0) return FIRST / 2;
  if (next < 0) return LAST;
  return (placeOfStop(next - 1, stops.length) + placeOfStop(next, stops.length)) / 2;
}

/** The stop that a key leads to from a day. */
export function stopByKey(key: string, day: string, stops: readonly Stop[]): Stop | undefined {
  if (key === "ArrowLeft" || key === "ArrowDown") return stops.findLast((stop) => stop.on < day) ?? stops[0];
  if (key === "ArrowRight" || key === "ArrowUp") return stops.find((stop) => stop.on > day) ?? stops.at(-1);
  if (key === "Home") return stops[0];
  if (key === "End") return stops.at(-1);
  return undefined;
}

/** At most so many labels fit; the first, the last and the one in hand are always among them. */
export function labelled(stops: readonly Stop[], day: string, most: number): Set<string> {
  const every = Math.max(1, Math.ceil((stops.length - 1) / Math.max(1, most - 1)));
  const chosen = stops.filter((_, index) => index % every === 0 && index < stops.length - 1 - (every > 1 ? 1 : 0)).map((stop) => stop.on);
  const at = stops.findIndex((stop) => stop.on === day);
  const near = every > 1 && at >= 0 ? new Set([stops[at - 1]?.on, stops[at + 1]?.on]) : new Set();
  const last = stops.at(-1)?.on;
  return new Set([...chosen.filter((on) => !near.has(on)), ...(at >= 0 ? [day] : []), ...(last ? [last] : [])]);
}

const dayWord = (day: string, today: string): string => (day === today ? "今日" : toEraText(day));

export const factSentence = (day: string, today: string, label?: string): string =>
  day === today ? "今日の事実を見ています" : `${toEraText(day)}の事実${label ? `（${label}）` : ""}を見ています`;
export const knownSentence = (day: string, today: string): string =>
  day === today ? "今日知っている内容で見ています" : `${toEraText(day)}に知っていた内容で見ています`;
export const bothSentence = (valid_at: string, known_at: string, today: string): [string, string] => [dayWord(valid_at, today), dayWord(known_at, today)];
export const stopLabel = (stop: Stop, today: string): string => (stop.on === today ? "今日" : `${toEraShort(stop.on)} ${stop.label}`);
