/** What the clerk does at the counter when a protected person is in hand, in three short steps. */
export function Counter() {
  return (
    <>
      <h3 className="section">窓口での対応</h3>
      <ol className="counter">
        <li>この画面を来庁した方に見せないでください。</li>
        <li>本人と名乗る方には、本人確認のうえ担当へおつなぎください。</li>
        <li>代理の方・ほかの方からの請求は受け付けず、統括者を呼んでください。</li>
      </ol>
      <p className="sub counter-note">この方を開いたことは、職員名・端末・目的とともに記録されます。</p>
    </>
  );
}
