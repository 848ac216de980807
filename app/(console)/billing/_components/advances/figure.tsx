import type { ReactNode } from 'react';

type FigureProps = {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  tone?: 'allow' | 'limit' | undefined;
  children?: ReactNode;
};

const INK = { allow: 'text-allow', limit: 'text-limit' } as const;

/** One figure of a summary, with its label. */
export function Figure({ label, value, note, tone, children }: FigureProps) {
  return (
    <div className="min-w-36">
      <dt className="text-ink-3 text-sm">{label}</dt>
      <dd className="mt-0.5">
        <span className={`block font-semibold text-lg tabular-nums ${tone ? INK[tone] : ''}`}>{value}</span>
        {note ? <span className="block text-ink-2 text-sm tabular-nums">{note}</span> : null}
        {children}
      </dd>
    </div>
  );
}
