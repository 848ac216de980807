import type { ComponentProps } from 'react';
import { classNames } from './class-names';

/** Parts of a plain table for small, fixed contents. Lists of resources use ResourceTable. */
export function Table({ className, label, ...rest }: ComponentProps<'table'> & { label: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not scroll, and a section would be a landmark too many
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="scroll-hint relative overflow-x-auto rounded-b-lg focus-visible:-outline-offset-2"
    >
      <table {...rest} aria-label={label} className={classNames('w-full border-collapse text-left', className)} />
    </div>
  );
}

export function TableHead(props: ComponentProps<'thead'>) {
  return <thead {...props} />;
}

export function TableBody({ className, ...rest }: ComponentProps<'tbody'>) {
  return <tbody {...rest} className={classNames('[&>tr:last-child>*]:border-b-0', className)} />;
}

export function TableRow({ className, selected, ...rest }: ComponentProps<'tr'> & { selected?: boolean }) {
  return <tr {...rest} className={classNames(selected && '[&>*]:bg-accent-soft', className)} />;
}

export function TableHeader({ className, align, ...rest }: Omit<ComponentProps<'th'>, 'align'> & { align?: 'end' }) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        'whitespace-nowrap border-line border-b px-3 py-2 font-medium text-ink-3 text-xs',
        align === 'end' && 'text-right',
        className,
      )}
    />
  );
}

export function TableCell({
  className,
  align,
  mono,
  ...rest
}: Omit<ComponentProps<'td'>, 'align'> & { align?: 'end'; mono?: boolean }) {
  return (
    <td
      {...rest}
      className={classNames(
        'h-9 border-line border-b px-3 py-1.5 align-middle tabular-nums',
        align === 'end' && 'text-right',
        mono && 'font-mono text-sm',
        className,
      )}
    />
  );
}
