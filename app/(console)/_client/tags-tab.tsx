'use client';

import dynamic from 'next/dynamic';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import type { Read } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import type { Tagged } from '@/lib/console/recipes/tags';
import { saveTags } from './save-tags';

// Loaded when the tab is opened.
const TagsPanel = dynamic(() => import('@/components/console/page/tags-panel').then((module) => module.TagsPanel));

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
} as const satisfies Record<Tagged['kind'], string>;

/** The tags of a thing, from the read that has them. */
export function TagsTab<Data>({ on, noun, read, tagsOf }: TagsTabProps<Data>) {
  const inOrganization = on.kind === 'organization';
  const missing = useMissing();
  const tagged = TAGGED[on.kind];
  const operation = useOperation(saveTags, {
    success: () => ({ text: 'Tags were saved.' }),
    handlesError: () => true,
  });
  return (
    <ReadBox read={read} what={`the tags of this ${noun}`}>
      {(data) => (
        <TagsPanel
          caseSensitive={inOrganization}
          tags={(tagsOf(data) ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value }))}
          noun={noun}
          empty={
            inOrganization
              ? `Policies of the management account can use these tags in conditions, such as aws:ResourceTag/CostCenter of this ${noun}.`
              : `Policies can use tags in conditions, such as aws:ResourceTag/Team of this ${noun}.`
          }
          readOnlyReason={missing(tagged.replace(':Tag', ':Untag')) && missing(tagged)}
          saving={operation.running}
          error={operation.error}
          onSave={async (change) => (await operation.run({ on, ...change })).ok}
        />
      )}
    </ReadBox>
  );
}
