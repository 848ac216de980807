import { classNames } from './class-names';
export type Outcome = 'allowed' | 'explicit-deny' | 'implicit-deny' | 'limited' | 'unknown';

export const OUTCOME_WORDS: Record<Outcome, string> = {
  allowed: 'Allowed',
  'explicit-deny': 'Explicitly denied',
  'implicit-deny': 'Not allowed',
  limited: 'Limited',
  unknown: 'Unknown',
};

export const OUTCOME_INK: Record<Outcome, string> = {
  allowed: 'text-allow',
  'explicit-deny': 'text-deny',
  'implicit-deny': 'text-none',
  limited: 'text-limit',
  unknown: 'text-none',
};

/**
 * An icon whose shape shows the outcome without color: tick in a ring, filled with a bar, broken ring, half filled, question
 * mark.
 */
export function OutcomeIcon({ outcome, size = 16, className }: { outcome: Outcome; size?: number; className?: string }) {
  return (
    <svg
      aria-hidden
      data-outcome={outcome}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={classNames('shrink-0', OUTCOME_INK[outcome], className)}
    >
      <title>{OUTCOME_WORDS[outcome]}</title>
      {SHAPES[outcome]}
    </svg>
  );
}

const RING = <circle cx="8" cy="8" r="7" strokeWidth="1.5" />;

const SHAPES: Record<Outcome, React.ReactNode> = {
  allowed: (
    <>
      {RING}
      <path d="M5 8.2l2.1 2.1L11.2 6" strokeWidth="1.6" />
    </>
  ),
  'explicit-deny': (
    <>
      <circle cx="8" cy="8" r="7.4" fill="currentColor" stroke="none" />
      <path d="M5 8h6" stroke="var(--surface)" strokeWidth="1.8" />
    </>
  ),
  'implicit-deny': <circle cx="8" cy="8" r="7" strokeWidth="1.5" strokeDasharray="2.6 2.4" strokeLinecap="butt" />,
  limited: (
    <>
      {RING}
      <path d="M8 1a7 7 0 0 1 0 14z" fill="currentColor" stroke="none" />
    </>
  ),
  unknown: (
    <>
      {RING}
      <path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.8.6-.8 1.1M8 11.3v.1" strokeWidth="1.5" />
    </>
  ),
};
