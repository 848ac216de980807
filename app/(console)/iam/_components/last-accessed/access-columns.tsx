import { Time } from '@/components/console/page/time';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { TextLink } from '@/components/ui/text-link';
import { parseSubject } from '@/lib/access/subject-arn';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { LastAccess } from '@/lib/iam/last-accessed/overview';

type Access = Json<LastAccess>;

const USES = ['Allowed', 'Only denied', 'Never'] as const;

/** Returns whether the calls were allowed, only denied, or never made, as the word that the table shows. */
function useOf({ LastAttempt, LastSuccess }: Access): (typeof USES)[number] {
  if (LastSuccess !== undefined) return 'Allowed';
  return LastAttempt === undefined ? 'Never' : 'Only denied';
}

/** The columns of the last attempt and the last allowed call. */
export const TIME_COLUMNS: readonly ColumnDefinition<Access>[] = [
  {
    id: 'attempt',
    header: 'Last attempt',
    value: ({ LastAttempt }) => LastAttempt,
    cell: ({ LastAttempt }) => (LastAttempt ? <Time value={LastAttempt} /> : <span className="text-ink-3">Never</span>),
  },
  {
    id: 'success',
    header: 'Last success',
    value: ({ LastSuccess }) => LastSuccess,
    cell: (row) =>
      row.LastSuccess ? (
        <Time value={row.LastSuccess} />
      ) : (
        <span className="text-ink-3">{row.LastAttempt ? 'Denied each time' : '–'}</span>
      ),
  },
];

export const REGION_COLUMN: ColumnDefinition<Access> = {
  id: 'region',
  header: 'Region',
  mono: true,
  value: ({ Region }) => Region,
};

/** The column of the last user or role, for groups and policies. */
export const ENTITY_COLUMN: ColumnDefinition<Access> = {
  id: 'entity',
  header: 'Last used by',
  value: ({ Entity }) => nameOf(Entity),
  cell: ({ Entity }) => {
    const subject = Entity === undefined ? null : parseSubject(Entity);
    if (subject?.kind === 'User') return <TextLink href={paths.user(subject.name, 'last-accessed')}>{subject.name}</TextLink>;
    if (subject?.kind === 'Role') return <TextLink href={paths.role(subject.name, 'last-accessed')}>{subject.name}</TextLink>;
    return <span className="text-ink-3">–</span>;
  },
};

export const USE_FILTER: TableFilterProperty<Access> = { key: 'use', label: 'Used', values: USES, value: useOf };

function nameOf(arn: string | undefined): string | undefined {
  return arn?.slice(arn.lastIndexOf('/') + 1);
}
