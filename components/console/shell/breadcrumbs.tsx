import Link from 'next/link';

export type Breadcrumb = { label: string; href: string };

type BreadcrumbsProps = {
  /** The pages above, outermost first. */
  items: readonly Breadcrumb[];
  /** This page. */
  current: string;
};

export function Breadcrumbs({ items, current }: BreadcrumbsProps) {
  return (
    <nav aria-label="Breadcrumbs" className="mb-1.5 text-ink-3 text-sm">
      <ol className="flex flex-wrap items-center gap-x-1.5">
        {items.map((item) => (
          <li key={item.href} className="flex min-w-0 items-center gap-x-1.5">
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
