'use client';

import { Tags } from '@/components/console/kit/tags';
import { useRead } from '@/components/console/kit/use-read';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { saveResourceTags } from '../actions';
import type { AnyResourceKind } from './kinds/kind';

/** Renders the tags of a resource. */
export function ResourceTagsTab({ at, kind }: { at: ResourceAt; kind: AnyResourceKind }) {
  return (
    <Tags
      noun={kind.one}
      read={useRead(kind.tagsOf(at))}
      tagsOf={(tags) => tags}
      caseSensitive
      empty={kind.noTags ?? `Policies can use tags in conditions, such as aws:ResourceTag/Team of a ${kind.one}.`}
      action={saveResourceTags}
      toInput={(change) => ({ region: at.region, input: { arn: at.arn, change } })}
    />
  );
}
