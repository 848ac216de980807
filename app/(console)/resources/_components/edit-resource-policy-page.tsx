'use client';

import { PolicyDiff, PolicyEditor } from '@/app/(console)/_client/policy-editor';
import { useEditedDocument } from '@/app/(console)/_client/suggested-document';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { layOut } from '@/components/access/lay-out';
import { FormPage } from '@/components/console/form/form-page';
import { ReadBox } from '@/components/console/page/read-box';
import { documentProblem } from '@/components/policy-editor/document-problem';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { paths } from '@/lib/console/paths';
import { type ResourceAt, resourceAt } from '@/lib/console/resource-arn';
import { saveResourcePolicy } from '../actions';
import { KINDS } from './kinds';
import type { ResourceKindInfo } from './kinds/kind';
import { useReading } from './use-reading';

/** Edits the policy on a resource, or makes its first. @param arn of a kind that has pages */
export function EditResourcePolicyPage({ arn }: { arn: string }) {
  const at = resourceAt(arn);
  const kind = at && KINDS[at.kind];
  if (!at || !kind?.policy) throw new Error('the page shows resources that can have a policy');
  return <EditedPolicy at={at} kind={kind} policy={kind.policy} />;
}

type EditedPolicyProps = { at: ResourceAt; kind: ResourceKindInfo; policy: NonNullable<ResourceKindInfo['policy']> };

function EditedPolicy({ at, kind, policy }: EditedPolicyProps) {
  return (
    <ReadBox read={useReading(policy.read, at)} what={`the policy of this ${kind.one}`}>
      {(document) => <PolicyForm at={at} kind={kind} policy={policy} stored={document === null ? '' : layOut(document)} />}
    </ReadBox>
  );
}

function PolicyForm({ at, kind, policy, stored }: EditedPolicyProps & { stored: string }) {
  const { text: document, setText: setDocument, back: asked } = useEditedDocument(stored);
  const back = paths.resource(at.kind, at.arn, 'policy');
  const operation = useOperation(saveResourcePolicy, {
    success: () => ({ text: `The policy of ${at.name} was saved.` }),
    goTo: () => asked ?? back,
    handlesError: () => true,
  });
  return (
    <FormPage
      title={stored === '' ? 'Add a policy' : 'Edit policy'}
      description={`Who may do what to the ${kind.one} ${at.name}.`}
      breadcrumbs={[
        { label: kind.title, href: paths.resourcesOf(at.kind) },
        { label: at.name, href: back },
      ]}
      submitLabel="Save policy"
      cancelHref={asked ?? back}
      pending={operation.running}
      error={operation.error}
      dirty={document !== stored}
      disabledReason={
        document === stored ? 'Nothing is changed yet' : documentProblem(document, 'resource', policy.maxCharacters)
      }
      onSubmit={() => void operation.run({ region: at.region, input: { arn: at.arn, document } })}
    >
      <PolicyEditor
        label={`Policy of ${at.name}`}
        kind="resource"
        resourceType={policy.type}
        maxCharacters={policy.maxCharacters}
        value={document}
        onChange={setDocument}
        minLines={18}
      />
      {document === stored || stored === '' ? null : (
        <ExpandableSection look="panel" title="Changes">
          <PolicyDiff before={stored} after={document} label="Changes" />
        </ExpandableSection>
      )}
    </FormPage>
  );
}
