'use client';

import { Link } from '../../ui/navigation';
import { useCurrentArea } from './current-area';

export type Breadcrumb = { label: string; href: string };

type BreadcrumbsProps = {
  /** The pages between the area and this page, outermost first. */
  items: readonly Breadcrumb[];
  /** The name of this page. */
  current: string;
};

/** The length from which a name may be truncated, in characters. Names have up to 128. */
const CUT_FROM = 30;

function tipOf(label: string): string | undefined {
  return label.length > CUT_FROM ? label : undefined;
}

/** Renders the path to a page: its area, the pages above it, and the page. */
export function Breadcrumbs({ items, current }: BreadcrumbsProps) {
  const area = useCurrentArea();
  const above = area ? [{ label: area.label, href: area.href }, ...items] : items;
  return (
    <nav aria-label="Breadcrumbs" data-shell-chrome className="mb-1.5 text-ink-3 text-sm">
      <ol className="flex flex-wrap items-center gap-x-1.5">
        {above.map((item) => (
          <li key={item.label} className="flex min-w-0 max-w-full items-center gap-x-1.5">
            <Link
              href={item.href}
              title={tipOf(item.label)}
              className="min-w-0 max-w-64 truncate rounded-sm underline-offset-3 hover:text-accent hover:underline"
            >
              {item.label}
            </Link>
            <span aria-hidden>›</span>
          </li>
        ))}
        <li aria-current="page" title={tipOf(current)} className="min-w-0 max-w-80 truncate text-ink-2">
          {current}
        </li>
      </ol>
    </nav>
  );
}
