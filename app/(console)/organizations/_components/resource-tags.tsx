'use client';

import { TagsTab } from '@/app/(console)/_client/tags-tab';
import { useRead } from '@/components/console/kit/use-read';
import { resourceTagsQuery } from '../queries';

/** Renders the tags of a root, OU, account or policy. */
export function ResourceTags({ id, noun }: { id: string; noun: string }) {
  const tags = useRead(resourceTagsQuery(id));
  return <TagsTab on={{ kind: 'organization', id }} noun={noun} read={tags} tagsOf={({ Tags }) => Tags} />;
}
