// Colors and patterns of groups, with complete class names, because the style sheet is built from those in the code.

const FILLS = [
  'fill-series-1',
  'fill-series-2',
  'fill-series-3',
  'fill-series-4',
  'fill-series-5',
  'fill-series-6',
  'fill-series-7',
  'fill-series-8',
  'fill-series-9',
];
const STROKES = [
  'stroke-series-1',
  'stroke-series-2',
  'stroke-series-3',
  'stroke-series-4',
  'stroke-series-5',
  'stroke-series-6',
  'stroke-series-7',
  'stroke-series-8',
  'stroke-series-9',
];
/** Over the colors. The first of three has none. */
const PATTERNS = [undefined, 'url(#cost-diagonal)', 'url(#cost-dots)'];
const DASHES = [undefined, '7 3', '2 3'];

export const fillOf = (series: number) => FILLS[series] ?? 'fill-series-other';
export const strokeOf = (series: number) => STROKES[series] ?? 'stroke-series-other';
export const patternOf = (series: number) => (series < FILLS.length ? PATTERNS[series % 3] : undefined);
export const dashesOf = (series: number) => (series < FILLS.length ? DASHES[series % 3] : undefined);
export const EXPECTED_FILL = 'url(#cost-expected)';

/** The patterns, rendered once per page. */
export function Patterns() {
  return (
    <svg aria-hidden width="0" height="0" className="absolute">
      <defs>
        <pattern id="cost-diagonal" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" strokeWidth="2.4" className="stroke-surface opacity-45" />
        </pattern>
        <pattern id="cost-dots" width="6" height="6" patternUnits="userSpaceOnUse">
          <circle cx="3" cy="3" r="1.3" className="fill-surface opacity-60" />
        </pattern>
        <pattern id="cost-expected" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect width="6" height="6" className="fill-surface" />
          <path d="M0 0V6" strokeWidth="1.4" className="stroke-ink-3" />
        </pattern>
      </defs>
    </svg>
  );
}

/** A group's color and pattern, next to its name. */
export function Swatch({ series }: { series: number | 'expected' }) {
  return (
    <svg aria-hidden viewBox="0 0 12 12" className="size-3 shrink-0">
      {series === 'expected' ? (
        <rect width="12" height="12" fill={EXPECTED_FILL} className="stroke-ink-3" />
      ) : (
        <>
          <rect width="12" height="12" rx="2" className={fillOf(series)} />
          <rect width="12" height="12" rx="2" fill={patternOf(series) ?? 'none'} />
        </>
      )}
    </svg>
  );
}
