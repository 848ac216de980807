import { CircleCheck, CircleDashed, CircleHelp, Contrast, Shield, ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';

/** The states of a check, each with a word, an icon and a color. */
export type CheckWord = 'untouched' | 'tried' | 'passed' | 'holds' | 'broken' | 'undecided';

const SIGNS: Readonly<Record<CheckWord, { icon: ReactNode; tone: string }>> = {
  untouched: { icon: <CircleDashed aria-hidden size={14} />, tone: 'text-ink-3' },
  tried: { icon: <Contrast aria-hidden size={14} />, tone: 'text-limit' },
  passed: { icon: <CircleCheck aria-hidden size={14} />, tone: 'text-allow' },
  holds: { icon: <Shield aria-hidden size={14} />, tone: 'text-ink-3' },
  broken: { icon: <ShieldX aria-hidden size={14} />, tone: 'text-deny' },
  undecided: { icon: <CircleHelp aria-hidden size={14} />, tone: 'text-limit' },
};

export function CheckSign({ word, label }: { word: CheckWord; label?: string }) {
  const { icon, tone } = SIGNS[word];
  return (
    <span className={classNames('inline-flex items-center gap-1 whitespace-nowrap font-medium text-xs', tone)}>
      <span className="shrink-0">{icon}</span>
      {label ?? word}
    </span>
  );
}
