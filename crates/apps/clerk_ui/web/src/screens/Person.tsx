import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { Refusal, api } from "../api/client";
import type { Household, Member, MenuBusiness, Person } from "../api/contract";
import { stopsOf } from "../domain/axes";
import { addDays, toEraShort, todayInJapan } from "../domain/wareki";
import { ageWord, grouped, moment, sexWord, stateWord, yen } from "../domain/words";
import { useKeys } from "../frame/keys";
import { useNav, type Place } from "../frame/nav";
import { useSession } from "../frame/session";
import { Mask } from "../parts/Mask";
import { Coming, Facts, Panel, Part, PartFailed } from "../parts/Panel";
import { Table, type Column } from "../parts/Table";
import { Tag } from "../parts/Tag";
import { TimeAxes, type Difference } from "../parts/TimeAxes";
import { Counter } from "../parts/Counter";
import { AllowanceSummary, monthWord } from "./ChildAllowance";

type PersonPlace = Extract<Place, { screen: "person" }>;

/** The person is the centre: identity, household, both time axes and every business in one look. */
export function PersonScreen({ place }: { place: PersonPlace }) {
  const { go, amend, results } = useNav();
  const { today } = useSession();
  const [is_axes_open, setAxesOpen] = useState(false);
  const [is_showing, setShowing] = useState(false);
  const valid_at = place.valid_at ?? today;
  const known_at = place.known_at ?? today;
  const is_past = valid_at !== today || known_at !== today;
  const times = timesOf(valid_at, known_at, today);
  const { addressee_number } = place;
  const query = useQuery({ queryKey: ["person", addressee_number, times], queryFn: () => api.person(addressee_number, times), placeholderData: (before) => before });
  const then_times = timesOf(valid_at, valid_at, today);
  const then = useQuery({ queryKey: ["person", addressee_number, then_times], queryFn: () => api.person(addressee_number, then_times), enabled: is_past });
  const person = query.data;

  const walk = (step: number) => {
    const list = results.current;
    const next = list[list.indexOf(addressee_number) + step];
    if (next !== undefined) amend({ screen: "person", addressee_number: next });
  };
  const certificate = () => go({ screen: "certificate", addressee_number });
  const is_hidden = person?.address_is_hidden ?? false;
  useKeys(
    {
      "Shift+F2": person && !is_past ? () => go({ screen: "child_allowance", addressee_number }) : null,
      "Shift+F4": () => setAxesOpen(!is_axes_open),
      "Shift+F8": person && !is_past && !is_hidden ? certificate : null,
      "Alt+ArrowDown": () => walk(1),
      "Alt+ArrowUp": () => walk(-1),
      Escape: () => history.back(),
    },
    [
      ["Alt+↑↓", "前後の方"],
      ["Esc", "結果へ"],
    ],
  );
  useEffect(() => {
    document.title = person ? `${person.name} — 役場` : "役場";
  }, [person]);

  const valid = useMemo(() => stopsOf(person?.stops.valid ?? [], today), [person, today]);
  const known = useMemo(() => stopsOf((person?.stops.known ?? []).map(({ at, label }) => ({ on: dayOf(at), label })), today), [person, today]);
  const move = (next_valid: string, next_known: string) =>
    amend({ screen: "person", addressee_number, ...(next_valid === today ? {} : { valid_at: next_valid }), ...(next_known === today ? {} : { known_at: next_known }) });

  if (!person) {
    return (
      <div className="screen">
        <h1 className="unseen">人</h1>
        {query.isError ? <PartFailed error={query.error} onRetry={() => void query.refetch()} /> : <Coming rows={8} onStop={null} />}
      </div>
    );
  }
  return (
    <div className={is_past ? "screen person-screen in-past" : "screen person-screen"}>
      <Identity person={person} is_past={is_past} />
      <TimeAxes
        today={today}
        valid_at={valid_at}
        known_at={known_at}
        valid={valid}
        known={known}
        is_open={is_axes_open}
        onOpen={() => setAxesOpen(true)}
        differences={is_past && then.data ? differencesOf(then.data, person) : null}
        is_showing_differences={is_showing}
        onDifferences={() => setShowing(!is_showing)}
        onMove={move}
      />
      <div className="columns person-columns">
        <div className="stack">
          <HouseholdPanel person={person} times={times} />
          <ActsPanel person={person} />
        </div>
        <BusinessPanel person={person} is_past={is_past} />
        <aside className="wide-only third" aria-label="選んだ業務">
          <AllowanceSummary addressee_number={addressee_number} />
        </aside>
      </div>
    </div>
  );
}

function timesOf(valid_at: string, known_at: string, today: string): { valid_at?: string; known_at?: string } {
  // What was known on a day is what stood when that day ended in Japan.
  return {
    ...(valid_at === today ? {} : { valid_at }),
    ...(known_at === today ? {} : { known_at: `${addDays(known_at, 1)}T00:00:00+09:00` }),
  };
}

const dayOf = (at: string): string => (/T/.test(at) ? todayInJapan(new Date(at)) : at.slice(0, 10));

const COMPARED: [label: string, of: (person: Person) => string][] = [
  ["氏名", (person) => person.name],
  ["フリガナ", (person) => person.kana],
  ["旧氏", (person) => person.former_surname ?? "なし"],
  ["状態", (person) => stateWord(person.registration_state).word],
  ["住所", (person) => (person.address_is_hidden ? "表示できません" : person.address?.one_line ?? "なし")],
  ["世帯番号", (person) => (person.address_is_hidden ? "表示できません" : person.household_number ?? "なし")],
  ["続柄", (person) => person.relationship ?? "なし"],
  ["本籍", (person) => person.domicile ?? "なし"],
];

function differencesOf(then: Person, now: Person): Difference[] {
  return COMPARED.map(([label, of]) => ({ label, then: of(then), now: of(now) })).filter((each) => each.then !== each.now);
}

function Identity({ person, is_past }: { person: Person; is_past: boolean }) {
  const { go } = useNav();
  const state = stateWord(person.registration_state);
  return (
    <section className="identity" aria-label="本人">
      <div className="identity-name">
        <h1>
          <ruby>
            {person.name}
            <rp>（</rp>
            <rt>{person.kana}</rt>
            <rp>）</rp>
          </ruby>
        </h1>
        {person.protective_measure ? <Tag severity="protected">支援措置</Tag> : null}
        <Tag severity={state.severity}>{state.word}</Tag>
      </div>
      <dl className="identity-facts">
        <div>
          <dt>生年月日</dt>
          <dd>
            {person.born_on_text}　<strong>{ageWord(person.age)}</strong>　{sexWord(person.sex)}
          </dd>
        </div>
        <div>
          <dt>住所</dt>
          <dd>{person.address_is_hidden ? <Mask /> : person.address?.one_line ?? "—"}</dd>
        </div>
      </dl>
      <dl className="identity-facts">
        <div>
          <dt>宛名番号</dt>
          <dd className="identifier">{grouped(person.addressee_number)}</dd>
        </div>
        <div>
          <dt>世帯番号</dt>
          <dd className="identifier">{person.address_is_hidden ? <Mask short /> : person.household_number ? grouped(person.household_number) : "—"}</dd>
        </div>
      </dl>
      <dl className="identity-facts">
        <div>
          <dt>個人番号</dt>
          <dd>{person.personal_number_masked ?? "—"}</dd>
        </div>
        <div>
          <dt>支援措置</dt>
          <dd>{person.protective_measure ? `${toEraShort(person.protective_measure.through)}まで` : "なし"}</dd>
        </div>
      </dl>
      <div className="identity-acts">
        <button type="button" className="button" disabled={is_past} title={is_past ? "今日に戻すと使えます" : undefined} onClick={() => go({ screen: "filings", addressee_number: person.addressee_number })}>
          届出を始める
        </button>
        <button
          type="button"
          className="button"
          disabled={is_past || person.address_is_hidden}
          title={is_past ? "今日に戻すと使えます" : person.address_is_hidden ? "支援措置の対象です。統括者を呼んでください" : undefined}
          onClick={() => go({ screen: "certificate", addressee_number: person.addressee_number })}
        >
          証明書を出す
        </button>
      </div>
    </section>
  );
}

function HouseholdPanel({ person, times }: { person: Person; times: { valid_at?: string; known_at?: string } }) {
  const { go } = useNav();
  const number = person.household_number;
  const query = useQuery({ queryKey: ["household", number, times], queryFn: () => api.household(number ?? "", times), enabled: number !== null && !person.address_is_hidden, placeholderData: (before) => before });
  const [selected, select] = useState<number | null>(null);
  const columns: Column<Member>[] = [
    {
      key: "name",
      head: "氏名",
      cell: (row) =>
        row.is_protected && !row.name ? (
          <Mask short />
        ) : row.addressee_number === person.addressee_number ? (
          row.name
        ) : (
          <button type="button" className="link-button cell-link" tabIndex={-1} onClick={() => go({ screen: "person", addressee_number: row.addressee_number })}>
            {row.name}
          </button>
        ),
    },
    { key: "relationship", head: "続柄", width: "w-76", cell: (row) => row.relationship ?? "—" },
    { key: "born", head: "生年月日", width: "w-108", cell: (row) => row.born_on_text },
    { key: "age", head: "年齢", width: "w-48", align: "right", cell: (row) => row.age ?? "不明" },
    { key: "sex", head: "性", width: "w-36", cell: (row) => sexWord(row.sex) },
  ];
  if (person.address_is_hidden) {
    return (
      <Panel title="世帯" action={<Tag severity="protected">支援措置</Tag>}>
        <p className="empty">
          <Mask />
        </p>
        <Counter />
      </Panel>
    );
  }
  if (number === null) {
    return (
      <Panel title="世帯">
        <p className="empty">いま属する世帯はありません。</p>
      </Panel>
    );
  }
  return (
    <Panel title={query.data ? `世帯　${query.data.members.length}人` : "世帯"} className="fit household">
      <Part query={query} rows={5}>
        {(household: Household) => (
          <Table
            caption="世帯の方"
            columns={columns}
            rows={household.members}
            rowKey={(row) => row.addressee_number}
            selected={selected ?? household.members.findIndex((each) => each.addressee_number === person.addressee_number)}
            onSelect={select}
            onOpen={(row) => row.addressee_number !== person.addressee_number && go({ screen: "person", addressee_number: row.addressee_number })}
            density="compact"
          />
        )}
      </Part>
    </Panel>
  );
}

function ActsPanel({ person }: { person: Person }) {
  return (
    <Panel title="異動の記録" note={person.address_is_hidden ? "" : `${person.acts.length}件`} className="grow">
      {person.acts.length === 0 ? (
        <p className="empty">{person.address_is_hidden ? <Mask /> : "異動の記録は0件です。"}</p>
      ) : (
        <ul className="acts">
          {person.acts.map((act) => (
            <li key={act.act_number} className={act.is_canceled ? "canceled" : undefined}>
              <span>{act.happened_on_text}</span>
              <span>{act.label}</span>
              <span title={`届出番号 ${act.act_number}　記録 ${moment(act.recorded_at)}`}>
                {act.summary}
                {act.is_canceled && <Tag severity="none">取消し済</Tag>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** From so many on, the names of the groups stand upright to leave room for two columns. */
const MANY_BUSINESSES = 8;

function BusinessPanel({ person, is_past }: { person: Person; is_past: boolean }) {
  const menu = useQuery({ queryKey: ["menu"], queryFn: api.menu, staleTime: Infinity });
  const businesses = menu.data?.businesses ?? [];
  const groups = [...new Set(businesses.map((each) => each.group))];
  return (
    <Panel title="業務" note={`${businesses.length}の業務`} className="businesses">
      <div className={businesses.length < MANY_BUSINESSES ? "business-groups few" : "business-groups"}>
        {groups.map((group) => (
          <section key={group} className="business-group">
            <h3>{group}</h3>
            <ul>
              {businesses
                .filter((each) => each.group === group)
                .map((each) => (
                  <BusinessRow key={each.code} business={each} person={person} is_past={is_past} />
                ))}
            </ul>
          </section>
        ))}
      </div>
      <h3 className="section">住民票に書かれていること</h3>
      <Facts
        is_abreast
        items={[
          ["続柄", person.address_is_hidden ? <Mask short /> : person.relationship ?? "—"],
          ["住民となった日", person.resident_since_text ?? "—"],
          ["住所を定めた日", person.address_is_hidden ? <Mask short /> : person.address_since_text ?? "—"],
          ["本籍", person.address_is_hidden ? <Mask /> : person.domicile ?? "—"],
          ["旧氏", person.former_surname ?? "なし"],
          ["通称", person.alias ?? "なし"],
          ["履歴番号", String(person.history_number)],
        ]}
      />
      {!is_past && <Upcoming person={person} />}
    </Panel>
  );
}

/** What is due for this person, in order of time. */
function Upcoming({ person }: { person: Person }) {
  const query = useQuery({ queryKey: ["allowance", person.addressee_number], queryFn: () => api.allowance(person.addressee_number) });
  const allowance = query.data;
  if (!allowance) return null;
  const next = allowance.next_payment;
  return (
    <>
      <h3 className="section">これからの予定</h3>
      <ul className="upcoming">
        {next && (
          <li>
            <span>{toEraShort(next.on)}</span>
            <span>児童手当</span>
            <span>お支払い</span>
            <span className="right">{yen(next.amount_yen)}</span>
          </li>
        )}
        {allowance.upcoming.map((each) => (
          <li key={`${each.from_month}/${each.reason}`}>
            <span>{monthWord(each.from_month)}</span>
            <span>児童手当</span>
            <span>{each.reason}</span>
            <span className="right">月{yen(each.monthly_yen)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** One line a business: what is known of it for this person, and the door to it. */
function BusinessRow({ business, person, is_past }: { business: MenuBusiness; person: Person; is_past: boolean }) {
  if (business.code === "resident_register") {
    const state = stateWord(person.registration_state);
    return <BusinessLine business={business} tag={<Tag severity={state.severity}>{state.word}</Tag>} words={person.address_is_hidden ? <Mask short /> : person.relationship ?? "—"} {...(is_past || person.address_is_hidden ? {} : { link: { word: "住民票", place: { screen: "certificate", addressee_number: person.addressee_number } as Place } })} />;
  }
  if (business.code === "child_allowance") return <AllowanceLine business={business} person={person} is_past={is_past} />;
  return <BusinessLine business={business} tag={<Tag severity="none">該当なし</Tag>} words="—" />;
}

function AllowanceLine({ business, person, is_past }: { business: MenuBusiness; person: Person; is_past: boolean }) {
  const query = useQuery({ queryKey: ["allowance", person.addressee_number], queryFn: () => api.allowance(person.addressee_number) });
  if (is_past) return <BusinessLine business={business} tag={<Tag severity="none">—</Tag>} words={<span className="sub">今日に戻すと見られます</span>} />;
  if (query.data) {
    const state = stateWord(query.data.state);
    return <BusinessLine business={business} tag={<Tag severity={state.severity}>{state.word}</Tag>} words={`月${yen(query.data.monthly_total_yen)}`} link={{ word: "なぜ？", place: { screen: "child_allowance", addressee_number: person.addressee_number } }} />;
  }
  if (!query.isError) return <BusinessLine business={business} tag={null} words="" />;
  const status = query.error instanceof Refusal ? query.error.problem.status : 0;
  if (status === 404) return <BusinessLine business={business} tag={<Tag severity="none">該当なし</Tag>} words="—" />;
  if (status === 403) return <BusinessLine business={business} tag={<Tag severity="denied">権限なし</Tag>} words={<span className="sub">表示できません</span>} />;
  return (
    <BusinessLine
      business={business}
      tag={<Tag severity="care">不明</Tag>}
      words={
        <>
          読み込めませんでした{" "}
          <button type="button" className="link-button" onClick={() => void query.refetch()}>
            再読み込み
          </button>
        </>
      }
    />
  );
}

function BusinessLine({ business, tag, words, link }: { business: MenuBusiness; tag: React.ReactNode; words: React.ReactNode; link?: { word: string; place: Place } }) {
  const { go } = useNav();
  return (
    <li className="business">
      <strong>{business.name}</strong>
      <span>{tag}</span>
      <span>
        {words}
        {link && (
          <>
            {"　"}
            <button type="button" className="link-button" onClick={() => go(link.place)}>
              {link.word}
            </button>
          </>
        )}
      </span>
    </li>
  );
}
