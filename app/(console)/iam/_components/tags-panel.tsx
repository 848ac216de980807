'use client';

import { useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { TagEditor } from '@/components/console/form/tag-editor';
import { checkTags, type Tag } from '@/components/console/form/tag-rules';
import { UnsavedChanges } from '@/components/console/form/unsaved-changes';
import { EmptyState } from '@/components/console/page/empty-state';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Tagged } from '@/lib/console/recipes/tags';
import { saveTags } from '../actions';

type TagsPanelProps = { on: Tagged; tags: readonly Tag[]; noun: string; readOnlyReason?: string };

/** The tags of a thing, and editing all of them at once. */
export function TagsPanel({ on, tags, noun, readOnlyReason }: TagsPanelProps) {
  const [edited, setEdited] = useState<Tag[] | null>(null);
  if (edited !== null) return <TagsForm on={on} stored={tags} tags={edited} onChange={setEdited} />;
  return (
    <Panel
      title="Tags"
      count={tags.length}
      description={`Keys and values to find, group and control access to this ${noun}.`}
      flush
      actions={
        <Button onClick={() => setEdited([...tags])} disabledReason={readOnlyReason}>
          Manage tags
        </Button>
      }
    >
      {tags.length === 0 ? (
        <EmptyState
          title="No tags"
          description={`Policies can ask for tags in conditions, such as aws:ResourceTag/Team of this ${noun}.`}
        />
      ) : (
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
      )}
    </Panel>
  );
}

type TagsFormProps = { on: Tagged; stored: readonly Tag[]; tags: Tag[]; onChange: (tags: Tag[] | null) => void };

function TagsForm({ on, stored, tags, onChange }: TagsFormProps) {
  const [showIssues, setShowIssues] = useState(false);
  const remove = stored.filter(({ Key }) => !tags.some((tag) => tag.Key === Key)).map(({ Key }) => Key);
  const put = tags.filter(({ Key, Value }) => !stored.some((tag) => tag.Key === Key && tag.Value === Value));
  const changed = remove.length + put.length > 0;
  const operation = useOperation(saveTags, {
    success: () => ({ text: 'Tags were saved.' }),
    handlesError: () => true,
    onSuccess: () => onChange(null),
  });
  const save = () => {
    if (checkTags(tags).length > 0) setShowIssues(true);
    else if (changed) void operation.run({ on, remove, put });
    else onChange(null);
  };
  return (
    <Panel
      title="Manage tags"
      footer={
        <div className="flex justify-end gap-2">
          <Button onClick={() => onChange(null)}>Cancel</Button>
          <Button variant="primary" loading={operation.running} onClick={save}>
            Save changes
          </Button>
        </div>
      }
    >
      <div className="space-y-4">
        <TagEditor tags={tags} onTagsChange={onChange} showIssues={showIssues} />
        {operation.error ? <ErrorBox error={operation.error} live /> : null}
      </div>
      <UnsavedChanges dirty={changed && !operation.running} />
    </Panel>
  );
}
