'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Textarea } from '@/components/ui/field/textarea';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { deleteItem, putItem } from './actions';
import { ITEMS_READ, itemsQuery, tableReads } from './queries';

type Item = Record<string, object>;

/** Returns a value in DynamoDB's JSON notation. */
const shown = (value: object) => JSON.stringify(value);

/** Renders the first items of a table. They are put and deleted by DynamoDB's calls. */
export function TableItems({ at }: { at: ResourceAt }) {
  const read = useRead(itemsQuery(at));
  const table = useRead(tableReads.describe(at));
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<Item>();
  const keys = table.data?.KeySchema?.map(({ AttributeName = '' }) => AttributeName) ?? [];
  const items = read.data?.Items as Item[] | undefined;
  const keyOf = (item: Item): Item => Object.fromEntries(keys.map((name) => [name, item[name] ?? {}]));
  return (
    <>
      <TablePanel
        title="Items"
        description={`Read by Scan, the first ${ITEMS_READ}.${read.data?.LastEvaluatedKey ? ' There are more.' : ''}`}
        actions={<Button onClick={() => setAdding(true)}>Put item</Button>}
        rows={items}
        read={read}
        what="the items of this table"
        rowKey={(item) => JSON.stringify(item)}
        top
        empty={{ title: 'No items', description: 'Create an item in DynamoDB JSON.' }}
        columns={[
          {
            header: 'Key',
            mono: true,
            breaks: true,
            cell: (item) => keys.map((name) => `${name} ${shown(item[name] ?? {})}`).join('\n'),
          },
          {
            header: 'Other attributes',
            mono: true,
            breaks: true,
            cell: (item) =>
              Object.entries(item)
                .filter(([name]) => !keys.includes(name))
                .map(([name, value]) => `${name} ${shown(value)}`)
                .join(', ') || '–',
          },
          {
            header: 'Delete',
            actions: true,
            cell: (item) => (
              <Button
                size="sm"
                variant="danger"
                aria-label={`Delete ${JSON.stringify(keyOf(item))}`}
                onClick={() => setDeleting(keyOf(item))}
              >
                Delete
              </Button>
            ),
          },
        ]}
      />
      {adding ? <PutItemDialog at={at} keys={keys} onClose={() => setAdding(false)} /> : null}
      {deleting ? (
        <ConfirmDialog
          title="Delete this item?"
          action={deleteItem}
          input={{ region: at.region, input: { TableName: at.arn, Key: deleting } }}
          success="The item was deleted."
          onClose={() => setDeleting(undefined)}
        >
          <p className="break-all font-mono text-sm">{JSON.stringify(deleting)}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function readItem(text: string): Item | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Item) : null;
  } catch {
    return null;
  }
}

function PutItemDialog({ at, keys, onClose }: { at: ResourceAt; keys: readonly string[]; onClose: () => void }) {
  const example = Object.fromEntries([...keys.map((name) => [name, { S: '' }] as const), ['note', { S: '' }] as const]);
  const [text, setText] = useState(JSON.stringify(example, null, 2));
  const item = readItem(text);
  const put = useOperation(putItem, {
    success: () => ({ text: 'The item was saved.' }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title="Put item"
      description="An existing item with the same key is replaced."
      submitLabel="Put item"
      pending={put.running}
      error={put.error}
      disabledReason={item ? undefined : 'The item is not a JSON object'}
      onSubmit={() => {
        if (item) void put.run({ region: at.region, input: { TableName: at.arn, Item: item } });
      }}
      onClose={onClose}
    >
      <Field label="Item" hint="Enter each value with its type: S (string), N (number), BOOL, L (list), M (map).">
        <Textarea
          rows={10}
          className="font-mono"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          spellCheck={false}
        />
      </Field>
    </FormDialog>
  );
}
