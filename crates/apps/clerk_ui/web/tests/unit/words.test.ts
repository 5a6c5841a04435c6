import { describe, expect, test } from "vitest";
import { duration, figure, grouped, moment, signed, stateWord, yen, yenAloud } from "../../src/domain/words";

describe("figures", () => {
  test("are separated, with a true minus", () => {
    expect([figure(1234567), figure(-10000), signed(313), signed(-10000), signed(0), yen(70000)]).toEqual(["1,234,567", "−10,000", "+313", "−10,000", "±0", "70,000円"]);
  });

  test.each([
    [3_584_780_000, "35億8,478万円"],
    [140_000, "14万円"],
    [100_000_000, "1億円"],
    [70_005, "7万5円"],
    [0, "0円"],
  ])("%i aloud", (value, words) => {
    expect(yenAloud(value)).toBe(words);
  });
});

test("identifiers stand in groups of four", () => {
  expect([grouped("001234567"), grouped("12345678"), grouped("")]).toEqual(["0012 3456 7", "1234 5678", ""]);
});

test("moments and durations are read in Japan's time", () => {
  expect(moment("2026-11-20T00:02:00Z")).toBe("11/20 9:02");
  expect(moment("みち")).toBe("みち");
  expect([duration(100), duration(59), duration(120)]).toEqual(["1分40秒", "59秒", "2分"]);
});

test("a state that nobody named is shown as it came, never hidden", () => {
  expect(stateWord("現存").severity).toBe("done");
  expect(stateWord("resident").word).toBe("現存");
  expect(stateWord("改製原")).toEqual({ word: "改製原", severity: "none" });
});
