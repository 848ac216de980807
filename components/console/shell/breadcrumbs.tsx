'use client';

import Link from 'next/link';
import { useCurrentArea } from './current-area';

export type Breadcrumb = { label: string; href: string };

type BreadcrumbsProps = {
  /** The pages between the area and this page, outermost first. */
  items: readonly Breadcrumb[];
  /** This page. */
  current: string;
};

/** Where a page is: the area it lies in, the pages above it, itself. */
export function Breadcrumbs({ items, current }: BreadcrumbsProps) {
  const area = useCurrentArea();
  const above = area ? [{ label: area.label, href: area.href }, ...items] : items;
  return (
    <nav aria-label="Breadcrumbs" className="mb-1.5 text-ink-3 text-sm">
      <ol className="flex flex-wrap items-center gap-x-1.5">
        {above.map((item) => (
          <li key={item.label} className="flex min-w-0 items-center gap-x-1.5">
            <Link href={item.href} prefetch={false} className="rounded-sm underline-offset-3 hover:text-accent hover:underline">
              {item.label}
            </Link>
            <span aria-hidden>›</span>
          </li>
        ))}
        <li aria-current="page" className="min-w-0 max-w-80 truncate text-ink-2">
          {current}
        </li>
      </ol>
    </nav>
  );
}
