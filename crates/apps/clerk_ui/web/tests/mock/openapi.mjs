// A document of our own with the extensions that the renderer reads; the real one comes from the server.
const json = (schema) => ({ content: { "application/json": { schema } } });
const date = (label, order, group, rest = {}) => ({ type: "string", format: "date", "x-label": label, "x-group": group, "x-order": order, "x-widget": "wareki-date", ...rest });
const code = (label, order, group, labels, rest = {}) => ({ type: "string", enum: Object.keys(labels), "x-enum-labels": labels, "x-label": label, "x-group": group, "x-order": order, "x-widget": "code", ...rest });

export const OPENAPI = {
  openapi: "3.1.0",
  info: { title: "mock", version: "1" },
  paths: {
    "/api/v1/light_vehicle_tax/declarations": {
      post: {
        operationId: "declareLightVehicle",
        "x-label": "軽自動車税　申告（新規）",
        "x-verb": "申告を受け付ける",
        "x-screen": "form",
        "x-menu": { rail: "business", order: 10 },
        "x-effects": "previewLightVehicle",
        description: "標識の交付まで続けて行います",
        requestBody: json({ $ref: "#/components/schemas/LightVehicleDeclaration" }),
      },
    },
    "/api/v1/light_vehicle_tax/declarations/preview": { post: { operationId: "previewLightVehicle", "x-label": "影響確認", requestBody: json({ $ref: "#/components/schemas/LightVehicleDeclaration" }) } },
    "/api/v1/resident_register/acts/birth": {
      post: {
        operationId: "recordBirth",
        "x-label": "出生",
        "x-verb": "届出を受け付ける",
        "x-screen": "form",
        "x-menu": { rail: "filing", order: 40 },
        requestBody: json({
          type: "object",
          "x-groups": [{ id: "child", label: "お子さん" }],
          required: ["name", "kana", "born_on"],
          properties: {
            name: { type: "string", "x-label": "氏名", "x-group": "child", "x-order": 1, "x-widget": "name", maxLength: 100 },
            kana: { type: "string", "x-label": "フリガナ", "x-group": "child", "x-order": 2, "x-widget": "kana" },
            born_on: date("生まれた日", 3, "child", { "x-not-after": "today" }),
          },
        }),
      },
    },
  },
  components: {
    schemas: {
      LightVehicleDeclaration: {
        type: "object",
        "x-groups": [
          { id: "declaration", label: "申告" },
          { id: "owner", label: "所有者・使用者" },
          { id: "vehicle", label: "車両" },
          { id: "garage", label: "置き場所" },
        ],
        required: ["declared_on", "reason", "declarant", "owner", "user", "class", "displacement", "maker", "frame_number", "acquired_on", "acquired_by", "postal_code", "garage"],
        properties: {
          declared_on: date("申告した日", 10, "declaration", { "x-default": "today" }),
          reason: code("申告の理由", 20, "declaration", { 1: "新規（購入）", 2: "新規（譲受け）", 3: "転入" }),
          declarant: code("届出の方", 30, "declaration", { 1: "本人", 2: "代理人" }),
          owner: { type: "string", "x-label": "所有者", "x-group": "owner", "x-order": 100, "x-widget": "person", "x-span": 2, "x-default": "/context/person" },
          user: code("使用者", 110, "owner", { 1: "所有者と同じ", 2: "別の方" }),
          class: code("種別", 200, "vehicle", { "01": "原付 第一種", "02": "原付 第二種乙", "03": "原付 第二種甲" }),
          displacement: { type: "integer", minimum: 1, maximum: 660, "x-label": "総排気量", "x-unit": "cc", "x-group": "vehicle", "x-order": 210 },
          rated_output: { type: "number", "x-label": "定格出力", "x-unit": "kW", "x-group": "vehicle", "x-order": 220 },
          maker: { type: "string", maxLength: 40, "x-label": "車名", "x-group": "vehicle", "x-order": 230 },
          frame_number: { type: "string", "x-label": "車台番号", "x-group": "vehicle", "x-order": 240, "x-normalise": "half-width", pattern: "[A-Z0-9-]+", "x-example": "MH12-004507" },
          plate: { type: "string", readOnly: true, "x-label": "標識番号", "x-group": "vehicle", "x-order": 250, "x-derived": true },
          acquired_on: date("取得した日", 270, "vehicle", { "x-help": "所有者になった日です。売買契約書か譲渡証明書の日付を入れます。", "x-not-after": "/declared_on", "x-cite": "地方税法・市税条例", "x-example": "R8.11.20　081120　2026-11-20" }),
          acquired_by: code("取得の方法", 280, "vehicle", { 1: "購入", 2: "譲受け", 3: "相続" }),
          former_plate: { type: ["string", "null"], "x-label": "旧標識番号", "x-group": "vehicle", "x-order": 290, "x-widget": "plate-picture" },
          postal_code: { type: "string", "x-label": "郵便番号", "x-group": "garage", "x-order": 300, "x-widget": "zip" },
          garage: { type: "string", "x-label": "定置場", "x-group": "garage", "x-order": 310, "x-widget": "address", "x-span": 2 },
        },
      },
    },
  },
};
