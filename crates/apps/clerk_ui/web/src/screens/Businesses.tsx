import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client";
import { formsOf, type FormEntry } from "../forms/schema";
import { useKeys } from "../frame/keys";
import { useNav } from "../frame/nav";
import { Panel, Part } from "../parts/Panel";
import { Table, type Column } from "../parts/Table";

/** The businesses of this city, and the forms that their schemas make. */
export function Businesses() {
  const { go, back } = useNav();
  const menu = useQuery({ queryKey: ["menu"], queryFn: api.menu, staleTime: Infinity });
  const openapi = useQuery({ queryKey: ["openapi"], queryFn: api.openapi, staleTime: Infinity });
  const [selected, select] = useState(0);
  const names = new Map((menu.data?.businesses ?? []).map((each) => [each.code, each.name]));
  const columns: Column<FormEntry>[] = [
    { key: "number", head: "#", width: "w-40", align: "right", cell: (_, index) => <span className="sub">{index + 1}</span> },
    { key: "business", head: "業務", width: "w-148", cell: (row) => names.get(row.business) ?? "共通" },
    { key: "label", head: "画面", cell: (row) => <strong>{row.label}</strong> },
  ];
  useKeys({ Escape: back }, [
    ["↑↓", "選ぶ"],
    ["Enter", "開く"],
  ]);
  useEffect(() => {
    document.title = "業務 — 役場";
  }, []);
  return (
    <div className="screen">
      <div className="title">
        <h1>業務</h1>
        <span className="sub">{menu.data && `${menu.data.businesses.length}の業務`}</span>
      </div>
      <div className="columns side-332">
        <Panel title="届出・申請の画面" note="定義から作られた画面です" className="list">
          <Part query={openapi}>
            {(document) => {
              const forms = formsOf(document).filter((form) => form.rail !== "administration");
              return forms.length === 0 ? (
                <p className="empty">ここから始める届出は0件です。人を開いてから始めてください。</p>
              ) : (
                <Table caption="届出・申請の画面" columns={columns} rows={forms} rowKey={(row) => row.operation} selected={selected} onSelect={select} onOpen={(row) => go({ screen: "form", operation: row.operation })} opens_by_digit autoFocus />
              );
            }}
          </Part>
        </Panel>
        <Panel as="aside" title="この市の業務">
          <Part query={menu}>
            {(data) => (
              <ul className="plain-list">
                {data.businesses.map((each) => (
                  <li key={each.code}>
                    <strong>{each.name}</strong>
                    <span className="sub">{each.group}</span>
                  </li>
                ))}
              </ul>
            )}
          </Part>
        </Panel>
      </div>
    </div>
  );
}
