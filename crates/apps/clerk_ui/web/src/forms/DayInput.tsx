import { useEffect, useState } from "react";
import { readDate } from "../domain/wareki";
import { isComposing } from "../frame/keys";

/** A small typed date beside a track: read on Enter and on leaving; what cannot be read stays and says why. */
export function DayInput({ label, today, day, shown, onDay }: { label: string; today: string; day: string; shown: string; onDay: (day: string) => void }) {
  const [text, setText] = useState(shown);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    setText(shown);
    setError(null);
  }, [shown, day]);
  const settle = () => {
    if (text === shown) return;
    if (text.trim() === "" || text.trim() === "今日") return onDay(today);
    const reading = readDate(text, { today });
    if (reading.kind === "day" && reading.iso <= today) onDay(reading.iso);
    else setError(reading.kind === "refused" ? reading.message : "今日までの日を入れてください。");
  };
  return (
    <span className="day-input">
      <input
        type="text"
        value={text}
        aria-label={label}
        aria-invalid={error !== null}
        title={error ?? undefined}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={settle}
        onKeyDown={(event) => {
          if (isComposing(event) || event.key !== "Enter") return;
          event.preventDefault();
          settle();
        }}
        autoComplete="off"
      />
      {error && (
        <span className="day-error" role="alert">
          {error}
        </span>
      )}
    </span>
  );
}
