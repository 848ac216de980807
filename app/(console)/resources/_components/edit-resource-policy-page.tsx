'use client';

import { useEditedDocument } from '@/app/(console)/_client/policies/edited-document';
import { PolicyFormPage } from '@/app/(console)/_client/policies/policy-form-page';
import { layOut } from '@/components/access/lay-out';
import type { Query } from '@/components/console/kit/query';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { paths } from '@/lib/console/paths';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { editResourcePolicy } from '../actions';
import { pageOf } from './acts';
import { KINDS } from './kinds';
import type { PolicyRules } from './kinds/kind';

/** Renders the page that edits or creates a resource's policy. @param id the ARN, of a kind that has pages */
export function EditResourcePolicyPage({ id }: { id: string }) {
  const at = pageOf(id);
  const { policy, policyOf, ...kind } = KINDS[at.kind];
  if (!policy || !policyOf) throw new Error('the ARN is missing or invalid');
  return <EditedPolicy at={at} kind={kind} policy={policy} query={policyOf(at)} />;
}

type EditedPolicyProps = { at: ResourceAt; kind: { one: string; title: string }; policy: PolicyRules };

function EditedPolicy({ query, ...page }: EditedPolicyProps & { query: Query<string | null> }) {
  return (
    <ReadBox read={useRead(query)} what={`the policy of this ${page.kind.one}`}>
      {(document) => <PolicyForm {...page} stored={document === null ? null : layOut(document)} />}
    </ReadBox>
  );
}

function PolicyForm({ at, kind, policy, stored }: EditedPolicyProps & { stored: string | null }) {
  const edited = useEditedDocument(`resource ${at.arn}`, stored);
  const back = paths.resource(at.kind, at.arn, 'policy');
  const operation = useOperation(editResourcePolicy, {
    success: () => ({ text: `The policy of ${at.name} was saved.` }),
    onSuccess: edited.forget,
    goTo: () => edited.back ?? back,
    handlesError: () => true,
  });
  return (
    <PolicyFormPage
      title={stored === null ? 'Add a policy' : 'Edit policy'}
      description={`Define who can access the ${kind.one} ${at.name}.`}
      breadcrumbs={[
        { label: kind.title, href: paths.resourcesOf(at.kind) },
        { label: at.name, href: back },
      ]}
      submitLabel="Save policy"
      cancelHref={edited.back ?? back}
      pending={operation.running}
      error={operation.error}
      editor={{
        label: `Policy of ${at.name}`,
        kind: 'resource',
        resourceType: policy.type,
        resource: at.arn,
        maxCharacters: policy.maxCharacters,
      }}
      edited={edited}
      change={(Document) => ({ Kind: 'resource', Resource: at.arn, Document })}
      onSubmit={(document, from) => void operation.run({ region: at.region, input: { from, input: { arn: at.arn, document } } })}
    />
  );
}
