/** What the whole window knows of its link to the server: whether it answers, and whether the session lives. */

type State = { is_lost: boolean; is_session_over: boolean };

let state: State = { is_lost: false, is_session_over: false };
const listeners = new Set<() => void>();
let probe: ReturnType<typeof setInterval> | undefined;

const PROBE_EVERY = 1_500;

function change(next: Partial<State>): void {
  const changed = { ...state, ...next };
  if (changed.is_lost === state.is_lost && changed.is_session_over === state.is_session_over) return;
  state = changed;
  for (const listener of [...listeners]) listener();
}

function until(holds: () => boolean): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = () => {
      if (!holds()) return;
      listeners.delete(listener);
      resolve();
    };
    listeners.add(listener);
  });
}

export const link = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  state: (): State => state,
  lost(): void {
    change({ is_lost: true });
    probe ??= setInterval(() => {
      void fetch("/api/v1/access/session", { headers: { "X-Requested-With": "yakuba" } })
        .then((response) => response.status !== 502 && response.status !== 503 && link.held())
        .catch(() => undefined);
    }, PROBE_EVERY);
  },
  held(): void {
    clearInterval(probe);
    probe = undefined;
    change({ is_lost: false });
  },
  sessionEnded: (): void => change({ is_session_over: true }),
  signedIn: (): void => change({ is_session_over: false }),
  whenHeld: (): Promise<void> => until(() => !state.is_lost),
  whenSignedIn: (): Promise<void> => until(() => !state.is_session_over),
};
