'use client';

import type { JsonSpan } from '@gatehouse/policy/parse';
import { Info, TriangleAlert } from 'lucide-react';
import { type ComponentProps, type ReactNode, useEffect, useId, useState } from 'react';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { STATUS_ICON } from '../../ui/status';
import { findingTitle } from '../finding-groups';
import { useBlock } from './block-context';

type SectionProps = {
  title: string;
  /** The selection, next to the title. */
  summary?: ReactNode;
  tools?: ReactNode;
  /** The member of the statement whose findings are shown here. */
  span?: JsonSpan;
  children?: ReactNode;
};

/** One element of a statement, with its findings. */
export function Section({ title, summary, tools, span, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-line border-t px-4 py-2.5">
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        <h3 id={id} className="font-semibold">
          {title}
        </h3>
        {summary}
        {tools ? <div className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1">{tools}</div> : null}
      </div>
      {children}
      {span ? <FieldFindings span={span} /> : null}
    </section>
  );
}

const FINDING_INK = {
  ERROR: 'text-deny',
  SECURITY_WARNING: 'text-limit',
  WARNING: 'text-limit',
  SUGGESTION: 'text-accent',
} as const;
const FINDING_ICON = { ERROR: 'error', SECURITY_WARNING: 'warning', WARNING: 'warning', SUGGESTION: 'info' } as const;

/** The findings within a span of the text, with their fixes. */
export function FieldFindings({ span }: { span: JsonSpan }) {
  const { findings, fix, readOnly } = useBlock();
  const here = findings.filter(({ locations: [place] }) => place !== undefined && isWithin(place.span, span));
  // An empty list is already an error. The fields say that it must be filled in.
  const telling = here.some(({ findingType }) => findingType === 'ERROR')
    ? here.filter(({ findingType }) => findingType !== 'SUGGESTION')
    : here;
  if (telling.length === 0) return null;
  return (
    <ul className="mt-1.5 space-y-1">
      {telling.map((finding) => (
        <li
          key={`${finding.issueCode} ${finding.locations[0]?.span.start.offset}`}
          className="flex flex-wrap items-start gap-2 text-sm"
        >
          <span className={classNames('mt-0.5 [&>svg]:size-3.5', FINDING_INK[finding.findingType])}>
            {STATUS_ICON[FINDING_ICON[finding.findingType]]}
          </span>
          <span className="min-w-0 flex-1 basis-48 break-words text-ink-2">
            <span className="font-medium text-ink">{findingTitle(finding)}.</span> {finding.findingDetails}
          </span>
          {finding.fix && !readOnly ? (
            <Button size="sm" onClick={() => fix(finding)}>
              {finding.fix.title}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

export function isWithin(inner: JsonSpan, outer: JsonSpan): boolean {
  return outer.start.offset <= inner.start.offset && inner.end.offset <= outer.end.offset;
}

/** A note about a field. */
export function Note({ kind = 'info', children }: { kind?: 'info' | 'warning'; children: ReactNode }) {
  const Icon = kind === 'info' ? Info : TriangleAlert;
  return (
    <p className="mt-1.5 flex items-start gap-1.5 text-ink-2 text-sm">
      <Icon aria-hidden size={14} className={classNames('mt-0.75 shrink-0', kind === 'info' ? 'text-ink-3' : 'text-limit')} />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}

/** Like `controlClass`, but only as wide as the row allows. */
const smallControl = classNames(
  'h-7 min-w-0 rounded-md border border-line-control bg-surface text-ink transition-colors hover:border-ink-3',
  'focus-visible:outline-2 focus-visible:-outline-offset-1 disabled:border-line disabled:bg-sunken disabled:text-ink-3',
);

/** A text control in a row of a statement. Default: as wide as the row. */
export function SmallInput({ className = 'w-full font-mono text-xs', ...rest }: ComponentProps<'input'>) {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={classNames(smallControl, 'px-2 [font-variant-ligatures:none]', className)}
    />
  );
}

type SmallSelectProps<V extends string> = Omit<ComponentProps<'select'>, 'onChange'> & {
  options: readonly { value: V; label: string }[];
  onValueChange: (value: V) => void;
};

/** A select in a row of a statement. */
export function SmallSelect<V extends string>({ options, onValueChange, className, ...rest }: SmallSelectProps<V>) {
  return (
    <select
      {...rest}
      onChange={(event) => {
        const chosen = options[event.currentTarget.selectedIndex];
        if (chosen) onValueChange(chosen.value);
      }}
      className={classNames(smallControl, 'px-1.5 text-sm', className)}
    >
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** A button that looks like a link. */
export function LinkButton(props: ComponentProps<typeof Button>) {
  return <Button variant="link" size="sm" {...props} />;
}

/** Returns the result of a source when it arrives. Asks again when the key changes. */
export function useAnswer<T>(ask: (() => Promise<T>) | undefined, key: string, before: T): T {
  const [answer, setAnswer] = useState<{ key: string; value: T } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked
  useEffect(() => {
    let stopped = false;
    void ask?.().then((value) => {
      if (!stopped) setAnswer({ key, value });
    });
    return () => {
      stopped = true;
    };
  }, [key, ask === undefined]);
  return answer ? answer.value : before;
}
