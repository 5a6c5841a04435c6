/** The promises about hands: keyboard alone is enough, a conversion is never taken for a command, an act is written once. */
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { field, find, open, quit, signIn, type Opened } from "./window";

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

const PERSONAL = ["太郎", "タロウ", "たろう", "1980", "S55", "001234567", "000452103", "見本町"];

test("keyboard alone: sign in, search, person, certificate", async () => {
  const { page, mock, addresses } = opened;
  await page.getByLabel("職員ID").waitFor();
  await page.keyboard.type("mihon");
  await page.keyboard.press("Enter");
  await page.keyboard.type("yakuba-demo");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "今日の仕事" }).waitFor();

  await page.keyboard.press("F2");
  await page.keyboard.insertText("みほん たろう s55");
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: /見本 太郎/ }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /見本 太郎/ }).waitFor();

  await page.keyboard.press("Shift+F8");
  await page.getByRole("heading", { level: 1, name: "住民票の写し" }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll("input[type=checkbox]").length > 4);
  // Tab goes into the form; Enter moves on, and at its end comes to the button without pressing it.
  await field(page, "/kind").focus();
  await page.keyboard.insertText("世帯");
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page)).toBe("/copies");
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page)).toBe("/purpose");
  await page.keyboard.press("Shift+Enter");
  await expect.poll(() => focused(page)).toBe("/copies");
  await page.keyboard.press("Enter");
  await page.keyboard.insertText("運転免許の申請");
  for (let step = 0; step < 12 && !(await onCommit(page)); step += 1) await page.keyboard.press("Enter");
  expect(await onCommit(page)).toBe(true);
  expect(mock.control.written.size).toBe(0);
  await page.keyboard.press("F9");
  await page.getByText("C-2026-0001234").waitFor();

  const order = mock.control.requests.find(({ url }) => url.endsWith("/resident_record_copy"));
  expect(order?.body).toMatchObject({ kind: "household", include: [], purpose: "運転免許の申請", copies: 1 });
  expect(order?.body.addressee_numbers).toHaveLength(6);
  expect(order?.headers["x-requested-with"]).toBe("yakuba");

  addresses.push(page.url());
  for (const address of addresses) for (const secret of PERSONAL) expect(decodeURIComponent(address)).not.toContain(secret);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie]));
  for (const secret of PERSONAL) expect(stored).not.toContain(secret);
});

test("the search is a POST, and a reload forgets who was in hand", async () => {
  const { page, mock } = opened;
  await signIn(page);
  await find(page);
  await page.keyboard.press("1");
  await page.getByRole("heading", { level: 1, name: /見本 太郎/ }).waitFor();
  const search = mock.control.requests.filter(({ url }) => url.includes("search"));
  expect(search.every(({ method, url }) => method === "POST" && !url.includes("?"))).toBe(true);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "検索の結果" }).waitFor();
  expect(page.url()).toMatch(/#\/search$/);
});

test("back and forward keep each person", async () => {
  const { page } = opened;
  await signIn(page);
  await find(page);
  await page.keyboard.press("1");
  await page.getByRole("heading", { level: 1, name: /見本 太郎/ }).waitFor();
  await page.keyboard.press("Alt+ArrowDown");
  await page.getByRole("heading", { level: 1, name: /見本 太朗/ }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { level: 1, name: "検索の結果" }).waitFor();
  await page.goForward();
  await page.getByRole("heading", { level: 1, name: /見本 太朗/ }).waitFor();
});

test("keys pressed while the input method composes reach no handler", async () => {
  const { page, mock } = opened;
  await signIn(page);
  await page.keyboard.press("F2");
  await page.keyboard.insertText("みほん");
  const before = mock.control.requests.length;
  for (const key of ["Enter", "Escape", "F6", "F7", "F8", "F9", "F10", "F2", "ArrowDown"]) await compose(page, key);
  await page.waitForTimeout(200);
  expect(mock.control.requests.length).toBe(before);
  expect(page.url()).toMatch(/#\/today$/);

  // The same by the browser's own composition.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Input.imeSetComposition", { text: "みほん", selectionStart: 3, selectionEnd: 3 });
  await devtools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 });
  await devtools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "F9", code: "F9", windowsVirtualKeyCode: 229 });
  await devtools.send("Input.insertText", { text: "見本" });
  expect(page.url()).toMatch(/#\/today$/);
  expect(mock.control.requests.length).toBe(before);

  await page.keyboard.press("Alt+3");
  await page.getByRole("row", { name: /転入/ }).waitFor();
  await page.keyboard.press("1");
  await field(page, "/notifier/name").focus();
  for (const key of ["Enter", "Escape", "F8", "F9"]) await compose(page, key);
  expect(await focused(page)).toBe("/notifier/name");
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page)).toBe("/notifier/relation");
  expect(mock.control.requests.some(({ url }) => url.includes("/acts/"))).toBe(false);
});

test("the letter typed just before F9 is in what is sent", async () => {
  const { page, mock } = opened;
  await signIn(page);
  await find(page);
  await page.keyboard.press("1");
  await page.getByRole("heading", { level: 1, name: /見本 太郎/ }).waitFor();
  await page.keyboard.press("Shift+F8");
  await field(page, "/purpose").focus();
  await page.evaluate(() => {
    const input = document.activeElement as HTMLInputElement;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    for (const text of ["学", "学校", "学校へ"]) {
      set?.call(input, text);
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "F9", bubbles: true, cancelable: true }));
  });
  await page.getByText("C-2026-0001234").waitFor();
  expect(mock.control.requests.find(({ url }) => url.endsWith("/resident_record_copy"))?.body.purpose).toBe("学校へ");
});

test("an act whose answer was lost is sent again under the same key, and once only", async () => {
  const { page, mock } = opened;
  await signIn(page);
  await page.keyboard.press("Alt+6");
  await page.getByRole("row", { name: /10月期/ }).waitFor();
  await page.keyboard.press("2");
  await page.getByRole("button", { name: "承認する" }).waitFor();
  mock.control.is_down = true;
  await page.getByRole("button", { name: "承認する" }).click();
  await page.getByText("保存先につながりません。入力は残っています。").waitFor();
  mock.control.is_down = false;
  await page.getByText("試験 課長").first().waitFor();
  const keys = new Set(mock.control.requests.filter(({ url }) => url.endsWith("/approve")).map(({ headers }) => headers["idempotency-key"]));
  expect(keys.size).toBe(1);
  expect([...mock.control.written.values()]).toEqual([1]);
});

test("a session that ends keeps what was typed, and the field", async () => {
  const { page, mock } = opened;
  await signIn(page);
  await page.keyboard.press("Alt+3");
  await page.getByRole("row", { name: /転入/ }).waitFor();
  await page.keyboard.press("1");
  await field(page, "/notifier/name").fill("架空 健一");
  await field(page, "/notifier/relation").fill("本人");
  await field(page, "/notifier/identity_document").fill("旅券");
  await page.getByRole("button", { name: "次へ進む" }).click();
  await field(page, "/members/0/name").fill("架空 健一");
  await field(page, "/members/0/kana").fill("かくう");
  await field(page, "/members/0/born_on").fill("S60.2.3");
  await field(page, "/members/0/sex").fill("男");
  await page.getByRole("button", { name: "次へ進む" }).click();
  await field(page, "/happened_on").fill("R8.11.11");
  await field(page, "/previous_address").fill("例示県例示市");
  await field(page, "/new_address/town").fill("北区見本町一丁目");
  await field(page, "/new_address/lot").fill("2番3号");
  await page.getByRole("button", { name: "次へ進む" }).click();
  await field(page, "/household/mode").fill("新しい");
  await field(page, "/members/0/relationship").fill("世帯主");
  mock.control.is_session_over = true;
  await page.getByRole("button", { name: "次へ進む" }).click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("yakuba-demo");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("F8");
  await page.getByText("認定請求が必要です").first().waitFor();
  const preview = mock.control.requests.findLast(({ url }) => url.endsWith("/acts/move_in/preview"));
  expect(preview?.body).toMatchObject({
    notified_on: "2026-11-20",
    notifier: { name: "架空 健一", relation: "self", identity_document: "passport" },
    members: [{ name: "架空 健一", kana: "カクウ", born_on: "1985-02-03", sex: "male", relationship: "世帯主" }],
    happened_on: "2026-11-11",
    previous_address: "例示県例示市",
    new_address: { town: "北区見本町一丁目", lot: "2番3号" },
    household: { mode: "new" },
  });
  expect(mock.control.written.size).toBe(0);
});

test("a record changed in another window stops the commit, keeps the input and asks for a new look", async () => {
  const { page, mock } = opened;
  await signIn(page);
  await find(page);
  await page.keyboard.press("1");
  await page.getByRole("button", { name: "届出を始める" }).click();
  await page.getByRole("row", { name: /転出/ }).waitFor();
  await page.keyboard.press("3");
  await field(page, "/notifier/name").fill("見本 太郎");
  await field(page, "/notifier/relation").fill("本人");
  await field(page, "/notifier/identity_document").fill("旅券");
  await page.getByRole("button", { name: "次へ進む" }).click();
  await page.getByRole("button", { name: "全員を選ぶ" }).click();
  await page.getByRole("button", { name: "6人で次へ進む" }).click();
  await field(page, "/happened_on").fill("+3");
  await field(page, "/destination").fill("例示県例示市");
  await page.keyboard.press("F8");
  await page.getByText("認定請求が必要です").first().waitFor();
  mock.control.version += 1;
  await page.keyboard.press("F9");
  await page.getByText("ほかの窓口で記録が変わりました。").waitFor();
  expect(mock.control.written.size).toBe(0);
  await page.keyboard.press("F9");
  await page.keyboard.press("F8");
  await page.getByText("認定請求が必要です").first().waitFor();
  await page.keyboard.press("F9");
  await page.getByText("届出番号 T-2026-0050001").waitFor();
  expect([...mock.control.written.values()]).toEqual([1]);
});

test("the server's refusal lands at its field, in its step", async () => {
  const { page } = opened;
  await signIn(page);
  await find(page);
  await page.keyboard.press("1");
  await page.getByRole("button", { name: "届出を始める" }).click();
  await page.getByRole("row", { name: /転出/ }).waitFor();
  await page.keyboard.press("3");
  await field(page, "/notifier/name").fill("断る 太郎");
  await field(page, "/notifier/relation").fill("本人");
  await field(page, "/notifier/identity_document").fill("旅券");
  await page.getByRole("button", { name: "次へ進む" }).click();
  await page.getByRole("button", { name: "全員を選ぶ" }).click();
  await page.getByRole("button", { name: "6人で次へ進む" }).click();
  await field(page, "/happened_on").fill("+3");
  await field(page, "/destination").fill("例示県例示市");
  await page.keyboard.press("F8");
  await page.getByText("届出人の氏名が記録と違います。書類を確かめて入れ直してください。").first().waitFor();
  expect(await field(page, "/notifier/name").getAttribute("aria-invalid")).toBe("true");
  expect(await field(page, "/notifier/name").inputValue()).toBe("断る 太郎");
});

test("looking at another day disables every writing key, and says so", async () => {
  const { page } = opened;
  await signIn(page);
  await find(page);
  await page.keyboard.press("1");
  await page.getByRole("heading", { level: 1, name: /見本 太郎/ }).waitFor();
  await page.keyboard.press("Shift+F4");
  await page.getByLabel("いつの事実の日付").fill("R8.5.1");
  await page.keyboard.press("Enter");
  await page.getByText("届出と証明は、今日に戻すと使えます。").waitFor();
  await page.getByText("北区例示町二丁目7番1号").waitFor();
  expect(await page.getByRole("button", { name: "届出を始める" }).isDisabled()).toBe(true);
  expect(await page.getByRole("button", { name: "証明書を出す" }).isDisabled()).toBe(true);
  await page.keyboard.press("Shift+F8");
  await page.waitForTimeout(100);
  expect(page.url()).toMatch(/#\/person$/);
  expect(await page.getByRole("slider", { name: "いつの事実" }).getAttribute("aria-valuetext")).toBe("令和8年5月1日の事実を見ています");
  await page.getByRole("button", { name: "今日に戻す" }).click();
  await expect.poll(() => page.getByRole("button", { name: "届出を始める" }).isDisabled()).toBe(false);
});

test("a protected person's row shows no address anywhere in the page", async () => {
  const { page } = opened;
  await signIn(page);
  await find(page);
  await page.keyboard.press("4");
  await page.getByRole("heading", { level: 1, name: /御本 汰郎/ }).waitFor();
  await page.getByText("窓口での対応").waitFor();
  expect(await page.getByText("表示できません").count()).toBeGreaterThan(2);
  expect(await page.getByRole("button", { name: "証明書を出す" }).isDisabled()).toBe(true);
});

const focused = (page: Page): Promise<string | null> => page.evaluate(() => document.activeElement?.getAttribute("data-pointer") ?? null);
const onCommit = (page: Page): Promise<boolean> => page.evaluate(() => document.activeElement?.hasAttribute("data-commit") === true);

/** A key as the input method sends it: once flagged as composing, once by the old key code. */
async function compose(page: Page, key: string): Promise<void> {
  await page.evaluate((name) => {
    const target = document.activeElement ?? document.body;
    const events = [new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, isComposing: true }), new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, keyCode: 229 } as KeyboardEventInit)];
    for (const event of events) if (!target.dispatchEvent(event)) throw new Error(`${name} was handled while composing`);
  }, key);
}
