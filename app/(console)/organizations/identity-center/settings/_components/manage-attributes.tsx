'use client';

import { useState } from 'react';
import { EditableList } from '@/components/console/form/editable-list';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperation } from '@/components/console/kit/use-operation';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { ATTRIBUTE_SOURCES, AttributeKey, MOST_ATTRIBUTES } from '@/lib/identity-center/access-control/schema';
import type { EditedAttributes } from '../../_components/subjects';
import { enableAccessControl, updateAccessControl } from '../actions';

type Row = { key: string; source: string };
const FRESH: Row = { key: '', source: '${path:enterprise.department}' };
const SOURCES = ATTRIBUTE_SOURCES.map((source) => ({ value: source, label: source }));

/** Renders the dialog that enables attributes for access control, and the one that changes them. */
export function ManageAttributes({ subject: { InstanceArn, attributes }, onClose }: OpenedProps<EditedAttributes>) {
  const [rows, setRows] = useState<readonly Row[]>(
    () => attributes?.map(({ Key, Value }) => ({ key: Key, source: Value.Source[0] ?? '' })) ?? [FRESH],
  );
  const [tried, setTried] = useState(false);
  const [edited, setEdited] = useState(false);
  const operation = useOperation(attributes === null ? enableAccessControl : updateAccessControl, {
    success: () => ({ text: 'The attributes for access control were saved. New sessions have them.' }),
    onSuccess: onClose,
    handlesError: () => true,
  });
  const problemOf = (index: number): string | undefined => {
    const key = rows[index]?.key ?? '';
    if (rows.findIndex((row) => row.key === key) < index && key !== '') return 'Another attribute has this key.';
    return fieldProblem(AttributeKey, key, 'Only letters, digits, spaces and _ . : / = + - @');
  };
  const wrong = rows.some((_, index) => problemOf(index) !== undefined);
  return (
    <FormDialog
      size="lg"
      title={attributes === null ? 'Enable attributes for access control' : 'Manage attributes'}
      description="Each session of a user gets these tags. An attribute that a user does not have gives no tag."
      submitLabel={attributes === null ? 'Enable' : 'Save attributes'}
      pending={operation.running}
      error={operation.error}
      dirty={edited}
      onSubmit={() => {
        setTried(true);
        if (wrong) return;
        const AccessControlAttributes = rows.map(({ key, source }) => ({ Key: key, Value: { Source: [source] } }));
        void operation.run({ InstanceArn, InstanceAccessControlAttributeConfiguration: { AccessControlAttributes } });
      }}
      onClose={onClose}
    >
      <EditableList
        rows={rows}
        onRowsChange={(next) => {
          setEdited(true);
          setRows(next);
        }}
        noun="attribute"
        nameOf={({ key }) => key}
        fresh={FRESH}
        addLabel="Add attribute"
        columns="sm:grid-cols-[1fr_1fr_auto]"
        problemOf={(index) => (tried || rows[index]?.key !== '' ? problemOf(index) : undefined)}
        empty={<p className="text-ink-2">No attributes.</p>}
        full={rows.length >= MOST_ATTRIBUTES}
      >
        {(row, { index, change, describedBy }) => (
          <>
            <Input
              aria-label={`Key of attribute ${index + 1}`}
              placeholder="Key, such as Department"
              value={row.key}
              aria-describedby={describedBy}
              aria-invalid={describedBy === undefined ? undefined : true}
              onChange={(event) => change({ key: event.currentTarget.value })}
            />
            <Select
              aria-label={`Value of attribute ${index + 1}`}
              options={SOURCES}
              value={row.source}
              onValueChange={(source) => change({ source })}
            />
          </>
        )}
      </EditableList>
    </FormDialog>
  );
}
