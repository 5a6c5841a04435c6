import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const roles = readFileSync("src/styles/roles.css", "utf8");
const tokens = readFileSync("node_modules/@digital-go-jp/design-tokens/dist/tokens.css", "utf8");

const high_contrast = readFileSync("src/styles/roles-high-contrast.css", "utf8");

function colour(role: string, sheets = [roles]): string {
  const token = sheets.map((sheet) => new RegExp(`--${role}: var\\((--[a-z0-9-]+)\\);`).exec(sheet)?.[1]).find((each) => each !== undefined);
  const hex = token && new RegExp(`${token}: (#[0-9a-f]{6});`).exec(tokens)?.[1];
  if (!hex) throw new Error(`role ${role} maps to no colour`);
  return hex;
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, sheets = [roles]): number {
  const [low = 0, high = 0] = [luminance(colour(one, sheets)), luminance(colour(other, sheets))].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe("text reaches 4.5:1 on what it stands on", () => {
  test.each([
    ["text", "surface"],
    ["text", "canvas"],
    ["text", "selected"],
    ["text", "past-fill"],
    ["text", "stop-fill"],
    ["text", "not-production"],
    ["sub", "surface"],
    ["sub", "canvas"],
    ["sub", "selected"],
    ["sub", "past-fill"],
    ["sub", "stop-fill"],
    ["sub", "done-fill"],
    ["placeholder", "surface"],
    ["on-dark", "header"],
    ["on-dark", "act"],
    ["on-dark", "act-hover"],
    ["act", "surface"],
    ["act", "selected"],
    ["link", "surface"],
    ["link", "canvas"],
    ["link", "selected"],
    ["link", "past-fill"],
    ["link", "stop-fill"],
    ["on-dark", "key-bar"],
    ["key-off", "key-bar"],
    ["on-dark", "stop"],
    ["stop", "stop-fill"],
    ["stop", "surface"],
    ["stop", "selected"],
    ["care", "care-fill"],
    ["info", "info-fill"],
    ["done", "done-fill"],
    ["none", "surface"],
    ["on-dark", "protected"],
    ["protected", "protected-fill"],
    ["past", "past-fill"],
    ["past", "surface"],
  ])("%s on %s", (text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("borders, marks and focus reach 3:1", () => {
  test.each([
    ["field-border", "surface"],
    ["computed-border", "canvas"],
    ["care-border", "surface"],
    ["done-border", "surface"],
    ["focus", "surface"],
    ["focus", "selected"],
    ["focus-halo", "header"],
    ["focus-halo", "key-bar"],
    ["not-production", "header"],
    ["chart-done", "surface"],
    ["chart-now", "surface"],
    ["protected", "surface"],
    ["past", "past-fill"],
  ])("%s on %s", (mark, ground) => {
    expect(contrast(mark, ground)).toBeGreaterThanOrEqual(3);
  });
});

test("the high-contrast map reaches 7:1 for what is read", () => {
  const sheets = [high_contrast, roles];
  for (const [one, other] of [["text", "surface"], ["sub", "surface"], ["sub", "selected"], ["placeholder", "surface"], ["act", "surface"], ["link", "selected"], ["on-dark", "key-bar"], ["key-off", "key-bar"], ["none", "surface"]] as const) {
    expect(contrast(one, other, sheets), `${one} on ${other}`).toBeGreaterThanOrEqual(7);
  }
});

test("no other style sheet names a token or a colour", async () => {
  const { readdirSync } = await import("node:fs");
  for (const name of readdirSync("src/styles").filter((each) => each.endsWith(".css") && !each.startsWith("roles"))) {
    const sheet = readFileSync(`src/styles/${name}`, "utf8");
    expect(sheet.match(/#[0-9a-fA-F]{3,8}\b|var\(--color-|rgba?\(/g), name).toBeNull();
  }
});
