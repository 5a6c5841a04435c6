import { describe, expect, test } from "vitest";
import { addDays, readDate, toEraMonth, toEraShort, toEraText, todayInJapan, weekday } from "../../src/domain/wareki";

const today = "2026-11-20";
const act = { today, may_be_relative: true };
const birth = { today, is_birth: true, may_be_partial: true };

describe("a date field accepts", () => {
  test.each([
    ["R8.4.1", "2026-04-01"],
    ["r8/4/1", "2026-04-01"],
    ["r8-4-1", "2026-04-01"],
    ["令和8年4月1日", "2026-04-01"],
    ["令和８年４月１日", "2026-04-01"],
    ["令8.4.1", "2026-04-01"],
    ["Ｒ８．４．１", "2026-04-01"],
    ["令和元年5月1日", "2019-05-01"],
    ["R元.5.1", "2019-05-01"],
    ["R1.5.1", "2019-05-01"],
    ["080401", "2026-04-01"],
    ["S550415", "1980-04-15"],
    ["s55.4.15", "1980-04-15"],
    ["5080401", "2026-04-01"],
    ["3550415", "1980-04-15"],
    ["1060101", "1873-01-01"],
    ["20260401", "2026-04-01"],
    ["2026-4-1", "2026-04-01"],
    ["2026/4/1", "2026-04-01"],
    ["2026年4月1日", "2026-04-01"],
    ["4/1", "2026-04-01"],
    ["4月1日", "2026-04-01"],
    ["+3", "2026-11-23"],
    ["-1", "2026-11-19"],
    ["−1", "2026-11-19"],
    ["+0", "2026-11-20"],
    ["H31.4.30", "2019-04-30"],
    ["S64.1.7", "1989-01-07"],
    ["R8.2.28", "2026-02-28"],
    ["R6.2.29", "2024-02-29"],
    ["T1.7.30", "1912-07-30"],
    ["S1.12.25", "1926-12-25"],
    ["明治6年1月1日", "1873-01-01"],
    ["  R8.4.1 ", "2026-04-01"],
  ])("%s", (typed, iso) => {
    expect(readDate(typed, act)).toEqual({ kind: "day", iso });
  });

  test.each([
    ["M45.7.30", "1912-07-30", "M"],
    ["T15.12.25", "1926-12-25", "T"],
  ])("%s, the first day of the next era under the old name, as registers have it", (typed, iso, mark) => {
    expect(readDate(typed, act)).toEqual({ kind: "day", iso, mark });
  });

  test("nothing, as nothing", () => {
    expect(readDate("　", act)).toEqual({ kind: "empty" });
  });
});

describe("a day outside its era is refused with the right one", () => {
  test.each([
    ["S64.1.8", "H1.1.8", "平成元年1月8日"],
    ["H31.5.1", "R1.5.1", "令和元年5月1日"],
    ["R1.4.30", "H31.4.30", "平成31年4月30日"],
    ["T1.7.29", "M45.7.29", "明治45年7月29日"],
    ["H1.1.7", "S64.1.7", "昭和64年1月7日"],
    ["S1.12.24", "T15.12.24", "大正15年12月24日"],
    ["4310501", "R1.5.1", "令和元年5月1日"],
    ["H350101", "R5.1.1", "令和5年1月1日"],
  ])("%s → %s", (typed, instead, words) => {
    const reading = readDate(typed, act);
    expect(reading).toMatchObject({ kind: "refused", instead });
    expect(reading.kind === "refused" && reading.message).toContain(words);
  });
});

describe("a date field refuses, and says what to do", () => {
  test.each([
    ["R8.13.1", "月は1から12まで"],
    ["R8.2.29", "28日まで"],
    ["R8.4.31", "30日まで"],
    ["R8.0.1", "月は1から12まで"],
    ["R0.4.1", "元年"],
    ["X8.4.1", "M・T・S・H・R"],
    ["X080401", "M・T・S・H・R"],
    ["9080401", "1 明治"],
    ["明治5年12月3日", "旧暦"],
    ["M1.10.1", "旧暦"],
    ["R8.4", "月と日まで"],
    ["R8.4.?", "分からない日付"],
    ["あした", "日付として読めません"],
    ["12345", "日付として読めません"],
    ["1867-01-01", "1868年"],
  ])("%s", (typed, words) => {
    const reading = readDate(typed, act);
    expect(reading.kind).toBe("refused");
    expect(reading.kind === "refused" && reading.message).toContain(words);
  });

  test("days from today outside acts", () => {
    expect(readDate("+3", { today })).toMatchObject({ kind: "refused" });
  });
});

describe("birth dates", () => {
  test("ask for the era where six digits could be five people's", () => {
    const reading = readDate("080401", birth);
    expect(reading.kind === "refused" && reading.message).toContain("S080401");
  });

  test("are never a day of this year by a bare month and day", () => {
    expect(readDate("4/1", birth).kind).toBe("refused");
  });

  test.each([
    ["S20.?.?", { kind: "partial", year: 1945, month: null, iso: "1945-??-??" }],
    ["S20.3.?", { kind: "partial", year: 1945, month: 3, iso: "1945-03-??" }],
    ["昭和20年3月?日", { kind: "partial", year: 1945, month: 3, iso: "1945-03-??" }],
    ["1945-?-?", { kind: "partial", year: 1945, month: null, iso: "1945-??-??" }],
    ["1945-3-?", { kind: "partial", year: 1945, month: 3, iso: "1945-03-??" }],
    ["S20.5.5", { kind: "day", iso: "1945-05-05" }],
    ["19800917", { kind: "day", iso: "1980-09-17" }],
  ])("%s may be partly unknown", (typed, reading) => {
    expect(readDate(typed, birth)).toEqual(reading);
  });

  test("cannot know the day of an unknown month, nor a year an era never had", () => {
    expect(readDate("S20.?.5", birth)).toMatchObject({ kind: "refused" });
    expect(readDate("S20.13.?", birth)).toMatchObject({ kind: "refused" });
    expect(readDate("S70.?.?", birth)).toMatchObject({ kind: "refused", instead: "H7" });
    expect(readDate("S?.?.?", birth)).toMatchObject({ kind: "refused" });
  });
});

describe("words of a date", () => {
  test.each([
    ["1873-01-01", "明治6年1月1日", "M6.1.1"],
    ["1912-07-29", "明治45年7月29日", "M45.7.29"],
    ["1912-12-31", "大正元年12月31日", "T1.12.31"],
    ["1926-12-25", "昭和元年12月25日", "S1.12.25"],
    ["1989-01-07", "昭和64年1月7日", "S64.1.7"],
    ["1989-01-08", "平成元年1月8日", "H1.1.8"],
    ["2019-04-30", "平成31年4月30日", "H31.4.30"],
    ["2019-05-01", "令和元年5月1日", "R1.5.1"],
    ["2026-11-22", "令和8年11月22日", "R8.11.22"],
    ["1870-05-05", "1870年5月5日", "1870-05-05"],
  ])("%s", (iso, text, short) => {
    expect(toEraText(iso)).toBe(text);
    expect(toEraShort(iso)).toBe(short);
  });

  test("every day from 1873 comes back from its short form", () => {
    for (let iso = "1873-01-01"; iso < "2031-01-01"; iso = addDays(iso, 17)) {
      expect(readDate(toEraShort(iso), act)).toEqual({ kind: "day", iso });
      expect(readDate(toEraText(iso), act)).toEqual({ kind: "day", iso });
    }
  });

  test("month, weekday and Japan's today", () => {
    expect(toEraMonth("2026-11-20")).toBe("令和8年11月");
    expect(weekday("2026-11-20")).toBe("金");
    expect(todayInJapan(new Date("2026-11-20T15:00:00Z"))).toBe("2026-11-21");
  });
});
