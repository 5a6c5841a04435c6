/** A form as data: made from the OpenAPI document, or written by hand for the few screens that clerks live in. */

export type Widget = "text" | "number" | "yen" | "area" | "wareki-date" | "partial-date" | "kana" | "name" | "person" | "address" | "zip" | "code" | "yes-no" | "memo";
export const WIDGETS: readonly Widget[] = ["text", "number", "yen", "area", "wareki-date", "partial-date", "kana", "name", "person", "address", "zip", "code", "yes-no", "memo"];

export interface Choice {
  value: string;
  word: string;
}

export interface Field {
  /** JSON pointer into the body; the name under which the server's problems come back. */
  pointer: string;
  label: string;
  widget: Widget;
  type: "string" | "integer" | "number" | "boolean";
  group: string;
  order: number;
  span: 1 | 2 | 3;
  required: boolean;
  is_derived: boolean;
  /** The city's or law's maximum number of characters. */
  max_length?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  help?: string;
  example?: string;
  cite?: string;
  unit?: string;
  choices?: Choice[];
  /** today, or a pointer into the screen's context (/context/person). */
  default?: string;
  /** A pointer to another date of the form, or `today`. */
  not_after?: string;
  not_before?: string;
  /** Pointer → value under which this field must be answered, or is shown at all. */
  required_if?: Record<string, string>;
  shown_if?: Record<string, string>;
  is_identifier?: boolean;
  /** The lines of the schema, for administrators. */
  source?: Record<string, unknown>;
}

export interface Group {
  id: string;
  label: string;
  help?: string;
}

export interface Form {
  label: string;
  /** Words of the commit button. */
  verb: string;
  groups: Group[];
  fields: Field[];
  /** POST path and the path of its dry run. */
  path: string;
  preview_path?: string;
  note?: string;
}

/** A field with the usual defaults, for forms written by hand. */
export function field(pointer: string, label: string, rest: Partial<Field> = {}): Field {
  return { pointer, label, widget: "text", type: "string", group: "", order: 0, span: 1, required: false, is_derived: false, ...rest };
}
