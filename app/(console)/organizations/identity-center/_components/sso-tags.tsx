'use client';

import { TagsTab } from '@/app/(console)/_client/tags-tab';
import { useRead } from '@/components/console/kit/use-read';
import { ssoTagsQuery } from '../queries';

/** Renders the tags of an instance, a permission set or an application. */
export function SsoTags({ arn, noun }: { arn: string; noun: string }) {
  const read = useRead(ssoTagsQuery(arn));
  return <TagsTab on={{ kind: 'identity-center', id: arn }} noun={noun} read={read} tagsOf={({ Tags }) => Tags} />;
}
