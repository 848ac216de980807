import type { ComponentProps } from 'react';
import { classNames } from './class-names';

export type Tone = 'neutral' | 'accent' | 'allow' | 'deny' | 'limit';

const TONES: Record<Tone, string> = {
  neutral: 'bg-none-soft text-ink-2',
  accent: 'bg-accent-soft text-accent',
  allow: 'bg-allow-soft text-allow',
  deny: 'bg-deny-soft text-deny',
  limit: 'bg-limit-soft text-limit',
};

/** A short label in a box: a kind, a count or a state. */
export function Badge({ tone = 'neutral', className, ...rest }: ComponentProps<'span'> & { tone?: Tone }) {
  return (
    <span
      {...rest}
      className={classNames(
        'inline-flex h-5 max-w-full items-center gap-1 truncate align-top rounded-sm px-1.75 font-medium text-xs',
        TONES[tone],
        className,
      )}
    />
  );
}
