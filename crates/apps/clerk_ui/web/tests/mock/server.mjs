// A stand-in for the server: made-up answers under the same policy headers, with switches for the states a window meets.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { ALLOWANCE, EFFECTS, EXPLANATION, LOAD, RUN, RUN_TO_APPROVE, WORK_ITEMS, chunksAt, householdOf, personOf, search } from "./data.mjs";
import { OPENAPI } from "./openapi.mjs";

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml" };
export const CONTENT_SECURITY_POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
const PDF = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

export async function startMock({ dist, port = 0 }) {
  const control = {
    is_down: false,
    is_session_over: false,
    environment: "production",
    delay_ms: 0,
    failing: /** @type {string | null} */ (null),
    run_share: 0.78,
    /** Every request as it came, for the tests to look at. */
    requests: /** @type {{method: string, url: string, headers: Record<string, unknown>, body: any}[]} */ ([]),
    is_approved: false,
    closed: new Set(),
    reasons: new Map(),
    /** The version of the records; another window's act makes it grow. */
    version: 1,
    /** Keys under which something was written. */
    written: new Map(),
  };
  const sessions = new Map();

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      response.writeHead(500).end(String(error));
    });
  });

  async function handle(request, response) {
    const url = new URL(request.url, "http://mock");
    const body = await read(request);
    control.requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    if (control.is_down) return request.socket.destroy();
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (url.pathname.startsWith("/api/") || url.pathname === "/openapi.json") {
      if (control.delay_ms > 0) await new Promise((resolve) => setTimeout(resolve, control.delay_ms));
      if (control.failing && url.pathname.includes(control.failing)) return problem(response, 500, "いま読み込めません。", "しばらくしてからもう一度試してください。");
      return api(request, response, url, body);
    }
    const name = normalize(url.pathname === "/" ? "index.html" : url.pathname.slice(1));
    const file = await readFile(join(dist, name)).catch(() => null);
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": TYPES[name.split(".").pop()] ?? "application/octet-stream" }).end(file);
  }

  function api(request, response, url, body) {
    const route = `${request.method} ${url.pathname}`;
    const path = url.pathname.replace("/api/v1/", "").split("/");
    const query = Object.fromEntries(url.searchParams);
    const token = /yakuba_session=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    const session = sessions.get(token);
    if (request.method !== "GET" && request.headers["x-requested-with"] !== "yakuba") return problem(response, 403, "受け付けられません。", "画面からもう一度試してください。");
    if (route === "POST /api/v1/access/session") {
      if (body?.password !== "yakuba-demo") return problem(response, 401, "職員IDかパスワードが違います。", "もう一度入れてください。");
      control.is_session_over = false;
      const begun = {
        account: { login_name: body.login_name, display_name: "見本 花子", office_name: "北区役所", office_code: "27127", role: "住民情報", permissions: ["*"] },
        environment: control.environment,
        municipality_name: "大阪市",
      };
      const secret = randomUUID().replaceAll("-", "");
      sessions.set(secret, begun);
      response.setHeader("Set-Cookie", `yakuba_session=${secret}; HttpOnly; SameSite=Strict; Path=/`);
      return answer(response, begun);
    }
    if (!session || control.is_session_over) return problem(response, 401, "サインインしてください。", "時間がたったため、いったん閉じました。");
    if (route === "GET /api/v1/access/session") return answer(response, { ...session, environment: control.environment });
    if (route === "DELETE /api/v1/access/session") {
      sessions.delete(token);
      return response.writeHead(204).end();
    }
    if (route === "GET /openapi.json") return answer(response, OPENAPI);
    if (route === "GET /api/v1/menu") {
      return answer(response, {
        rails: ["today", "search", "filing", "certificate", "business", "run", "migration", "administration"],
        businesses: [
          { code: "resident_register", name: "住民記録", group: "住民" },
          { code: "child_allowance", name: "児童手当", group: "子ども" },
        ],
      });
    }
    if (route === "POST /api/v1/resident_register/search") return answer(response, search(body));
    if (path[1] === "persons" || path[1] === "households") response.setHeader("ETag", `"${control.version}"`);
    if (path[0] === "resident_register" && path[1] === "persons") return found(response, personOf(path[2], query));
    if (path[0] === "resident_register" && path[1] === "households") return found(response, householdOf(path[2]));
    if (path[0] === "resident_register" && path[1] === "acts") return act(request, response, path, body);
    if (path[1] === "certificates") {
      remember(request);
      response.writeHead(200, { "Content-Type": "application/pdf", "X-Document-Number": "C-2026-0001234" });
      return response.end(PDF);
    }
    if (path[0] === "child_allowance") {
      if (path[2] !== "001234567") return problem(response, 404, "認定はありません。", "この方の児童手当の認定はありません。");
      return answer(response, path[3] === "explanation" ? EXPLANATION : ALLOWANCE);
    }
    if (path[0] === "light_vehicle_tax") {
      if (path[2] === "preview") return answer(response, { act_number: null, summary: "令和9年度から課税します。", effects: EFFECTS.slice(0, 3), alerts: [] });
      remember(request);
      return answer(response, { act_number: "V-2026-1", summary: "申告を受け付けました。", effects: EFFECTS.slice(0, 3), alerts: [] });
    }
    if (path[0] === "runs") return runs(request, response, path, body);
    if (path[0] === "work_items") {
      if (request.method === "POST") {
        remember(request);
        control.closed.add(path[1]);
        return response.writeHead(204).end();
      }
      return answer(response, { items: WORK_ITEMS.filter(({ item_number }) => !control.closed.has(item_number)) });
    }
    if (route === "GET /api/v1/migration/loads") return answer(response, { items: [{ load_id: LOAD.load_id, title: "第3回 予行", is_green: false }, { load_id: "L-4", title: "第4回 予行", is_green: true }] });
    if (path[0] === "migration") return answer(response, path[2] === "L-4" ? { ...LOAD, load_id: "L-4", is_green: true, datasets: LOAD.datasets.filter((each) => each.name !== "固定資産税　家屋") } : LOAD);
    return problem(response, 404, "見つかりません。", url.pathname);
  }

  function act(request, response, path, body) {
    const is_preview = path[3] === "preview";
    if (String(body?.notifier?.name ?? "").includes("断る")) {
      return problem(response, 422, "入力を直してください。", "届出人の氏名を確かめてください。", [{ pointer: "/notifier/name", code: "name", detail: "届出人の氏名が記録と違います。書類を確かめて入れ直してください。" }]);
    }
    const seen = request.headers["if-match"];
    if (seen === undefined && !is_preview && path[2] !== "move_in") return problem(response, 428, "どの時点の内容を直すのか分かりません。", "画面を読み込み直してください。");
    if (seen !== undefined && seen !== `"${control.version}"`) return problem(response, 412, "ほかの窓口で記録が変わりました。", "変わったところを確かめてください。");
    if (!is_preview) remember(request);
    return answer(response, {
      act_number: is_preview ? null : "T-2026-0050001",
      summary: path[2] === "move_in" ? "4人を記載し、新しい世帯を作ります。" : "住所を移します。",
      effects: EFFECTS,
      alerts: [{ code: "glyph", text: "凛さんの字形を確かめてください。" }],
    });
  }

  function runs(request, response, path, body) {
    const done = Math.floor(RUN.progress.total * control.run_share);
    const progress = { ...RUN.progress, done, item_count: done * 429, chunks: chunksAt(control.run_share) };
    const live = { ...RUN, progress };
    const waiting = { ...RUN_TO_APPROVE, progress: { ...RUN_TO_APPROVE.progress, chunks: chunksAt(2) } };
    if (path.length === 1) return answer(response, { items: [live, waiting].map(({ run_id, title, phase }) => ({ run_id, title, phase })) });
    const run = path[1] === RUN.run_id ? live : waiting;
    if (request.method === "POST") {
      remember(request);
      control.is_approved ||= path[2] === "approve";
      if (path[2] === "give_reason") control.reasons.set(body.finding_number, body.reason);
    }
    run.findings = run.findings.map((each) => ({ ...each, reason: control.reasons.get(each.finding_number) ?? null }));
    const by = { name: "approved", at: "2026-11-20T10:00:00+09:00", by: "試験 課長" };
    return answer(response, control.is_approved ? { ...run, phase: "approved", can_approve: false, phases: run.phases.map((each) => (each.name === "approved" ? by : each)) } : run);
  }

  function remember(request) {
    const key = String(request.headers["idempotency-key"]);
    control.written.set(key, (control.written.get(key) ?? 0) + 1);
  }

  await new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}`,
    control,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}

function answer(response, value) {
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(value));
}
function found(response, value) {
  return value ? answer(response, value) : problem(response, 404, "見つかりません。", "番号を確かめてください。");
}
function problem(response, status, title, detail, errors = []) {
  response.writeHead(status, { "Content-Type": "application/problem+json" }).end(JSON.stringify({ type: `urn:yakuba:problem:${status}`, title, detail, status, instance: "trace-4f1c", errors }));
}
async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString("utf8");
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
