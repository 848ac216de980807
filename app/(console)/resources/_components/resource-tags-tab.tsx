'use client';

import { useOperation } from '@/components/console/kit/use-operation';
import { ReadBox } from '@/components/console/page/read-box';
import { TagsPanel } from '@/components/console/page/tags-panel';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { saveResourceTags } from '../actions';
import type { ResourceKindInfo } from './kinds/kind';
import { useReading } from './use-reading';

/** The tags of a resource. */
export function ResourceTagsTab({ at, kind }: { at: ResourceAt; kind: ResourceKindInfo }) {
  const read = useReading(kind.tags, at);
  const operation = useOperation(saveResourceTags, {
    success: () => ({ text: 'Tags were saved.' }),
    handlesError: () => true,
  });
  return (
    <ReadBox read={read} what={`the tags of this ${kind.one}`}>
      {(tags) => (
        <TagsPanel
          caseSensitive
          tags={tags}
          noun={kind.one}
          empty={kind.noTags}
          saving={operation.running}
          error={operation.error}
          onSave={async (change) => (await operation.run({ region: at.region, input: { arn: at.arn, change } })).ok}
        />
      )}
    </ReadBox>
  );
}
