/**
 * The server's answers as the screens use them, in the shape that openapi-typescript gives.
 * `npm run types` writes schema.d.ts from openapi/yakuba.json; this file is what of it the window relies on.
 */

export interface Account {
  login_name: string;
  display_name: string;
  office_name: string;
  office_code: string;
  role: string;
  permissions: string[];
}
export interface Session {
  account: Account;
  environment: string;
  municipality_name: string;
}

export interface FieldProblem {
  pointer: string;
  code: string;
  detail: string;
}
export interface Problem {
  type: string;
  title: string;
  detail: string;
  status: number;
  instance?: string;
  errors?: FieldProblem[];
  en?: { title: string; detail: string };
}

export interface MenuBusiness {
  code: string;
  name: string;
  group: string;
}
export interface Menu {
  rails: string[];
  businesses: MenuBusiness[];
}

export interface FoundPerson {
  addressee_number: string;
  name: string;
  kana: string;
  born_on: string;
  born_on_text: string;
  sex: string;
  address: string | null;
  is_protected: boolean;
  registration_state: string;
  household_number: string | null;
  match_reason: string;
}
export interface Found {
  interpretation: { label: string; value: string }[];
  items: FoundPerson[];
  total: number;
}
export interface SearchQuery {
  query: string;
  ward_code?: string;
  limit?: number;
  valid_at?: string;
}

export interface Act {
  act_number: string;
  kind: string;
  label: string;
  happened_on_text: string;
  recorded_at: string;
  summary: string;
  is_canceled: boolean;
}
export interface Person {
  addressee_number: string;
  history_number: number;
  name: string;
  kana: string;
  former_surname?: string | null;
  alias?: string | null;
  born_on: string;
  born_on_text: string;
  age: number | null;
  sex: string;
  registration_state: string;
  address: { one_line: string } | null;
  address_is_hidden: boolean;
  household_number: string | null;
  relationship: string | null;
  resident_since_text: string | null;
  address_since_text: string | null;
  domicile?: string | null;
  personal_number_masked: string | null;
  protective_measure: { state: string; through: string } | null;
  stops: { valid: { on: string; label: string }[]; known: { at: string; label: string }[] };
  acts: Act[];
}
export interface Member {
  addressee_number: string;
  name: string;
  kana: string;
  relationship: string | null;
  born_on_text: string;
  age: number | null;
  sex: string;
  is_protected: boolean;
}
export interface Household {
  household_number: string;
  address: string | null;
  members: Member[];
}

export type Handling = "automatic" | "procedure" | "guidance" | "unchanged";
export interface Effect {
  business_code: string;
  business_name: string;
  content: string;
  person_name: string;
  handling: Handling;
  timing: string;
  deadline_on?: string | null;
}
export interface ActOutcome {
  act_number: string | null;
  summary: string;
  effects: Effect[];
  alerts: { code: string; text: string }[];
}

export interface CertificateOrder {
  addressee_numbers: string[];
  kind: "household" | "individual";
  include: string[];
  purpose: string;
  copies: number;
}

export interface AllowanceChild {
  addressee_number: string;
  name: string;
  born_on_text: string;
  age: number | null;
  handling: "counted" | "paid" | "ended";
  rank: number | null;
  class_label: string;
  monthly_yen: number;
  until_text: string;
}
export interface Allowance {
  certification_number: string;
  state: string;
  monthly_total_yen: number;
  next_payment: { on: string; amount_yen: number } | null;
  children: AllowanceChild[];
  upcoming: { from_month: string; reason: string; monthly_yen: number; difference_yen: number }[];
  payments: { paid_on: string; months_text: string; amount_yen: number; state: string; account_masked: string }[];
}
export interface Explanation {
  question: string;
  answer: string;
  steps: { number: number; label: string; article: string; answer: string; text: string }[];
  law_label: string;
  facts_label: string;
  calculation_number: string;
  replay_agrees: boolean;
}

export type Phase = "draft" | "frozen" | "computed" | "checked" | "compared" | "approved" | "posted" | "documents";
export interface Finding {
  finding_number: number;
  severity: string;
  code: string;
  text: string;
  count: number;
  reason?: string | null;
}
export interface StepOrder {
  reason?: string;
  plan_version?: number;
  finding_number?: number;
}
export interface WorkItem {
  item_number: string;
  business: string;
  addressee_number: string;
  title: string;
  due_on?: string | null;
}
export interface RunSummary {
  run_id: string;
  title: string;
  phase: Phase;
}
export interface Run extends RunSummary {
  phases: { name: Phase; at: string | null; by: string | null }[];
  /** Counted in chunks; `item_count` is the people in those that are done. */
  progress: { done: number; total: number; item_count: number; rate_per_second: number; eta_seconds: number | null; chunks: string[] };
  inputs: { label: string; value: string }[];
  comparison: { label: string; previous: number | null; current: number | null; difference: number | null; rate: string | null; judgment: string }[];
  findings: Finding[];
  /** As the business names them. */
  totals: Record<string, unknown>;
  plan_version: number;
  can_approve: boolean;
  approve_refusal?: string | null;
}
export type RunAct = "start" | "approve" | "send_back" | "post" | "give_reason";

export interface LoadSummary {
  load_id: string;
  title: string;
  is_green: boolean;
}
export interface Tally {
  source: number;
  loaded: number;
  merged: number;
  quarantined: number;
  rejected: number;
  unexplained: number;
}
export interface Dataset extends Tally {
  name: string;
  checks: { label: string; source: string; target: string; agrees: boolean }[];
}
export interface Load extends LoadSummary {
  equation: Tally;
  datasets: Dataset[];
  reasons: { code: string; text: string; count: number }[];
  quarantine: { dataset: string; file: string; line: number; column: string; reason: string }[];
}

type Ok<T> = {
  200: { headers: Record<string, string>; content: { "application/json": T } };
  default: { headers: Record<string, string>; content: { "application/problem+json": Problem } };
};
type Body<T> = { content: { "application/json": T } };
type Changing = { header: { "Idempotency-Key": string } };
type Times = { valid_at?: string; known_at?: string };

export interface paths {
  "/api/v1/access/session": {
    get: { responses: Ok<Session> };
    post: { requestBody: Body<{ login_name: string; password: string }>; responses: Ok<Session> };
    delete: { responses: Ok<null> };
  };
  "/api/v1/menu": { get: { responses: Ok<Menu> } };
  "/api/v1/resident_register/search": { post: { requestBody: Body<SearchQuery>; responses: Ok<Found> } };
  "/api/v1/resident_register/persons/{addressee_number}": {
    get: { parameters: { path: { addressee_number: string }; query?: Times }; responses: Ok<Person> };
  };
  "/api/v1/resident_register/households/{household_number}": {
    get: { parameters: { path: { household_number: string }; query?: Times }; responses: Ok<Household> };
  };
  "/api/v1/child_allowance/persons/{addressee_number}": {
    get: { parameters: { path: { addressee_number: string } }; responses: Ok<Allowance> };
  };
  "/api/v1/child_allowance/persons/{addressee_number}/explanation": {
    get: {
      parameters: { path: { addressee_number: string }; query: { child?: string; month?: string } };
      responses: Ok<Explanation>;
    };
  };
  "/api/v1/work_items": { get: { responses: Ok<{ items: WorkItem[] }> } };
  "/api/v1/work_items/{item_number}/close": {
    post: { parameters: { path: { item_number: string } } & Changing; requestBody: Body<{ is_dismissed: boolean }>; responses: Ok<null> };
  };
  "/api/v1/runs": { get: { responses: Ok<{ items: RunSummary[] }> } };
  "/api/v1/runs/{id}": { get: { parameters: { path: { id: string } }; responses: Ok<Run> } };
  "/api/v1/runs/{id}/{act}": {
    post: {
      parameters: { path: { id: string; act: RunAct } } & Changing;
      requestBody: Body<StepOrder>;
      responses: Ok<Run>;
    };
  };
  "/api/v1/migration/loads": { get: { responses: Ok<{ items: LoadSummary[] }> } };
  "/api/v1/migration/loads/{id}": { get: { parameters: { path: { id: string } }; responses: Ok<Load> } };
}
