'use client';

import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { TablePanel } from '@/components/console/table/table-panel';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { resourceCountsQuery } from '../queries';
import { KINDS } from './kinds';
import type { AnyResourceKind } from './kinds/kind';

type Line = { kind: AnyResourceKind; regions: Record<string, number> | null };

const countOf = ({ regions }: Line) => Object.values(regions ?? {}).reduce((sum, count) => sum + count, 0);

/** Renders all kinds of resources with their numbers by Region. */
export function ResourcesPage() {
  const read = useRead(resourceCountsQuery());
  const lines = read.data?.Kinds.flatMap(({ Kind, Regions }): Line[] => {
    const kind = Object.values(KINDS).find(({ noun }) => noun === Kind);
    return kind ? [{ kind, regions: Regions }] : [];
  });
  return (
    <>
      <PageHeader
        title="Resources"
        info={<HelpLink />}
        description="Create resources and use them to test policies. Pages make the same calls as the API, and the same policies apply."
      />
      <TablePanel
        title="Kinds of resources"
        description="In all Regions of this account. Only types that you have permission to list are counted."
        rows={lines}
        rowKey={({ kind }) => kind.id}
        read={read}
        what="the number of resources"
        empty={{ title: 'No kinds', description: 'No resource types are available.' }}
        columns={[
          { header: 'Kind', cell: ({ kind }) => <TextLink href={paths.resourcesOf(kind.id)}>{kind.title}</TextLink> },
          {
            header: 'Resources',
            align: 'end',
            cell: (line) =>
              line.regions === null ? <Status kind="inactive">Access denied</Status> : countOf(line).toLocaleString('en'),
          },
          { header: 'Regions', wide: true, cell: ({ regions }) => <Regions regions={regions ?? {}} /> },
          { header: 'Description', wide: true, cell: ({ kind }) => <span className="text-ink-2">{kind.description}</span> },
        ]}
      />
      <ResourcesHelp />
    </>
  );
}

/** Renders the numbers by Region, highest first. */
function Regions({ regions }: { regions: Record<string, number> }) {
  const sorted = Object.entries(regions).sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1));
  if (sorted.length === 0) return <span className="text-ink-3">–</span>;
  return sorted.map(([region, count]) => `${region} (${count.toLocaleString('en')})`).join(', ');
}

function ResourcesHelp() {
  return (
    <HelpPanel title="Resources">
      <p>
        Use buckets, instances, keys, tables and other resources to test policies. Their contents are stored encrypted. Gatehouse
        runs no servers or code, and delivers no messages.
      </p>
      <p>
        Every button makes the same call as the AWS CLI, with your permissions. If it is denied, you see the AWS message and can
        open the decision. All calls are in the event history.
      </p>
      <p>Lists show the resources of all Regions. You can filter by Region. When you create a resource, you choose its Region.</p>
    </HelpPanel>
  );
}
