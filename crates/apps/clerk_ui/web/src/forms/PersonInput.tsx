import { useState } from "react";
import { api } from "../api/client";
import type { FoundPerson } from "../api/contract";
import { isComposing } from "../frame/keys";
import type { InputProps } from "./Fields";

/** A person field is a search box: Enter or F4 looks, and the one chosen is shown with birth date and address. */
export function PersonInput({ id, field, value, word, required, is_invalid, describedBy, onType, onLeave }: InputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [found, setFound] = useState<FoundPerson[] | null>(null);
  const [at, setAt] = useState(0);
  const look = async () => {
    const answer = await api.search({ query: typed ?? word ?? value, limit: 8 }).catch(() => null);
    setFound(answer?.items ?? []);
    setAt(0);
  };
  const choose = (person: FoundPerson | undefined) => {
    if (!person) return;
    onType(person.addressee_number, describe(person));
    setTyped(null);
    setFound(null);
  };
  return (
    <span className={is_invalid ? "box person invalid" : "box person"}>
      <input
        id={id}
        type="text"
        role="combobox"
        aria-expanded={found !== null}
        aria-controls={found ? `${id}-list` : undefined}
        aria-activedescendant={found?.[at] ? `${id}-${at}` : undefined}
        aria-required={required || undefined}
        aria-invalid={is_invalid || undefined}
        aria-describedby={describedBy}
        value={typed ?? word ?? value}
        autoComplete="off"
        data-pointer={field.pointer}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setTyped(event.target.value);
          setFound(null);
        }}
        onBlur={() => {
          setFound(null);
          if (typed !== null && typed.trim() === "") onType("");
          setTyped(null);
          onLeave();
        }}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (found && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
            event.preventDefault();
            setAt(Math.max(0, Math.min(found.length - 1, at + (event.key === "ArrowDown" ? 1 : -1))));
          } else if (found && event.key === "Enter") {
            choose(found[at]);
          } else if (found && event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            setFound(null);
          } else if ((event.key === "Enter" && typed !== null && typed.trim() !== "") || (event.key === "F4" && !event.shiftKey)) {
            event.preventDefault();
            event.stopPropagation();
            void look();
          }
        }}
      />
      <span className="box-after">{value && typed === null ? "F4 で選び直す" : "Enter で探す"}</span>
      {found && (
        <ul className="candidates" id={`${id}-list`} role="listbox" aria-label={`${field.label}の候補`}>
          {found.length === 0 && (
            <li role="option" aria-selected="false" aria-disabled="true">
              該当する方はいません。読みか生年月日を変えてください。
            </li>
          )}
          {found.map((person, index) => (
            <li
              key={person.addressee_number}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              onMouseDown={(event) => {
                event.preventDefault();
                choose(person);
              }}
            >
              {describe(person)}
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}

/** Name, birth date and address, so that the wrong 太郎 is seen. */
export const describe = (person: { name: string; born_on_text: string; address: string | null }): string => [person.name, person.born_on_text, person.address].filter(Boolean).join("　");
