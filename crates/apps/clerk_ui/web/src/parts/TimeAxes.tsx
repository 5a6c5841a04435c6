import { useRef, type KeyboardEvent } from "react";
import { bothSentence, factSentence, knownSentence, labelled, placeOfDay, placeOfStop, stopByKey, stopLabel, type Stop } from "../domain/axes";
import { toEraShort } from "../domain/wareki";
import { DayInput } from "../forms/DayInput";
import { Icon } from "./Icon";

export interface Difference {
  label: string;
  then: string;
  now: string;
}

interface TimeAxesProps {
  today: string;
  valid_at: string;
  known_at: string;
  valid: Stop[];
  known: Stop[];
  is_open: boolean;
  /** What was known on the day itself against what is shown; null while it is not known yet. */
  differences: Difference[] | null;
  is_showing_differences: boolean;
  onDifferences: () => void;
  onMove: (valid_at: string, known_at: string) => void;
  onOpen: () => void;
}

/** When the facts were so, and when they were known: two tracks with the events as stops. */
export function TimeAxes(props: TimeAxesProps) {
  const { today, valid_at, known_at } = props;
  const is_past = valid_at !== today || known_at !== today;
  const [fact_word, known_word] = bothSentence(valid_at, known_at, today);
  if (!props.is_open && !is_past) {
    return (
      <section className="axes at-rest" aria-label="時点">
        <Icon name="clock" />
        <span>今日の事実を、今日知っている内容で見ています。</span>
        <button type="button" className="link-button" onClick={props.onOpen}>
          時点を変える <kbd>Shift F4</kbd>
        </button>
      </section>
    );
  }
  return (
    <section className={is_past ? "axes past" : "axes"} aria-label="時点">
      <Track
        name="いつの事実"
        today={today}
        day={valid_at}
        stops={props.valid}
        sentence={factSentence(valid_at, today, props.valid.find((stop) => stop.on === valid_at)?.label)}
        onMove={(day) => props.onMove(day, known_at)}
      />
      <Track name="いつ知ったか" today={today} day={known_at} stops={props.known} sentence={knownSentence(known_at, today)} onMove={(day) => props.onMove(valid_at, day)} />
      <div className="axes-words">
        <Icon name="clock" />
        <p role="status">
          <strong>{fact_word}</strong>の事実を、<strong>{known_word}</strong>
          {known_at === today ? "知っている内容で見ています。" : "に知っていた内容で見ています。"}
          {is_past && "届出と証明は、今日に戻すと使えます。"}
        </p>
        {is_past && (
          <>
            <span className="axes-difference">
              {props.differences &&
                (props.differences.length === 0 ? (
                  "そのとき知っていた内容と同じです"
                ) : (
                  <>
                    そのとき知っていた内容との違い　<strong>{props.differences.length}項目</strong>{" "}
                    <button type="button" className="link-button" onClick={props.onDifferences} aria-expanded={props.is_showing_differences}>
                      違いを見る
                    </button>
                  </>
                ))}
            </span>
            <button type="button" className="button primary small" onClick={() => props.onMove(today, today)}>
              今日に戻す
            </button>
          </>
        )}
      </div>
      {is_past && props.is_showing_differences && props.differences && props.differences.length > 0 && (
        <dl className="axes-differences">
          {props.differences.map((each) => (
            <div key={each.label}>
              <dt>{each.label}</dt>
              <dd>
                <span className="sub">そのとき</span> {each.then}　→　<span className="sub">いま見ている内容</span> {each.now}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

const LABELS = 7;

interface TrackProps {
  name: string;
  today: string;
  day: string;
  stops: Stop[];
  sentence: string;
  onMove: (day: string) => void;
}

function Track({ name, today, day, stops, sentence, onMove }: TrackProps) {
  const line = useRef<SVGSVGElement>(null);
  const at = placeOfDay(day, stops);
  const names = labelled(stops, day, LABELS);
  const index = stops.findLastIndex((stop) => stop.on <= day);
  const onKeyDown = (event: KeyboardEvent) => {
    const stop = stopByKey(event.key, day, stops);
    if (!stop || event.altKey) return;
    event.preventDefault();
    onMove(stop.on);
  };
  return (
    <div className="track">
      <span className="track-name">{name}</span>
      <svg className="track-line" ref={line} height="44" width="100%">
        <rect className="track-rest" x="0" y="14" width="100%" height="4" rx="2" />
        <rect className="track-run" x="0" y="14" width={`${at}%`} height="4" rx="2" />
        {stops.map((stop, each) => {
          const x = `${placeOfStop(each, stops.length)}%`;
          return (
            <g key={stop.on} className={stop.on === day ? "stop here" : "stop"} onClick={() => onMove(stop.on)}>
              {stop.on !== today && <circle cx={x} cy="16" r="4.5" />}
              <circle className="stop-target" cx={x} cy="16" r="12" />
              {names.has(stop.on) && (
                <text x={x} y="39" textAnchor="middle">
                  {stopLabel(stop, today)}
                </text>
              )}
            </g>
          );
        })}
        <g
          className="handle"
          role="slider"
          tabIndex={0}
          aria-label={name}
          aria-orientation="horizontal"
          aria-valuemin={0}
          aria-valuemax={stops.length - 1}
          aria-valuenow={Math.max(0, index)}
          aria-valuetext={sentence}
          onKeyDown={onKeyDown}
        >
          <rect className="handle-halo" x={`${at}%`} y="3" width="18" height="26" rx="5" transform="translate(-9 0)" />
          <rect className="handle-bar" x={`${at}%`} y="6" width="10" height="20" rx="3" transform="translate(-5 0)" />
        </g>
      </svg>
      <DayInput label={`${name}の日付`} today={today} day={day} shown={day === today ? "今日" : toEraShort(day)} onDay={onMove} />
    </div>
  );
}
