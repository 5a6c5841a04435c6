import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import { link } from "../api/link";
import { useDrafts, written } from "../domain/drafts";
import { toEraText, weekday } from "../domain/wareki";
import { ENVIRONMENTS } from "../domain/words";
import { Icon, type IconName } from "../parts/Icon";
import { KeyBar } from "./KeyBar";
import { useKeys, useWindowKeys } from "./keys";
import { useNav, type Place } from "./nav";
import { useSession } from "./session";

interface Rail {
  id: string;
  word: string;
  icon: IconName;
  place: Place;
  screens: Place["screen"][];
}

const RAILS: Rail[] = [
  { id: "today", word: "今日", icon: "desk", place: { screen: "today" }, screens: ["today"] },
  { id: "search", word: "検索", icon: "search", place: { screen: "search", query: "" }, screens: ["search", "person"] },
  { id: "filing", word: "届出", icon: "document", place: { screen: "filings" }, screens: ["filings", "wizard"] },
  { id: "certificate", word: "証明", icon: "certificate", place: { screen: "certificate" }, screens: ["certificate"] },
  { id: "business", word: "業務", icon: "grid", place: { screen: "businesses" }, screens: ["businesses", "child_allowance", "form"] },
  { id: "run", word: "処理", icon: "bars", place: { screen: "runs" }, screens: ["runs", "run"] },
  { id: "migration", word: "移行", icon: "arrows", place: { screen: "loads" }, screens: ["loads", "load"] },
  { id: "administration", word: "管理", icon: "gear", place: { screen: "administration" }, screens: ["administration"] },
];

const IDLE_AFTER = 10 * 60_000;

/** What never moves: header, rail, key bar, and the one search box. */
export function Frame({ children }: { children: ReactNode }) {
  const { session, today } = useSession();
  const { here, go } = useNav();
  const menu = useQuery({ queryKey: ["menu"], queryFn: api.menu, staleTime: Infinity });
  const [is_blank, setBlank] = useState(false);
  const { is_lost } = useSyncExternalStore(link.subscribe, link.state);
  const waiting = useDrafts().filter(written).length;
  const is_production = session.environment === "production";
  const rails = RAILS.map((rail) => ({ ...rail, is_open: menu.data?.rails.includes(rail.id) ?? rail.id === "today" }));

  useWindowKeys((index) => {
    const rail = rails[index];
    if (rail?.is_open) go(rail.place);
  });
  useIdle(() => setBlank(true));
  useEffect(() => {
    document.documentElement.dataset["environment"] = is_production ? "production" : "other";
  }, [is_production]);

  return (
    <div className="frame">
      <a className="skip" href="#main" onClick={(event) => (event.preventDefault(), document.getElementById("main")?.focus())}>
        本文へ
      </a>
      <header className="header">
        <span className="product">役場</span>
        <div className="where">
          <strong>
            {session.municipality_name} {session.account.office_name}
          </strong>
          <span>
            {toEraText(today)}（{weekday(today)}）
          </span>
        </div>
        <SearchBox />
        <span className={is_production ? "environment production" : "environment"}>{ENVIRONMENTS[session.environment] ?? session.environment}</span>
        <AccountMenu onBlank={() => setBlank(true)} />
      </header>
      {is_lost && (
        <p className="lost" role="alert">
          <Icon name="care" size={18} /> 保存先につながりません。入力は残っています。{waiting > 0 && `（まだ送っていない書きかけ ${waiting}件）`}
        </p>
      )}
      <nav className="rail" aria-label="主な画面">
        {rails.map(
          (rail, index) =>
            rail.is_open && (
              <button
                key={rail.id}
                type="button"
                className="rail-item"
                aria-current={rail.screens.includes(here.screen) ? "page" : undefined}
                aria-keyshortcuts={`Alt+${index + 1}`}
                title={`Alt+${index + 1}`}
                onClick={() => go(rail.place)}
              >
                <Icon name={rail.icon} size={20} />
                {rail.word}
              </button>
            ),
        )}
      </nav>
      <main className="main" id="main" tabIndex={-1} aria-hidden={is_blank || undefined} inert={is_blank}>
        {children}
      </main>
      {is_blank && (
        <div className="blank">
          <p>画面を伏せています。書きかけは残っています。</p>
          <button type="button" className="button primary" autoFocus onClick={() => setBlank(false)}>
            画面を戻す
          </button>
        </div>
      )}
      <KeyBar />
    </div>
  );
}

function SearchBox() {
  const { here, go, amend } = useNav();
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const asked = here.screen === "search" ? here.query : null;
  useEffect(() => {
    if (asked !== null) setText(asked);
    else if (here.screen === "today") setText("");
  }, [asked, here.screen]);
  useKeys({
    F2: () => {
      input.current?.focus();
      input.current?.select();
    },
  });
  return (
    <form
      className="search-box"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const query = text.trim();
        if (query === "") return;
        if (here.screen === "search") amend({ screen: "search", query });
        else go({ screen: "search", query });
      }}
    >
      <Icon name="search" size={20} />
      <input
        ref={input}
        type="text"
        aria-label="検索"
        placeholder="氏名・カナ・生年月日・番号・住所"
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoComplete="off"
        spellCheck={false}
      />
      <kbd>F2</kbd>
    </form>
  );
}

const SCALES = [100, 125, 150] as const;

function AccountMenu({ onBlank }: { onBlank: () => void }) {
  const { session, signOut } = useSession();
  const [is_open, setOpen] = useState(false);
  const [scale, setScale] = useState<number>(100);
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.documentElement.className = scale === 100 ? "" : `scale-${scale}`;
  }, [scale]);
  return (
    <div
      className="account"
      ref={holder}
      onBlur={(event) => {
        if (!holder.current?.contains(event.relatedTarget)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !is_open) return;
        event.stopPropagation();
        setOpen(false);
        holder.current?.querySelector("button")?.focus();
      }}
    >
      <button type="button" className="account-name" aria-expanded={is_open} onClick={() => setOpen(!is_open)}>
        <span className="account-role">{session.account.role}</span>
        {session.account.display_name}
        <Icon name="down" size={14} />
      </button>
      {is_open && (
        <div className="account-menu">
          <button
            type="button"
            onClick={() => {
              setOpen(false);
              onBlank();
            }}
          >
            画面を伏せる
          </button>
          <fieldset>
            <legend>文字の大きさ</legend>
            {SCALES.map((each) => (
              <button key={each} type="button" aria-pressed={scale === each} onClick={() => setScale(each)}>
                {each}%
              </button>
            ))}
          </fieldset>
          <button type="button" onClick={signOut}>
            サインアウトする
          </button>
        </div>
      )}
    </div>
  );
}

/** Calls back when nobody has touched the window for ten minutes. */
function useIdle(onIdle: () => void): void {
  const latest = useRef(onIdle);
  latest.current = onIdle;
  useEffect(() => {
    let timer = setTimeout(() => latest.current(), IDLE_AFTER);
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(), IDLE_AFTER);
    };
    const signs = ["keydown", "pointerdown", "wheel"] as const;
    for (const sign of signs) window.addEventListener(sign, touched, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, touched);
    };
  }, []);
}
