import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { Owner } from '@/lib/responsibility/model/layers';

const WORDS: Record<Owner, string> = {
  customer: 'You',
  shared: 'Shared',
  provider: 'Provider',
  inherited: 'Inherited',
  none: 'Not applicable',
};

const INK: Record<Owner, string> = {
  customer: 'font-semibold text-accent',
  shared: 'font-medium text-ink',
  provider: 'font-medium text-ink-2',
  inherited: 'font-medium text-ink-2',
  none: 'font-medium text-ink-3',
};

/** A person, two overlapping circles, a building, a lock or a dash, to differ without color. */
const SHAPES: Record<Owner, ReactNode> = {
  customer: (
    <g fill="currentColor" stroke="none">
      <circle cx="7" cy="4.2" r="2.7" />
      <path d="M1.8 13a5.2 5.2 0 0 1 10.4 0z" />
    </g>
  ),
  shared: (
    <>
      <circle cx="5" cy="7" r="4.1" />
      <circle cx="9" cy="7" r="4.1" fill="var(--accent)" fillOpacity=".35" />
    </>
  ),
  provider: <path d="M2.5 12.8V2.2h9v10.6M1 12.8h12M5 5.2h1M8 5.2h1M5 8h1M8 8h1M6 12.6v-2h2v2" />,
  inherited: (
    <>
      <rect x="2.5" y="6" width="9" height="6.8" rx="1.2" />
      <path d="M4.5 6V4.2a2.5 2.5 0 0 1 5 0V6" />
    </>
  ),
  none: <path d="M3.5 7h7" />,
};

export function OwnerIcon({ owner }: { owner: Owner }) {
  return (
    <svg
      aria-hidden
      width={14}
      height={14}
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.2"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="shrink-0"
    >
      <title>{WORDS[owner]}</title>
      {SHAPES[owner]}
    </svg>
  );
}

/** The owner of a layer, as an icon and a word. */
export function OwnerMark({ owner }: { owner: Owner }) {
  return (
    <span className={classNames('inline-flex items-center gap-1.5 whitespace-nowrap text-sm', INK[owner])}>
      <OwnerIcon owner={owner} />
      {WORDS[owner]}
    </span>
  );
}
