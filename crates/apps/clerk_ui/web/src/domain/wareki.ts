/**
 * Dates as clerks write them: the one grammar of every date field, and the words a date is shown in.
 *
 * A day is an ISO string (`2026-11-20`); nothing here reads the clock, today is always given.
 */

export interface Era {
  letter: string;
  name: string;
  digit: number;
  /** First day of the era, ISO. */
  from: string;
}

/** 明治 before its sixth year ran on the old calendar, whose days are never converted. */
export const OLD_CALENDAR_END = "1873-01-01";

const MEIJI: Era = { letter: "M", name: "明治", digit: 1, from: "1868-01-25" };
const ERAS: readonly Era[] = [
  MEIJI,
  { letter: "T", name: "大正", digit: 2, from: "1912-07-30" },
  { letter: "S", name: "昭和", digit: 3, from: "1926-12-25" },
  { letter: "H", name: "平成", digit: 4, from: "1989-01-08" },
  { letter: "R", name: "令和", digit: 5, from: "2019-05-01" },
];

export interface DateRules {
  /** Today, ISO. */
  today: string;
  /** Birth dates must name their era: 080401 could be five people's. */
  is_birth?: boolean;
  /** `?` may stand for unknown parts. */
  may_be_partial?: boolean;
  /** `+3` and `-1` count days from today; for dates of acts only. */
  may_be_relative?: boolean;
}

export type DateReading =
  | { kind: "empty" }
  /** `mark` is set where the era written is not the one of the day (明治45.7.30): codes of register dates keep it. */
  | { kind: "day"; iso: string; mark?: string }
  | { kind: "partial"; year: number; month: number | null; iso: string }
  | { kind: "refused"; message: string; instead: string | null };

const refused = (message: string, instead: string | null = null): DateReading => ({ kind: "refused", message, instead });
const HOW = "R8.4.1、080401、2026-4-1 のように入れてください。";

/** Reads what was typed into a date field. */
export function readDate(text: string, rules: DateRules): DateReading {
  const typed = toHalfWidth(text).trim().replace(/\s+/g, "");
  if (typed === "") return { kind: "empty" };
  return (
    readRelative(typed, rules) ??
    readEraWritten(typed, rules) ??
    readDigits(typed, rules) ??
    readWestern(typed, rules) ??
    refused(`日付として読めません。${HOW}`)
  );
}

function readRelative(typed: string, rules: DateRules): DateReading | null {
  const match = /^([+-])(\d{1,3})$/.exec(typed);
  if (!match) return null;
  if (!rules.may_be_relative) return refused(`この欄では今日からの日数は使えません。${HOW}`);
  const days = Number(match[2]) * (match[1] === "-" ? -1 : 1);
  return { kind: "day", iso: addDays(rules.today, days) };
}

function readEraWritten(typed: string, rules: DateRules): DateReading | null {
  const match = /^([A-Za-z]|明治|大正|昭和|平成|令和|[明大昭平令])(元|\d{1,2}|\?)(?:[./-]|年)?(?:(\d{1,2}|\?)(?:[./-]|月)?(?:(\d{1,2}|\?)日?)?)?$/.exec(typed);
  if (match && /[./\-年?]/.test(typed)) {
    const era = eraOf(match[1] ?? "");
    if (!era) return refused("元号は M・T・S・H・R のどれかで入れてください。");
    if (match[2] === "?") return refused("年が分からない日付は、備考に書いてください。");
    const year = match[2] === "元" ? 1 : Number(match[2]);
    return inEra(era, year, match[3], match[4], rules);
  }
  const packed = /^([A-Za-z])(\d{2})(\d{2})(\d{2})$/.exec(typed);
  if (!packed) return null;
  const era = eraOf(packed[1] ?? "");
  if (!era) return refused("元号は M・T・S・H・R のどれかで入れてください。");
  return inEra(era, Number(packed[2]), packed[3], packed[4], rules);
}

function readDigits(typed: string, rules: DateRules): DateReading | null {
  if (/^\d{8}$/.test(typed)) {
    return western(typed.slice(0, 4), typed.slice(4, 6), typed.slice(6), rules);
  }
  if (/^\d{7}$/.test(typed)) {
    const era = ERAS.find((each) => each.digit === Number(typed[0]));
    if (!era) return refused("はじめの数字は元号です。1 明治、2 大正、3 昭和、4 平成、5 令和から選んでください。");
    return inEra(era, Number(typed.slice(1, 3)), typed.slice(3, 5), typed.slice(5), rules);
  }
  if (/^\d{6}$/.test(typed)) {
    if (rules.is_birth) return refused(`生年月日は元号を付けて入れてください。S${typed} や H${typed} のように書きます。`);
    return inEra(eraAt(rules.today) ?? MEIJI, Number(typed.slice(0, 2)), typed.slice(2, 4), typed.slice(4), rules);
  }
  return null;
}

function readWestern(typed: string, rules: DateRules): DateReading | null {
  const full = /^(\d{4})[./\-年](\d{1,2}|\?)[./\-月](\d{1,2}|\?)日?$/.exec(typed);
  if (full) return western(full[1] ?? "", full[2] ?? "", full[3] ?? "", rules);
  const short = /^(\d{1,2})[./\-月](\d{1,2})日?$/.exec(typed);
  if (!short) return null;
  if (rules.is_birth) return refused("生年月日は年から入れてください。");
  return western(rules.today.slice(0, 4), short[1] ?? "", short[2] ?? "", rules);
}

function inEra(era: Era, year: number, month: string | undefined, day: string | undefined, rules: DateRules): DateReading {
  if (year === 0) return refused("年は元年（1年）からです。");
  const western_year = Number(era.from.slice(0, 4)) + year - 1;
  const reading = parts(western_year, month, day, rules);
  if (reading.kind === "partial") {
    const next = ERAS[ERAS.indexOf(era) + 1];
    return next && western_year > Number(next.from.slice(0, 4))
      ? refused(`${era.name}に${year}年はありません。`, next.letter + (western_year - Number(next.from.slice(0, 4)) + 1))
      : reading;
  }
  if (reading.kind !== "day") return reading;
  if (era === MEIJI && reading.iso < OLD_CALENDAR_END) {
    return refused("明治5年までは旧暦です。西暦に直さず、備考に書いてください。");
  }
  const right = eraAt(reading.iso);
  if (right === era) return reading;
  const proper = toEraShort(reading.iso);
  // The change of an era falls inside a day's paperwork: 明治45.7.30 and 大正15.12.25 are in many registers.
  const next = ERAS[ERAS.indexOf(era) + 1];
  if (next && reading.iso === next.from && (next.letter === "T" || next.letter === "S")) return { ...reading, mark: era.letter };
  return refused(`${era.name}${yearWord(year)}年${Number(month)}月${Number(day)}日はありません。${toEraText(reading.iso)}ではありませんか。`, proper);
}

const western = (year: string, month: string, day: string, rules: DateRules): DateReading => parts(Number(year), month, day, rules);

function parts(year: number, month: string | undefined, day: string | undefined, rules: DateRules): DateReading {
  const is_month_unknown = month === undefined || month === "?";
  const is_day_unknown = day === undefined || day === "?";
  if (is_month_unknown || is_day_unknown) {
    if (month === undefined || day === undefined) return refused(`月と日まで入れてください。${rules.may_be_partial ? "分からないところは ? です（S20.?.?）。" : HOW}`);
    if (!rules.may_be_partial) return refused("この欄には、分からない日付（?）は入れられません。");
    if (is_month_unknown && !is_day_unknown) return refused("月が分からないときは、日も ? にしてください。");
    const known_month = is_month_unknown ? null : Number(month);
    if (known_month !== null && (known_month < 1 || known_month > 12)) return refused("月は1から12までです。");
    return { kind: "partial", year, month: known_month, iso: `${pad(year, 4)}-${known_month === null ? "??" : pad(known_month, 2)}-??` };
  }
  const month_number = Number(month);
  const day_number = Number(day);
  if (month_number < 1 || month_number > 12) return refused("月は1から12までです。");
  const last = daysIn(year, month_number);
  if (day_number < 1 || day_number > last) return refused(`${year}年${month_number}月は${last}日までです。`);
  if (year < 1868 || year > 2200) return refused("年は1868年から2200年までです。");
  return { kind: "day", iso: `${pad(year, 4)}-${pad(month_number, 2)}-${pad(day_number, 2)}` };
}

/** R8.11.20, as shown in fields and tables; a day before the solar calendar stays western. */
export function toEraShort(iso: string): string {
  const era = eraAt(iso);
  if (!era || iso < OLD_CALENDAR_END) return iso;
  const [year, month, day] = split(iso);
  return `${era.letter}${year - Number(era.from.slice(0, 4)) + 1}.${month}.${day}`;
}

/** 令和8年11月20日, as shown in sentences; the first year is 元年. */
export function toEraText(iso: string): string {
  const era = eraAt(iso);
  const [year, month, day] = split(iso);
  if (!era || iso < OLD_CALENDAR_END) return `${year}年${month}月${day}日`;
  return `${era.name}${yearWord(year - Number(era.from.slice(0, 4)) + 1)}年${month}月${day}日`;
}

/** 令和8年11月 */
export function toEraMonth(iso: string): string {
  return toEraText(`${iso.slice(0, 7)}-01`).replace(/1日$/, "");
}

/** 11/20, for dates of this year whose year is plain from the place. */
export function toMonthDay(iso: string): string {
  const [, month, day] = split(iso);
  return `${month}/${day}`;
}

/** The weekday as one character. */
export function weekday(iso: string): string {
  return "日月火水木金土".charAt(new Date(`${iso}T00:00:00Z`).getUTCDay());
}

/** The day that lies so many days after (or before) another. */
export function addDays(iso: string, days: number): string {
  const moment = new Date(`${iso}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** Today's day in Japan, at the edge where the clock is read. */
export function todayInJapan(now: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo" }).format(now);
}

function eraAt(iso: string): Era | null {
  return ERAS.findLast((era) => era.from <= iso) ?? null;
}

function eraOf(word: string): Era | undefined {
  return ERAS.find((era) => era.letter === word.toUpperCase() || era.name === word || era.name.charAt(0) === word);
}

function split(iso: string): [number, number, number] {
  return [Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10))];
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const yearWord = (year: number): string => (year === 1 ? "元" : String(year));
const pad = (value: number, length: number): string => String(value).padStart(length, "0");

/** Digits, letters and date marks typed in full width; nothing else is touched. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[−ー‐―–]/g, "-")
    .replace(/　/g, " ");
}
