/** A form drawn from its data: groups at the left, three fields abreast, every problem at its field and in the summary. */
import { useCallback, useId, useRef, useState, type Dispatch, type KeyboardEvent, type ReactNode } from "react";
import { readDate, weekday, toEraShort } from "../domain/wareki";
import { isComposing } from "../frame/keys";
import { Icon } from "../parts/Icon";
import { Notice } from "../parts/Panel";
import { CodeInput } from "./CodeInput";
import type { Field, Group } from "./model";
import { PersonInput } from "./PersonInput";
import { dateRules, isRequired, isShown, reduce, type FormAction, type FormState } from "./state";

/** What every input of a form is given. */
export interface InputProps {
  id: string;
  field: Field;
  value: string;
  word: string | undefined;
  required: boolean;
  is_invalid: boolean;
  describedBy: string | undefined;
  onType: (value: string, word?: string) => void;
  onLeave: () => void;
}

export const fieldId = (pointer: string): string => `field${pointer.replaceAll("/", "-").replaceAll("~", "-")}`;

/** The reducer over a state that lives elsewhere (a draft), so that a form survives its screen. */
export function useForm(setState: (change: (before: FormState) => FormState) => void, fields: readonly Field[], today: string): Dispatch<FormAction> {
  const latest = useRef(fields);
  latest.current = fields;
  return useCallback((action: FormAction) => setState((before) => reduce(before, action, latest.current, today)), [setState, today]);
}

interface FieldsProps {
  groups: Group[];
  fields: readonly Field[];
  state: FormState;
  dispatch: Dispatch<FormAction>;
  today: string;
  onFocusField?: (field: Field) => void;
  /** Drawn at the end of a group's title (take away this person). */
  groupAction?: (group: Group) => ReactNode;
}

export function Fields({ groups, fields, state, dispatch, today, onFocusField, groupAction }: FieldsProps) {
  const shown = fields.filter((field) => isShown(field, state.values));
  return (
    <>
      {groups.map((group) => {
        const own = shown.filter((field) => field.group === group.id);
        if (own.length === 0) return null;
        return (
          <fieldset key={group.id} className="group">
            <legend>
              {group.label}
              {groupAction?.(group)}
            </legend>
            <div className="group-fields">
              {own.map((field) => (
                <OneField key={field.pointer} field={field} state={state} dispatch={dispatch} today={today} {...(onFocusField ? { onFocusField } : {})} />
              ))}
            </div>
          </fieldset>
        );
      })}
    </>
  );
}

function OneField({ field, state, dispatch, today, onFocusField }: { field: Field; state: FormState; dispatch: Dispatch<FormAction>; today: string; onFocusField?: (field: Field) => void }) {
  const id = fieldId(field.pointer);
  const error = state.errors[field.pointer];
  const required = isRequired(field, state.values);
  const props: InputProps = {
    id,
    field,
    value: state.values[field.pointer] ?? "",
    word: state.words[field.pointer],
    required,
    is_invalid: error !== undefined,
    describedBy: error === undefined ? undefined : `${id}-error`,
    onType: (value, word) => dispatch({ type: "typed", pointer: field.pointer, value, ...(word === undefined ? {} : { word }) }),
    onLeave: () => dispatch({ type: "left", pointer: field.pointer }),
  };
  return (
    <div className={`field span-${field.span}`} onFocus={() => onFocusField?.(field)}>
      <label htmlFor={id}>
        {field.label}
        {required && <span className="required">必須</span>}
        {state.proposed[field.pointer] && <span className="proposed">仮の値</span>}
      </label>
      {inputOf(props, today)}
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`}>
          <Icon name="stop" size={16} /> {error}
        </p>
      )}
    </div>
  );
}

function inputOf(props: InputProps, today: string): ReactNode {
  const { field } = props;
  if (field.is_derived) return <Boxed {...props} className="computed" after="自動" readOnly />;
  switch (field.widget) {
    case "wareki-date":
    case "partial-date":
      return <Boxed {...props} after={otherCalendar(props, today)} wide />;
    case "code":
    case "yes-no":
      return <CodeInput {...props} />;
    case "person":
      return <PersonInput {...props} />;
    case "memo":
      return <Memo {...props} />;
    case "number":
    case "yen":
    case "area":
      return <Boxed {...props} after={field.unit ?? { yen: "円", area: "㎡", number: "" }[field.widget]} mode="numeric" />;
    case "zip":
      return <Boxed {...props} className="identifier" mode="numeric" />;
    default:
      return <Boxed {...props} className={field.is_identifier ? "identifier" : field.widget === "name" ? "name" : ""} after={field.unit ?? ""} />;
  }
}

/** The same day in the other calendar, with its weekday. */
function otherCalendar({ field, value }: InputProps, today: string): string {
  const reading = readDate(value, dateRules(field, today));
  if (reading.kind !== "day") return "";
  const other = /^\d{4}-/.test(value) ? toEraShort(reading.iso) : reading.iso;
  return `${other}　${weekday(reading.iso)}`;
}

function Boxed({ id, field, value, required, is_invalid, describedBy, onType, onLeave, className = "", after = "", mode, readOnly = false }: InputProps & { className?: string; after?: string; mode?: "numeric"; readOnly?: boolean; wide?: boolean }) {
  return (
    <span className={is_invalid ? `box ${className} invalid` : `box ${className}`}>
      <input
        id={id}
        type="text"
        value={value}
        readOnly={readOnly}
        inputMode={mode}
        aria-required={required || undefined}
        aria-invalid={is_invalid || undefined}
        aria-describedby={describedBy}
        onChange={(event) => onType(event.target.value)}
        onBlur={onLeave}
        autoComplete="off"
        spellCheck={false}
        data-pointer={field.pointer}
      />
      {after && <span className="box-after">{after}</span>}
    </span>
  );
}

function Memo({ id, field, value, required, is_invalid, describedBy, onType, onLeave }: InputProps) {
  return (
    <textarea
      id={id}
      rows={3}
      value={value}
      aria-required={required || undefined}
      aria-invalid={is_invalid || undefined}
      aria-describedby={describedBy}
      onChange={(event) => onType(event.target.value)}
      onBlur={onLeave}
      data-pointer={field.pointer}
    />
  );
}

/** What must be mended, above the form, with links to the fields. */
export function ErrorSummary({ state, fields }: { state: FormState; fields: readonly Field[] }) {
  const id = useId();
  const known = fields.filter((field) => state.errors[field.pointer] !== undefined);
  const pointers = new Set(fields.map((field) => field.pointer));
  const others = Object.entries(state.errors).filter(([pointer]) => !pointers.has(pointer));
  if (known.length + others.length === 0) return null;
  return (
    <Notice severity="stop">
      <Icon name="stop" size={20} />
      <strong id={id}>直していただくところが{known.length + others.length}か所あります。</strong>
      <span className="notice-rest">
        {known.map((field) => (
          <span key={field.pointer}>
            <a
              href={`#${fieldId(field.pointer)}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(fieldId(field.pointer))?.focus();
              }}
            >
              {field.label}
            </a>
            ：{state.errors[field.pointer]}{" "}
          </span>
        ))}
        {others.map(([pointer, detail]) => (
          <span key={pointer}>{detail} </span>
        ))}
      </span>
    </Notice>
  );
}

/** Brings the focus to the first field that has a problem; false where none is on the screen. */
export function focusFirstError(errors: Record<string, string>, fields: readonly Field[]): boolean {
  const first = fields.find((field) => errors[field.pointer] !== undefined);
  const input = first && document.getElementById(fieldId(first.pointer));
  input?.focus();
  return Boolean(input);
}

const FIELDS = "input:not([readonly]):not([disabled]):not([type=hidden]), select, textarea";

/**
 * Enter moves on and Shift+Enter back; on the last field it comes to the commit button and does not press it.
 * In a multi-line field Enter is a newline.
 */
export function EnterMoves({ className, children, label }: { className?: string; children: ReactNode; label: string }) {
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== "Enter" || isComposing(event) || event.defaultPrevented || event.altKey || event.ctrlKey) return;
    const target = event.target as HTMLElement;
    if (target.tagName === "BUTTON" || target.tagName === "TEXTAREA" || target.tagName === "A") return;
    event.preventDefault();
    const inputs = [...event.currentTarget.querySelectorAll<HTMLElement>(FIELDS)];
    const next = inputs[inputs.indexOf(target) + (event.shiftKey ? -1 : 1)];
    if (next) {
      next.focus();
      if (next instanceof HTMLInputElement && next.type === "text") next.select();
    } else if (!event.shiftKey) {
      document.querySelector<HTMLElement>("[data-commit]")?.focus();
    }
  };
  return (
    <form className={className} aria-label={label} onKeyDown={onKeyDown} onSubmit={(event) => event.preventDefault()} noValidate>
      {children}
    </form>
  );
}

/** A state of the screen that opens and closes. */
export function useToggle(initial = false): [boolean, (value: boolean) => void, () => void] {
  const [value, set] = useState(initial);
  return [value, set, () => set((before) => !before)];
}
