'use client';

import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { TagsPanel } from '@/components/console/page/tags-panel';
import { saveResourceTags } from '../actions';
import { resourceTagsQuery } from '../queries';

/** The tags of a root, OU, account or policy. */
export function ResourceTags({ id, noun }: { id: string; noun: string }) {
  const tags = useRead(resourceTagsQuery(id));
  const operation = useOperation(saveResourceTags, {
    success: () => ({ text: 'Tags were saved.' }),
    handlesError: () => true,
  });
  return (
    <ReadBox read={tags} what="the tags">
      {({ Tags }) => (
        <TagsPanel
          caseSensitive
          tags={Tags}
          noun={noun}
          empty={`Policies of the management account can ask for them in conditions, such as aws:ResourceTag/CostCenter of this ${noun}.`}
          saving={operation.running}
          error={operation.error}
          onSave={async (change) => (await operation.run({ on: { kind: 'organization', id }, ...change })).ok}
        />
      )}
    </ReadBox>
  );
}
