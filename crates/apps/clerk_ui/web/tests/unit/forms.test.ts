import { describe, expect, test } from "vitest";
import { field, type Field } from "../../src/forms/model";
import { formOf, formsOf } from "../../src/forms/schema";
import { EMPTY, fault, faults, isRequired, isShown, reduce, settle, toBody, toKatakana, type FormState } from "../../src/forms/state";
import { OPENAPI } from "../mock/openapi.mjs";

const today = "2026-11-20";

describe("the renderer makes a form of a schema", () => {
  const made = formOf(OPENAPI, "declareLightVehicle");
  const form = made?.form;
  const by = (pointer: string): Field | undefined => form?.fields.find((each) => each.pointer === pointer);

  test("words of the operation, groups and order", () => {
    expect(form).toMatchObject({ label: "軽自動車税　申告（新規）", verb: "申告を受け付ける", path: "/api/v1/light_vehicle_tax/declarations", preview_path: "/api/v1/light_vehicle_tax/declarations/preview", note: "標識の交付まで続けて行います" });
    expect(form?.groups.map((each) => each.label)).toEqual(["申告", "所有者・使用者", "車両", "置き場所"]);
    expect(form?.fields.map((each) => each.order)).toEqual([...(form?.fields ?? [])].map((each) => each.order).sort((a, b) => a - b));
  });

  test("required comes from the schema only", () => {
    expect(by("/acquired_on")?.required).toBe(true);
    expect(by("/rated_output")?.required).toBe(false);
  });

  test.each([
    ["/declared_on", "wareki-date"],
    ["/owner", "person"],
    ["/class", "code"],
    ["/displacement", "number"],
    ["/rated_output", "number"],
    ["/maker", "text"],
    ["/postal_code", "zip"],
    ["/former_plate", "text"],
  ])("%s is drawn as %s", (pointer, widget) => {
    expect(by(pointer)?.widget).toBe(widget);
  });

  test("an unknown widget is a text field and a warning", () => {
    expect(made?.warnings).toEqual(["/former_plate: x-widget「plate-picture」は知らない部品です。文字の欄で描きます"]);
  });

  test("codes carry their words, in their order", () => {
    expect(by("/class")?.choices).toEqual(expect.arrayContaining([{ value: "02", word: "原付 第二種乙" }]));
  });

  test("a read-only property is computed, a unit and a span are kept", () => {
    expect(by("/plate")?.is_derived).toBe(true);
    expect(by("/displacement")?.unit).toBe("cc");
    expect(by("/owner")?.span).toBe(2);
  });

  test("references, allOf, nullable and nested objects are followed; lists are named, not lost", () => {
    const document = {
      paths: {
        "/x": {
          post: {
            operationId: "x",
            requestBody: { content: { "application/json": { schema: { allOf: [{ $ref: "#/components/schemas/A" }, { type: "object", required: ["b"], properties: { b: { type: ["boolean", "null"], "x-label": "乙" } } }] } } } },
          },
        },
      },
      components: {
        schemas: {
          A: { type: "object", required: ["a"], properties: { a: { type: "object", properties: { inner: { oneOf: [{ type: "null" }, { $ref: "#/components/schemas/Kind" }], "x-label": "内" } } }, list: { type: "array", items: {} }, bare: { type: "string" } } },
          Kind: { type: "string", enum: ["p", "q"], "x-enum-labels": { p: { ja: "甲種", en: "P" }, q: "乙種" } },
        },
      },
    };
    const result = formOf(document, "x");
    expect(result?.form.fields.map((each) => [each.pointer, each.widget, each.required])).toEqual([
      ["/a/inner", "code", false],
      ["/bare", "text", false],
      ["/b", "yes-no", true],
    ]);
    expect(result?.form.fields[0]?.choices).toEqual([{ value: "p", word: "甲種" }, { value: "q", word: "乙種" }]);
    expect(result?.warnings).toEqual(["/list: 繰り返しの項目は描けません", "/bare: x-label がありません"]);
  });

  test("the lists of screens name every form, and nothing else", () => {
    expect(formsOf(OPENAPI).map(({ operation, rail }) => [operation, rail])).toEqual([
      ["declareLightVehicle", "business"],
      ["recordBirth", "filing"],
    ]);
    expect(formOf(OPENAPI, "nothing")).toBeNull();
    expect(formsOf(undefined)).toEqual([]);
  });
});

describe("leaving a field", () => {
  test.each([
    ["kana", "みほん たろう", "ミホン　タロウ"],
    ["kana", "ﾐﾎﾝ ﾀﾛｳ", "ミホン　タロウ"],
    ["kana", "ｶﾞｷﾞｸﾞ", "ガギグ"],
    ["kana", "ほ-む", "ホーム"],
    ["number", "１，２３４", "1234"],
    ["zip", "5300001", "530-0001"],
    ["zip", "５３０－０００１", "530-0001"],
    ["wareki-date", "081120", "R8.11.20"],
    ["wareki-date", "2026-11-20", "2026-11-20"],
    ["wareki-date", "-1", "R8.11.19"],
    ["wareki-date", "あした", "あした"],
    ["name", "神󠄀田　塚", "神󠄀田　塚"],
    ["name", "ﾐﾎﾝ", "ﾐﾎﾝ"],
    ["memo", " ａ ", " ａ "],
  ] as const)("%s: %s → %s", (widget, typed, settled) => {
    expect(settle(field("/x", "欄", { widget }), typed, today)).toBe(settled);
  });

  test("kanji is never touched, not even a compatibility ideograph", () => {
    expect(toKatakana("\ufa10たろう")).toBe("\ufa10タロウ");
  });
});

describe("faults say what to do", () => {
  const fields = [
    field("/declared_on", "申告した日", { widget: "wareki-date", required: true }),
    field("/acquired_on", "取得した日", { widget: "wareki-date", required: true, not_after: "/declared_on" }),
    field("/moved_on", "移った日", { widget: "wareki-date", not_before: "today" }),
    field("/kind", "種別", { widget: "code", required: true, choices: [{ value: "01", word: "甲" }] }),
    field("/copies", "通数", { widget: "number", type: "integer", minimum: 1, maximum: 20 }),
    field("/frame", "車台番号", { pattern: "[A-Z0-9-]+", example: "MH12-1", max_length: 12 }),
    field("/kana", "フリガナ", { widget: "kana" }),
    field("/zip", "郵便番号", { widget: "zip" }),
    field("/agent", "代理人", { required_if: { "/kind": "01" }, shown_if: { "/kind": "01" } }),
    field("/born_on", "生年月日", { widget: "partial-date" }),
    field("/fee", "手数料", { required: true, is_derived: true }),
  ];
  const one = (pointer: string, value: string, others: Record<string, string> = {}) => {
    const asked = fields.find((each) => each.pointer === pointer);
    return asked && fault(asked, { ...others, [pointer]: value }, fields, today);
  };
  test.each([
    ["/declared_on", "", {}, "申告した日を入れてください。"],
    ["/kind", "", {}, "種別を選んでください。"],
    ["/kind", "99", {}, "F4 で一覧を開いて"],
    ["/acquired_on", "R8.11.23", { "/declared_on": "R8.11.20" }, "申告した日（R8.11.20）以前の日を入れてください。"],
    ["/moved_on", "R8.11.1", {}, "今日（R8.11.20）以後の日を入れてください。"],
    ["/copies", "0", {}, "1以上"],
    ["/copies", "21", {}, "20以下"],
    ["/copies", "1.5", {}, "数字で"],
    ["/copies", "二", {}, "数字で"],
    ["/frame", "mh12", {}, "MH12-1 のように"],
    ["/frame", "ABCDEFGHIJKLM", {}, "12文字まで"],
    ["/kana", "見本", {}, "カタカナで"],
    ["/zip", "530", {}, "7けた"],
    ["/born_on", "080401", {}, "元号を付けて"],
    ["/declared_on", "S64.1.8", {}, "H1.1.8"],
  ])("%s = %s", (pointer, value, others, words) => {
    expect(one(pointer, value, others as Record<string, string>)).toContain(words);
  });

  test.each([
    ["/acquired_on", "R8.11.20", { "/declared_on": "R8.11.20" }],
    ["/copies", "", {}],
    ["/kind", "01", {}],
    ["/born_on", "S20.?.?", {}],
    ["/zip", "530-0001", {}],
  ])("%s = %s is right", (pointer, value, others) => {
    expect(one(pointer, value, others as Record<string, string>)).toBeUndefined();
  });

  test("what is not shown is not asked, what is computed is not asked", () => {
    const agent = fields[8] as Field;
    expect(isShown(agent, {})).toBe(false);
    expect(isRequired(agent, { "/kind": "01" })).toBe(true);
    expect(Object.keys(faults({ "/kind": "01" }, fields, today))).toEqual(["/declared_on", "/acquired_on", "/agent"]);
  });
});

describe("the reducer", () => {
  const fields = [field("/on", "届け出た日", { widget: "wareki-date", required: true }), field("/a/name", "氏名", { widget: "name", required: true }), field("/members/1/sex", "性別"), field("/copies", "通数", { widget: "number", type: "integer" }), field("/is_agent", "代理人か", { widget: "yes-no", type: "boolean", choices: [{ value: "true", word: "はい" }, { value: "false", word: "いいえ" }] })];
  const run = (state: FormState, ...actions: Parameters<typeof reduce>[1][]) => actions.reduce((before, action) => reduce(before, action, fields, today), state);

  test("a proposal stands until touched, and never overwrites", () => {
    const proposed = run(EMPTY, { type: "proposed", pointer: "/on", value: "R8.11.20" });
    expect(proposed.proposed["/on"]).toBe(true);
    expect(run(proposed, { type: "typed", pointer: "/on", value: "R8.11.19" })).toMatchObject({ values: { "/on": "R8.11.19" }, proposed: {} });
    expect(run(proposed, { type: "proposed", pointer: "/on", value: "R1.5.1" }).values["/on"]).toBe("R8.11.20");
  });

  test("typing clears the field's error, leaving looks again, an empty field waits for the check", () => {
    const wrong = run(EMPTY, { type: "typed", pointer: "/on", value: "R8.13.1" }, { type: "left", pointer: "/on" });
    expect(wrong.errors["/on"]).toContain("月は");
    expect(run(wrong, { type: "typed", pointer: "/on", value: "R8.1" }).errors).toEqual({});
    expect(run(EMPTY, { type: "left", pointer: "/a/name" }).errors).toEqual({});
    expect(Object.keys(run(EMPTY, { type: "checked" }).errors)).toEqual(["/on", "/a/name"]);
    expect(Object.keys(run(EMPTY, { type: "checked", only: fields.slice(1) }).errors)).toEqual(["/a/name"]);
  });

  test("the server's problems land at their pointers", () => {
    const state = run(EMPTY, { type: "refused", errors: [{ pointer: "#/a/name", code: "x", detail: "直してください。" }] });
    expect(state.errors).toEqual({ "/a/name": "直してください。" });
    expect(state.values).toEqual({});
  });

  test("nothing typed is lost by a check", () => {
    const state = run(EMPTY, { type: "typed", pointer: "/on", value: "あした" }, { type: "checked" });
    expect(state.values["/on"]).toBe("あした");
  });

  test("a body has its types, its nesting and nothing empty", () => {
    const values = { "/on": "R8.11.20", "/a/name": "見本", "/members/1/sex": "male", "/copies": "2", "/is_agent": "false" };
    expect(toBody(values, fields, today)).toEqual({ on: "2026-11-20", a: { name: "見本" }, members: [undefined, { sex: "male" }], copies: 2, is_agent: false });
    expect(toBody({ "/a/name": "" }, fields, today)).toEqual({});
    expect(toBody({ "/born": "S20.3.?" }, [field("/born", "生年月日", { widget: "partial-date" })], today)).toEqual({ born: "1945-03-??" });
    expect(toBody({ "/born": "M45.7.30" }, [field("/born", "生年月日", { widget: "partial-date" })], today)).toEqual({ born: "1912-07-30@M" });
    expect(toBody({ "/on": "M45.7.30" }, fields, today)).toEqual({ on: "1912-07-30" });
  });

  test("a person taken out leaves nothing behind", () => {
    const state = run(EMPTY, { type: "typed", pointer: "/members/1/sex", value: "male" }, { type: "dropped", prefix: "/members/1/" });
    expect(state.values).toEqual({});
  });
});
