/**
 * Filings begun and not yet committed. They live in this window's memory only: personal data never goes into the
 * browser's storage, and a session that ends leaves them where they are until the clerk has signed in again.
 */
import { useSyncExternalStore } from "react";
import { EMPTY, type FormState } from "../forms/state";

export interface Draft {
  id: number;
  /** Kind of act, or the operationId of a generated form. */
  kind: string;
  /** Name of the screen. */
  label: string;
  /** Whom it is about, as it became known. */
  title: string;
  state: FormState;
  step: number;
  reached: number;
  /** Members in hand: addressee numbers of those who move, or running numbers of those who come. */
  people: string[];
  addressee_number?: string;
  household_number?: string;
  changed_at: number;
}

let drafts: readonly Draft[] = [];
let last_id = 0;
const listeners = new Set<() => void>();

function change(next: readonly Draft[]): void {
  drafts = next;
  for (const listener of [...listeners]) listener();
}

export const draftStore = {
  begin(draft: Pick<Draft, "kind" | "label"> & Partial<Draft>): number {
    last_id += 1;
    change([...drafts, { title: "", state: EMPTY, step: 0, reached: 0, people: [], changed_at: Date.now(), ...draft, id: last_id }]);
    return last_id;
  },
  update(id: number, update: (draft: Draft) => Partial<Draft>): void {
    change(drafts.map((draft) => (draft.id === id ? { ...draft, ...update(draft), changed_at: Date.now() } : draft)));
  },
  drop(id: number): void {
    change(drafts.filter((draft) => draft.id !== id));
  },
  clear: (): void => change([]),
  all: (): readonly Draft[] => drafts,
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useDrafts = (): readonly Draft[] => useSyncExternalStore(subscribe, draftStore.all);
/** Those in which something has been typed. */
export const written = (draft: Draft): boolean => Object.keys(draft.state.values).some((pointer) => draft.state.proposed[pointer] === undefined);

if (typeof window !== "undefined") {
  window.addEventListener("beforeunload", (event) => {
    if (drafts.some(written)) event.preventDefault();
  });
}
