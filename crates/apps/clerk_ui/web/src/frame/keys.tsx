/** The function keys: fixed places, filled by the screen in hand. Keys are shortcuts to visible buttons, never the only way. */
import { createContext, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";

export const SLOTS = ["F2", "Shift+F2", "F4", "Shift+F4", "F8", "Shift+F8", "F9", "Shift+F9"] as const;
export type Slot = (typeof SLOTS)[number];

export const SLOT_WORDS: Record<Slot, string> = {
  F2: "検索",
  "Shift+F2": "なぜ？",
  F4: "候補",
  "Shift+F4": "時点",
  F8: "影響確認",
  "Shift+F8": "帳票",
  F9: "確定",
  "Shift+F9": "一時保存",
};

export type Bindings = Partial<Record<Slot | "Escape" | "Alt+ArrowUp" | "Alt+ArrowDown", (() => void) | null>>;
export type Hint = [keys: string, words: string];

interface Layer {
  bindings: { current: Bindings };
  signature: string;
  hints: Hint[];
}

interface Keys {
  run(slot: keyof Bindings): boolean;
  enabled(slot: Slot): boolean;
  hints: Hint[];
  put(id: symbol, layer: Layer | null): void;
}

const KeysContext = createContext<Keys | null>(null);

export function KeysProvider({ children }: { children: ReactNode }) {
  const [layers, setLayers] = useState<ReadonlyMap<symbol, Layer>>(new Map());
  const latest = useRef(layers);
  latest.current = layers;
  const keys = useMemo<Keys>(() => {
    const top = (slot: keyof Bindings) =>
      [...latest.current.values()].map((layer) => layer.bindings.current[slot]).findLast((run) => run !== undefined);
    return {
      run: (slot) => {
        const run = top(slot);
        run?.();
        return Boolean(run);
      },
      enabled: (slot) => Boolean(top(slot)),
      hints: [...layers.values()].map((layer) => layer.hints).findLast((hints) => hints.length > 0) ?? [],
      put: (id, layer) =>
        setLayers((before) => {
          const after = new Map(before);
          after.delete(id);
          if (layer) after.set(id, layer);
          latest.current = after;
          return after;
        }),
    };
  }, [layers]);
  return <KeysContext value={keys}>{children}</KeysContext>;
}

export function useKeyTable(): Keys {
  const keys = useContext(KeysContext);
  if (!keys) throw new Error("outside KeysProvider");
  return keys;
}

/** Fills places of the key bar while the caller is on the screen; the later caller wins. `null` dims a place. */
export function useKeys(bindings: Bindings, hints: Hint[] = []): void {
  const { put } = useKeyTable();
  const current = useRef(bindings);
  useLayoutEffect(() => {
    current.current = bindings;
  });
  const putRef = useRef(put);
  putRef.current = put;
  const id = useRef(Symbol("keys"));
  const signature = JSON.stringify([Object.entries(bindings).map(([slot, run]) => [slot, Boolean(run)]), hints]);
  useEffect(() => {
    const own = id.current;
    putRef.current(own, { bindings: current, signature, hints });
    return () => putRef.current(own, null);
    // The signature stands for the bindings and hints, which are new objects on every render.
  }, [signature]);
}

/** The input method is composing: its keys reach no handler of ours. */
export const isComposing = (event: { isComposing?: boolean; keyCode: number; nativeEvent?: { isComposing: boolean } }): boolean =>
  event.isComposing === true || event.nativeEvent?.isComposing === true || event.keyCode === 229;

/** Listens on the window for the places of the key bar, the rail (Alt+1…8) and the stand-ins (Alt+Shift+1…8). */
export function useWindowKeys(onRail: (index: number) => void): void {
  const keys = useKeyTable();
  const latest = useRef({ keys, onRail });
  latest.current = { keys, onRail };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isComposing(event) || event.ctrlKey || event.metaKey) return;
      const digit = event.altKey ? /^Digit([1-8])$/.exec(event.code)?.[1] : undefined;
      if (digit !== undefined) {
        event.preventDefault();
        const slot = SLOTS[Number(digit) - 1];
        if (event.shiftKey && slot) latest.current.keys.run(slot);
        else latest.current.onRail(Number(digit) - 1);
        return;
      }
      const name = `${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${event.key}`;
      const is_slot = (SLOTS as readonly string[]).includes(name);
      if (!is_slot && name !== "Escape" && name !== "Alt+ArrowUp" && name !== "Alt+ArrowDown") return;
      if (event.defaultPrevented) return;
      if (latest.current.keys.run(name as keyof Bindings) || is_slot) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
