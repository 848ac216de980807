import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, Clock, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Spinner } from './spinner';

export type StatusKind = 'success' | 'error' | 'warning' | 'info' | 'pending' | 'loading' | 'stopped' | 'inactive';

const INK: Record<StatusKind, string> = {
  success: 'text-allow',
  error: 'text-deny',
  warning: 'text-limit',
  info: 'text-accent',
  pending: 'text-ink-2',
  loading: 'text-ink-2',
  stopped: 'text-none',
  inactive: 'text-none',
};

export const STATUS_ICON: Record<StatusKind, ReactNode> = {
  success: <CircleCheck aria-hidden size={16} />,
  error: <CircleAlert aria-hidden size={16} />,
  warning: <TriangleAlert aria-hidden size={16} />,
  info: <Info aria-hidden size={16} />,
  pending: <Clock aria-hidden size={16} />,
  loading: <Spinner />,
  stopped: <CircleMinus aria-hidden size={16} />,
  inactive: <CircleDashed aria-hidden size={16} />,
};

/** A resource's state as icon and word. Outcomes of authorization use OutcomeStatus. */
export function Status({ kind, children, className }: { kind: StatusKind; children: ReactNode; className?: string }) {
  return (
    <span className={classNames('inline-flex items-center gap-1.5 align-top font-medium [&>svg]:shrink-0', INK[kind], className)}>
      {STATUS_ICON[kind]}
      <span>{children}</span>
    </span>
  );
}
