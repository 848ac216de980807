'use client';

import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { useRead } from '@/components/console/kit/use-read';
import { Panel } from '@/components/ui/panel';
import { Severity } from '@/components/ui/severity';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { FixButton } from './fix-button';
import { findingsQuery } from './queries';

const SHOWN = 20;

type RelatedFindingsProps = {
  title: string;
  /** The words of the findings, or the ARN of what they are about. */
  filter: string;
  reader: AccountReader;
};

/** The open findings of Posture about something, each with the button that puts it right. Nothing where there are none. */
export function RelatedFindings({ title, filter, reader }: RelatedFindingsProps) {
  const { data } = useRead(
    findingsQuery({ Reach: 'account', Status: 'ACTIVE', Filter: filter.slice(0, 128), MaxResults: SHOWN }),
  );
  const findings = data?.Findings ?? [];
  if (findings.length === 0) return null;
  return (
    <Panel
      title={title}
      count={data?.Count}
      flush
      actions={<TextLink href={paths.posture({ filter: filter.slice(0, 128) })}>Open in Posture</TextLink>}
    >
      <ul className="divide-y divide-line">
        {findings.map((finding) => (
          <li
            key={finding.FindingId}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2 sm:grid-cols-[6rem_minmax(0,1fr)_auto]"
          >
            <Severity level={finding.Severity} className="max-sm:col-span-2" />
            <p className="min-w-0 break-words font-medium">{finding.Title}</p>
            <FixButton finding={finding} reader={reader} />
          </li>
        ))}
      </ul>
      {(data?.Count ?? 0) > findings.length ? (
        <p className="border-line border-t px-4 py-2 text-ink-2 text-sm">
          The first {plural(findings.length, 'finding')} are shown.
        </p>
      ) : null}
    </Panel>
  );
}
