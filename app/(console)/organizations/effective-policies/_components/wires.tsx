'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';

/** The distance of the vertical line from the left column, and the radius of its corners. */
const TRACK = 26;
const RADIUS = 7;

type Wire = { key: string; path: string; role: string; cross: { x: number; y: number } | null };

/** Draws the lines from the operators of the left column to the chosen value, where both columns are beside each other. */
export function Wires({ flow, chosen }: { flow: RefObject<HTMLDivElement | null>; chosen: unknown }) {
  const [wires, setWires] = useState<{ lines: Wire[]; dot: { x: number; y: number } | null }>({ lines: [], dot: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another chosen value has other lines
  useLayoutEffect(() => {
    const host = flow.current;
    if (!host) return;
    const draw = () => setWires(measure(host));
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(host);
    for (const column of host.children) observer.observe(column);
    return () => observer.disconnect();
  }, [flow, chosen]);
  return (
    <svg aria-hidden className="pointer-events-none absolute inset-0 size-full overflow-visible print:hidden max-xl:hidden">
      {wires.lines.map(({ key, path, role, cross }) => (
        <g key={key} fill="none" className={role === 'ignored' ? 'stroke-deny' : 'stroke-accent'}>
          <path d={path} strokeWidth={role === 'source' ? 2 : 1.5} strokeDasharray={role === 'source' ? undefined : '3 3'} />
          {cross ? <path d={`M${cross.x} ${cross.y - 4}l8 8m0-8l-8 8`} strokeWidth={1.8} strokeLinecap="round" /> : null}
        </g>
      ))}
      {wires.dot ? <circle cx={wires.dot.x} cy={wires.dot.y} r={3.5} className="fill-accent" /> : null}
    </svg>
  );
}

function measure(host: HTMLElement): { lines: Wire[]; dot: { x: number; y: number } | null } {
  const none = { lines: [], dot: null };
  const [left, right] = host.children;
  const target = host.querySelector<HTMLElement>('[data-chosen]');
  if (!left || !right) return none;
  const frame = host.getBoundingClientRect();
  const edge = left.getBoundingClientRect().right - frame.left;
  const start = right.getBoundingClientRect().left - frame.left;
  // The columns are below each other.
  if (start < edge) return none;
  const goal = target?.getBoundingClientRect();
  const y = goal ? goal.top + goal.height / 2 - frame.top : null;
  const track = edge + TRACK;
  const lines = [...host.querySelectorAll<HTMLElement>('[data-step]')].flatMap((row): Wire[] => {
    const { step = '', role = '' } = row.dataset;
    const box = row.getBoundingClientRect();
    const from = box.top + box.height / 2 - frame.top;
    const begin = edge + 9;
    if (role === 'ignored') {
      return [{ key: step, role, path: `M${begin} ${from}H${track - 6}`, cross: { x: track - 4, y: from } }];
    }
    if (y === null || (role !== 'source' && role !== 'rule')) return [];
    return [{ key: step, role, path: wirePath(begin, from, track, y, start), cross: null }];
  });
  if (!goal || y === null || lines.length === 0) return { lines, dot: null };
  const end = goal.left - frame.left;
  const isGiven = lines.some(({ role }) => role !== 'ignored');
  if (!isGiven) return { lines, dot: null };
  return {
    lines: [...lines, { key: 'end', role: 'source', path: `M${start} ${y}H${end - 1}`, cross: null }],
    dot: { x: end, y },
  };
}

function wirePath(begin: number, from: number, track: number, to: number, end: number): string {
  const height = Math.abs(to - from);
  if (height < 1) return `M${begin} ${from}H${end}`;
  const sign = to > from ? 1 : -1;
  const radius = Math.min(RADIUS, height / 2);
  return (
    `M${begin} ${from}H${track - radius}Q${track} ${from} ${track} ${from + radius * sign}` +
    `V${to - radius * sign}Q${track} ${to} ${track + radius} ${to}H${end}`
  );
}
