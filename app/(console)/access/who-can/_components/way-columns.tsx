import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { OutcomeStatus } from '@/components/ui/outcome-status';
import { ACCESS_OUTCOME, ACCESS_WORDS, hangsOn, howText, policyText, type Way } from '../../_components/way-words';

/** Returns the columns of a path for both directions: certainty, roles and policies. */
export function wayColumns<T extends Way>(): ColumnDefinition<T>[] {
  return [
    {
      id: 'outcome',
      header: 'Outcome',
      value: (row) => ACCESS_WORDS[row.Access],
      cell: (row) => (
        <span>
          <OutcomeStatus outcome={ACCESS_OUTCOME[row.Access]}>{ACCESS_WORDS[row.Access]}</OutcomeStatus>
          <OnWhat things={hangsOn(row)} />
        </span>
      ),
    },
    {
      id: 'how',
      header: 'How',
      value: howText,
      cell: (row) => <span className="block min-w-36 whitespace-normal break-words">{howText(row)}</span>,
    },
    { id: 'by', header: 'Granted by', value: grantedBy },
  ];
}

function grantedBy({ By, UnknownPolicy }: Way): string[] {
  if (By.length > 0) return By.map(policyText);
  return [UnknownPolicy ? 'not known here' : 'no policy needed'];
}

function OnWhat({ things }: { things: readonly string[] }) {
  const [first, ...more] = things;
  if (first === undefined) return null;
  return (
    <span className="block max-w-52 truncate text-ink-3 text-xs" title={things.join(', ')}>
      on {first}
      {more.length > 0 ? ` and ${more.length} more` : ''}
    </span>
  );
}

export function wayFilters<T extends Way>(): TableFilterProperty<T>[] {
  return [
    { key: 'outcome', label: 'Outcome', values: Object.values(ACCESS_WORDS), value: ({ Access }) => ACCESS_WORDS[Access] },
    { key: 'how', label: 'How', values: ['Directly', 'Path'], value: (row) => [kindOfWay(row), howText(row)] },
    { key: 'role', label: 'Role on the path', value: ({ Steps }) => Steps.map(({ RoleName }) => RoleName) },
    { key: 'policy', label: 'Policy', value: ({ By }) => By.map(({ Name }) => Name) },
    { key: 'key', label: 'Condition key', value: ({ Conditions }) => Conditions.map(({ Key }) => Key) },
  ];
}

function kindOfWay({ Steps }: Way): string {
  return Steps.length === 0 ? 'Directly' : 'Path';
}
