import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";

export interface Column<Row> {
  key: string;
  head: string;
  cell: (row: Row, index: number) => ReactNode;
  /** A width class of tables.css; a column without one takes what is left. */
  width?: string;
  align?: "right";
  /** 3 is shown on wide screens only. */
  priority?: 1 | 2 | 3;
}

interface TableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  selected?: number | null;
  onSelect?: (index: number) => void;
  onOpen?: (row: Row, index: number) => void;
  rowClass?: (row: Row) => string;
  density?: "normal" | "compact" | "two-line" | "roomy";
  /** Digits 1–9 open that row. */
  opens_by_digit?: boolean;
  autoFocus?: boolean;
}

/**
 * Rows of work: one tab stop, arrows inside, Home and End, Enter opens.
 * Focus is a black frame, selection the blue edge; here the selection follows the focus.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { columns, rows, selected = null, onSelect, onOpen } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const is_list = onSelect !== undefined;

  const focusRow = (index: number) => {
    const bounded = Math.max(0, Math.min(rows.length - 1, index));
    onSelect?.(bounded);
    const row = body.current?.rows[bounded];
    row?.focus();
    row?.scrollIntoView({ block: "nearest" });
  };

  useEffect(() => {
    if (props.autoFocus && rows.length > 0) body.current?.rows[selected ?? 0]?.focus();
    // Only when the rows first come: afterwards the clerk has the focus.
  }, [props.autoFocus, rows]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.tagName !== "TR") return;
    const at = selected ?? 0;
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1, PageDown: at + 10, PageUp: at - 10 };
    const target = steps[event.key];
    if (target !== undefined) {
      event.preventDefault();
      focusRow(target);
    } else if (event.key === "Enter") {
      const row = rows[at];
      if (row && onOpen) {
        event.preventDefault();
        onOpen(row, at);
      }
    } else if (props.opens_by_digit && /^[1-9]$/.test(event.key)) {
      const index = Number(event.key) - 1;
      const row = rows[index];
      if (row && onOpen) {
        event.preventDefault();
        onOpen(row, index);
      }
    }
  };

  return (
    <table className={`table table-${props.density ?? "normal"}`} role={is_list ? "grid" : undefined} aria-rowcount={is_list ? rows.length + 1 : undefined}>
      <caption className="unseen">{props.caption}</caption>
      <colgroup>
        {columns.map((column) => (
          <col key={column.key} className={[column.width, hiding(column)].filter(Boolean).join(" ") || undefined} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={classes(column)}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={is_list ? onKeyDown : undefined}>
        {rows.map((row, index) => (
          <tr
            key={props.rowKey(row)}
            className={[index === selected ? "selected" : "", props.rowClass?.(row) ?? ""].join(" ").trim() || undefined}
            tabIndex={is_list ? (index === (selected ?? 0) ? 0 : -1) : undefined}
            aria-selected={is_list ? index === selected : undefined}
            onFocus={is_list ? () => onSelect(index) : undefined}
            onDoubleClick={onOpen ? () => onOpen(row, index) : undefined}
          >
            {columns.map((column) => (
              <td key={column.key} className={classes(column)}>
                {column.cell(row, index)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const hiding = <Row,>(column: Column<Row>): string => (column.priority === 3 ? "wide-only" : "");
const classes = <Row,>(column: Column<Row>): string | undefined =>
  [column.align === "right" ? "right" : "", hiding(column)].filter(Boolean).join(" ") || undefined;
