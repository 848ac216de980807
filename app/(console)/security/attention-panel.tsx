'use client';

import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { ButtonLink } from '@/components/ui/button';
import { OutcomeStatus } from '@/components/ui/outcome-status';
import { Panel } from '@/components/ui/panel';
import { Severity } from '@/components/ui/severity';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { PostureAnswer } from '@/lib/posture/operations';
import { FixButton } from './fix-button';
import { postureQuery } from './queries';
import { trendOf, trendWords } from './score-trend';

type Answer = Json<PostureAnswer>;

/** Shows the most severe open findings with their fixes, and the score. */
export function AttentionPanel({ reader }: { reader: AccountReader }) {
  // Only read by the browser, because the first evaluation of a large account takes too long for a page.
  const posture = useRead(postureQuery('account'));
  const { data } = posture;
  const open = data ? Object.values(data.Active).reduce((sum, count) => sum + count, 0) : 0;
  return (
    <Panel
      title="Needs attention"
      count={data && countWords(open, data.Worst.length)}
      flush={!posture.error}
      actions={
        <>
          {data ? <Score of={data} /> : null}
          <ButtonLink variant="link" href={paths.posture()} className="h-8">
            {open > 1 ? `All ${open.toLocaleString('en')} findings` : 'Posture'}
          </ButtonLink>
        </>
      }
    >
      {posture.pending ? (
        <Loading />
      ) : (
        <ReadBox read={posture} what="what needs attention">
          {(answer) => <Findings of={answer} reader={reader} />}
        </ReadBox>
      )}
    </Panel>
  );
}

const countWords = (open: number, shown: number) => (open > shown ? `${shown} of ${open.toLocaleString('en')}` : open);

function Score({ of }: { of: Answer }) {
  if (of.Score === null) return <span className="text-ink-2 text-sm">Score unknown</span>;
  const trend = trendOf(of.History, of.Score, of.At);
  return (
    <span className="text-ink-2 text-sm">
      Score <b className="font-semibold text-ink tabular-nums">{of.Score}</b> of 100{trend ? `, ${trendWords(trend)}` : null}
    </span>
  );
}

/** As high as a few findings, so that the content below hardly moves when they arrive. */
function Loading() {
  return (
    <ul aria-busy="true" aria-label="Checks in progress" className="divide-y divide-line">
      {['72%', '54%', '63%'].map((width) => (
        <li key={width} className="grid min-h-14 grid-cols-[6rem_minmax(0,1fr)] items-center gap-x-3 px-4">
          <Skeleton width="4rem" />
          <Skeleton width={width} />
        </li>
      ))}
    </ul>
  );
}

function Findings({ of: { Worst, Checks }, reader }: { of: Answer; reader: AccountReader }) {
  const unknown = Checks.filter(({ State }) => State === 'unknown').length;
  return (
    <>
      {Worst.length === 0 ? (
        <p className="px-4 py-3">
          <OutcomeStatus outcome={unknown > 0 ? 'unknown' : 'allowed'}>
            {unknown > 0 ? 'No findings that you have permission to view' : 'No open findings'}
          </OutcomeStatus>
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {Worst.map((finding) => (
            <li
              key={finding.FindingId}
              className="grid min-h-12 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-1.5 sm:grid-cols-[6rem_minmax(0,1fr)_auto]"
            >
              <Severity level={finding.Severity} className="max-sm:col-start-1" />
              <div className="min-w-0 max-sm:col-start-1">
                <p className="break-words font-medium">{finding.Title}</p>
                <p className="text-ink-2 text-sm">{finding.Check.Why}</p>
              </div>
              <FixButton finding={finding} reader={reader} className="max-sm:col-start-2 max-sm:row-span-2 max-sm:row-start-1" />
            </li>
          ))}
        </ul>
      )}
      {unknown > 0 ? (
        <p className="border-line border-t px-4 py-2 text-ink-3 text-sm">
          {unknown === 1 ? 'One check is' : `${unknown} checks are`} unknown to you and not included in the score.
        </p>
      ) : null}
    </>
  );
}
