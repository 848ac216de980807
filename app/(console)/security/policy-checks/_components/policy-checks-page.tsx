'use client';

import { type PolicyResourceType, REACHED_TYPES } from '@gatehouse/policy/validate';
import { useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { Answer } from '@/components/console/page/answer';
import { ErrorBox } from '@/components/console/page/error-box';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Select } from '@/components/ui/field/select';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import { SHOWN_KINDS, shortLabel } from '@/lib/resources/kind-arns';
import { checkAccessNotGranted, checkNoNewAccess, checkNoPublicAccess, validatePolicy } from '../actions';
import { CheckAnswer, type CheckedAnswer } from './check-answer';
import { type ValidatedFinding, ValidationAnswer } from './validation-answer';

type Check = 'new' | 'granted' | 'public' | 'validate';

const CHECKS = [
  { value: 'new', label: 'No new access', description: 'Checks that a changed policy allows nothing new.' },
  {
    value: 'granted',
    label: 'Access not granted',
    description: 'Checks that a policy allows none of the specified actions and resources.',
  },
  {
    value: 'public',
    label: 'No public access',
    description: 'Checks that a resource policy does not grant public access.',
  },
  { value: 'validate', label: 'Validation', description: 'Lists errors, warnings and suggestions for a document.' },
] as const;

const CHECKED_TYPES = [
  { value: 'IDENTITY_POLICY', label: 'Identity policy' },
  { value: 'RESOURCE_POLICY', label: 'Resource policy, or trust policy' },
] as const;
const VALIDATED_TYPES = [
  { value: 'IDENTITY_POLICY', label: 'Identity policy' },
  { value: 'RESOURCE_POLICY', label: 'Resource policy' },
  { value: 'TRUST_POLICY', label: 'Trust policy of a role' },
  { value: 'SERVICE_CONTROL_POLICY', label: 'Service control policy' },
  { value: 'RESOURCE_CONTROL_POLICY', label: 'Resource control policy' },
] as const;
const labelOf = (type: PolicyResourceType) => {
  const kind = SHOWN_KINDS.find(({ policyType }) => policyType === type);
  return kind ? shortLabel(kind) : type;
};
const RESOURCES = [
  ...REACHED_TYPES.map((value) => ({ value, label: labelOf(value) })),
  { value: 'AWS::IAM::AssumeRolePolicyDocument', label: 'IAM role (trust policy)' },
] as const;

type Asked = {
  check: Check;
  document: string;
  existing: string;
  checkedType: (typeof CHECKED_TYPES)[number]['value'];
  validatedType: (typeof VALIDATED_TYPES)[number]['value'];
  resourceType: (typeof RESOURCES)[number]['value'];
  actions: string;
  resources: string;
};
const FRESH: Asked = {
  check: 'new',
  document: '',
  existing: '',
  checkedType: 'IDENTITY_POLICY',
  validatedType: 'IDENTITY_POLICY',
  resourceType: 'AWS::S3::Bucket',
  actions: '',
  resources: '',
};

type Given = { checked: CheckedAnswer } | { findings: readonly ValidatedFinding[] };

const linesOf = (text: string) => text.split(/[\s,]+/).filter((line) => line !== '');

/** Checks unsaved policies before they are deployed, like IAM Access Analyzer's API. */
export function PolicyChecksPage() {
  const [asked, setAsked] = useState(FRESH);
  const [answer, setAnswer] = useState<Given>();
  const [times, setTimes] = useState(0);
  const options = { invalidates: [], handlesError: () => true };
  const told = { ...options, onSuccess: (checked: CheckedAnswer) => setAnswer({ checked }) };
  const noNewAccess = useOperation(checkNoNewAccess, told);
  const notGranted = useOperation(checkAccessNotGranted, told);
  const notPublic = useOperation(checkNoPublicAccess, told);
  const validation = useOperation(validatePolicy, {
    ...options,
    onSuccess: ({ findings }: { findings: readonly ValidatedFinding[] }) => setAnswer({ findings }),
  });
  const running = { new: noNewAccess, granted: notGranted, public: notPublic, validate: validation }[asked.check];
  const set = (changed: Partial<Asked>) => {
    setAsked({ ...asked, ...changed });
    setAnswer(undefined);
  };
  const run = () => {
    setTimes(times + 1);
    setAnswer(undefined);
    const { check, document: policyDocument, existing, checkedType: policyType, validatedType, resourceType } = asked;
    const [actions, resources] = [linesOf(asked.actions), linesOf(asked.resources)];
    if (check === 'new')
      return noNewAccess.run({ policyType, newPolicyDocument: policyDocument, existingPolicyDocument: existing });
    if (check === 'granted') return notGranted.run({ policyType, policyDocument, access: [{ actions, resources }] });
    if (check === 'public') return notPublic.run({ policyDocument, resourceType });
    return validatedType === 'TRUST_POLICY'
      ? validation.run({
          policyDocument,
          policyType: 'RESOURCE_POLICY',
          validatePolicyResourceType: 'AWS::IAM::AssumeRolePolicyDocument',
        })
      : validation.run({ policyDocument, policyType: validatedType });
  };
  const lacking =
    asked.document.trim() === '' || (asked.check === 'new' && asked.existing.trim() === '')
      ? 'Enter a policy first'
      : asked.check === 'granted' && linesOf(asked.actions + asked.resources).length === 0
        ? 'Enter an action or a resource'
        : undefined;
  return (
    <>
      <PageHeader
        title="Policy checks"
        info={<HelpLink />}
        description="Check a policy by itself, for any principal. Nothing is stored."
      />
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Panel title="Check">
          <div className="space-y-4">
            <RadioGroup
              label="Check"
              hideLabel
              tiles
              columns={4}
              options={CHECKS}
              value={asked.check}
              onValueChange={(check) => set({ check })}
            />
            {asked.check === 'public' ? (
              <Field label="Resource">
                <Select options={RESOURCES} value={asked.resourceType} onValueChange={(resourceType) => set({ resourceType })} />
              </Field>
            ) : asked.check === 'validate' ? (
              <Field label="Policy type">
                <Select
                  options={VALIDATED_TYPES}
                  value={asked.validatedType}
                  onValueChange={(validatedType) => set({ validatedType })}
                />
              </Field>
            ) : (
              <Field label="Policy type">
                <Select options={CHECKED_TYPES} value={asked.checkedType} onValueChange={(checkedType) => set({ checkedType })} />
              </Field>
            )}
            <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
              {asked.check === 'new' ? (
                <Field label="Existing policy" className="max-w-none">
                  <Textarea mono rows={14} value={asked.existing} onChange={(event) => set({ existing: event.target.value })} />
                </Field>
              ) : null}
              <Field label={asked.check === 'new' ? 'New policy' : 'Policy'} className="max-w-none">
                <Textarea mono rows={14} value={asked.document} onChange={(event) => set({ document: event.target.value })} />
              </Field>
              {asked.check === 'granted' ? (
                <div className="space-y-4">
                  <Field label="Actions" description="One action per line, such as s3:PutObject." className="max-w-none">
                    <Textarea mono rows={4} value={asked.actions} onChange={(event) => set({ actions: event.target.value })} />
                  </Field>
                  <Field
                    label="Resources"
                    optional
                    description="One ARN per line. Leave empty for all resources."
                    className="max-w-none"
                  >
                    <Textarea
                      mono
                      rows={4}
                      value={asked.resources}
                      onChange={(event) => set({ resources: event.target.value })}
                    />
                  </Field>
                </div>
              ) : null}
            </div>
            <Button type="submit" variant="primary" loading={running.running} disabledReason={lacking}>
              Check
            </Button>
          </div>
        </Panel>
        <Answer label="Answer" asked={times === 0 ? null : `${times}`} waiting={running.running}>
          {running.error && !answer ? <ErrorBox live error={running.error} /> : null}
          {answer && 'checked' in answer ? <CheckAnswer answer={answer.checked} /> : null}
          {answer && 'findings' in answer ? <ValidationAnswer findings={answer.findings} /> : null}
        </Answer>
      </form>
      <HelpPanel title="Policy checks">
        <p>
          These are the checks of IAM Access Analyzer, which you can run before you deploy a policy. They evaluate one document.
          Other policies, boundaries and guardrails are not included.
        </p>
        <p>
          A passed check is certain. A failed check shows the statements, each with a request that the policy allows. If a check
          is inconclusive, it does not pass and says so.
        </p>
      </HelpPanel>
    </>
  );
}
