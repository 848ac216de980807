'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { ErrorBox } from '@/components/console/page/error-box';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { consoleQuery } from '@/lib/console/query';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { useReading } from '../use-reading';
import { aliasProblem } from './alias-problem';
import { changeKey, createAlias, deleteAlias } from './key-actions';
import { KeyState } from './key-state';
import { keyReading } from './keys';
import { reading } from './kind';

const aliasesReading = reading(
  ({ arn: KeyId, region }) => consoleQuery('kms', 'ListAliases', { KeyId, Limit: 100 }, region),
  ({ Aliases }) => Aliases,
);

/** Renders the state of a key and its aliases. */
export function KeyAliases({ at }: { at: ResourceAt }) {
  const read = useReading(aliasesReading, at);
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<string>();
  return (
    <div className="space-y-4">
      <KeyStates at={at} />
      <TablePanel
        title="Aliases"
        description="Names that programs can call the key by. An alias can be given to another key later."
        actions={<Button onClick={() => setAdding(true)}>Add alias</Button>}
        rows={read.data}
        read={read}
        what="the aliases of this key"
        rowKey={({ AliasName }) => AliasName}
        empty={{ title: 'No aliases', description: 'The key is called by its id or its ARN.' }}
        columns={[
          { header: 'Alias', mono: true, breaks: true, cell: ({ AliasName }) => AliasName },
          { header: 'Made', cell: ({ CreationDate }) => <Time value={CreationDate} /> },
          {
            header: 'Delete',
            actions: true,
            cell: ({ AliasName }) => (
              <Button size="sm" variant="danger" aria-label={`Delete ${AliasName}`} onClick={() => setDeleting(AliasName)}>
                Delete
              </Button>
            ),
          },
        ]}
      />
      {adding ? <AddAliasDialog at={at} onClose={() => setAdding(false)} /> : null}
      {deleting === undefined ? null : (
        <ConfirmDialog
          title={`Delete ${deleting}?`}
          action={deleteAlias}
          input={{ region: at.region, input: { AliasName: deleting } }}
          success={`${deleting} was deleted.`}
          onClose={() => setDeleting(undefined)}
        >
          <p>Calls that name it fail afterwards. The key stays.</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

const WORDS = { enable: 'Enable', disable: 'Disable', cancel: 'Cancel deletion' } as const;
const DONE = {
  enable: 'The key is enabled.',
  disable: 'The key is disabled.',
  cancel: 'The key stays, and is disabled.',
} as const;

function KeyStates({ at }: { at: ResourceAt }) {
  const read = useReading(keyReading, at);
  const change = useOperation(changeKey, {
    success: ({ input }) => ({ text: DONE[input.to] }),
    handlesError: () => true,
  });
  const offered = (state: string): readonly (keyof typeof WORDS)[] =>
    state === 'PendingDeletion' ? ['cancel'] : state === 'Disabled' ? ['enable'] : ['disable'];
  return (
    <Panel title="Key state" description="A key that is disabled encrypts and decrypts nothing.">
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

function AddAliasDialog({ at, onClose }: { at: ResourceAt; onClose: () => void }) {
  const { form, submission } = useOperationForm(createAlias, {
    defaultValues: { name: '' },
    fields: { AliasName: 'name' },
    toInput: ({ name }: { name: string }) => ({
      region: at.region,
      input: { AliasName: `alias/${name.trim()}`, TargetKeyId: at.arn },
    }),
    success: ({ input }) => ({ text: `${input.AliasName} was added.` }),
    onSuccess: onClose,
  });
  return (
    <FormDialog title="Add alias" submitLabel="Add alias" onClose={onClose} {...submission}>
      <TextField
        form={form}
        name="name"
        label="Alias"
        hint="Letters, digits and / _ -. It is put after alias/."
        problem={(text) => (text === '' ? 'Required.' : aliasProblem(text))}
      />
    </FormDialog>
  );
}
