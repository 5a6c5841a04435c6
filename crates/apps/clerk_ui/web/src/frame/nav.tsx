/**
 * Where the window is. The address shows the name of a screen only: whom or what it is about stays in memory,
 * so that nothing personal enters the address bar, the history or the browser's storage.
 */
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";

export type Place =
  | { screen: "today" }
  | { screen: "search"; query: string }
  | { screen: "person"; addressee_number: string; valid_at?: string; known_at?: string }
  | { screen: "filings"; addressee_number?: string }
  | { screen: "wizard"; draft_id: number }
  | { screen: "certificate"; addressee_number?: string }
  | { screen: "businesses" }
  | { screen: "child_allowance"; addressee_number: string; child?: string }
  | { screen: "form"; operation: string; addressee_number?: string }
  | { screen: "runs" }
  | { screen: "run"; run_id: string }
  | { screen: "loads" }
  | { screen: "load"; load_id: string }
  | { screen: "administration" };

const OPEN_ALONE: Record<string, Place> = {
  today: { screen: "today" },
  search: { screen: "search", query: "" },
  filings: { screen: "filings" },
  certificate: { screen: "certificate" },
  businesses: { screen: "businesses" },
  runs: { screen: "runs" },
  loads: { screen: "loads" },
  administration: { screen: "administration" },
};
/** After a reload a screen about someone falls back to the one that finds them. */
const FALL_BACK: Record<string, Place> = {
  person: { screen: "search", query: "" },
  child_allowance: { screen: "search", query: "" },
  wizard: { screen: "filings" },
  form: { screen: "businesses" },
  run: { screen: "runs" },
  load: { screen: "loads" },
};

interface Nav {
  here: Place;
  go(place: Place): void;
  /** Changes the place without a new step in the history. */
  amend(place: Place): void;
  back(): void;
  /** The list last searched, walked by Alt+↑↓. */
  results: { current: string[] };
}

const NavContext = createContext<Nav | null>(null);

function fromAddress(): Place {
  const name = location.hash.replace(/^#\//, "");
  return OPEN_ALONE[name] ?? FALL_BACK[name] ?? { screen: "today" };
}

export function NavProvider({ children }: { children: ReactNode }) {
  const places = useRef(new Map<number, Place>());
  const last = useRef(0);
  const results = useRef<string[]>([]);
  const [here, setHere] = useState<Place>(() => {
    const place = fromAddress();
    places.current.set(0, place);
    history.replaceState({ step: 0 }, "", `#/${place.screen}`);
    return place;
  });

  useEffect(() => {
    const onPop = (event: PopStateEvent) => {
      const step = (event.state as { step?: number } | null)?.step;
      setHere((step !== undefined && places.current.get(step)) || fromAddress());
    };
    window.addEventListener("popstate", onPop);
    return () => window.removeEventListener("popstate", onPop);
  }, []);

  const go = useCallback((place: Place) => {
    last.current += 1;
    places.current.set(last.current, place);
    history.pushState({ step: last.current }, "", `#/${place.screen}`);
    setHere(place);
  }, []);
  const amend = useCallback((place: Place) => {
    const step = (history.state as { step?: number } | null)?.step ?? 0;
    places.current.set(step, place);
    history.replaceState({ step }, "", `#/${place.screen}`);
    setHere(place);
  }, []);
  const back = useCallback(() => history.back(), []);
  const nav = useMemo(() => ({ here, go, amend, back, results }), [here, go, amend, back]);
  return <NavContext value={nav}>{children}</NavContext>;
}

export function useNav(): Nav {
  const nav = useContext(NavContext);
  if (!nav) throw new Error("outside NavProvider");
  return nav;
}
