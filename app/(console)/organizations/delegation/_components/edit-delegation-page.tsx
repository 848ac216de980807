'use client';

import { useState } from 'react';
import { useEditedDocument } from '@/app/(console)/_client/policies/edited-document';
import { PolicyFormPage } from '@/app/(console)/_client/policies/policy-form-page';
import { layOut } from '@/components/access/lay-out';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Field } from '@/components/ui/field/field';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import type { OrganizationSummary } from '../../_components/feature-set';
import { textToSave } from '../../_components/text-to-save';
import { type AccountChoice, AccountChooser } from '../../account-chooser';
import { delegationPolicyQuery, organizationQuery } from '../../queries';
import { editDelegationPolicy } from '../actions';
import { delegationTemplates } from './templates';

/** The longest policy, including white space. Source: Organizations API, PutResourcePolicy. */
const MAX_CHARACTERS = 40_000;
const CRUMBS = [{ label: 'Delegation policy', href: paths.delegationPolicy }];

/** Renders the page that creates or edits the delegation policy. */
export function EditDelegationPage() {
  const read = useRead(delegationPolicyQuery());
  const organization = useRead(organizationQuery());
  const missing = read.error?.code === 'ResourcePolicyNotFoundException';
  const failed = organization.error ? organization : read.error && !missing ? read : null;
  if (failed) {
    return (
      <>
        <PageHeader title="Edit delegation policy" breadcrumbs={CRUMBS} />
        <ReadError read={failed} what="the delegation policy" />
      </>
    );
  }
  if (!organization.data?.Organization || (!read.data && !missing)) return <Skeleton className="h-96" />;
  const stored = read.data?.ResourcePolicy.Content;
  return <DelegationForm organization={organization.data.Organization} stored={stored === undefined ? null : layOut(stored)} />;
}

type DelegationFormProps = { organization: OrganizationSummary; stored: string | null };

function DelegationForm({ organization, stored }: DelegationFormProps) {
  const edited = useEditedDocument('delegation', stored);
  const operation = useOperation(editDelegationPolicy, {
    success: () => ({ text: 'The delegation policy was saved. It is in effect.' }),
    onSuccess: edited.forget,
    goTo: () => paths.delegationPolicy,
    handlesError: () => true,
  });
  const missing = useMissing()('organizations:PutResourcePolicy');
  return (
    <PolicyFormPage
      title={stored === null ? 'Create a delegation policy' : 'Edit delegation policy'}
      crumb={stored === null ? 'Create' : 'Edit'}
      breadcrumbs={CRUMBS}
      submitLabel={stored === null ? 'Create policy' : 'Save changes'}
      cancelHref={paths.delegationPolicy}
      pending={operation.running}
      error={operation.error}
      missing={missing}
      editor={{
        label: 'Delegation policy',
        kind: 'resource',
        resourceType: 'AWS::Organizations::ResourcePolicy',
        maxCharacters: MAX_CHARACTERS,
      }}
      edited={edited}
      onSubmit={(document, from) => void operation.run({ from, input: { Content: textToSave(document, MAX_CHARACTERS) } })}
      above={stored === null ? <StartFrom organization={organization} onChoose={edited.setText} /> : null}
    />
  );
}

type StartFromProps = { organization: OrganizationSummary; onChoose: (document: string) => void };

/** Renders the fields that generate a document: a member account and its permissions. */
function StartFrom({ organization, onChoose }: StartFromProps) {
  const [account, setAccount] = useState<AccountChoice | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const start = (to: { account?: AccountChoice | null; chosen?: string }) => {
    const next = { account, chosen, ...to };
    setAccount(next.account);
    setChosen(next.chosen);
    const templates = next.account ? delegationTemplates(organization, next.account.value) : [];
    const template = templates.find(({ id }) => id === next.chosen);
    if (template) onChoose(template.document);
  };
  return (
    <Panel title="Start from" description="Or enter the document below.">
      <div className="space-y-4">
        <Field label="Member account" className="max-w-md">
          <AccountChooser chosen={account} without={organization.MasterAccountId} onChange={(to) => start({ account: to })} />
        </Field>
        <RadioGroup
          label="Template"
          hideLabel
          tiles
          columns={3}
          value={chosen}
          onValueChange={(id) => start({ chosen: id })}
          options={delegationTemplates(organization, '').map(({ id, label, description }) => ({ value: id, label, description }))}
        />
        {chosen !== null && account === null ? (
          <p className="text-ink-2">Choose a member account to fill in the template.</p>
        ) : null}
      </div>
    </Panel>
  );
}
