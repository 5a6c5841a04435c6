import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Refusal, api } from "../api/client";
import type { Allowance, AllowanceChild } from "../api/contract";
import { toEraMonth, toEraShort, toMonthDay, weekday } from "../domain/wareki";
import { ageWord, figure, signed, stateWord, yen } from "../domain/words";
import { useKeys } from "../frame/keys";
import { useNav, type Place } from "../frame/nav";
import { useSession } from "../frame/session";
import { Panel, Part } from "../parts/Panel";
import { Table, type Column } from "../parts/Table";
import { Tag, type Severity } from "../parts/Tag";
import { Why } from "../parts/Why";

const HANDLING: Record<AllowanceChild["handling"], { word: string; severity: Severity }> = {
  counted: { word: "数える", severity: "none" },
  paid: { word: "支給", severity: "done" },
  ended: { word: "終了", severity: "none" },
};

const children_columns: Column<AllowanceChild>[] = [
  { key: "rank", head: "順", width: "w-40", align: "right", cell: (row) => row.rank ?? "—" },
  { key: "name", head: "児童", cell: (row) => <strong>{row.name}</strong> },
  { key: "born", head: "生年月日", width: "w-96", cell: (row) => row.born_on_text },
  { key: "age", head: "年齢", width: "w-60", cell: (row) => ageWord(row.age) },
  { key: "handling", head: "扱い", width: "w-88", cell: (row) => <Tag severity={HANDLING[row.handling].severity}>{HANDLING[row.handling].word}</Tag> },
  { key: "class", head: "区分", width: "w-100", cell: (row) => row.class_label || "—" },
  { key: "monthly", head: "月の額", width: "w-88", align: "right", cell: (row) => <><strong>{figure(row.monthly_yen)}</strong>円</> },
  { key: "until", head: "いつまで", width: "w-148", cell: (row) => <span className="sub">{row.until_text}</span> },
];

type Upcoming = Allowance["upcoming"][number];
const upcoming_columns: Column<Upcoming>[] = [
  { key: "from", head: "いつから", width: "w-112", cell: (row) => monthWord(row.from_month) },
  { key: "reason", head: "わけ", cell: (row) => row.reason },
  { key: "monthly", head: "月の額", width: "w-112", align: "right", cell: (row) => yen(row.monthly_yen) },
  { key: "difference", head: "差", width: "w-88", align: "right", cell: (row) => <span className={row.difference_yen === 0 ? "sub" : undefined}>{signed(row.difference_yen)}</span> },
];

/** R9年3月分 from 2027-03 */
export const monthWord = (month: string): string => (/^\d{4}-\d{2}/.test(month) ? `${toEraShort(`${month.slice(0, 7)}-01`).replace(/\.(\d+)\.1$/, "年$1月分")}` : month);

export function ChildAllowance({ place }: { place: Extract<Place, { screen: "child_allowance" }> }) {
  const { addressee_number } = place;
  const { amend, back, go } = useNav();
  const { today } = useSession();
  const person = useQuery({ queryKey: ["person", addressee_number, {}], queryFn: () => api.person(addressee_number) });
  const query = useQuery({ queryKey: ["allowance", addressee_number], queryFn: () => api.allowance(addressee_number) });
  const children = query.data?.children ?? [];
  const asked = children.findIndex((child) => child.addressee_number === place.child);
  const [selected, select] = useState(0);
  const ask = (index: number) => {
    const child = children[index];
    if (!child) return;
    select(index);
    amend({ ...place, child: child.addressee_number });
  };
  const close = () => amend({ screen: "child_allowance", addressee_number });
  const child = children[asked];
  useKeys(
    {
      "Shift+F2": children.length > 0 ? () => ask(selected) : null,
      "Shift+F8": () => go({ screen: "certificate", addressee_number }),
      Escape: asked >= 0 ? close : back,
    },
    asked >= 0
      ? [
          ["↑↓", "段を移る"],
          ["Esc", "閉じる"],
        ]
      : [
          ["↑↓", "選ぶ"],
          ["Esc", "戻る"],
        ],
  );
  useEffect(() => {
    document.title = [person.data?.name, "児童手当", "役場"].filter(Boolean).join(" — ");
  }, [person.data]);

  return (
    <div className="screen">
      <div className="title">
        <h1>児童手当</h1>
        {person.data && (
          <>
            <span className="sub">受給者</span>
            <button type="button" className="link-button person-name" onClick={() => go({ screen: "person", addressee_number })}>
              {person.data.name}
            </button>
            <span className="sub">（{person.data.kana}）</span>
          </>
        )}
        {query.data && (
          <>
            <span className="sub">
              認定番号 <span className="identifier">{query.data.certification_number}</span>
            </span>
            <Tag severity={stateWord(query.data.state).severity}>{stateWord(query.data.state).word}</Tag>
          </>
        )}
        <span className="title-end sub">{toEraMonth(today)}分</span>
      </div>
      <div className={child ? "columns side-462" : "columns side-none"}>
        <Part query={query} rows={8}>
          {(allowance) => (
            <div className="stack">
              <Panel label="児童" className="fit">
                <Amounts allowance={allowance} />
                <Table
                  caption="児童"
                  columns={children_columns}
                  rows={allowance.children}
                  rowKey={(row) => row.addressee_number}
                  selected={asked >= 0 ? asked : selected}
                  onSelect={(index) => (asked >= 0 && index !== asked ? ask(index) : select(index))}
                  onOpen={(_, index) => ask(index)}
                  autoFocus
                />
              </Panel>
              {!child && (
                <p className="buttons ask">
                  <button type="button" className="button small" onClick={() => ask(selected)} disabled={children.length === 0}>
                    なぜ {yen(children[selected]?.monthly_yen ?? 0)}？
                  </button>
                  <span className="sub">選んだ児童の額のわけを、条文と計算の記録から示します。</span>
                </p>
              )}
              <Panel title="これからの変化" note="いまの法律と家族のままの場合" className="fit">
                {allowance.upcoming.length === 0 ? (
                  <p className="empty">この先の変化は0件です。</p>
                ) : (
                  <Table caption="これからの変化" columns={upcoming_columns} rows={allowance.upcoming} rowKey={(row) => `${row.from_month}/${row.reason}`} />
                )}
              </Panel>
              <Payments allowance={allowance} />
            </div>
          )}
        </Part>
        {child && <Why key={child.addressee_number} addressee_number={addressee_number} child={child.addressee_number} month={today.slice(0, 7)} about={`${child.name}　${toEraMonth(today)}分`} onClose={close} />}
      </div>
    </div>
  );
}

function Amounts({ allowance, is_short = false }: { allowance: Allowance; is_short?: boolean }) {
  const next = allowance.next_payment;
  const paid = allowance.children.filter((child) => child.handling === "paid").length;
  const counted = allowance.children.filter((child) => child.handling !== "ended").length;
  return (
    <dl className={is_short ? "amounts two-only" : "amounts"}>
      <div>
        <dt>月の額</dt>
        <dd>
          <b>{figure(allowance.monthly_total_yen)}</b>円
        </dd>
      </div>
      <div>
        <dt>次のお支払い{next && `　${toMonthDay(next.on).replace("/", "月")}日（${weekday(next.on)}）`}</dt>
        <dd>{next ? <><b>{figure(next.amount_yen)}</b>円</> : <b>—</b>}</dd>
      </div>
      {!is_short && (
        <>
          <div>
            <dt>支給の対象</dt>
            <dd>
              <b>{paid}</b>人
            </dd>
          </div>
          <div>
            <dt>数える子</dt>
            <dd>
              <b>{counted}</b>人
            </dd>
          </div>
        </>
      )}
    </dl>
  );
}

function Payments({ allowance }: { allowance: Allowance }) {
  return (
    <Panel title="お支払い" note={`${allowance.payments.length}件`} className="grow">
      <PaymentList allowance={allowance} />
    </Panel>
  );
}

function PaymentList({ allowance, is_short = false }: { allowance: Allowance; is_short?: boolean }) {
  if (allowance.payments.length === 0) return <p className="empty">お支払いは0件です。</p>;
  return (
    <ul className="payments">
      {allowance.payments.map((payment) => {
        const state = stateWord(payment.state);
        return (
          <li key={`${payment.paid_on}/${payment.months_text}`}>
            <span>{/^\d{4}-/.test(payment.paid_on) ? toEraShort(payment.paid_on) : payment.paid_on}</span>
            <span>{payment.months_text}</span>
            <span className="right">{yen(payment.amount_yen)}</span>
            <span>
              <Tag severity={state.severity}>{state.word}</Tag>
            </span>
            {!is_short && <span className="sub">{payment.account_masked}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** The third pane of a wide person screen. */
export function AllowanceSummary({ addressee_number }: { addressee_number: string }) {
  const { go } = useNav();
  const query = useQuery({ queryKey: ["allowance", addressee_number], queryFn: () => api.allowance(addressee_number) });
  const is_none = query.error instanceof Refusal && query.error.problem.status === 404;
  if (is_none) {
    return (
      <Panel title="児童手当" action={<Tag severity="none">該当なし</Tag>}>
        <p className="empty">この方の認定はありません。</p>
      </Panel>
    );
  }
  return (
    <Panel
      title="児童手当"
      note={query.data && <Tag severity={stateWord(query.data.state).severity}>{stateWord(query.data.state).word}</Tag>}
      action={
        <button type="button" className="link-button" onClick={() => go({ screen: "child_allowance", addressee_number })}>
          業務の画面へ
        </button>
      }
    >
      <Part query={query} rows={6}>
        {(allowance) => (
          <>
            <Amounts allowance={allowance} is_short />
            <Table
              caption="児童と月の額"
              columns={children_columns.filter((column) => ["name", "age", "class", "monthly"].includes(column.key))}
              rows={allowance.children}
              rowKey={(row) => row.addressee_number}
              density="compact"
            />
            <h3 className="section">お支払い</h3>
            <PaymentList allowance={allowance} is_short />
          </>
        )}
      </Part>
    </Panel>
  );
}
