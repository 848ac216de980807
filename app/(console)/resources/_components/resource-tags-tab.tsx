'use client';

import { Tags } from '@/components/console/kit/tags';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { saveResourceTags } from '../actions';
import type { ResourceKindInfo } from './kinds/kind';
import { useReading } from './use-reading';

/** Renders the tags of a resource. */
export function ResourceTagsTab({ at, kind }: { at: ResourceAt; kind: ResourceKindInfo }) {
  return (
    <Tags
      noun={kind.one}
      read={useReading(kind.tags, at)}
      tagsOf={(tags) => tags}
      caseSensitive
      empty={kind.noTags}
      action={saveResourceTags}
      toInput={(change) => ({ region: at.region, input: { arn: at.arn, change } })}
    />
  );
}
