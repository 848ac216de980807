import type { ReactNode } from 'react';
import { classNames } from './class-names';

export type SeverityLevel = 'critical' | 'high' | 'medium' | 'low' | 'unknown' | 'done';

const WORDS: Record<SeverityLevel, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  unknown: 'Unknown',
  done: 'Done',
};

const INK: Record<SeverityLevel, string> = {
  critical: 'text-deny',
  high: 'text-deny',
  medium: 'text-limit',
  low: 'text-none',
  unknown: 'text-none',
  done: 'text-allow',
};

const MARK = <path d="M7 4.2v3.1M7 9.4v.1" strokeWidth="1.5" />;
const RING = <circle cx="7" cy="7" r="5.8" />;

/** The shape shows the severity without color: filled diamond, diamond, triangle, ring, broken ring, tick. */
const SHAPES: Record<SeverityLevel, ReactNode> = {
  critical: (
    <>
      <path d="M7 .8 13.2 7 7 13.2.8 7z" fill="currentColor" stroke="none" />
      <path d="M7 4.2v3.1M7 9.4v.1" stroke="var(--surface)" strokeWidth="1.5" />
    </>
  ),
  high: (
    <>
      <path d="M7 1.3 12.7 7 7 12.7 1.3 7z" />
      {MARK}
    </>
  ),
  medium: (
    <>
      <path d="M7 1.6 12.8 12.2H1.2z" />
      <path d="M7 5.6v2.6M7 10.1v.1" strokeWidth="1.5" />
    </>
  ),
  low: (
    <>
      {RING}
      <path d="M7 6.6v3.2M7 4.3v.1" strokeWidth="1.5" />
    </>
  ),
  unknown: <circle cx="7" cy="7" r="5.8" strokeDasharray="2.4 2.2" />,
  done: (
    <>
      {RING}
      <path d="M4.4 7.2l1.8 1.8L9.7 5.3" strokeWidth="1.5" />
    </>
  ),
};

/** The severity of a finding, as a shape and a word. */
export function Severity({ level, className }: { level: SeverityLevel; className?: string }) {
  return (
    <span className={classNames('inline-flex items-center gap-1.5 font-medium text-sm', INK[level], className)}>
      <svg
        aria-hidden
        data-outcome={level}
        width={14}
        height={14}
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="shrink-0"
      >
        <title>{WORDS[level]}</title>
        {SHAPES[level]}
      </svg>
      {WORDS[level]}
    </span>
  );
}
