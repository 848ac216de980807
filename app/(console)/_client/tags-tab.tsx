'use client';

import { Tags } from '@/components/console/kit/tags';
import { useMissing } from '@/components/console/kit/use-missing';
import type { Read } from '@/components/console/kit/use-read';
import type { Tagged } from '@/lib/console/recipes/tags';
import { saveTags } from './save-tags';

type TagsTabProps<Data> = {
  on: Tagged;
  /** The tagged thing: "user". */
  noun: string;
  read: Read<Data>;
  tagsOf: (data: Data) => readonly { Key?: string; Value?: string }[] | undefined;
};

/** The action that sets tags, by kind. The action that removes them has the matching name. */
const TAGGED = {
  users: 'iam:TagUser',
  roles: 'iam:TagRole',
  policies: 'iam:TagPolicy',
  'oidc-providers': 'iam:TagOpenIDConnectProvider',
  'saml-providers': 'iam:TagSAMLProvider',
  'server-certificates': 'iam:TagServerCertificate',
  organization: 'organizations:TagResource',
  'identity-center': 'sso:TagResource',
} as const satisfies Record<Tagged['kind'], string>;

/** The tags of a thing of IAM, Organizations or Identity Center, from the read that has them. */
export function TagsTab<Data>({ on, noun, ...tags }: TagsTabProps<Data>) {
  const inOrganization = on.kind === 'organization';
  const missing = useMissing();
  const tagged = TAGGED[on.kind];
  return (
    <Tags
      {...tags}
      noun={noun}
      caseSensitive={inOrganization || on.kind === 'identity-center'}
      empty={
        inOrganization
          ? `Policies of the management account can use these tags in conditions, such as aws:ResourceTag/CostCenter of this ${noun}.`
          : `Policies can use tags in conditions, such as aws:ResourceTag/Team of this ${noun}.`
      }
      readOnlyReason={missing(tagged.replace(':Tag', ':Untag')) && missing(tagged)}
      action={saveTags}
      toInput={(change) => ({ on, ...change })}
    />
  );
}
