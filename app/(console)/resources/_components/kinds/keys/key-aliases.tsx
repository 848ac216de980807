'use client';

import { confirmation } from '@/components/console/kit/act';
import { formDialog } from '@/components/console/kit/form-dialog';
import { type RowOf, rowsPanel } from '@/components/console/kit/rows-panel';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { changeKey, createAlias, deleteAlias } from './actions';
import { aliasProblem } from './alias-problem';
import { KeyState } from './key-state';
import { aliasesQuery, keyReads } from './queries';

/** Renders the state of a key and its aliases. */
export function KeyAliases({ at }: { at: ResourceAt }) {
  return (
    <div className="space-y-4">
      <KeyStates at={at} />
      <AliasesPanel owner={at} />
    </div>
  );
}

const AddAlias = formDialog({
  title: 'Add alias',
  submitLabel: 'Add alias',
  action: createAlias,
  start: (_: ResourceAt) => ({ name: '' }),
  members: { AliasName: 'name' },
  toInput: ({ name }, { arn: TargetKeyId, region }) => ({
    region,
    input: { AliasName: `alias/${name.trim()}`, TargetKeyId },
  }),
  done: ({ input }) => ({ text: `${input.AliasName} was added.` }),
  fields: [
    {
      as: 'text',
      name: 'name',
      label: 'Alias',
      hint: 'Letters, digits and / _ -. The prefix alias/ is added.',
      problem: (text) => (text === '' ? 'Required.' : aliasProblem(text)),
    },
  ],
});

const AliasesPanel = rowsPanel({
  title: 'Aliases',
  description: 'Names for the key in programs. You can later assign an alias to another key.',
  what: 'the aliases of this key',
  query: aliasesQuery,
  rowsOf: ({ Aliases }) => Aliases,
  rowKey: ({ AliasName }) => AliasName,
  columns: [
    { header: 'Alias', mono: true, breaks: true, cell: ({ AliasName }) => AliasName },
    { header: 'Made', cell: ({ CreationDate }) => <Time value={CreationDate} /> },
  ],
  acts: [
    {
      label: 'Delete',
      look: 'danger',
      opens: confirmation(({ row: { AliasName }, owner: { region } }: RowOf<{ AliasName: string }, ResourceAt>) => ({
        title: `Delete ${AliasName}?`,
        action: deleteAlias,
        input: { region, input: { AliasName } },
        success: `${AliasName} was deleted.`,
        text: <p>Calls that use this alias will fail. The key is not deleted.</p>,
      })),
    },
  ],
  asButtons: true,
  create: { label: 'Add alias', opens: AddAlias },
  empty: () => ({ title: 'No aliases', description: 'Programs use the ID or ARN of the key.' }),
});

const WORDS = { enable: 'Enable', disable: 'Disable', cancel: 'Cancel deletion' } as const;
const DONE = {
  enable: 'The key is enabled.',
  disable: 'The key is disabled.',
  cancel: 'The key was kept and is disabled.',
} as const;

function KeyStates({ at }: { at: ResourceAt }) {
  const read = useRead(keyReads.describe(at));
  const change = useOperation(changeKey, {
    success: ({ input }) => ({ text: DONE[input.to] }),
    handlesError: () => true,
  });
  const offered = (state: string): readonly (keyof typeof WORDS)[] =>
    state === 'PendingDeletion' ? ['cancel'] : state === 'Disabled' ? ['enable'] : ['disable'];
  return (
    <Panel title="Key state" description="A disabled key cannot encrypt or decrypt.">
      <div className="space-y-4">
        <ReadBox read={read} what="the state of this key">
          {({ KeyState: state = '' }) => (
            <div className="flex flex-wrap items-center gap-3">
              <KeyState state={state} />
              {offered(state).map((to) => (
                <Button
                  key={to}
                  loading={change.running}
                  onClick={() => void change.run({ region: at.region, input: { id: at.arn, to } })}
                >
                  {WORDS[to]}
                </Button>
              ))}
            </div>
          )}
        </ReadBox>
        {change.error ? <ErrorBox error={change.error} live /> : null}
      </div>
    </Panel>
  );
}
