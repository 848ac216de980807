import { Dialog } from '@/components/ui/dialog';
import { readQuery } from '@/lib/console/read-query';
import type { ConsoleAction } from '@/lib/console/result';
import { type Act, actOn, confirmation } from '../act';
import { columnsOf } from '../columns';
import { detailsPage, type Shown } from '../details-page';
import { formDialog } from '../form-dialog';
import { formPage } from '../form-page';
import { listPage, servedListPage } from '../list-page';
import { type RowOf, rowsPanel } from '../rows-panel';
import { ok } from './console';

/** An example resource that belongs to no service. */
export type Thing = { Name: string; Size: number | null; State: 'On' | 'Off' };
export type Things = { Things: Thing[] };
type ThingsPage = { Rows: Thing[]; Page: number; Matches: number; Total: number; Sort: string };

export const THINGS: readonly Thing[] = [
  { Name: 'ant', Size: 1, State: 'On' },
  { Name: 'bee', Size: null, State: 'Off' },
];

function Secret({ name, onClose }: { name: string; onClose: () => void }) {
  return (
    <Dialog open title={`Secret of ${name}`} onOpenChange={onClose}>
      hunter2
    </Dialog>
  );
}

/** Returns the pages of things. They send their writes to `write`. */
export function thingPages(
  write: (action: string, input: unknown) => ReturnType<ConsoleAction<unknown, unknown>> = async () => ok(null),
) {
  const action =
    <Input,>(name: string): ConsoleAction<Input, unknown> =>
    (_, input) =>
      write(name, input);
  const column = columnsOf<Thing>();
  const columns = [
    column.name(
      'name',
      'Name',
      ({ Name }) => Name,
      ({ Name }) => `/things/${Name}`,
    ),
    column.count('size', 'Size', ({ Size }) => Size),
    column.status('state', 'State', ({ State }) => State, { On: 'success', Off: 'inactive' }),
  ];
  const remove: Act<string> = {
    label: 'Delete',
    look: 'danger',
    takes: 'test:DeleteThing',
    opens: confirmation((Name: string) => ({
      title: `Delete ${Name}?`,
      action: action<{ Name: string }>('DeleteThing'),
      input: { Name },
      success: `${Name} was deleted.`,
      text: 'It cannot be restored.',
    })),
  };
  const rename = formDialog({
    title: (Name: string) => `Edit ${Name}`,
    submitLabel: 'Save changes',
    edits: true,
    action: action<{ Name: string; NewName: string }>('UpdateThing'),
    start: (Name) => ({ name: Name }),
    members: { NewName: 'name' },
    toInput: ({ name: NewName }, Name) => ({ Name, NewName }),
    done: () => ({ text: 'The thing was saved.' }),
    fields: [{ as: 'text', name: 'name', label: 'Thing name', problem: (text) => (text === '' ? 'Required.' : undefined) }],
  });
  const edit: Act<string> = { label: 'Edit', takes: 'test:UpdateThing', opens: rename };
  const list = {
    id: 'things',
    title: 'Things',
    one: 'thing',
    many: 'things',
    columns,
    rowId: ({ Name }: Thing) => Name,
    acts: [actOn(({ Name }: Thing) => Name, edit), actOn(({ Name }: Thing) => Name, remove)],
    create: { label: 'Create thing', takes: 'test:CreateThing', href: () => '/things/create' } as const,
    empty: { description: 'A thing is for tests.' },
  };
  const shownName = ({ name }: Shown<Thing>) => name;
  return {
    List: listPage({
      ...list,
      query: () => readQuery<Things>('test', 'ListThings', {}),
      rowsOf: ({ Things }) => Things,
    }),
    ServedList: servedListPage({
      ...list,
      query: (input) => readQuery<ThingsPage>('test', 'ListThingPage', input),
    }),
    PanelOfList: listPage(({ owner }: { owner: string }) => ({
      ...list,
      panel: 'parts-',
      acts: undefined,
      query: () => readQuery<Things>('test', 'ListThings', {}),
      description: `Things of ${owner}`,
      columns: [...columns, column.text('owner', 'Owner', () => owner)],
      rowsOf: ({ Things }) => Things,
      atRows: { header: 'Answer', acts: [{ ...actOn(({ Name }: Thing) => Name, edit), shown: ({ State }) => State === 'On' }] },
    })),
    ManyOfList: servedListPage(({ owner }: { owner: string }) => ({
      ...list,
      panel: '',
      acts: undefined,
      create: undefined,
      query: (input) => readQuery<ThingsPage>('test', 'ListThingPage', input),
      bulkButtons: [
        {
          label: 'Remove',
          why: (names) => (names.length === 0 ? 'Select things to remove' : undefined),
          takes: 'test:RemoveThings',
          opens: confirmation((Names: readonly string[]) => ({
            title: `Remove ${Names.length} things from ${owner}?`,
            action: action<{ Names: readonly string[]; Owner: string }>('RemoveThings'),
            input: { Names, Owner: owner },
            text: 'They are kept.',
          })),
        },
      ],
      empty: { description: `${owner} has no things.`, act: { label: 'Find things', href: () => '/things' } },
    })),
    Details: detailsPage({
      list: { label: 'Things', href: '/things' },
      one: 'thing',
      read: (Name) => readQuery<Thing>('test', 'GetThing', { Name }),
      also: (Name) => ({ owner: readQuery<{ Owner: string }>('test', 'GetOwner', { Name }) }),
      gone: ['NoSuchEntity'],
      acts: [actOn(shownName, remove), actOn(shownName, edit)],
      facts: ({ fact, factOf }) => [
        { label: 'State', value: fact(({ State }) => State) },
        { label: 'Owner', value: factOf('owner', ({ Owner }) => Owner) },
      ],
      tabs: [
        { id: 'size', label: 'Size', what: 'the size of this thing', content: ({ Size }) => <p>{`Size ${Size}`}</p> },
        { id: 'more', label: 'More', shows: ({ name }) => <p>{`More of ${name}`}</p> },
      ],
    }),
    Create: formPage({
      title: 'Create thing',
      list: { label: 'Things', href: '/things' },
      submitLabel: 'Create thing',
      takes: 'test:CreateThing',
      action: action<{ Name: string; Size: string }>('CreateThing'),
      start: () => ({ name: '', size: '' }),
      members: { Name: 'name', Size: 'size' },
      toInput: ({ name: Name, size: Size }) => ({ Name, Size }),
      done: ({ Name }) => ({ text: `${Name} was created.` }),
      goTo: ({ Name }) => `/things/${Name}`,
      panels: [
        {
          title: 'The thing',
          fields: [
            { as: 'text', name: 'name', label: 'Thing name', problem: (text) => (text === '' ? 'Required.' : undefined) },
            { as: 'text', name: 'size', label: 'Size' },
          ],
        },
      ],
    }),
    Panel: rowsPanel({
      title: 'Parts',
      query: (Owner: string) => readQuery<Things>('test', 'ListParts', { Owner }),
      rowsOf: ({ Things }) => Things,
      rowKey: ({ Name }) => Name,
      columns: [{ header: 'Name', cell: ({ Name }) => Name }],
      acts: [
        {
          label: 'Switch off',
          shown: ({ row }) => row.State === 'On',
          runs: ({ row, owner: Owner }) => ({
            action: action<{ Owner: string; Name: string }>('SwitchOff'),
            input: { Owner, Name: row.Name },
            success: () => ({ text: `${row.Name} was switched off.` }),
          }),
        },
        {
          label: 'Renew',
          shown: ({ row }) => row.State === 'On',
          opens: confirmation(({ row: { Name } }: RowOf<Thing, string>) => ({
            title: `Renew ${Name}?`,
            confirmLabel: 'Renew',
            harmless: true,
            action: action<{ Name: string }>('RenewThing'),
            input: { Name },
            next: (_, close) => <Secret name={Name} onClose={close} />,
            text: 'It gets another secret.',
          })),
        },
        actOn(({ row }: RowOf<Thing, string>) => row.Name, remove),
      ],
      create: { label: 'Add part', takes: 'test:AddPart', opens: rename },
      most: { count: 2, reason: 'The maximum is two.' },
      empty: (owner) => ({ title: 'No parts', description: `${owner} has none.` }),
    }),
  };
}
