import type { Tone } from './badge';
import { classNames } from './class-names';

const BARS: Record<Tone, string> = {
  neutral: 'bg-none',
  accent: 'bg-accent',
  allow: 'bg-allow',
  deny: 'bg-deny',
  limit: 'bg-limit',
};

type ProgressProps = {
  label: string;
  value: number;
  max?: number;
  tone?: Tone;
  /** The amounts in words, instead of the two numbers. */
  words?: string;
  /** Shows only the bar, if the words are next to it. */
  bare?: boolean;
  className?: string;
};

/** A share of a whole as a thin rail. */
export function Progress({ label, value, max = 100, tone = 'accent', words, bare, className }: ProgressProps) {
  const share = max > 0 ? Math.min(100, Math.max(0, (100 * value) / max)) : 0;
  return (
    <div className={className}>
      {bare ? null : (
        <div className="mb-1 flex justify-between gap-4 text-sm">
          <span className="text-ink-2">{label}</span>
          <span className="text-ink-3 tabular-nums">
            {words ?? `${value.toLocaleString('en')} / ${max.toLocaleString('en')}`}
          </span>
        </div>
      )}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuetext={words}
        className="h-1 overflow-hidden rounded-sm bg-none-soft"
      >
        <div className={classNames('h-full', BARS[tone])} style={{ width: `${share}%` }} />
      </div>
    </div>
  );
}
