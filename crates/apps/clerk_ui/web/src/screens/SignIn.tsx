import { useEffect, useRef, useState } from "react";
import { NoAnswer, Refusal, api } from "../api/client";
import type { Session } from "../api/contract";
import { toEraText, weekday } from "../domain/wareki";
import { EnterMoves } from "../forms/Fields";
import { Icon } from "../parts/Icon";
import { Notice } from "../parts/Panel";

/** The door. `again` is the account whose session ended: its work waits blurred behind, and the field in hand comes back. */
export function SignIn({ today, again, onSigned }: { today: string; again?: string; onSigned: (session: Session) => void }) {
  const [login_name, setLoginName] = useState(again ?? "");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [is_busy, setBusy] = useState(false);
  const password_input = useRef<HTMLInputElement>(null);
  const came_from = useRef<Element | null>(null);

  useEffect(() => {
    came_from.current = document.activeElement;
    if (again) password_input.current?.focus();
    const field = came_from.current;
    return () => {
      if (field instanceof HTMLElement) requestAnimationFrame(() => field.focus());
    };
  }, [again]);

  const signIn = async () => {
    if (login_name.trim() === "" || password === "") return setError("職員IDとパスワードを入れてください。");
    setBusy(true);
    try {
      onSigned(await api.signIn(login_name.trim(), password));
    } catch (cause) {
      setError(cause instanceof Refusal ? `${cause.problem.title} ${cause.problem.detail}` : cause instanceof NoAnswer ? "サーバーにつながりません。しばらくしてからもう一度お試しください。" : "サインインできませんでした。");
      setPassword("");
      password_input.current?.focus();
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className={again ? "sign-in over" : "sign-in"}>
      <div className="sign-in-card" role={again ? "dialog" : undefined} aria-modal={again ? true : undefined} aria-labelledby="sign-in-title">
        <h1 id="sign-in-title">{again ? "もう一度サインインしてください" : "役場"}</h1>
        <p className="sub">{again ? "時間がたったため、いったん閉じました。入力したものは残っています。" : `${toEraText(today)}（${weekday(today)}）`}</p>
        {error && (
          <Notice severity="stop">
            <Icon name="stop" size={20} /> <span>{error}</span>
          </Notice>
        )}
        <EnterMoves label="サインイン" className="sign-in-form">
          <div className="field">
            <label htmlFor="login_name">職員ID</label>
            <span className="box identifier">
              <input id="login_name" autoComplete="username" value={login_name} onChange={(event) => setLoginName(event.target.value)} autoFocus={!again} autoCapitalize="none" spellCheck={false} />
            </span>
          </div>
          <div className="field">
            <label htmlFor="password">パスワード</label>
            <span className="box">
              <input
                id="password"
                ref={password_input}
                type="password"
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
                onKeyDown={(event) => {
                  // The door is the one place where Enter in the last field acts: it writes nothing.
                  if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
                    event.preventDefault();
                    void signIn();
                  }
                }}
              />
            </span>
          </div>
          <button type="button" className="button primary commit" data-commit onClick={() => void signIn()} disabled={is_busy}>
            サインインする
          </button>
        </EnterMoves>
      </div>
    </main>
  );
}
