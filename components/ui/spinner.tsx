import { LoaderCircle } from 'lucide-react';
import { classNames } from './class-names';
import { VisuallyHidden } from './visually-hidden';

type SpinnerProps = { label?: string; size?: number; className?: string };

/** A spinning ring. With a `label` it is announced. Without, it is decoration next to text. */
export function Spinner({ label, size = 16, className }: SpinnerProps) {
  return (
    <span role={label ? 'status' : undefined} className={classNames('inline-flex shrink-0', className)}>
      <LoaderCircle aria-hidden size={size} strokeWidth={2} className="animate-spin" />
      {label ? <VisuallyHidden>{label}</VisuallyHidden> : null}
    </span>
  );
}
