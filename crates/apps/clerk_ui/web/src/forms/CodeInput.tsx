import { useEffect, useRef, useState } from "react";
import { isComposing } from "../frame/keys";
import { toHalfWidth } from "../domain/wareki";
import { Icon } from "../parts/Icon";
import type { InputProps } from "./Fields";
import type { Choice } from "./model";

/** A code by its number or any part of its word; F4 or ↓ opens the list. Shows as `02 原付`. */
export function CodeInput({ id, field, value, required, is_invalid, describedBy, onType, onLeave }: InputProps) {
  const choices = field.choices ?? [];
  const chosen = choices.find((choice) => choice.value === value);
  const [typed, setTyped] = useState<string | null>(null);
  const [is_open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const matching = typed === null || typed === "" ? choices : choices.filter((choice) => matches(choice, typed));

  useEffect(() => {
    if (is_open) list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at, is_open]);

  const choose = (choice: Choice | undefined) => {
    if (choice) onType(choice.value);
    setTyped(null);
    setOpen(false);
  };
  const open = () => {
    setAt(Math.max(0, matching.findIndex((choice) => choice.value === value)));
    setOpen(true);
  };
  const settle = () => {
    if (typed !== null) {
      if (typed.trim() === "") onType("");
      else if (matching.length > 0) onType((choices.find((choice) => codeOf(choice) === toHalfWidth(typed.trim())) ?? matching[0])?.value ?? "");
      else onType(typed.trim());
    }
    setTyped(null);
    setOpen(false);
    onLeave();
  };

  return (
    <span className={is_invalid ? "box code invalid" : "box code"}>
      <input
        id={id}
        type="text"
        role="combobox"
        aria-expanded={is_open}
        aria-controls={is_open ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={is_open && matching[at] ? `${id}-${at}` : undefined}
        aria-required={required || undefined}
        aria-invalid={is_invalid || undefined}
        aria-describedby={describedBy}
        value={typed ?? (chosen ? shown(chosen) : value)}
        autoComplete="off"
        data-pointer={field.pointer}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
          setOpen(true);
        }}
        onBlur={settle}
        onClick={open}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === "F4" && !event.shiftKey && !event.altKey) {
            event.preventDefault();
            return is_open ? setOpen(false) : open();
          }
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            if (!is_open) return open();
            return setAt(Math.max(0, Math.min(matching.length - 1, at + (event.key === "ArrowDown" ? 1 : -1))));
          }
          if (event.key === "Escape" && is_open) {
            event.preventDefault();
            event.stopPropagation();
            setOpen(false);
            return setTyped(null);
          }
          // Enter takes the candidate and, not being prevented, also moves on to the next field.
          if (event.key === "Enter" && is_open) choose(matching[at]);
        }}
      />
      <span className="box-after">
        <Icon name="down" />
      </span>
      {is_open && (
        <ul className="candidates" id={`${id}-list`} role="listbox" aria-label={field.label} ref={list}>
          {matching.map((choice, index) => (
            <li
              key={choice.value}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              onMouseDown={(event) => {
                event.preventDefault();
                choose(choice);
              }}
            >
              {shown(choice)}
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}

const codeOf = (choice: Choice): string | null => (/^\d+$/.test(choice.value) ? choice.value : null);
const shown = (choice: Choice): string => (codeOf(choice) ? `${choice.value}　${choice.word}` : choice.word);
const matches = (choice: Choice, typed: string): boolean => {
  const wanted = toHalfWidth(typed.trim());
  return choice.word.includes(typed.trim()) || codeOf(choice)?.startsWith(wanted) === true || shown(choice) === typed;
};
