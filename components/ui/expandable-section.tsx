import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

type ExpandableSectionProps = {
  title: ReactNode;
  description?: ReactNode;
  defaultOpen?: boolean;
  /** `panel` draws a box of its own; `plain` sits inside one. */
  look?: 'plain' | 'panel';
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
};

/** Uses the browser's own `<details>`: it works before scripts are loaded, and find-in-page opens it. */
export function ExpandableSection({
  title,
  description,
  defaultOpen,
  look = 'plain',
  onOpenChange,
  className,
  children,
}: ExpandableSectionProps) {
  return (
    <details
      open={defaultOpen}
      onToggle={onOpenChange && ((event) => onOpenChange(event.currentTarget.open))}
      className={classNames('group', look === 'panel' && 'rounded-lg border border-line bg-surface', className)}
    >
      <summary
        className={classNames(
          'flex list-none items-start gap-2 rounded-md [&::-webkit-details-marker]:hidden',
          look === 'panel' ? 'px-4 py-3 hover:bg-hover' : 'py-1 hover:text-accent',
        )}
      >
        <ChevronRight aria-hidden size={16} className="mt-0.5 shrink-0 text-ink-3 transition-transform group-open:rotate-90" />
        <span className="min-w-0">
          <span className="font-medium">{title}</span>
          {description ? <span className="block font-normal text-ink-3 text-sm">{description}</span> : null}
        </span>
      </summary>
      <div className={look === 'panel' ? 'border-line border-t px-4 py-4' : 'py-2 pl-6'}>{children}</div>
    </details>
  );
}
