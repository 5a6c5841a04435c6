/** Line drawings of 20 units; each stands beside a word and is hidden from the screen reader. */
const PATHS = {
  desk: "M3 6h14M5 6v9M15 6v9M8 6v4h4V6",
  search: "M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M12.6 12.6 17 17",
  document: "M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15M7.5 9.5h5M7.5 12.5h5",
  certificate: "M3 3.5h14v10H3zM6 7h8M6 10h4M14.5 11a2 2 0 1 0 0 4 2 2 0 0 0 0-4M13.5 14.8V18l1-1 1 1v-3.2",
  grid: "M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z",
  bars: "M3 17h14M5 17V9M9 17V4M13 17v-5",
  arrows: "M3 6h11l-3-3M17 14H6l3 3",
  gear: "M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6M10 2v3M10 15v3M2 10h3M15 10h3M4.3 4.3l2.2 2.2M13.5 13.5l2.2 2.2M4.3 15.7l2.2-2.2M13.5 6.5l2.2-2.2",
  stop: "M7 2.5h6L17.5 7v6L13 17.5H7L2.5 13V7zM7.5 7.5l5 5M12.5 7.5l-5 5",
  care: "M10 3 18 17H2zM10 8v4.5M10 14.2v.8",
  info: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M10 9v5M10 6v.8",
  check: "M4 10.5 8.5 15 16.5 6",
  lock: "M4.5 9h11v8h-11zM7 9V6.5a3 3 0 0 1 6 0V9",
  clock: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M10 5.5V10l3 2",
  printer: "M5.5 7V3h9v4M5.5 14H3V7h14v7h-2.5M5.5 11.5h9V17h-9z",
  down: "M5 8l5 5 5-5",
  plus: "M10 4v12M4 10h12",
  close: "M5 5l10 10M15 5 5 15",
  arrow: "M3 10h13M12 6l4 4-4 4",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}
