/**
 * The window on the real server, as a clerk walks it. The server must be running; its address, an account and a
 * search that finds somebody come from the environment.
 */
import { mkdirSync } from "node:fs";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { axe, openAt, overflows, quit, type Opened } from "../browser/window";

const given = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} must be set`);
  return value;
};
const URL_OF_SERVER = given("YAKUBA_URL");
const LOGIN_NAME = given("YAKUBA_LOGIN_NAME");
const PASSWORD = given("YAKUBA_PASSWORD");
/** Kana, birth date or number that finds a person with a household. */
const QUERY = given("YAKUBA_QUERY");
const PICTURES = process.env["PICTURES"];
if (PICTURES) mkdirSync(PICTURES, { recursive: true });

let opened: Omit<Opened, "mock">;
beforeEach(async () => {
  opened = await openAt(URL_OF_SERVER);
  await opened.page.getByLabel("職員ID").fill(LOGIN_NAME);
  await opened.page.getByLabel("パスワード").fill(PASSWORD);
  await opened.page.keyboard.press("Enter");
  await opened.page.getByRole("heading", { level: 1, name: "今日の仕事" }).waitFor();
  await opened.page.getByRole("button", { name: "検索", exact: true }).waitFor();
});
afterEach(async () => {
  expect(opened.complaints).toEqual([]);
  await opened.page.context().close();
});
afterAll(quit);

async function look(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(200);
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` });
  expect(await overflows(page), `${name} scrolls`).toBe(false);
  expect(await axe(page), name).toEqual([]);
}

test("search, person, both time axes and a certificate, by keyboard", async () => {
  const { page, addresses } = opened;
  await look(page, "today");
  await page.keyboard.press("F2");
  await page.keyboard.insertText(QUERY);
  await page.keyboard.press("Enter");
  await page.locator("tbody tr[aria-selected]").first().waitFor();
  await look(page, "search");
  await page.keyboard.press("1");
  await page.locator(".identity h1").waitFor();
  await look(page, "person");
  await page.keyboard.press("Shift+F4");
  await page.getByRole("slider", { name: "いつの事実" }).waitFor();
  await look(page, "person-axes");
  await page.keyboard.press("Shift+F8");
  await page.getByRole("heading", { level: 1, name: "住民票の写し" }).waitFor();
  await page.locator('[data-pointer="/purpose"]').fill("試験のため");
  await page.keyboard.press("F9");
  await page.getByText("証明書を作りました。").waitFor();
  await look(page, "certificate");
  addresses.push(page.url());
  for (const address of addresses) expect(new URL(address).hash).toMatch(/^(#\/[a-z_]+)?$/);
});

test.each([
  ["filings", 3],
  ["businesses", 5],
  ["runs", 6],
  ["loads", 7],
])("%s opens from the rail", async (screen, key) => {
  const { page } = opened;
  await page.keyboard.press(`Alt+${key}`);
  await page.waitForURL(new RegExp(`#/${screen}$`));
  await page.waitForLoadState("networkidle");
  expect(await page.getByText("読み込めませんでした").count()).toBe(0);
  await look(page, screen);
});

test.each([
  ["run", 6],
  ["load", 7],
])("the first %s opens", async (screen, key) => {
  const { page } = opened;
  await page.keyboard.press(`Alt+${key}`);
  const row = page.locator("tbody tr[aria-selected]").first();
  await row.waitFor();
  await row.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`#/${screen}$`));
  await page.getByRole("heading", { level: 1 }).waitFor();
  await look(page, screen);
});
