import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { OUTCOME_INK, OUTCOME_WORDS, type Outcome, OutcomeIcon } from './outcome-icon';

/** An authorization outcome as icon and word. */
export function OutcomeStatus({ outcome, children, size = 16 }: { outcome: Outcome; children?: ReactNode; size?: number }) {
  return (
    <span
      className={classNames('inline-flex items-center gap-1.5 whitespace-nowrap align-top font-medium', OUTCOME_INK[outcome])}
    >
      <OutcomeIcon outcome={outcome} size={size} />
      {children ?? OUTCOME_WORDS[outcome]}
    </span>
  );
}
