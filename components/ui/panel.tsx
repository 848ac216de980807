import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { VERDICT } from './verdict-mark';

type PanelProps = {
  title?: ReactNode;
  /** Beside the title: a number, muted. */
  count?: number | string;
  description?: ReactNode;
  info?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  /** Without padding: for tables and lists that reach the edges. */
  flush?: boolean;
  headingLevel?: 2 | 3;
  /** True if its title is the result of a question asked on the page. */
  verdict?: boolean;
  id?: string;
  className?: string;
  children?: ReactNode;
};

/** A surface with a head: the one kind of box pages are made of. */
export function Panel({
  title,
  count,
  description,
  info,
  actions,
  footer,
  flush,
  headingLevel = 2,
  verdict,
  id,
  className,
  children,
}: PanelProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <section id={id} className={classNames('min-w-0 rounded-lg border border-line bg-surface', className)}>
      {title ? (
        <header
          className={classNames(
            'flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-2.5',
            children !== undefined && 'border-line border-b',
          )}
        >
          <div className="min-w-0 flex-1 basis-56 py-1">
            <div className="flex items-baseline gap-2">
              <Heading
                {...(verdict ? VERDICT : undefined)}
                className={classNames('font-semibold', headingLevel === 2 ? 'text-lg' : 'text-base')}
              >
                {title}
                {count === undefined ? null : (
                  <span className="font-medium text-ink-3">
                    {' '}
                    ({typeof count === 'number' ? count.toLocaleString('en') : count})
                  </span>
                )}
              </Heading>
              {info}
            </div>
            {description ? <p className="text-ink-2 text-sm">{description}</p> : null}
          </div>
          {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      {children === undefined ? null : <div className={flush ? undefined : 'p-4'}>{children}</div>}
      {footer ? <footer className="border-line border-t px-4 py-3">{footer}</footer> : null}
    </section>
  );
}
