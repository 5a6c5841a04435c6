import { describe, expect, test } from "vitest";
import { bothSentence, factSentence, knownSentence, labelled, placeOfDay, placeOfStop, stopByKey, stopLabel, stopsOf } from "../../src/domain/axes";

const today = "2026-11-20";
const stops = stopsOf(
  [
    { on: "2024-03-01", label: "出生" },
    { on: "2020-07-01", label: "転入" },
    { on: "2026-06-01T09:00:00+09:00", label: "転居" },
    { on: "2020-07-01", label: "印鑑登録" },
    { on: "2027-04-01", label: "転出予定" },
  ],
  today,
);

describe("stops", () => {
  test("stand in order, one a day, today last, nothing to come", () => {
    expect(stops.map((stop) => [stop.on, stop.label])).toEqual([
      ["2020-07-01", "転入・印鑑登録"],
      ["2024-03-01", "出生"],
      ["2026-06-01", "転居"],
      [today, "今日"],
    ]);
    expect(stops.map((stop) => stopLabel(stop, today))).toEqual(["R2.7.1 転入・印鑑登録", "R6.3.1 出生", "R8.6.1 転居", "今日"]);
  });

  test("keep their distances and their order", () => {
    const places = stops.map((_, index) => placeOfStop(index, stops.length));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(placeOfDay("2024-03-01", stops)).toBe(places[1]);
    expect(placeOfDay("2025-01-01", stops)).toBeGreaterThan(places[1] ?? 0);
    expect(placeOfDay("2025-01-01", stops)).toBeLessThan(places[2] ?? 0);
    expect(placeOfDay("1999-01-01", stops)).toBeLessThan(places[0] ?? 0);
    expect(placeOfDay(today, [{ on: today, label: "今日" }])).toBe(99);
  });
});

describe("keys go from stop to stop", () => {
  test.each([
    ["ArrowLeft", today, "2026-06-01"],
    ["ArrowLeft", "2025-01-01", "2024-03-01"],
    ["ArrowRight", "2025-01-01", "2026-06-01"],
    ["ArrowRight", today, today],
    ["ArrowLeft", "2020-07-01", "2020-07-01"],
    ["Home", today, "2020-07-01"],
    ["End", "2020-07-01", today],
  ])("%s from %s", (key, from, to) => {
    expect(stopByKey(key, from, stops)?.on).toBe(to);
  });

  test("other keys go nowhere", () => expect(stopByKey("a", today, stops)).toBeUndefined());
});

test("labels never outnumber their room, and the day in hand is always named", () => {
  const many = stopsOf(Array.from({ length: 40 }, (_, index) => ({ on: `20${String(10 + Math.floor(index / 4)).padStart(2, "0")}-0${1 + (index % 4)}-01`, label: "修正" })), today);
  for (const stop of many) {
    const names = labelled(many, stop.on, 7);
    expect(names.has(stop.on)).toBe(true);
    expect(names.has(today)).toBe(true);
    expect(names.size).toBeLessThanOrEqual(9);
  }
  expect(labelled(stops, today, 7).size).toBe(4);
});

test("the handles speak in sentences", () => {
  expect(factSentence("2026-06-01", today, "転居")).toBe("令和8年6月1日の事実（転居）を見ています");
  expect(factSentence(today, today)).toBe("今日の事実を見ています");
  expect(knownSentence("2026-06-04", today)).toBe("令和8年6月4日に知っていた内容で見ています");
  expect(bothSentence("2026-06-01", today, today)).toEqual(["令和8年6月1日", "今日"]);
});
