'use client';

import type { AccessVerdict } from '@gatehouse/policy/analyze';
import type { PolicyKind } from '@gatehouse/policy/parse';
import { Minus, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useMemo, useState } from 'react';
import { plural } from '@/lib/core/text/plural';
import { Badge } from '../ui/badge';
import { classNames } from '../ui/class-names';
import { SegmentedControl } from '../ui/field/segmented-control';
import { compareAccess } from './compare-access';
import { type DiffElement, type DiffEntry, type DocumentDiff, diffStatements, type StatementDiff } from './diff-statements';

type PolicyDiffProps = {
  before: string;
  after: string;
  label: string;
  /** The kind of the documents, which decides how their access is compared. */
  kind: PolicyKind;
};

// The editor's code is only loaded for the text view.
const TextDiff = dynamic(() => import('./text-diff').then((module) => module.TextDiff), {
  ssr: false,
  loading: () => <div className="h-48 rounded-md border border-line bg-code" />,
});

const VIEWS = [
  { value: 'statements', label: 'Statements' },
  { value: 'text', label: 'Text' },
] as const;

/**
 * Shows the changes between two policy documents, by statement or line by line. A document that is not a policy is compared as
 * text.
 */
export function PolicyDiff({ before, after, label, kind }: PolicyDiffProps) {
  const [view, setView] = useState<(typeof VIEWS)[number]['value']>('statements');
  const diff = useMemo(() => diffStatements(before, after), [before, after]);
  const text = <TextDiff before={before} after={after} label={label} />;
  if (diff === null) return text;
  return (
    <section aria-label={label} className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SegmentedControl label={`Show ${label.toLowerCase()}`} value={view} onValueChange={setView} segments={VIEWS} />
        <Verdict before={before} after={after} kind={kind} />
      </div>
      {view === 'text' ? text : <Statements diff={diff} written={before === after} />}
    </section>
  );
}

const VERDICTS: Readonly<Record<AccessVerdict, string>> = {
  equal: 'This policy allows the same as before.',
  narrower: 'Narrower: this policy allows less than before.',
  wider: 'Wider: this policy allows more than before.',
  both: 'This policy allows more in some cases and less in others.',
  undecided: 'The comparison of this policy is inconclusive.',
};

/** Compares what both documents allow, in one sentence. */
function Verdict({ before, after, kind }: Pick<PolicyDiffProps, 'before' | 'after' | 'kind'>) {
  const verdict = useComparison(before, after, kind);
  return (
    <p role="status" className="font-medium">
      {verdict === null ? null : VERDICTS[verdict]}
    </p>
  );
}

/** The page handles input between two slices of work. */
const SLICE_MS = 8;

function useComparison(before: string, after: string, kind: PolicyKind): AccessVerdict | null {
  const [verdict, setVerdict] = useState<AccessVerdict | null>(null);
  useEffect(() => {
    setVerdict(null);
    const steps = compareAccess(before, after, kind);
    const work = () => {
      const until = performance.now() + SLICE_MS;
      for (;;) {
        const step = steps.next();
        if (step.done) return setVerdict(step.value);
        if (performance.now() > until) break;
      }
      timer = setTimeout(work);
    };
    let timer = setTimeout(work);
    return () => clearTimeout(timer);
  }, [before, after, kind]);
  return verdict;
}

function Statements({ diff, written }: { diff: DocumentDiff; written: boolean }) {
  if (diff.same) return <p className="text-ink-2">No differences{written ? '' : '. Only the formatting differs'}.</p>;
  const unchanged = diff.statements.filter(({ mark }) => mark === 'same').length;
  return (
    <>
      {diff.head.length > 0 ? <Elements elements={diff.head} className="rounded-md border border-line px-3" /> : null}
      {diff.statements.map((statement) =>
        statement.mark === 'same' ? null : <Statement key={`${statement.before} ${statement.after}`} statement={statement} />,
      )}
      {unchanged > 0 ? (
        <p className="text-ink-3 text-sm">
          {plural(unchanged, 'statement')} {unchanged === 1 ? 'is' : 'are'} unchanged.
        </p>
      ) : null}
    </>
  );
}

const WORDS = {
  added: { text: 'Added', tone: 'allow' },
  removed: { text: 'Removed', tone: 'deny' },
  changed: { text: 'Changed', tone: 'accent' },
} as const;

function Statement({ statement }: { statement: StatementDiff }) {
  const { mark, before, after, sid, elements } = statement;
  const place = (after ?? before ?? 0) + 1;
  if (mark === 'same') return null;
  return (
    <div className="min-w-0 rounded-md border border-line">
      <h3 className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-1.5 font-medium">
        <span className="break-words">
          Statement {place}
          {sid === null ? '' : ` · ${sid}`}
        </span>
        <Badge tone={WORDS[mark].tone}>{WORDS[mark].text}</Badge>
        {mark === 'removed' ? <span className="font-normal text-ink-3 text-sm">of the earlier document</span> : null}
      </h3>
      <Elements elements={elements} className="px-3" />
    </div>
  );
}

function Elements({ elements, className }: { elements: readonly DiffElement[]; className: string }) {
  return (
    <dl className={classNames('divide-y divide-line', className)}>
      {elements.map(({ name, entries }) => (
        <div key={name} className="grid gap-x-4 gap-y-1 py-1.5 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <dt className="text-ink-2 text-sm [overflow-wrap:anywhere]">{name}</dt>
          <dd className="min-w-0 font-mono text-sm">
            <Entries entries={entries} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The number of unchanged values shown as context. */
const SHOWN_UNCHANGED = 3;

function Entries({ entries }: { entries: readonly DiffEntry[] }) {
  const changed = entries.filter(({ mark }) => mark !== 'same');
  const same = entries.filter(({ mark }) => mark === 'same');
  const more = same.length - SHOWN_UNCHANGED;
  return (
    <ul>
      {[...changed, ...same.slice(0, more === 1 ? same.length : SHOWN_UNCHANGED)].map((entry) => (
        <Entry key={`${entry.mark} ${entry.text}`} entry={entry} />
      ))}
      {more > 1 ? <li className="py-0.5 pl-6 font-sans text-ink-3">and {more.toLocaleString('en')} more, unchanged</li> : null}
    </ul>
  );
}

const MARKS = {
  added: { className: 'bg-allow-soft', sign: <Plus aria-hidden size={14} className="text-allow" />, word: 'Added: ' },
  removed: { className: 'bg-deny-soft', sign: <Minus aria-hidden size={14} className="text-deny" />, word: 'Removed: ' },
  same: { className: 'text-ink-2', sign: null, word: '' },
} as const;

function Entry({ entry: { mark, text } }: { entry: DiffEntry }) {
  const { className, sign, word } = MARKS[mark];
  return (
    <li className={classNames('flex items-start gap-2 rounded-sm px-1 py-0.5', className)}>
      <span className="mt-1 w-3.5 shrink-0">{sign}</span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {word ? <span className="sr-only">{word}</span> : null}
        {text === '' ? '""' : text}
      </span>
    </li>
  );
}
