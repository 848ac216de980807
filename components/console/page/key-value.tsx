import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names';

export type KeyValueItem = { label: string; value: ReactNode; info?: ReactNode };

type KeyValueProps = { items: readonly KeyValueItem[]; columns?: 1 | 2 | 3 | 4; className?: string };

const COLUMNS = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-2 lg:grid-cols-3', 4: 'sm:grid-cols-2 xl:grid-cols-4' };

/** Renders labels above values, in columns. A missing value is shown as a dash. */
export function KeyValue({ items, columns = 3, className }: KeyValueProps) {
  return (
    <dl className={classNames('grid grid-cols-1 gap-x-6 gap-y-4', COLUMNS[columns], className)}>
      {items.map(({ label, value, info }) => (
        <div key={label} className="min-w-0">
          <dt className="flex items-baseline gap-2 text-ink-3 text-sm">
            {label}
            {info}
          </dt>
          <dd className="mt-0.5 min-w-0 break-words">{value === null || value === undefined || value === '' ? '–' : value}</dd>
        </div>
      ))}
    </dl>
  );
}
