/** The one door to the server: every request of the window leaves from here. */
import createClient, { type Middleware } from "openapi-fetch";
import type { ActOutcome, CertificateOrder, Problem, RunAct, SearchQuery, StepOrder, paths } from "./contract";
import { link } from "./link";

/** The server answered that it will not, and why. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}
/** No answer came: the request may or may not have arrived. */
export class NoAnswer extends Error {}

/** The version of each record as it was last read; an act sends back the one that its clerk has seen. */
const versions = new Map<string, string>();
const REGISTER = "/api/v1/resident_register";

const OWN_HEADERS = { "X-Requested-With": "yakuba" } as const;
const connection: typeof fetch = async (input, init) => {
  let response: Response;
  try {
    response = await fetch(input, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    link.lost();
    throw new NoAnswer("no answer", { cause });
  }
  if (response.status === 502 || response.status === 503) {
    link.lost();
    throw new NoAnswer(`no answer behind ${response.status}`);
  }
  link.held();
  const etag = response.headers.get("ETag");
  const method = input instanceof Request ? input.method : (init?.method ?? "GET");
  if (method === "GET" && etag !== null) versions.set(new URL(response.url).pathname, etag);
  return response;
};

const refuse: Middleware = {
  async onResponse({ response, schemaPath }) {
    if (response.ok) return;
    await refusing(response, schemaPath === "/api/v1/access/session");
  },
};

async function refusing(response: Response, is_sign_in: boolean): Promise<never> {
  if (response.status === 401 && !is_sign_in) link.sessionEnded();
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  throw new Refusal({
    type: "about:blank",
    title: "サーバーが受け付けませんでした。",
    detail: "もう一度試してください。続くときは担当へ知らせてください。",
    ...problem,
    status: response.status,
  });
}

const server = createClient<paths>({ baseUrl: location.origin, headers: OWN_HEADERS, fetch: connection });
server.use(refuse);

type Answered<T> = Promise<{ data?: T; response: Response }>;
async function body<T>(answered: Answered<T>): Promise<T> {
  const { data } = await answered;
  // A refusal has thrown by now; what is absent here is the body of an answer that has none.
  return data as T;
}

/** Posts to a path that only the OpenAPI document knows (generated forms, acts). */
async function post<T>(path: string, content: unknown, more: { key?: string; etag?: string | null; accept?: string } = {}): Promise<{ value: T; response: Response }> {
  const { key, etag, accept = "application/json" } = more;
  const response = await connection(path, {
    method: "POST",
    headers: {
      ...OWN_HEADERS,
      "Content-Type": "application/json",
      Accept: accept,
      ...(key === undefined ? {} : { "Idempotency-Key": key }),
      ...(etag ? { "If-Match": etag } : {}),
    },
    body: JSON.stringify(content),
  });
  if (!response.ok) await refusing(response, false);
  const value = (accept === "application/json" ? await response.json() : await response.blob()) as T;
  return { value, response };
}

const ACTS = `${REGISTER}/acts`;

export const api = {
  session: () => body(server.GET("/api/v1/access/session")),
  signIn: (login_name: string, password: string) => body(server.POST("/api/v1/access/session", { body: { login_name, password } })),
  signOut: () => body(server.DELETE("/api/v1/access/session")),
  menu: () => body(server.GET("/api/v1/menu")),
  search: (query: SearchQuery, signal?: AbortSignal) => body(server.POST("/api/v1/resident_register/search", { body: query, signal: signal ?? null })),
  person: (addressee_number: string, query: { valid_at?: string; known_at?: string } = {}) =>
    body(server.GET("/api/v1/resident_register/persons/{addressee_number}", { params: { path: { addressee_number }, query } })),
  household: (household_number: string, query: { valid_at?: string; known_at?: string } = {}) =>
    body(server.GET("/api/v1/resident_register/households/{household_number}", { params: { path: { household_number }, query } })),
  allowance: (addressee_number: string) =>
    body(server.GET("/api/v1/child_allowance/persons/{addressee_number}", { params: { path: { addressee_number } } })),
  explanation: (addressee_number: string, query: { child?: string; month?: string }) =>
    body(server.GET("/api/v1/child_allowance/persons/{addressee_number}/explanation", { params: { path: { addressee_number }, query } })),
  workItems: () => body(server.GET("/api/v1/work_items")),
  closeWorkItem: (item_number: string, is_dismissed: boolean, idempotency_key: string) =>
    body(server.POST("/api/v1/work_items/{item_number}/close", { params: { path: { item_number }, header: { "Idempotency-Key": idempotency_key } }, body: { is_dismissed } })),
  runs: () => body(server.GET("/api/v1/runs")),
  run: (id: string) => body(server.GET("/api/v1/runs/{id}", { params: { path: { id } } })),
  runAct: (id: string, act: RunAct, order: StepOrder, idempotency_key: string) =>
    body(
      server.POST("/api/v1/runs/{id}/{act}", {
        params: { path: { id, act }, header: { "Idempotency-Key": idempotency_key } },
        body: order,
      }),
    ),
  loads: () => body(server.GET("/api/v1/migration/loads")),
  load: (id: string) => body(server.GET("/api/v1/migration/loads/{id}", { params: { path: { id } } })),
  /** The version of a record as the clerk has seen it, or null where it was never on the screen. */
  versionOf: (record: { household_number: string } | { addressee_number: string }): string | null =>
    versions.get("household_number" in record ? `${REGISTER}/households/${record.household_number}` : `${REGISTER}/persons/${record.addressee_number}`) ?? null,
  previewAct: async (kind: string, content: unknown, etag: string | null) => (await post<ActOutcome>(`${ACTS}/${kind}/preview`, content, { etag })).value,
  commitAct: async (kind: string, content: unknown, key: string, etag: string | null) => (await post<ActOutcome>(`${ACTS}/${kind}`, content, { key, etag })).value,
  certificate: async (order: CertificateOrder, key: string) => {
    const { value, response } = await post<Blob>("/api/v1/resident_register/certificates/resident_record_copy", order, { key, accept: "application/pdf" });
    return { pdf: value, document_number: response.headers.get("X-Document-Number") ?? "" };
  },
  send: async (path: string, content: unknown, more: { key?: string; etag?: string | null }) => (await post<unknown>(path, content, more)).value,
  openapi: async () => {
    const response = await connection("/openapi.json", { headers: OWN_HEADERS });
    if (!response.ok) await refusing(response, false);
    return (await response.json()) as unknown;
  },
};

/** A key under which one act is written at most once, however often it is sent. */
export const newKey = (): string => crypto.randomUUID();

/**
 * Sends an act once: while no answer comes it waits for the server and asks again under the same key,
 * so that an act whose answer was lost is not written twice.
 */
export async function sendOnce<T>(send: (key: string) => Promise<T>): Promise<T> {
  const key = newKey();
  for (;;) {
    try {
      return await send(key);
    } catch (error) {
      if (error instanceof NoAnswer) await link.whenHeld();
      else if (error instanceof Refusal && error.problem.status === 401) await link.whenSignedIn();
      else throw error;
    }
  }
}
