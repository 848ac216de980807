'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/table';
import { TagEditor } from '../form/tag-editor';
import { checkTags, type Tag, type TagRules } from '../form/tag-rules';
import { UnsavedChanges } from '../form/unsaved-changes';
import type { ConsoleError } from './console-error';
import { EmptyState } from './empty-state';
import { ErrorBox } from './error-box';

type TagsPanelProps = TagRules & {
  tags: readonly Tag[];
  /** The noun in the singular: "account". */
  noun: string;
  /** The text that is shown without tags: their purpose. */
  empty: ReactNode;
  /** Saves both changes; returns true on success. */
  onSave: (change: { remove: string[]; put: Tag[] }) => Promise<boolean>;
  saving: boolean;
  error?: ConsoleError;
  readOnlyReason?: string;
};

/** Renders the tags of a resource, with a form that edits them. */
export function TagsPanel(props: TagsPanelProps) {
  const { tags, noun, empty, readOnlyReason } = props;
  const [edited, setEdited] = useState<Tag[] | null>(null);
  const manage = useRef<HTMLButtonElement>(null);
  const wasEdited = useRef(false);
  // The pressed button disappears when the form opens or closes, and would take the focus with it.
  useEffect(() => {
    if (edited === null && wasEdited.current) manage.current?.focus();
    wasEdited.current = edited !== null;
  }, [edited]);
  if (edited !== null) return <TagsForm {...props} edited={edited} onChange={setEdited} />;
  return (
    <Panel
      title="Tags"
      count={tags.length}
      description={`Keys and values to find, group and control access to this ${noun}.`}
      flush
      actions={
        <Button ref={manage} onClick={() => setEdited([...tags])} disabledReason={readOnlyReason}>
          Manage tags
        </Button>
      }
    >
      {tags.length === 0 ? (
        <EmptyState
          title="No tags"
          description={empty}
          action={
            <Button onClick={() => setEdited([...tags])} disabledReason={readOnlyReason}>
              Add tags
            </Button>
          }
        />
      ) : (
        <TagsTable tags={tags} />
      )}
    </Panel>
  );
}

function TagsTable({ tags }: { tags: readonly Tag[] }) {
  return (
    <Table label="Tags">
      <TableHead>
        <TableRow>
          <TableHeader>Key</TableHeader>
          <TableHeader>Value</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {tags.map(({ Key, Value }) => (
          <TableRow key={Key}>
            <TableCell className="break-all">{Key}</TableCell>
            <TableCell className="break-all">{Value === '' ? <span className="text-ink-3">(empty)</span> : Value}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

type TagsFormProps = TagsPanelProps & { edited: Tag[]; onChange: (tags: Tag[] | null) => void };

function TagsForm({ tags: stored, edited, onChange, onSave, saving, error, caseSensitive }: TagsFormProps) {
  const [showIssues, setShowIssues] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, button')?.focus(), []);
  const remove = stored.filter(({ Key }) => !edited.some((tag) => tag.Key === Key)).map(({ Key }) => Key);
  const put = edited.filter(({ Key, Value }) => !stored.some((tag) => tag.Key === Key && tag.Value === Value));
  const changed = remove.length + put.length > 0;
  const save = async () => {
    if (checkTags(edited, { caseSensitive }).length > 0) setShowIssues(true);
    else if (!changed || (await onSave({ remove, put }))) onChange(null);
  };
  return (
    <Panel
      title="Manage tags"
      footer={
        <div className="flex justify-end gap-2">
          <Button onClick={() => onChange(null)}>Cancel</Button>
          <Button variant="primary" loading={saving} onClick={() => void save()}>
            Save changes
          </Button>
        </div>
      }
    >
      <div ref={form} className="space-y-4">
        <TagEditor tags={edited} onTagsChange={onChange} showIssues={showIssues} caseSensitive={caseSensitive} />
        {error ? <ErrorBox error={error} live /> : null}
      </div>
      <UnsavedChanges dirty={changed && !saving} />
    </Panel>
  );
}
