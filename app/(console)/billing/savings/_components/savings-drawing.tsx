'use client';

import { classNames } from '@/components/ui/class-names';
import { useWidth } from '../../_components/use-width';
import { type Box, type Label, layOut } from './savings-layout';
import { type Dimension, drawingWords } from './savings-words';
import { HATCHED, tierClass, tierInk } from './tier-class';

/** The width before measurement, for a window of 1,440 pixels. */
const FIRST_WIDTH = 850;

/** All accounts of a dimension in one bar, and each separately below it. */
export function SavingsDrawing({ of: dimension }: { of: Dimension }) {
  const [frame, width] = useWidth<HTMLDivElement>(FIRST_WIDTH);
  const { height, boxes, lines, labels } = layOut(dimension, width);
  return (
    <div ref={frame} className="min-w-0">
      <svg
        role="img"
        aria-label={drawingWords(dimension)}
        viewBox={`0 0 ${width} ${height}`}
        className="block w-full text-xs tabular-nums"
      >
        {boxes.map((box) => (
          <rect
            key={`${box.x} ${box.y} ${box.kind}`}
            x={box.x}
            y={box.y}
            width={Math.max(0, box.width)}
            height={Math.max(0, box.height)}
            className={boxClass(box.kind)}
          >
            <title>{box.title}</title>
          </rect>
        ))}
        {lines.map(({ x, y, length, kind }) => (
          <path
            key={`${kind} ${x} ${y}`}
            d={kind === 'axis' ? `M${x} ${y}h${length}` : `M${x} ${y}v${length}`}
            strokeDasharray={kind === 'bound' ? '2 3' : undefined}
            className={LINES[kind]}
          />
        ))}
        {labels.map((label) => (
          <DrawnLabel key={`${label.x} ${label.y} ${label.text}`} of={label} />
        ))}
      </svg>
    </div>
  );
}

const LINES = { axis: 'stroke-line-strong', bound: 'stroke-ink-3', cut: 'stroke-surface stroke-[1.5px]' } as const;

function boxClass(kind: Box['kind']): string {
  if (typeof kind === 'number') return tierClass(kind);
  return kind === 'nothing' ? 'fill-line-strong' : HATCHED[kind];
}

const INKS = {
  plain: 'fill-ink-2',
  quiet: 'fill-ink-3',
  strong: 'fill-ink font-semibold',
  saved: 'fill-allow font-semibold',
  more: 'fill-limit font-semibold',
} as const;

/** For labels on hatched areas or bounds. */
const HALO = 'stroke-surface stroke-[4px] [paint-order:stroke]';

function DrawnLabel({ of: { x, y, text, ink, anchor, rest } }: { of: Label }) {
  const isOnTier = ink.startsWith('tier-');
  return (
    <text
      x={x}
      y={y}
      textAnchor={anchor}
      className={classNames(
        isOnTier ? tierInk(Number(ink.slice(5))) : classNames(INKS[ink as keyof typeof INKS], HALO),
        'pointer-events-none',
      )}
    >
      {text}
      {rest ? <tspan className="fill-ink-3 font-normal">{rest}</tspan> : null}
    </text>
  );
}

/** The patterns, rendered once per page. */
export function Hatches() {
  return (
    <svg aria-hidden width="0" height="0" className="absolute">
      <defs>
        <Hatch id="hatch-saved" ground="fill-allow-soft" line="stroke-allow" />
        <Hatch id="hatch-more" ground="fill-limit-soft" line="stroke-limit" />
      </defs>
    </svg>
  );
}

function Hatch({ id, ground, line }: { id: string; ground: string; line: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" className={ground} />
      <path d="M0 0V6" strokeWidth="1.4" className={line} />
    </pattern>
  );
}
