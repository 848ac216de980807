'use client';

import { Pencil } from 'lucide-react';
import { useRef, useState } from 'react';
import { PolicyEditor } from '@/app/(console)/_client/policies/policy-editor';
import { type AccountChoice, AccountChooser, useOffersAccounts } from '@/app/(console)/organizations/account-chooser';
import { useRead } from '@/components/console/kit/use-read';
import { POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import { servicePrincipalsQuery } from '../queries';
import { SamlPanel } from './saml-panel';
import {
  accountProblem,
  externalIdProblem,
  needsInstanceProfile,
  type TrustChoice,
  trustDocument,
  trustProblem,
} from './trust-choice';
import { WebIdentityPanel } from './web-identity-panel';

type TrustStepProps = {
  value: TrustChoice;
  onChange: (value: TrustChoice) => void;
  accountId: string;
  /** True after the first try to continue. Then fields show their problems. */
  tried: boolean;
};

/** Renders the wizard's first step, the role's trust. */
export function TrustStep({ value, onChange, accountId, tried }: TrustStepProps) {
  const types = useRef<HTMLDivElement>(null);
  const document = trustDocument(value, accountId);
  const edit = () => {
    onChange({ ...value, type: 'custom', custom: document });
    // The button disappears with the content beside it, so the focus moves to the type.
    requestAnimationFrame(() => types.current?.querySelector<HTMLElement>('input[value=custom]')?.focus());
  };
  return (
    <>
      <Panel title="Trusted entity type">
        <div ref={types}>
          <RadioGroup
            label="Trusted entity type"
            hideLabel
            tiles
            columns={3}
            value={value.type}
            onValueChange={(type) => onChange({ ...value, type })}
            options={[
              {
                value: 'service',
                label: 'AWS service',
                description: 'A service such as EC2 or Lambda acts on your behalf.',
              },
              {
                value: 'account',
                label: 'AWS account',
                description: 'Principals of this account or another account assume the role.',
              },
              {
                value: 'web',
                label: 'Web identity',
                description: 'People and programs that sign in with an OpenID Connect provider, such as GitHub Actions.',
              },
              {
                value: 'saml',
                label: 'SAML 2.0 federation',
                description: 'People who sign in with a company directory.',
              },
              {
                value: 'custom',
                label: 'Custom trust policy',
                description: 'Write a policy that defines who can assume the role.',
              },
            ]}
          />
        </div>
      </Panel>
      {value.type === 'service' ? (
        <ServicePanel value={value} onChange={onChange} />
      ) : value.type === 'account' ? (
        <AccountPanel value={value} onChange={onChange} accountId={accountId} tried={tried} />
      ) : value.type === 'web' ? (
        <WebIdentityPanel value={value.web} onChange={(web) => onChange({ ...value, web })} tried={tried} />
      ) : value.type === 'saml' ? (
        <SamlPanel value={value.saml} onChange={(saml) => onChange({ ...value, saml })} tried={tried} />
      ) : (
        <PolicyEditor
          label="Custom trust policy"
          kind="trust"
          saving="inline"
          maxCharacters={POLICY_CHARACTERS.trust}
          value={value.custom}
          onChange={(custom) => onChange({ ...value, custom })}
        />
      )}
      {needsInstanceProfile(value) ? (
        <p className="text-ink-2">
          An instance profile with the same name is created with the role. EC2 uses it to give the role to an instance.
        </p>
      ) : null}
      {value.type !== 'custom' && trustProblem(value) === null ? (
        <Panel
          title="Trust policy"
          description="The result of these choices."
          actions={
            <Button onClick={edit}>
              <Pencil aria-hidden size={14} />
              Edit as text
            </Button>
          }
        >
          <CodeBlock label="Trust policy" code={document} />
        </Panel>
      ) : null}
    </>
  );
}

type PartProps = Pick<TrustStepProps, 'value' | 'onChange'>;

const COMMON = [
  { value: 'ec2.amazonaws.com', label: 'EC2', description: 'Instances call AWS services on your behalf.' },
  { value: 'lambda.amazonaws.com', label: 'Lambda', description: 'Functions call AWS services on your behalf.' },
];

function ServicePanel({ value, onChange }: PartProps) {
  const principals = useRead(servicePrincipalsQuery()).data?.Principals ?? [];
  const common = COMMON.find((option) => option.value === value.service);
  return (
    <Panel title="Use case">
      <div className="space-y-4">
        <RadioGroup
          label="Common use cases"
          columns={2}
          value={common ? common.value : null}
          onValueChange={(service) => onChange({ ...value, service })}
          options={COMMON}
        />
        <Field
          label="Or another service"
          hint="For a service that is not listed, write a custom trust policy with its principal."
        >
          <Combobox
            value={value.service}
            onValueChange={(service) => onChange({ ...value, service })}
            placeholder="Choose or enter a service"
            options={principals.map(({ Principal, Name }) => ({
              value: Principal,
              label: Name ? `${Principal} (${Name})` : Principal,
            }))}
          />
        </Field>
      </div>
    </Panel>
  );
}

function AccountPanel({ value, onChange, accountId, tried }: TrustStepProps) {
  const [chosen, setChosen] = useState<AccountChoice | null>(null);
  const offers = useOffersAccounts();
  const choose = (account: AccountChoice | null) => {
    setChosen(account);
    if (account) onChange({ ...value, otherAccount: account.value });
  };
  return (
    <Panel title="An AWS account">
      <div className="space-y-5">
        <RadioGroup
          label="Account"
          hideLabel
          value={value.own ? 'own' : 'other'}
          onValueChange={(own) => onChange({ ...value, own: own === 'own' })}
          options={[
            { value: 'own', label: `This account (${accountId})` },
            {
              value: 'other',
              label: 'Another AWS account',
              children: (
                <div className="space-y-3">
                  {offers ? (
                    <Field label="Account of your organization" optional hint="Fills in the account ID.">
                      <AccountChooser
                        chosen={chosen?.value === value.otherAccount ? chosen : null}
                        without={accountId}
                        onChange={choose}
                      />
                    </Field>
                  ) : null}
                  <Field
                    label="Account ID"
                    hint="12 digits. The administrators of that account decide which of its principals can assume the role."
                    error={tried ? accountProblem(value) : null}
                  >
                    <Input
                      mono
                      inputMode="numeric"
                      autoComplete="off"
                      value={value.otherAccount}
                      onChange={(event) => onChange({ ...value, otherAccount: event.currentTarget.value.replace(/[\s-]/g, '') })}
                    />
                  </Field>
                </div>
              ),
            },
          ]}
        />
        <div className="space-y-3">
          <Checkbox
            label="Require external ID"
            description="For third parties: a unique value that they send with each call, so that other customers cannot make them use your role."
            checked={value.requireExternalId}
            onCheckedChange={(requireExternalId) => onChange({ ...value, requireExternalId })}
          />
          {value.requireExternalId ? (
            <Field
              label="External ID"
              className="pl-6"
              hint="You cannot switch to such a role in the console."
              error={tried ? externalIdProblem(value) : null}
            >
              <Input
                mono
                autoComplete="off"
                spellCheck={false}
                value={value.externalId}
                onChange={(event) => onChange({ ...value, externalId: event.currentTarget.value })}
              />
            </Field>
          ) : null}
          <Checkbox
            label="Require MFA"
            description="Only principals that signed in with MFA can assume the role."
            checked={value.requireMfa}
            onCheckedChange={(requireMfa) => onChange({ ...value, requireMfa })}
          />
        </div>
      </div>
    </Panel>
  );
}
