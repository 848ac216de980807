// The layout of the chart. Amounts are floating-point numbers here. Texts use the exact ones.

/** Amounts of one group, one for each time of the past. */
export type Series = { name: string; values: readonly number[] };
/** The forecast on top of a period's amount, with its bounds. */
export type Expected = { mean: number; lower: number; upper: number };

export type ChartInput = {
  kind: 'BARS' | 'LINES';
  /** Drawn from the bottom. The position selects color and pattern. */
  series: readonly Series[];
  /** All periods, including future ones. */
  labels: readonly string[];
  /** By period. Null without a forecast. */
  expected: readonly (Expected | null)[];
  width: number;
};

type Box = { series: number; time: number; x: number; y: number; width: number; height: number };
type Column = { time: number; x: number; width: number; middle: number };
export type ChartLayout = {
  height: number;
  columns: Column[];
  boxes: Box[];
  /** Forecast amounts: a box on top of the bar, with its bounds. */
  expected: (Omit<Box, 'series'> & { lower: number; upper: number; middle: number })[];
  lines: { series: number; path: string; points: { x: number; y: number }[] }[];
  /** For lines of several groups: the total, if it has a forecast. */
  total: string | null;
  /** For lines: the forecast total, and the area of its interval. */
  ahead: { path: string; band: string } | null;
  ticks: { y: number; value: number }[];
  labels: { x: number; text: string; anchor: 'start' | 'middle' | 'end' }[];
  zero: number;
  left: number;
  right: number;
};

const HEIGHT = 300;
const TOP = 12;
const BOTTOM = 28;
const LEFT = 64;
const RIGHT = 8;
const ROOM_FOR_LABEL = 74;
const TICKS = 5;

/** Returns round numbers from the lowest to the highest amount, including zero. */
export function ticksOf(lowest: number, highest: number): number[] {
  const span = Math.max(highest, 0) - Math.min(lowest, 0);
  if (!(span > 0)) return [0];
  const rough = span / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const from = Math.floor(Math.min(lowest, 0) / step);
  const until = Math.ceil(Math.max(highest, 0) / step);
  return Array.from({ length: until - from + 1 }, (_, at) => (from + at) * step);
}

export function layOutChart({ kind, series, labels, expected, width }: ChartInput): ChartLayout {
  const times = labels.length;
  const sums = labels.map((_, at) => signed(series.map(({ values }) => values[at] ?? 0)));
  const upper = labels.map((_, at) => expected[at]?.upper ?? 0);
  const total = sums.map(({ above, below }) => above + below);
  const values = series.flatMap((each) => each.values);
  const past = Math.max(0, ...series.map((each) => each.values.length));
  const hasAhead = expected.some((each) => each !== null);
  const highest = Math.max(
    0,
    ...(kind === 'BARS' ? sums.map(({ above }, at) => above + (upper[at] ?? 0)) : values),
    ...(hasAhead ? total.map((sum, at) => sum + (upper[at] ?? 0)) : []),
  );
  const lowest = Math.min(0, ...(kind === 'BARS' ? sums.map(({ below }) => below) : values));
  const ticks = ticksOf(lowest, highest);
  const [floor = 0, roof = 1] = [ticks[0], Math.max(ticks.at(-1) ?? 1, (ticks[0] ?? 0) + 1e-9)];
  const y = (value: number) => TOP + ((roof - value) / (roof - floor)) * (HEIGHT - TOP - BOTTOM);
  const room = Math.max(0, width - LEFT - RIGHT);
  const each = times === 0 ? 0 : room / times;
  const columns = labels.map((_, time) => ({ time, x: LEFT + time * each, width: each, middle: LEFT + (time + 0.5) * each }));
  const bar = Math.max(1, Math.min(72, each * (each < 8 ? 0.9 : 0.68)));
  return {
    height: HEIGHT,
    columns,
    boxes: kind === 'BARS' ? boxesOf(series, columns, bar, y) : [],
    expected:
      kind === 'BARS'
        ? columns.flatMap(({ time, middle }) => {
            const found = expected[time];
            if (!found) return [];
            const above = sums[time]?.above ?? 0;
            const top = y(above + found.mean);
            return {
              time,
              x: middle - bar / 2,
              width: bar,
              middle,
              y: top,
              height: y(above) - top,
              lower: y(above + found.lower),
              upper: y(above + found.upper),
            };
          })
        : [],
    lines: kind === 'LINES' ? series.map(({ values: own }, at) => lineOf(at, own, columns, y)) : [],
    total: kind === 'LINES' && series.length > 1 && hasAhead ? lineOf(0, total.slice(0, past), columns, y).path : null,
    ahead: kind === 'LINES' ? aheadLine(total, expected, columns, y) : null,
    ticks: ticks.map((value) => ({ value, y: y(value) })),
    labels: labelsOf(labels, columns, width),
    zero: y(0),
    left: LEFT,
    right: width - RIGHT,
  };
}

function signed(values: readonly number[]): { above: number; below: number } {
  let [above, below] = [0, 0];
  for (const value of values)
    if (value > 0) above += value;
    else below += value;
  return { above, below };
}

/** Charges are above the zero line, credits below it. */
function boxesOf(series: readonly Series[], columns: readonly Column[], bar: number, y: (value: number) => number): Box[] {
  const boxes: Box[] = [];
  for (const { time, middle } of columns) {
    let [above, below] = [0, 0];
    for (const [at, { values }] of series.entries()) {
      const value = values[time] ?? 0;
      if (value === 0) continue;
      const from = value > 0 ? above : below;
      if (value > 0) above += value;
      else below += value;
      const top = y(Math.max(from, from + value));
      boxes.push({ series: at, time, x: middle - bar / 2, y: top, width: bar, height: y(Math.min(from, from + value)) - top });
    }
  }
  return boxes;
}

const place = (x: number, y: number) => `${round(x)} ${round(y)}`;
const round = (value: number) => Math.round(value * 10) / 10;

function lineOf(series: number, values: readonly number[], columns: readonly Column[], y: (value: number) => number) {
  const points = values.flatMap((value, time) => {
    const column = columns[time];
    return column ? [{ x: column.middle, y: y(value) }] : [];
  });
  return { series, points, path: points.map((point, at) => `${at === 0 ? 'M' : 'L'}${place(point.x, point.y)}`).join('') };
}

/** Starts at the last complete period, if there is one. */
function aheadLine(
  total: readonly number[],
  expected: readonly (Expected | null)[],
  columns: readonly Column[],
  y: (value: number) => number,
): ChartLayout['ahead'] {
  const first = expected.findIndex((each) => each !== null);
  if (first === -1) return null;
  const from = Math.max(0, first - 1);
  const points = columns.slice(from).map(({ time, middle }) => {
    const { mean = 0, lower = 0, upper = 0 } = expected[time] ?? {};
    const sum = total[time] ?? 0;
    return { x: middle, mean: y(sum + mean), lower: y(sum + lower), upper: y(sum + upper) };
  });
  const line = (all: readonly string[]) => all.map((text, at) => `${at === 0 ? 'M' : 'L'}${text}`).join('');
  const back = [...points].reverse().map((point) => place(point.x, point.lower));
  return {
    path: line(points.map((point) => place(point.x, point.mean))),
    band: `${line([...points.map((point) => place(point.x, point.upper)), ...back])}Z`,
  };
}

/** Returns as many labels as fit, at equal distances. */
function labelsOf(labels: readonly string[], columns: readonly Column[], width: number): ChartLayout['labels'] {
  const every = Math.max(1, Math.ceil((labels.length * ROOM_FOR_LABEL) / Math.max(1, width - LEFT - RIGHT)));
  return columns.flatMap(({ time, middle }) => {
    if (time % every !== 0) return [];
    const text = labels[time] ?? '';
    const anchor = middle + ROOM_FOR_LABEL / 2 > width ? 'end' : 'middle';
    return [{ x: anchor === 'end' ? width - 2 : middle, text, anchor }];
  });
}
