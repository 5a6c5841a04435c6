/** A headless window on the mock, and what every test of it watches: errors, policy violations, addresses. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type Page } from "playwright-core";
import { startMock } from "../mock/server.mjs";

export const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export type Mock = Awaited<ReturnType<typeof startMock>>;
export interface Opened {
  page: Page;
  mock: Mock;
  /** Script errors and refused content, which no test may leave behind. */
  complaints: string[];
  /** Every address the bar has shown. */
  addresses: string[];
}

let browser: Browser | undefined;

export async function launch(): Promise<Browser> {
  browser ??= await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: FLAGS });
  return browser;
}

export async function quit(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

export async function open({ width = 1366, height = 768 } = {}): Promise<Opened> {
  const mock = await startMock({ dist: "dist" });
  const now = new Date("2026-11-20T09:42:00+09:00");
  return { mock, ...(await openAt(mock.url, { width, height, now })) };
}

/** A window on a server that runs already. */
export async function openAt(url: string, { width = 1366, height = 768, now }: { width?: number; height?: number; now?: Date } = {}): Promise<Omit<Opened, "mock">> {
  const context = await (await launch()).newContext({ viewport: { width, height }, locale: "ja-JP", timezoneId: "Asia/Tokyo" });
  const page = await context.newPage();
  if (now) await page.clock.setSystemTime(now);
  const complaints: string[] = [];
  const addresses: string[] = [];
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(`policy: ${message.text()}`);
  });
  page.on("framenavigated", (frame) => addresses.push(frame.url()));
  await page.goto(url);
  return { page, complaints, addresses };
}

export async function signIn(page: Page): Promise<void> {
  await page.getByLabel("職員ID").fill("mihon");
  await page.getByLabel("パスワード").fill("yakuba-demo");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "今日の仕事" }).waitFor();
  await page.getByRole("button", { name: "検索", exact: true }).waitFor();
}

/** A field by the JSON pointer that it answers. */
export const field = (page: Page, pointer: string) => page.locator(`[data-pointer="${pointer}"]`);

export async function find(page: Page, query = "みほん たろう s55"): Promise<void> {
  await page.keyboard.press("F2");
  await page.keyboard.insertText(query);
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: /見本 太郎/ }).first().waitFor();
}

/** What axe finds at WCAG 2 A and AA, in a line each. */
export async function axe(page: Page): Promise<string[]> {
  // A script tag would be refused by the page's own policy, and rightly so.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const run = (window as unknown as { axe: { run(root: Document, options: object): Promise<{ violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary: string }[] }[] }> } }).axe;
    const { violations } = await run.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} — ${node.target.join(" ")} — ${node.failureSummary.split("\n")[1] ?? ""}`));
  });
}

/** Whether the window itself scrolls: only lists may. */
export function overflows(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight || document.documentElement.scrollWidth > window.innerWidth);
}
