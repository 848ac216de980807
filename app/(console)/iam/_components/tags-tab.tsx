'use client';

import { useOperation } from '@/app/(console)/_client/use-operation';
import type { Read } from '@/app/(console)/_client/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { TagsPanel } from '@/components/console/page/tags-panel';
import type { Tagged } from '@/lib/console/recipes/tags';
import { saveTags } from '../actions';

type TagsTabProps<Data> = {
  on: Tagged;
  /** What they are on: "user". */
  noun: string;
  read: Read<Data>;
  tagsOf: (data: Data) => readonly { Key?: string; Value?: string }[] | undefined;
};

/** The tags of a thing of IAM, from the read that its page is about. */
export function TagsTab<Data>({ on, noun, read, tagsOf }: TagsTabProps<Data>) {
  const operation = useOperation(saveTags, {
    success: () => ({ text: 'Tags were saved.' }),
    handlesError: () => true,
  });
  return (
    <ReadBox read={read} what={`the tags of this ${noun}`}>
      {(data) => (
        <TagsPanel
          tags={(tagsOf(data) ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value }))}
          noun={noun}
          empty={`Policies can ask for tags in conditions, such as aws:ResourceTag/Team of this ${noun}.`}
          saving={operation.running}
          error={operation.error}
          onSave={async (change) => (await operation.run({ on, ...change })).ok}
        />
      )}
    </ReadBox>
  );
}
