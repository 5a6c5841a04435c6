import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import { api } from "../api/client";
import type { Session } from "../api/contract";
import { link } from "../api/link";
import { draftStore } from "../domain/drafts";
import { todayInJapan } from "../domain/wareki";
import { SignIn } from "../screens/SignIn";

interface Signed {
  session: Session;
  today: string;
  may(permission: string): boolean;
  signOut(): void;
}

const SessionContext = createContext<Signed | null>(null);

/** The account at the window. Without one only the sign-in stands; when one ends, the sign-in stands over the work. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  const { is_session_over } = useSyncExternalStore(link.subscribe, link.state);
  const queries = useQueryClient();
  const today = useToday();

  useEffect(() => {
    api.session().then(
      (found) => setSession(found),
      () => setSession(null),
    );
  }, []);

  const signed = useMemo<Signed | null>(
    () =>
      session
        ? {
            session,
            today,
            may: (permission) => session.account.permissions.some((each) => each === permission || each === "*"),
            signOut: () => {
              void api.signOut().finally(() => {
                draftStore.clear();
                queries.clear();
                link.signedIn();
                history.replaceState(null, "", "#/today");
                setSession(null);
              });
            },
          }
        : null,
    [session, today, queries],
  );

  if (session === undefined) return null;
  if (!signed) return <SignIn today={today} onSigned={setSession} />;
  return (
    <SessionContext value={signed}>
      <div className={is_session_over ? "under-sign-in" : "whole"} inert={is_session_over}>
        {children}
      </div>
      {is_session_over && (
        <SignIn
          today={today}
          again={signed.session.account.login_name}
          onSigned={(renewed) => {
            if (renewed.account.login_name !== signed.session.account.login_name) {
              draftStore.clear();
              queries.clear();
            }
            setSession(renewed);
            link.signedIn();
            void queries.invalidateQueries({ predicate: (query) => query.state.status === "error" });
          }}
        />
      )}
    </SessionContext>
  );
}

export function useSession(): Signed {
  const signed = useContext(SessionContext);
  if (!signed) throw new Error("outside SessionProvider");
  return signed;
}

const EVERY_MINUTE = 60_000;

/** Japan's day, which turns at midnight while the window stands open. */
function useToday(): string {
  const [today, setToday] = useState(() => todayInJapan(new Date()));
  useEffect(() => {
    const timer = setInterval(() => setToday(todayInJapan(new Date())), EVERY_MINUTE);
    return () => clearInterval(timer);
  }, []);
  return today;
}
