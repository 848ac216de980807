'use client';

import { useState } from 'react';
import type { CostView } from '@/lib/billing/cost-explorer/views/view';
import { axisAmount } from '../../_components/amounts';
import { useWidth } from '../../_components/use-width';
import type { Row } from '../queries';
import { type ChartTime, type Drawn, expectedOf, seriesOf } from './chart-data';
import { type ChartLayout, layOutChart } from './chart-layout';
import { dashesOf, EXPECTED_FILL, fillOf, patternOf, Swatch, strokeOf } from './series';
import { amountWords } from './view-words';

/** The width before measurement, for a window of 1,440 pixels. */
const FIRST_WIDTH = 1100;
/** With more points, lines have no point marks. */
const MOST_POINTS = 62;

type ChartProps = {
  kind: CostView['Chart'];
  times: readonly ChartTime[];
  drawn: readonly Drawn[];
  unit: string;
  /** Periods in which an anomaly began. */
  marked: ReadonlySet<number>;
  /** Describes the chart for screen readers. The table has every amount. */
  words: string;
  onNarrow: (row: Row | null, time: ChartTime) => void;
};

/** Costs over time. Pointing shows amounts and clicking narrows the view. By keyboard, the table does the same. */
export function CostChart({ kind, times, drawn, unit, marked, words, onNarrow }: ChartProps) {
  const [frame, width] = useWidth<HTMLElement>(FIRST_WIDTH);
  const [pointed, setPointed] = useState<number | null>(null);
  const expected = expectedOf(times);
  const layout = layOutChart({ kind, series: seriesOf(drawn), labels: times.map(({ label }) => label), expected, width });
  const time = pointed === null ? undefined : times[pointed];
  const column = pointed === null ? undefined : layout.columns[pointed];
  const isCost = unit === 'USD';
  return (
    <figure ref={frame} className="relative min-w-0" onPointerLeave={() => setPointed(null)}>
      <figcaption className="sr-only">{words}</figcaption>
      <svg aria-hidden viewBox={`0 0 ${width} ${layout.height}`} className="block w-full text-xs tabular-nums">
        {layout.ticks.map(({ y, value }) => (
          <g key={value}>
            <path d={`M${layout.left} ${y}H${layout.right}`} className={value === 0 ? 'stroke-line-strong' : 'stroke-line'} />
            <text x={layout.left - 8} y={y + 4} textAnchor="end" className="fill-ink-3">
              {axisAmount(value, isCost)}
            </text>
          </g>
        ))}
        {layout.columns.map(({ time: at, x, width: wide }) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: for pointers alone, as the comment of the chart says
          <rect
            key={at}
            x={x}
            y={0}
            width={wide}
            height={layout.height}
            className={at === pointed ? 'cursor-pointer fill-hover' : 'cursor-pointer fill-transparent'}
            onPointerEnter={() => setPointed(at)}
            onClick={() => narrowTo(at, null)}
          />
        ))}
        {layout.boxes.map((box) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: for pointers alone, as the comment of the chart says
          <g
            key={`${box.time} ${box.series}`}
            className="cursor-pointer"
            onPointerEnter={() => setPointed(box.time)}
            onClick={() => narrowTo(box.time, drawn[box.series]?.row ?? null)}
          >
            <Bar box={box} className={fillOf(drawn[box.series]?.number ?? 0)} />
            <Bar box={box} fill={patternOf(drawn[box.series]?.number ?? 0)} />
          </g>
        ))}
        <ExpectedBars of={layout} />
        {layout.ahead ? (
          <g className="pointer-events-none">
            <path d={layout.ahead.band} className="fill-ink-3 opacity-15" />
            <path d={layout.ahead.path} fill="none" strokeDasharray="4 4" className="stroke-2 stroke-ink-2" />
          </g>
        ) : null}
        {layout.total ? <path d={layout.total} fill="none" className="pointer-events-none stroke-2 stroke-ink-2" /> : null}
        {layout.lines.map((line) => (
          <Line key={line.series} of={line} number={drawn[line.series]?.number ?? 0} />
        ))}
        {layout.columns.map(({ time: at, middle }) =>
          marked.has(at) ? <path key={at} d={`M${middle} 1l6 10h-12z`} className="pointer-events-none fill-limit" /> : null,
        )}
        {layout.labels.map(({ x, text, anchor }) => (
          <text key={`${x} ${text}`} x={x} y={layout.height - 8} textAnchor={anchor} className="fill-ink-2">
            {text}
          </text>
        ))}
      </svg>
      {time && column ? <PointedAt time={time} drawn={drawn} unit={unit} left={column.middle} width={width} /> : null}
    </figure>
  );

  function narrowTo(at: number, row: Row | null) {
    const chosen = times[at];
    if (chosen?.past) onNarrow(row, chosen);
  }
}

function Bar({
  box,
  ...rest
}: {
  box: { x: number; y: number; width: number; height: number };
  className?: string;
  fill?: string | undefined;
}) {
  if ('fill' in rest && rest.fill === undefined) return null;
  return <rect x={box.x} y={box.y} width={box.width} height={Math.max(0.5, box.height)} {...rest} />;
}

function ExpectedBars({ of: { expected } }: { of: ChartLayout }) {
  return (
    <g className="pointer-events-none">
      {expected.map(({ time, x, y, width, height, middle, lower, upper }) => (
        <g key={time} className="stroke-ink-3">
          <rect x={x} y={y} width={width} height={height} fill={EXPECTED_FILL} strokeDasharray="3 2" />
          {/* The bounds, as a line with ends. */}
          <path
            d={`M${middle} ${lower}V${upper}M${middle - Math.min(6, width / 3)} ${upper}h${2 * Math.min(6, width / 3)}M${middle - Math.min(6, width / 3)} ${lower}h${2 * Math.min(6, width / 3)}`}
            fill="none"
            className="stroke-[1.5px] stroke-ink"
          />
        </g>
      ))}
    </g>
  );
}

function Line({ of: { path, points }, number }: { of: ChartLayout['lines'][number]; number: number }) {
  return (
    <g className="pointer-events-none">
      <path d={path} fill="none" strokeDasharray={dashesOf(number)} className={`stroke-2 ${strokeOf(number)}`} />
      {points.length <= MOST_POINTS ? points.map(({ x, y }) => <Mark key={`${x}`} x={x} y={y} number={number} />) : null}
    </g>
  );
}

/** A circle, square or triangle, to differ without color. */
function Mark({ x, y, number }: { x: number; y: number; number: number }) {
  const className = `${fillOf(number)} stroke-surface`;
  if (number % 3 === 1) return <rect x={x - 3.5} y={y - 3.5} width={7} height={7} className={className} />;
  if (number % 3 === 2) return <path d={`M${x - 4} ${y + 3.5}h8l-4 -8z`} className={className} />;
  return <circle cx={x} cy={y} r={3.5} className={className} />;
}

type PointedProps = { time: ChartTime; drawn: readonly Drawn[]; unit: string; left: number; width: number };

/** The amounts of the hovered period. */
function PointedAt({ time, drawn, unit, left, width }: PointedProps) {
  const rows = drawn.filter(({ amounts }) => Number(amounts[time.past?.at ?? -1] ?? 0) !== 0);
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-2 z-10 w-64 rounded-md border border-line bg-raised p-2.5 text-sm shadow-popup"
      style={left > width / 2 ? { right: width - left + 16 } : { left: left + 16 }}
    >
      <p className="mb-1 font-semibold">{time.label}</p>
      {rows.map(({ name, number, amounts }) => (
        <p key={name} className="flex items-center gap-2">
          <Swatch series={number} />
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="tabular-nums">{amountWords(amounts[time.past?.at ?? -1] ?? '0', unit)}</span>
        </p>
      ))}
      {time.ahead ? (
        <p className="flex items-center gap-2">
          <Swatch series="expected" />
          <span className="min-w-0 flex-1">
            Expected{time.past ? ' besides' : ''}
            <span className="block text-ink-3">
              {amountWords(time.ahead.Lower, unit)} to {amountWords(time.ahead.Upper, unit)}
            </span>
          </span>
          <span className="tabular-nums">{amountWords(time.ahead.Mean, unit)}</span>
        </p>
      ) : null}
      {rows.length === 0 && !time.ahead ? <p className="text-ink-3">Nothing</p> : null}
    </div>
  );
}
