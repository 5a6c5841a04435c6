import { useEffect } from "react";
import { ENVIRONMENTS } from "../domain/words";
import { SLOTS, SLOT_WORDS, useKeys } from "../frame/keys";
import { useNav } from "../frame/nav";
import { useSession } from "../frame/session";
import { Facts, Panel } from "../parts/Panel";

/** Who is at the window and what they may do; the keys and their stand-ins. */
export function Administration() {
  const { session } = useSession();
  const { back } = useNav();
  useKeys({ Escape: back }, [["Esc", "戻る"]]);
  useEffect(() => {
    document.title = "管理 — 役場";
  }, []);
  const { account } = session;
  return (
    <div className="screen">
      <div className="title">
        <h1>管理</h1>
      </div>
      <div className="columns side-462">
        <Panel title="この窓の職員" className="grow">
          <Facts
            items={[
              ["職員", `${account.display_name}（${account.login_name}）`],
              ["所属", `${session.municipality_name} ${account.office_name}（${account.office_code}）`],
              ["役割", account.role],
              ["環境", ENVIRONMENTS[session.environment] ?? session.environment],
              ["できること", account.permissions.join("・") || "0件"],
            ]}
          />
        </Panel>
        <Panel as="aside" title="キーの一覧">
          <table className="table table-compact">
            <caption className="unseen">キーの一覧</caption>
            <thead>
              <tr>
                <th scope="col">キー</th>
                <th scope="col">同じことをするキー</th>
                <th scope="col">すること</th>
              </tr>
            </thead>
            <tbody>
              {SLOTS.map((slot, index) => (
                <tr key={slot}>
                  <td>{slot.replace("+", " ")}</td>
                  <td>Alt Shift {index + 1}</td>
                  <td>{SLOT_WORDS[slot]}</td>
                </tr>
              ))}
              <tr>
                <td>Alt 1〜8</td>
                <td>—</td>
                <td>左の画面を開く</td>
              </tr>
            </tbody>
          </table>
        </Panel>
      </div>
    </div>
  );
}
