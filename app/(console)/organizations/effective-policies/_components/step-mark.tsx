import { classNames } from '@/components/ui/class-names';
import type { LineageRole } from './lineage';

const LOOKS: Record<LineageRole, string> = {
  source: 'bg-accent text-accent-ink',
  rule: 'bg-surface text-accent ring-[1.5px] ring-accent ring-inset',
  ignored: 'bg-deny text-deny-ink',
  other: 'bg-surface text-ink-2 ring-1 ring-line-strong ring-inset',
};

/** Renders the number of an operator in the explanation of a value. */
export function StepMark({ number, role, className }: { number: number; role: LineageRole; className?: string }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'inline-grid size-4.5 shrink-0 place-items-center rounded-full font-sans font-semibold text-[11px] leading-none',
        LOOKS[role],
        className,
      )}
    >
      {number}
    </span>
  );
}
