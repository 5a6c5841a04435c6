import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client";
import { WIZARDS } from "../acts/acts";
import { draftStore, useDrafts, type Draft } from "../domain/drafts";
import { ACT_KINDS } from "../domain/words";
import { formsOf } from "../forms/schema";
import { useKeys } from "../frame/keys";
import { useNav, type Place } from "../frame/nav";
import { Panel } from "../parts/Panel";
import { Table, type Column } from "../parts/Table";
import { Tag } from "../parts/Tag";

interface Entry {
  key: string;
  label: string;
  help: string;
  cite: string;
  begin: () => Place;
}

/** What may be filed, and the filings begun. */
export function Filings({ addressee_number }: { addressee_number?: string }) {
  const { go, back } = useNav();
  const person = useQuery({ queryKey: ["person", addressee_number, {}], queryFn: () => api.person(addressee_number ?? ""), enabled: addressee_number !== undefined });
  const document_query = useQuery({ queryKey: ["openapi"], queryFn: api.openapi, staleTime: Infinity });
  const [selected, select] = useState(0);
  const about = addressee_number === undefined ? {} : { addressee_number };

  const acts: Entry[] = ACT_KINDS.filter(({ kind }) => kind === "move_in" || addressee_number !== undefined).map(({ kind, word, cite, help }) => ({
    key: kind,
    label: word,
    help,
    cite,
    begin: () => ({
      screen: "wizard",
      draft_id: draftStore.begin({
        kind,
        label: WIZARDS[kind]?.word ?? word,
        people: kind === "move_in" ? ["1"] : addressee_number === undefined ? [] : [addressee_number],
        title: kind === "move_in" ? "" : person.data?.name ?? "",
        ...(kind === "move_in" ? {} : about),
        ...(kind !== "move_in" && person.data?.household_number ? { household_number: person.data.household_number } : {}),
      }),
    }),
  }));
  const forms: Entry[] = formsOf(document_query.data)
    .filter((form) => form.rail === "filing" && WIZARDS[form.path.split("/").at(-1) ?? ""] === undefined)
    .map((form) => ({ key: form.operation, label: form.label, help: "", cite: "", begin: () => ({ screen: "form", operation: form.operation, ...about }) }));
  const entries = [...acts, ...forms];

  useKeys({ Escape: back }, [
    ["1–9", "番号で始める"],
    ["Enter", "始める"],
  ]);
  useEffect(() => {
    document.title = "届出 — 役場";
  }, []);
  const columns: Column<Entry>[] = [
    { key: "number", head: "#", width: "w-40", align: "right", cell: (_, index) => <span className="sub">{index + 1}</span> },
    { key: "label", head: "届出", width: "w-196", cell: (row) => <strong>{row.label}</strong> },
    { key: "help", head: "すること", cell: (row) => row.help || "—" },
    { key: "cite", head: "根拠", width: "w-108", cell: (row) => <span className="sub">{row.cite || "—"}</span> },
  ];
  return (
    <div className="screen">
      <div className="title">
        <h1>届出を始める</h1>
        {person.data ? (
          <span className="sub">
            対象の方 <strong>{person.data.name}</strong>
          </span>
        ) : (
          <span className="sub">転居と転出は、先に F2 で対象の方を開いてください。</span>
        )}
      </div>
      <div className="columns side-332">
        <Panel label="届出の種類" className="list">
          <Table caption="届出の種類" columns={columns} rows={entries} rowKey={(row) => row.key} selected={selected} onSelect={select} onOpen={(row) => go(row.begin())} opens_by_digit autoFocus density="roomy" />
        </Panel>
        <DraftsPanel />
      </div>
    </div>
  );
}

export function DraftsPanel() {
  const drafts = useDrafts();
  return (
    <Panel as="aside" title="書きかけ" note={`${drafts.length}件`} action={<span className="sub">この窓だけに残ります</span>}>
      {drafts.length === 0 ? (
        <p className="empty">書きかけは0件です。</p>
      ) : (
        <ul className="drafts">
          {drafts.map((draft) => (
            <DraftLine key={draft.id} draft={draft} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function DraftLine({ draft }: { draft: Draft }) {
  const { go } = useNav();
  const place: Place = WIZARDS[draft.kind] ? { screen: "wizard", draft_id: draft.id } : { screen: "form", operation: draft.kind };
  return (
    <li>
      <button type="button" className="link-button" onClick={() => go(place)}>
        {draft.label}　{draft.title || "対象は未定"}
      </button>
      {WIZARDS[draft.kind] && (
        <Tag severity="none">
          {draft.step + 1}/{WIZARDS[draft.kind]?.steps.length}
        </Tag>
      )}
      <button type="button" className="plain" onClick={() => draftStore.drop(draft.id)} aria-label={`${draft.label} ${draft.title}の書きかけを捨てる`}>
        捨てる
      </button>
    </li>
  );
}
