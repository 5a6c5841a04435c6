/**
 * Every screen at the reference size, as pictures under target/ui for the eye, and held by machine to what must be so
 * on all of them: axe finds nothing, the window does not scroll, nothing is refused by the policy.
 */
import { mkdirSync } from "node:fs";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { axe, field, find, open, overflows, quit, signIn, type Opened } from "./window";

const FOLDER = process.env["PICTURES"] ?? "../../../../target/ui";
mkdirSync(FOLDER, { recursive: true });

let opened: Opened;
beforeEach(async () => {
  opened = await open();
});
afterEach(async () => {
  expect(opened.complaints).toEqual([]);
  await opened.page.context().close();
  await opened.mock.close();
});
afterAll(quit);

async function look(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(150);
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
  expect(await overflows(page), `${name} scrolls`).toBe(false);
  expect(await axe(page), name).toEqual([]);
}

async function person(page: Page): Promise<void> {
  await find(page);
  await page.keyboard.press("1");
  await page.getByRole("heading", { level: 1, name: /見本 太郎/ }).waitFor();
  await page.getByText("月70,000円").first().waitFor();
}

async function moveIn(page: Page): Promise<void> {
  await page.keyboard.press("Alt+3");
  await page.getByRole("row", { name: /転入/ }).waitFor();
  await page.keyboard.press("1");
  await field(page, "/notifier/name").fill("架空 健一");
  await field(page, "/notifier/relation").fill("本人");
  await field(page, "/notifier/identity_document").fill("個人");
  await page.getByRole("button", { name: "次へ進む" }).click();
}

describe("screens", () => {
  test("sign-in", async () => {
    await opened.page.getByLabel("職員ID").waitFor();
    await look(opened.page, "sign-in-1366");
    await opened.page.getByLabel("職員ID").fill("mihon");
    await opened.page.getByLabel("パスワード").fill("ちがう");
    await opened.page.keyboard.press("Enter");
    await opened.page.getByRole("alert").waitFor();
    await look(opened.page, "sign-in-refused-1366");
  });

  test("today", async () => {
    await signIn(opened.page);
    await look(opened.page, "a-desk-1366");
  });

  test("search, and a protected person", async () => {
    await signIn(opened.page);
    await find(opened.page);
    await look(opened.page, "b-search-1366");
    for (let row = 0; row < 3; row += 1) await opened.page.keyboard.press("ArrowDown");
    await opened.page.getByText("住所・世帯・電話は表示できません。").waitFor();
    await look(opened.page, "b-search-protected-1366");
    await opened.page.keyboard.press("Enter");
    await opened.page.getByRole("heading", { level: 1, name: /御本 汰郎/ }).waitFor();
    await look(opened.page, "c-person-protected-1366");
  });

  test("person, today and on another day", async () => {
    const { page } = opened;
    await signIn(page);
    await person(page);
    await look(page, "c-person-1366");
    await page.keyboard.press("Shift+F4");
    await look(page, "c-person-axes-1366");
    await page.getByRole("slider", { name: "いつの事実" }).focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.getByText("届出と証明は、今日に戻すと使えます。").waitFor();
    await page.getByRole("button", { name: "違いを見る" }).or(page.getByText("そのとき知っていた内容と同じです")).waitFor();
    await look(page, "c-person-past-1366");
  });

  test("move-in", async () => {
    const { page } = opened;
    await signIn(page);
    await moveIn(page);
    await look(page, "d-move-in-members-1366");
    await field(page, "/members/0/name").fill("架空 健一");
    await field(page, "/members/0/kana").fill("かくう けんいち");
    await field(page, "/members/0/born_on").fill("S60.2.30");
    await page.getByRole("button", { name: "次へ進む" }).click();
    await page.getByText("直していただくところが").waitFor();
    await look(page, "d-move-in-error-1366");
    await field(page, "/members/0/born_on").fill("S60.2.3");
    await field(page, "/members/0/sex").fill("男");
    await page.getByRole("button", { name: "次へ進む" }).click();
    await field(page, "/happened_on").fill("R8.11.11");
    await field(page, "/previous_address").fill("例示県例示市例示町1番1号");
    await field(page, "/new_address/town").fill("北区見本町一丁目");
    await field(page, "/new_address/lot").fill("2番3号");
    await look(page, "d-move-in-address-1366");
    await page.getByRole("button", { name: "次へ進む" }).click();
    await field(page, "/household/mode").fill("新しい");
    await field(page, "/members/0/relationship").fill("世帯主");
    await page.getByRole("button", { name: "次へ進む" }).click();
    await page.getByText("認定請求が必要です").first().waitFor();
    await look(page, "d-move-in-1366");
    await page.keyboard.press("F9");
    await page.getByText("届出番号 T-2026-0050001").waitFor();
    await look(page, "d-move-in-done-1366");
  });

  test("child allowance and why", async () => {
    const { page } = opened;
    await signIn(page);
    await person(page);
    await page.keyboard.press("Shift+F2");
    await page.getByText("27-100-004521").waitFor();
    await look(page, "e-allowance-1366");
    await page.getByRole("row", { name: /見本 大地/ }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+F2");
    await page.getByText("K-2026-11-0045210").waitFor();
    await look(page, "e-why-1366");
  });

  test("certificate", async () => {
    const { page } = opened;
    await signIn(page);
    await person(page);
    await page.keyboard.press("Shift+F8");
    await page.getByRole("heading", { level: 1, name: "住民票の写し" }).waitFor();
    await page.getByLabel("世帯主と続柄").check();
    await look(page, "certificate-1366");
    await page.keyboard.press("F9");
    await page.getByText("使う目的を入れてください。").first().waitFor();
    await look(page, "certificate-error-1366");
  });

  test("runs", async () => {
    const { page } = opened;
    await signIn(page);
    await page.keyboard.press("Alt+6");
    await page.getByRole("row", { name: /12月期/ }).waitFor();
    await look(page, "runs-1366");
    await page.keyboard.press("1");
    await page.getByText("検査の指摘").waitFor();
    await look(page, "f-run-1366");
    await page.keyboard.press("Escape");
    await page.getByRole("row", { name: /10月期/ }).waitFor();
    await page.keyboard.press("2");
    await page.getByRole("button", { name: "承認する" }).waitFor();
    await look(page, "f-run-approve-1366");
    await page.getByRole("button", { name: "承認する" }).click();
    await page.getByLabel("確かめのため人数を入れる").waitFor();
    await look(page, "f-run-post-1366");
  });

  test("reconciliation", async () => {
    const { page, mock } = opened;
    mock.control.environment = "rehearsal";
    await signIn(page);
    await page.keyboard.press("Alt+7");
    await page.getByRole("row", { name: /第3回/ }).waitFor();
    await page.keyboard.press("1");
    await page.getByText("取り込みを確定できません。").waitFor();
    await look(page, "g-reconciliation-1366");
  });

  test("a generated form with an error", async () => {
    const { page } = opened;
    await signIn(page);
    await page.keyboard.press("Alt+5");
    await page.getByRole("row", { name: /軽自動車税/ }).waitFor();
    await look(page, "businesses-1366");
    await page.keyboard.press("Enter");
    await field(page, "/acquired_on").fill("R8.11.23");
    await field(page, "/reason").fill("1");
    await field(page, "/class").fill("02");
    await field(page, "/displacement").fill("９０");
    await field(page, "/maker").fill("ミホンモーター");
    await field(page, "/acquired_on").focus();
    await page.keyboard.press("Tab");
    await page.getByText("申告した日（R8.11.20）以前の日を入れてください。").first().waitFor();
    await field(page, "/acquired_on").focus();
    await look(page, "h-generated-form-1366");
    await page.keyboard.press("Tab");
    await page.keyboard.press("F4");
    await page.getByRole("listbox").waitFor();
    await look(page, "h-generated-form-candidates-1366");
  });

  test("filings and administration", async () => {
    const { page } = opened;
    await signIn(page);
    await page.keyboard.press("Alt+3");
    await page.getByRole("row", { name: /出生/ }).waitFor();
    await look(page, "filings-1366");
    await page.keyboard.press("Alt+8");
    await page.getByRole("heading", { level: 1, name: "管理" }).waitFor();
    await look(page, "administration-1366");
  });
});

describe("states", () => {
  test("empty, failed in part, slow", async () => {
    const { page, mock } = opened;
    await signIn(page);
    await page.keyboard.press("F2");
    await page.keyboard.insertText("該当なし");
    await page.keyboard.press("Enter");
    await page.getByText("該当する方はいません。読みか生年月日を変えてください。").waitFor();
    await look(page, "state-empty-1366");
    mock.control.failing = "child_allowance";
    await find(page);
    await page.keyboard.press("1");
    await page.getByText("読み込めませんでした").first().waitFor();
    await look(page, "state-part-failed-1366");
    mock.control.failing = null;
    mock.control.delay_ms = 20_000;
    await page.keyboard.press("F2");
    await page.keyboard.insertText("おそい");
    await page.keyboard.press("Enter");
    await page.getByText("時間がかかっています（3秒）").waitFor();
    await look(page, "state-slow-1366");
    await page.getByRole("button", { name: "やめる" }).click();
    await page.getByText("検索をやめました。").waitFor();
    mock.control.delay_ms = 0;
  });

  test("server gone and session over", async () => {
    const { page, mock } = opened;
    await signIn(page);
    await moveIn(page);
    await field(page, "/members/0/name").fill("架空 健一");
    mock.control.is_session_over = true;
    await page.keyboard.press("F2");
    await page.keyboard.insertText("みほん");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await look(page, "state-session-over-1366");
    await page.getByLabel("パスワード").fill("yakuba-demo");
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /見本 太郎/ }).first().waitFor();
    mock.control.is_down = true;
    await page.keyboard.press("F2");
    await page.keyboard.insertText("べつの");
    await page.keyboard.press("Enter");
    await page.getByText("保存先につながりません。入力は残っています。").waitFor();
    await look(page, "state-gone-1366");
    mock.control.is_down = false;
    await page.getByText("保存先につながりません。").waitFor({ state: "detached" });
  });
});

describe("other sizes", () => {
  test("1920, 1366×650 and 683 wide", async () => {
    const { page } = opened;
    await signIn(page);
    await person(page);
    await page.setViewportSize({ width: 1920, height: 1080 });
    await look(page, "c-person-1920");
    await page.setViewportSize({ width: 1366, height: 650 });
    await look(page, "c-person-650");
    await page.setViewportSize({ width: 683, height: 384 });
    await page.screenshot({ path: `${FOLDER}/c-person-683.png` });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await axe(page)).toEqual([]);
  });
});
