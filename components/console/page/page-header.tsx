import type { ReactNode } from 'react';
import { type Breadcrumb, Breadcrumbs } from '../shell/breadcrumbs';

export type PageHeaderProps = {
  title: string;
  /** The pages between the area and this page. */
  breadcrumbs?: readonly Breadcrumb[];
  /** The last breadcrumb, if it is shorter than the title. */
  crumb?: string;
  count?: number | string;
  /** Badges and states beside the title. */
  badge?: ReactNode;
  description?: ReactNode;
  info?: ReactNode;
  actions?: ReactNode;
};

/** Renders the header of a page: breadcrumbs, the h1, and actions. */
export function PageHeader({ title, breadcrumbs = [], crumb, count, badge, description, info, actions }: PageHeaderProps) {
  return (
    <header className="mb-4">
      <Breadcrumbs items={breadcrumbs} current={crumb ?? title} />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex min-h-8 flex-wrap items-center gap-x-2.5 gap-y-1">
            <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">
              {title}
              {count === undefined ? null : (
                <span className="font-medium text-ink-3"> {typeof count === 'number' ? count.toLocaleString('en') : count}</span>
              )}
            </h1>
            {badge}
            {info}
          </div>
          {description ? <div className="max-w-4xl text-ink-2">{description}</div> : null}
        </div>
        {actions ? (
          <div data-shell-chrome className="flex flex-wrap items-center gap-2">
            {actions}
          </div>
        ) : null}
      </div>
    </header>
  );
}
