import type { ReactNode } from 'react';

type DataListProps<T> = {
  label: string;
  items: readonly T[];
  itemKey: (item: T) => string;
  children: (item: T) => ReactNode;
  /** Shown when there are none. */
  empty?: ReactNode;
};

/** A short list with lines between, where a table would be too much. */
export function DataList<T>({ label, items, itemKey, children, empty }: DataListProps<T>) {
  if (items.length === 0) return <>{empty}</>;
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {items.map((item) => (
        <li key={itemKey(item)} className="px-4 py-2.5">
          {children(item)}
        </li>
      ))}
    </ul>
  );
}
