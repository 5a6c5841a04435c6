// Made-up people and places, for the tests of the window only.

const person = (addressee_number, name, kana, born_on, born_on_text, age, sex, rest = {}) => ({
  addressee_number,
  name,
  kana,
  born_on,
  born_on_text,
  age,
  sex,
  registration_state: "現存",
  address: "北区見本町一丁目2番3号　見本ハイツ405号",
  household_number: "000452103",
  relationship: "子",
  is_protected: false,
  match_reason: "読み・生年",
  ...rest,
});

export const PEOPLE = [
  person("001234567", "見本 太郎", "ミホン タロウ", "1980-04-15", "昭和55年4月15日", 46, "男", { relationship: "世帯主" }),
  person("001234575", "見本 太朗", "ミホン タロウ", "1980-11-02", "昭和55年11月2日", 46, "男", { address: "北区例示町三丁目8番1-1204号　見本タワーレジデンス", household_number: "000452111", relationship: "世帯主" }),
  person("001234583", "三本 太郎", "ミホン タロウ", "1980-01-30", "昭和55年1月30日", 46, "男", { address: "北区試験町5番11号", household_number: "000452120", relationship: "世帯主" }),
  person("001234591", "御本 汰郎", "ミホン タロウ", "1980-08-08", "昭和55年8月8日", 46, "男", { address: null, household_number: null, relationship: null, is_protected: true }),
  person("001234605", "見本 太郎左衛門", "ミホン タロウザエモン", "1980-06-21", "昭和55年6月21日", 46, "男", { registration_state: "転出", address: "例示県例示市へ転出（R6.3.31）", household_number: null, relationship: null, match_reason: "読みの先頭" }),
  person("001234613", "見本 多朗", "ミホン タロオ", "1980-12-24", "昭和55年12月24日", 45, "男", { address: "北区見本町二丁目6番9号", household_number: "000452138", relationship: "夫", match_reason: "似た読み" }),
  person("001234621", "美本 太呂", "ビホン タロ", "1980-02-03", "昭和55年2月3日", 46, "男", { address: "北区架空町10番2号", household_number: "000452146", relationship: "世帯主", match_reason: "似た読み" }),
  person("001234630", "MIHON TAROU JOAQUIM", "ミホン タロウ ジョアキン", "1980-09-17", "1980-09-17", 46, "男", { address: "北区試験町1番20-305号", household_number: "000452154", relationship: "世帯主" }),
  person("001234648", "見本 太郎", "ミホン タロウ", "1980-10-05", "昭和55年10月5日", 41, "男", { registration_state: "死亡", address: null, household_number: null, relationship: null }),
  person("001234656", "見本 花子", "ミホン ハナコ", "1982-09-03", "昭和57年9月3日", 44, "女", { relationship: "妻" }),
  person("001234664", "見本 大地", "ミホン ダイチ", "2006-06-03", "平成18年6月3日", 20, "男"),
  person("001234672", "見本 結衣", "ミホン ユイ", "2009-02-10", "平成21年2月10日", 17, "女"),
  person("001234680", "見本 陽斗", "ミホン ハルト", "2013-01-21", "平成25年1月21日", 13, "男"),
  person("001234699", "見本 芽依", "ミホン メイ", "2024-03-01", "令和6年3月1日", 2, "女"),
];

const short = { 昭和: "S", 平成: "H", 令和: "R" };
const toShort = (text) => text.replace(/^(昭和|平成|令和)(\d+)年(\d+)月(\d+)日$/, (_, era, year, month, day) => `${short[era]}${year}.${month}.${day}`);

export function search({ query }) {
  const words = query.trim().split(/[\s　]+/);
  const items = PEOPLE.slice(0, 9)
    .filter(() => !/該当なし/.test(query))
    .map(({ age: _, relationship: __, ...found }) => ({ ...found, born_on_text: toShort(found.born_on_text), address: found.is_protected ? null : found.address }));
  return {
    interpretation: [
      { label: "読み", value: words.slice(0, 2).join(" ").replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60)) },
      ...(words[2] ? [{ label: "生年", value: "昭和55年" }] : []),
    ],
    items,
    total: items.length,
  };
}

const ACTS = [
  { act_number: "T-2026-0045210", kind: "move_within", label: "転居", happened_on_text: "R8.6.1", recorded_at: "2026-06-04T10:12:00+09:00", summary: "見本町一丁目2番3号へ（全員）", is_canceled: false },
  { act_number: "T-2025-0031177", kind: "correction", label: "職権修正", happened_on_text: "R7.5.26", recorded_at: "2025-05-26T18:00:00+09:00", summary: "振り仮名を記載（全員）", is_canceled: false },
  { act_number: "T-2024-0009120", kind: "birth", label: "出生", happened_on_text: "R6.3.1", recorded_at: "2024-03-08T09:30:00+09:00", summary: "見本 芽依 を記載", is_canceled: false },
  { act_number: "T-2022-0012007", kind: "head_change", label: "世帯主変更", happened_on_text: "R4.4.4", recorded_at: "2022-04-04T11:02:00+09:00", summary: "花子から太郎へ", is_canceled: true },
  { act_number: "T-2020-0027731", kind: "move_in", label: "転入", happened_on_text: "R2.7.1", recorded_at: "2020-07-03T14:45:00+09:00", summary: "例示県例示市から（5人）", is_canceled: false },
];

export function personOf(addressee_number, { valid_at, known_at }) {
  const found = PEOPLE.find((each) => each.addressee_number === addressee_number);
  if (!found) return null;
  const is_before_move = (valid_at !== undefined && valid_at < "2026-06-01") || (known_at !== undefined && known_at < "2026-06-04");
  const address = is_before_move ? "北区例示町二丁目7番1号" : found.address;
  return {
    addressee_number,
    history_number: is_before_move ? 3 : 4,
    name: found.name,
    kana: found.kana,
    former_surname: null,
    alias: found.addressee_number === "001234630" ? "見本 太郎" : null,
    born_on: found.born_on,
    born_on_text: found.born_on_text,
    age: valid_at !== undefined && found.age !== null ? found.age - (valid_at < "2026-04-15" ? 1 : 0) : found.age,
    sex: found.sex,
    registration_state: found.registration_state,
    address: found.is_protected || address === null ? null : { one_line: `大阪市${address}` },
    address_is_hidden: found.is_protected,
    household_number: found.household_number,
    relationship: found.relationship,
    resident_since_text: "令和2年7月1日",
    address_since_text: found.is_protected ? null : is_before_move ? "令和2年7月1日" : "令和8年6月1日",
    domicile: found.is_protected ? null : is_before_move ? "例示県例示市例示町3番地" : "大阪市北区見本町一丁目2番",
    personal_number_masked: "●●●● ●●●● ●●●●",
    protective_measure: found.is_protected ? { state: "現に支援中", through: "2027-06-30" } : null,
    stops: {
      valid: [
        { on: "2020-07-01", label: "転入" },
        { on: "2024-03-01", label: "出生" },
        { on: "2026-06-01", label: "転居" },
        { on: "2026-09-02", label: "修正" },
      ],
      known: [
        { at: "2020-07-03T14:45:00+09:00", label: "届出" },
        { at: "2024-03-08T09:30:00+09:00", label: "届出" },
        { at: "2026-06-04T10:12:00+09:00", label: "届出" },
        { at: "2026-09-02T18:00:00+09:00", label: "訂正" },
      ],
    },
    acts: found.is_protected ? [] : ACTS,
  };
}

export function householdOf(household_number) {
  const members = PEOPLE.filter((each) => each.household_number === household_number);
  if (members.length === 0) return null;
  return {
    household_number,
    address: members[0].address,
    members: members.map(({ addressee_number, name, kana, relationship, born_on_text, age, sex, is_protected }) => ({ addressee_number, name, kana, relationship, born_on_text: toShort(born_on_text), age, sex, is_protected })),
  };
}

export const ALLOWANCE = {
  certification_number: "27-100-004521",
  state: "受給中",
  monthly_total_yen: 70000,
  next_payment: { on: "2026-12-10", amount_yen: 140000 },
  children: [
    { addressee_number: "001234664", name: "見本 大地", born_on_text: "H18.6.3", age: 20, handling: "counted", rank: 1, class_label: "", monthly_yen: 0, until_text: "R11.3.31まで数える" },
    { addressee_number: "001234672", name: "見本 結衣", born_on_text: "H21.2.10", age: 17, handling: "paid", rank: 2, class_label: "第2子", monthly_yen: 10000, until_text: "R9.3.31まで" },
    { addressee_number: "001234680", name: "見本 陽斗", born_on_text: "H25.1.21", age: 13, handling: "paid", rank: 3, class_label: "第3子以降", monthly_yen: 30000, until_text: "R13.3.31まで" },
    { addressee_number: "001234699", name: "見本 芽依", born_on_text: "R6.3.1", age: 2, handling: "paid", rank: 4, class_label: "第3子以降", monthly_yen: 30000, until_text: "R24.3.31まで" },
  ],
  upcoming: [
    { from_month: "2027-03", reason: "芽依が3歳になります（第3子以降のため同じ額）", monthly_yen: 70000, difference_yen: 0 },
    { from_month: "2027-04", reason: "結衣の支給が終わります（18歳年度末）　数えるには確認書が必要", monthly_yen: 60000, difference_yen: -10000 },
    { from_month: "2029-04", reason: "大地を数えなくなります（22歳年度末）", monthly_yen: 40000, difference_yen: -20000 },
  ],
  payments: [
    { paid_on: "2026-12-10", months_text: "10・11月分", amount_yen: 140000, state: "検査中", account_masked: "本人名義　見本銀行 北支店　普通 ****123" },
    { paid_on: "2026-10-09", months_text: "8・9月分", amount_yen: 140000, state: "支払済", account_masked: "本人名義　見本銀行 北支店　普通 ****123" },
    { paid_on: "2026-08-10", months_text: "6・7月分", amount_yen: 140000, state: "支払済", account_masked: "本人名義　見本銀行 北支店　普通 ****123" },
    { paid_on: "2026-06-10", months_text: "4・5月分", amount_yen: 140000, state: "支払済", account_masked: "本人名義　見本銀行 北支店　普通 ****123" },
    { paid_on: "2026-04-10", months_text: "2・3月分", amount_yen: 140000, state: "支払済", account_masked: "本人名義　見本銀行 北支店　普通 ****123" },
  ],
};

export const EXPLANATION = {
  question: "なぜ 30,000円？",
  answer: "30,000円",
  steps: [
    { number: 1, label: "支給の対象になる方か", article: "法第4条", answer: "はい", text: "見本 太郎さんは、児童を監護し、生計を同じくする父です。大阪市に住所があります。公務員ではありません。" },
    { number: 2, label: "どの子を数えるか", article: "法第3・6条", answer: "4人", text: "18歳年度末までの3人と、22歳年度末までで生計の負担がある大地さん（確認書 R8.4.2）を数えます。" },
    { number: 3, label: "陽斗さんは何番目か", article: "法第6条", answer: "3番目", text: "年長順に 大地・結衣・陽斗・芽依 と数えます。大地さんは順番に入りますが、支給はありません。" },
    { number: 4, label: "月の額", article: "法第6条", answer: "30,000円", text: "3歳以上で第3子以降のため、月30,000円です（令和6年10月からの額）。第1子・第2子なら10,000円です。" },
    { number: 5, label: "世帯の合計", article: "", answer: "70,000円", text: "結衣 10,000 ＋ 陽斗 30,000 ＋ 芽依 30,000 円です。端数の処理はありません。" },
  ],
  law_label: "児童手当法　令和6年10月1日からの内容",
  facts_label: "令和8年11月1日時点　11月1日 2:10に固定",
  calculation_number: "K-2026-11-0045210",
  replay_agrees: true,
};

const effect = (business_code, business_name, content, person_name, handling, timing, deadline_on = null) => ({ business_code, business_name, content, person_name, handling, timing, deadline_on });
export const EFFECTS = [
  effect("resident_register", "住民記録", "4人を記載し、新しい世帯を作ります", "全員", "automatic", "本日"),
  effect("resident_network", "住基ネット", "例示市へ転入通知を送ります", "全員", "automatic", "本日"),
  effect("family_register_supplement", "戸籍の附票", "本籍地（例示市）へ新しい住所を通知します", "全員", "automatic", "本日"),
  effect("individual_number_card", "個人番号カード", "継続利用と、券面の住所の書換え（4枚）", "全員", "procedure", "", "2027-02-18"),
  effect("child_allowance", "児童手当", "認定請求が必要です　見込み 月25,000円", "蒼・凛", "procedure", "転出予定日の翌日から15日以内", "2026-11-25"),
  effect("school_enrollment", "就学", "見本小学校 1年に指定し、通知書を出します", "蒼", "automatic", "本日"),
  effect("child_care", "子育て支援", "保育の認定申請をご案内します", "凛", "guidance", "—"),
  effect("national_health_insurance", "国民健康保険", "勤務先の健康保険のため、加入しません", "全員", "unchanged", "—"),
  effect("individual_resident_tax", "個人住民税", "令和9年度から本市で課税します", "健一・美咲", "automatic", "R9.6"),
  effect("electoral_roll", "選挙人名簿", "3か月後の定時登録で名簿に載ります", "健一・美咲", "automatic", "R9.3.1"),
];

const phases = (at) => ["draft", "frozen", "computed", "checked", "compared", "approved", "posted", "documents"].map((name, index) => ({ name, at: index < at ? `2026-11-20T0${Math.min(9, index + 1)}:02:00+09:00` : null, by: index < at ? "例示 恵" : null }));

export const RUN = {
  run_id: "R-2026-0412",
  title: "児童手当　令和8年12月期 定時払",
  phase: "checked",
  phases: phases(3),
  progress: { done: 168, total: 216, item_count: 72072, rate_per_second: 204, eta_seconds: 100, chunks: [] },
  inputs: [
    { label: "固定した入力", value: "11月20日 9:02" },
    { label: "認定", value: "92,731件　児童 149,377人" },
    { label: "法令", value: "児童手当法 R6.10.1〜　条例 R8.4.1〜" },
  ],
  comparison: [
    ["受給者", 92418, 92731, 313, "0.3%", "within"],
    ["支給する児童", 148902, 149377, 475, "0.3%", "within"],
    ["　第3子以降", 21340, 21482, 142, "0.6%", "within"],
    ["支払額（円）", 3571220000, 3584780000, 13560000, "0.3%", "within"],
    ["0円の受給者", 0, 0, 0, null, "within"],
    ["新しく受け取る方", null, 1204, null, null, "first"],
    ["受け取らなくなる方", 905, 891, -14, "−1.5%", "within"],
    ["1人あたり最高額（円）", 220000, 460000, 240000, "109.0%", "outside"],
    ["口座が未登録の方", 34, 37, 3, "8.8%", "within"],
  ].map(([label, previous, current, difference, rate, judgment]) => ({ label, previous, current, difference, rate, judgment })),
  findings: [
    { finding_number: 1, severity: "fatal", code: "over_limit", text: "上限を超える支払", count: 1, reason: null },
    { finding_number: 2, severity: "confirm", code: "unknown_reason", text: "受け取らなくなる理由が不明", count: 1, reason: null },
    { finding_number: 3, severity: "information", code: "account_name", text: "口座名義が氏名と違う", count: 2, reason: null },
  ],
  plan_version: 2,
  totals: { recipients: 92731, amount_yen: 3584780000 },
  can_approve: false,
  approve_refusal: "検査が終わると依頼できます",
};
export const chunksAt = (share) => Array.from({ length: 216 }, (_, index) => (index === 141 && share < 1 ? "failed" : index < share * 216 - 8 ? "done" : index < share * 216 ? (share < 1 ? "running" : "done") : "waiting"));
export const RUN_TO_APPROVE = { ...RUN, run_id: "R-2026-0410", title: "児童手当　令和8年10月期 定時払", phase: "compared", phases: phases(5), progress: { ...RUN.progress, done: 216, total: 216, item_count: 92418, eta_seconds: null }, comparison: RUN.comparison.slice(0, 6), findings: RUN.findings.slice(1), can_approve: true, approve_refusal: null };

const dataset = (name, source, loaded, merged, quarantined, rejected, checks) => ({ name, source, loaded, merged, quarantined, rejected, unexplained: source - loaded - merged - quarantined - rejected, checks });
const yes = (label, value) => ({ label, source: value, target: value, agrees: true });
export const LOAD = {
  load_id: "L-3",
  title: "旧システム「見本ベンダ 2.4」→ 標準レイアウト → 役場　第3回 予行　11/19 22:14 – 23:02（48分）",
  is_green: false,
  equation: { source: 52962596, loaded: 52913653, merged: 47972, quarantined: 964, rejected: 7, unexplained: 0 },
  datasets: [
    dataset("住民記録　個人", 2846112, 2811904, 33870, 331, 7, [yes("文字", "18,204,112")]),
    dataset("住民記録　異動履歴", 19402551, 19402118, 0, 433, 0, [yes("文字", "91,204,112")]),
    dataset("世帯", 1552870, 1552870, 0, 0, 0, [yes("文字", "4,204,112")]),
    dataset("宛名（法人・共有）", 612430, 598201, 14102, 127, 0, [yes("文字", "6,204,112")]),
    dataset("個人住民税　賦課", 1498223, 1498223, 0, 0, 0, [yes("合計", "214,883,402,100円")]),
    dataset("収納・滞納", 24117904, 24117904, 0, 0, 0, [yes("未納", "9,204,118,330円")]),
    dataset("固定資産税　家屋", 742118, 742118, 0, 0, 0, [yes("棟数", "742,118"), { label: "床面積", source: "96,402,771.18㎡", target: "96,384,566.82㎡", agrees: false }]),
    dataset("国民健康保険", 511287, 511244, 0, 43, 0, [yes("合計", "61,207,884,000円")]),
    dataset("児童手当", 92418, 92418, 0, 0, 0, [yes("合計", "3,571,220,000円")]),
    dataset("介護保険", 702664, 702651, 0, 13, 0, [yes("合計", "58,330,912,700円")]),
    dataset("口座", 884019, 884002, 0, 17, 0, []),
  ],
  reasons: [
    { code: "unknown_glyph", text: "外字の対応が見つからない", count: 331 },
    { code: "history_gap", text: "異動の期間が重なっている", count: 433 },
    { code: "check_digit", text: "検査数字が合わない", count: 200 },
  ],
  quarantine: [
    { dataset: "住民記録　個人", file: "JUKI01.csv", line: 1204, column: "氏名漢字", reason: "外字 F04A の対応が見つかりません" },
    { dataset: "住民記録　個人", file: "JUKI01.csv", line: 8810, column: "個人番号", reason: "検査数字が合いません" },
    { dataset: "国民健康保険", file: "KOKUHO.dat", line: 77, column: "資格取得日", reason: "昭和64年1月9日はありません" },
  ],
};

const item = (item_number, business, addressee_number, title, due_on) => ({ item_number, business, addressee_number, title, due_on });
export const WORK_ITEMS = [
  item("101", "resident_register", "001234613", "世帯主変更のお願い　返送の確認", "2026-11-18"),
  item("102", "resident_register", "001234621", "転入通知の照合（転出の記録がありません）", "2026-11-20"),
  item("103", "resident_register", "001234630", "仮登録の本登録（在留カードの番号待ち）", "2026-11-20"),
  item("104", "child_allowance", "001234567", "児童手当　認定請求の受付（15日特例）", "2026-11-25"),
  item("105", "child_allowance", "001234575", "児童手当　額改定の確認（22歳年度末）", "2026-11-26"),
  item("106", "resident_register", "001234583", "続柄の確認（戸籍届による氏名変更）", "2026-11-27"),
  item("107", "child_allowance", "001234656", "児童手当　現況の確認", null),
];
