/** Walks the OpenAPI document: an operation with `x-screen: form` becomes a form; what it cannot draw becomes a warning. */
import { WIDGETS, type Field, type Form, type Group, type Widget } from "./model";

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** One operation of the document that is drawn as a form, as the lists of screens show it. */
export interface FormEntry {
  /** operationId */
  operation: string;
  path: string;
  label: string;
  rail: string;
  order: number;
  business: string;
  permission?: string;
}

/** Every form the document offers, in the order of the rail. */
export function formsOf(document: unknown): FormEntry[] {
  return operationsOf(document)
    .filter(({ operation }) => operation["x-screen"] === "form")
    .map(({ path, operation }) => {
      const menu = isObject(operation["x-menu"]) ? operation["x-menu"] : {};
      const permission = text(operation["x-permission"]);
      return {
        operation: text(operation["operationId"]) ?? path,
        path,
        label: text(operation["x-label"]) ?? text(operation["summary"]) ?? path,
        rail: text(menu["rail"]) ?? "business",
        order: typeof menu["order"] === "number" ? menu["order"] : 999,
        business: path.split("/").filter((part) => part !== "api" && part !== "v1")[1 - 1] ?? "",
        ...(permission === undefined ? {} : { permission }),
      };
    })
    .sort((one, other) => one.order - other.order || one.label.localeCompare(other.label, "ja"));
}

/** The form of one operation, and what of its schema could not be drawn as asked. */
export function formOf(document: unknown, operation_id: string): { form: Form; warnings: string[] } | null {
  const found = operationsOf(document).find(({ path, operation }) => (text(operation["operationId"]) ?? path) === operation_id);
  if (!found) return null;
  const warnings: string[] = [];
  const schema = resolve(document, at(found.operation, ["requestBody", "content", "application/json", "schema"]));
  const fields = fieldsOf(document, schema, "", new Set(), "", warnings).sort((one, other) => one.order - other.order);
  const effects = text(found.operation["x-effects"]);
  const preview = operationsOf(document).find(({ path, operation }) => (effects ? operation["operationId"] === effects : path === `${found.path}/preview`));
  const note = text(found.operation["description"])?.split("\n")[0];
  return {
    form: {
      label: text(found.operation["x-label"]) ?? text(found.operation["summary"]) ?? operation_id,
      verb: text(found.operation["x-verb"]) ?? "内容を確定する",
      groups: groupsOf(schema, fields),
      fields,
      path: found.path,
      ...(preview ? { preview_path: preview.path } : {}),
      ...(note ? { note } : {}),
    },
    warnings,
  };
}

function operationsOf(document: unknown): { path: string; operation: Json }[] {
  const paths = isObject(document) && isObject(document["paths"]) ? document["paths"] : {};
  return Object.entries(paths).flatMap(([path, item]) => (isObject(item) && isObject(item["post"]) ? [{ path, operation: item["post"] }] : []));
}

function at(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** Follows `$ref` and folds `allOf`; a nullable `oneOf` is what it is when present. */
function resolve(document: unknown, schema: unknown, depth = 0): Json {
  if (!isObject(schema) || depth > 16) return {};
  const { $ref, allOf, oneOf, ...own } = schema;
  if (typeof $ref === "string") {
    const target = at(document, $ref.replace(/^#\//, "").split("/").map(unescapePointer));
    return { ...resolve(document, target, depth + 1), ...own };
  }
  if (Array.isArray(allOf)) {
    return allOf.reduce<Json>((merged, part) => {
      const more = resolve(document, part, depth + 1);
      return {
        ...merged,
        ...more,
        properties: { ...(merged["properties"] as Json), ...(more["properties"] as Json) },
        required: [...((merged["required"] as string[]) ?? []), ...((more["required"] as string[]) ?? [])],
        ...own,
      };
    }, own);
  }
  if (Array.isArray(oneOf)) {
    const present = oneOf.filter((each) => !(isObject(each) && each["type"] === "null"));
    if (present.length === 1) return { ...resolve(document, present[0], depth + 1), ...own };
  }
  return schema;
}

const unescapePointer = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");
const escapePointer = (part: string): string => part.replaceAll("~", "~0").replaceAll("/", "~1");

function fieldsOf(document: unknown, schema: Json, base: string, seen: Set<unknown>, group: string, warnings: string[]): Field[] {
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  return Object.entries(properties).flatMap(([name, raw], position) => {
    const pointer = `${base}/${escapePointer(name)}`;
    const property = resolve(document, raw);
    const type = typeOf(property);
    if (type === "object") {
      if (seen.has(raw)) return [];
      return fieldsOf(document, property, pointer, new Set([...seen, raw]), text(property["x-group"]) ?? group, warnings);
    }
    if (type === "array") {
      warnings.push(`${pointer}: 繰り返しの項目は描けません`);
      return [];
    }
    return [fieldOf(pointer, name, property, type, required.has(name), text(property["x-group"]) ?? group, position, warnings)];
  });
}

function typeOf(property: Json): string {
  const type = property["type"];
  if (Array.isArray(type)) return type.find((each): each is string => typeof each === "string" && each !== "null") ?? "string";
  return typeof type === "string" ? type : isObject(property["properties"]) ? "object" : "string";
}

function fieldOf(pointer: string, name: string, property: Json, type: string, required: boolean, group: string, position: number, warnings: string[]): Field {
  const label = text(property["x-label"]);
  if (label === undefined) warnings.push(`${pointer}: x-label がありません`);
  const field: Field = {
    pointer,
    label: label ?? name,
    widget: widgetOf(pointer, property, type, warnings),
    type: type === "integer" || type === "number" || type === "boolean" ? type : "string",
    group,
    order: typeof property["x-order"] === "number" ? property["x-order"] : 10_000 + position,
    span: property["x-span"] === 2 || property["x-span"] === 3 ? property["x-span"] : 1,
    required,
    is_derived: property["x-derived"] === true || property["readOnly"] === true,
    source: Object.fromEntries(Object.entries(property).filter(([key]) => key !== "description")),
  };
  return { ...field, ...optional(property), ...choicesOf(property, type) };
}

function widgetOf(pointer: string, property: Json, type: string, warnings: string[]): Widget {
  const asked = text(property["x-widget"]);
  if (asked !== undefined) {
    const known = WIDGETS.find((widget) => widget === asked);
    if (known) return known;
    warnings.push(`${pointer}: x-widget「${asked}」は知らない部品です。文字の欄で描きます`);
    return "text";
  }
  if (Array.isArray(property["enum"])) return "code";
  if (type === "boolean") return "yes-no";
  if (type === "integer" || type === "number") return "number";
  return property["format"] === "date" ? "wareki-date" : "text";
}

function optional(property: Json): Partial<Field> {
  const words = (key: string, name: keyof Field) => (typeof property[key] === "string" ? { [name]: property[key] } : {});
  const numbers = (key: string, name: keyof Field) => (typeof property[key] === "number" ? { [name]: property[key] } : {});
  const conditions = (key: string, name: keyof Field) => (isObject(property[key]) ? { [name]: Object.fromEntries(Object.entries(property[key]).map(([pointer, value]) => [pointer, String(value)])) } : {});
  return {
    ...words("x-help", "help"),
    ...words("x-example", "example"),
    ...words("x-cite", "cite"),
    ...words("x-unit", "unit"),
    ...words("x-default", "default"),
    ...words("x-not-after", "not_after"),
    ...words("x-not-before", "not_before"),
    ...words("pattern", "pattern"),
    ...numbers("maxLength", "max_length"),
    ...numbers("minimum", "minimum"),
    ...numbers("maximum", "maximum"),
    ...conditions("x-required-if", "required_if"),
    ...conditions("x-shown-if", "shown_if"),
    ...(property["x-normalise"] === "half-width" ? { is_identifier: true } : {}),
  };
}

function choicesOf(property: Json, type: string): Partial<Field> {
  if (type === "boolean") return { choices: [{ value: "true", word: "はい" }, { value: "false", word: "いいえ" }] };
  const values = property["enum"];
  if (!Array.isArray(values)) return {};
  const labels = isObject(property["x-enum-labels"]) ? property["x-enum-labels"] : {};
  return {
    choices: values.filter((value) => value !== null).map((value) => {
      const label = labels[String(value)];
      return { value: String(value), word: text(label) ?? (isObject(label) ? text(label["ja"]) : undefined) ?? String(value) };
    }),
  };
}

function groupsOf(schema: Json, fields: Field[]): Group[] {
  const declared = Array.isArray(schema["x-groups"])
    ? schema["x-groups"].filter(isObject).map((group) => ({ id: text(group["id"]) ?? "", label: text(group["label"]) ?? "", ...(text(group["help"]) ? { help: text(group["help"]) as string } : {}) }))
    : [];
  const known = new Set(declared.map((group) => group.id));
  const rest = [...new Set(fields.map((field) => field.group))].filter((id) => !known.has(id));
  return [...declared, ...rest.map((id) => ({ id, label: id || "内容" }))];
}
