'use client';

import { Time } from '@/components/console/page/time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { paths } from '@/lib/console/paths';
import { useClassAction } from '../../../../_client/use-class-action';
import { offerScenario } from '../../../actions';

type Version = {
  version: string;
  publishedAt: string | null;
  withdrawnAt: string | null;
  publisher: string | null;
  isOwn: boolean;
  passedTests: boolean | null;
  classes: number;
};

/** Lists the published or assigned versions, which never change. */
export function VersionsPanel({ scenario, versions }: { scenario: string; versions: readonly Version[] }) {
  const offer = useClassAction(offerScenario, { success: ({ version }) => `Version ${version} was changed.` });
  return (
    <Panel
      flush
      title="Versions"
      count={versions.length}
      description="You cannot assign a withdrawn version. Classes that have it keep it."
    >
      <Table label="Versions">
        <TableHead>
          <TableRow>
            <TableHeader>Version</TableHeader>
            <TableHeader>Published</TableHeader>
            <TableHeader>State</TableHeader>
            <TableHeader>Tests</TableHeader>
            <TableHeader align="end">Assignments</TableHeader>
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {versions.map((one) => (
            <TableRow key={one.version}>
              <TableCell>
                <a
                  href={paths.packDownload({ scenario, version: one.version })}
                  className="rounded-sm text-accent hover:underline"
                  aria-label={`Download version ${one.version}`}
                  download
                >
                  {one.version}
                </a>
              </TableCell>
              <TableCell>
                <Time value={one.publishedAt} />
                {one.publishedAt ? (
                  <span className="block text-ink-2 text-sm">{one.publisher ?? 'A former instructor'}</span>
                ) : null}
              </TableCell>
              <TableCell>
                {one.withdrawnAt ? (
                  <Badge tone="limit">Withdrawn</Badge>
                ) : one.publishedAt ? (
                  <Badge tone="allow">Offered</Badge>
                ) : (
                  '–'
                )}
              </TableCell>
              <TableCell>
                {one.passedTests === null ? (
                  <span className="text-ink-3">Not run</span>
                ) : one.passedTests ? (
                  <Badge tone="allow">Passed</Badge>
                ) : (
                  <Badge tone="deny">Failed</Badge>
                )}
              </TableCell>
              <TableCell align="end">{one.classes}</TableCell>
              <TableCell align="end">
                {one.isOwn ? (
                  <Button
                    size="sm"
                    aria-label={`${one.withdrawnAt ? 'Offer' : 'Withdraw'} version ${one.version}`}
                    onClick={() => void offer.run({ scenario, version: one.version, offered: one.withdrawnAt !== null })}
                  >
                    {one.withdrawnAt ? 'Offer again' : 'Withdraw'}
                  </Button>
                ) : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}
