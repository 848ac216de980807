'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import type { ConsoleAction } from '@/lib/console/result';
import type { Tag } from '../form/tag-rules';
import { ReadBox } from '../page/read-box';
import { useOperation } from './use-operation';
import type { Read } from './use-read';

// Comes when the tab is opened.
const TagsPanel = dynamic(() => import('../page/tags-panel').then((module) => module.TagsPanel));

/** The tags that a change removes and sets. */
export type TagChange = { remove: string[]; put: Tag[] };

type TagsProps<Data, Input> = {
  /** The thing that has them: "user". */
  noun: string;
  read: Read<Data>;
  tagsOf: (data: Data) => readonly { Key?: string; Value?: string }[] | undefined;
  /** The use of tags on this thing. */
  empty: ReactNode;
  action: ConsoleAction<Input, unknown>;
  toInput: (change: TagChange) => Input;
  /** Why they cannot be changed. */
  readOnlyReason?: string;
  caseSensitive?: boolean;
};

/** The tags of a thing, from the read that has them, and editing all of them at once. */
export function Tags<Data, Input>({ noun, read, tagsOf, action, toInput, ...panel }: TagsProps<Data, Input>) {
  const operation = useOperation(action, { success: () => ({ text: 'Tags were saved.' }), handlesError: () => true });
  return (
    <ReadBox read={read} what={`the tags of this ${noun}`}>
      {(data) => (
        <TagsPanel
          {...panel}
          tags={(tagsOf(data) ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value }))}
          noun={noun}
          saving={operation.running}
          error={operation.error}
          onSave={async (change) => (await operation.run(toInput(change))).ok}
        />
      )}
    </ReadBox>
  );
}
