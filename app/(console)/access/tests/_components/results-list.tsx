'use client';

import { questionHref } from '@/app/(console)/access/question-fragment';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import type { AccessTestResult } from '@/lib/access/access-tests/results';
import type { Json } from '@/lib/console/result';

export type TestResult = Json<AccessTestResult>;

const WORDS = { passed: 'Passed', failed: 'Failed', undecided: 'Undecided' } as const;
const STATUS = { passed: 'success', failed: 'error', undecided: 'warning' } as const;

/** The results of a file's tests: failed ones with reasons first, then the others, folded if there are many. */
export function ResultsList({ results }: { results: readonly TestResult[] }) {
  const bad = results.filter(({ Status: status }) => status !== 'passed');
  const good = results.filter(({ Status: status }) => status === 'passed');
  return (
    <div className="space-y-2">
      {bad.length > 0 ? <Tests results={bad} label="Failed tests" /> : null}
      {good.length === 0 ? null : good.length <= 5 ? (
        <Tests results={good} label="Passed tests" />
      ) : (
        <ExpandableSection title={<Status kind="success">{good.length.toLocaleString('en')} passed</Status>}>
          <Tests results={good} label="Passed tests" />
        </ExpandableSection>
      )}
    </div>
  );
}

function Tests({ results, label }: { results: readonly TestResult[]; label: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {results.map((result) => (
        <li key={`${result.Line} ${result.Name}`} className="py-2">
          <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
            <Status kind={STATUS[result.Status]} className="w-24 shrink-0">
              {WORDS[result.Status]}
            </Status>
            <span className="min-w-0 flex-1 basis-48 break-words">{result.Name}</span>
            <span className="text-ink-3 text-sm">line {result.Line}</span>
          </div>
          <Reasons result={result} />
        </li>
      ))}
    </ul>
  );
}

export function Reasons({ result: { Why, More, Question } }: { result: TestResult }) {
  if (Why.length === 0) return null;
  return (
    <div className="mt-1 space-y-1 border-line border-l-2 pl-3 text-ink-2 text-sm">
      <ul className="space-y-1">
        {Why.map((reason) => (
          <li key={reason} className="break-words">
            {reason}
          </li>
        ))}
      </ul>
      {More > 0 ? <p>and {More.toLocaleString('en')} more</p> : null}
      {Question ? <TextLink href={questionHref(Question)}>View decision</TextLink> : null}
    </div>
  );
}
