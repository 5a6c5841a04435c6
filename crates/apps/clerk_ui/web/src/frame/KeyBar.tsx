import { Fragment } from "react";
import { SLOTS, SLOT_WORDS, useKeyTable } from "./keys";

/** The bar at the foot: what the screen's own keys do, then the eight places that never move. */
export function KeyBar() {
  const keys = useKeyTable();
  return (
    <footer className="key-bar" aria-label="キー">
      <p className="key-hints">
        {keys.hints.map(([cap, words]) => (
          <Fragment key={cap}>
            <kbd>{cap}</kbd> <span>{words}</span>
          </Fragment>
        ))}
      </p>
      {SLOTS.map((slot, index) => (
        <button
          key={slot}
          type="button"
          className={slot === "F9" ? "key key-commit" : "key"}
          disabled={!keys.enabled(slot)}
          // A press must not take the focus from the field in hand.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => keys.run(slot)}
          aria-keyshortcuts={`${slot} Alt+Shift+${index + 1}`}
          title={`${slot.replace("+", " ")}（Alt+Shift+${index + 1} も同じ）`}
        >
          <kbd>{slot.replace("+", " ")}</kbd> {SLOT_WORDS[slot]}
        </button>
      ))}
    </footer>
  );
}
