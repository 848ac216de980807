'use client';

import type { ReactNode } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import type { OrganizationNode, Overview } from '@/app/(console)/organizations/_components/organization-nodes';
import { ErrorBox } from '@/components/console/page/error-box';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { paths } from '@/lib/console/paths';
import { attachPolicy } from '../actions';
import { GuardrailPreview } from './guardrail-preview';
import { POLICY_TYPES, typeFacts } from './policy-types';

type AttachOptions = {
  policies: readonly Overview[];
  enabledTypes: ReadonlySet<string>;
  target: OrganizationNode | null;
  policyId: string | null;
  onPolicyChange: (policyId: string | null) => void;
  onDone: () => void;
};

export type Attach = {
  policy: Overview | undefined;
  title: string;
  body: ReactNode;
  /** Why it can't be attached now. */
  disabledReason: string | undefined;
  running: boolean;
  attach: () => void;
};

/** Attaching a policy to a root, OU or account, with what it would do. The same in a panel and in a dialog. */
export function useAttach(options: AttachOptions): Attach {
  const { policies, enabledTypes, target, policyId, onPolicyChange, onDone } = options;
  const policy = policies.find(({ Id }) => Id === policyId);
  const operation = useOperation(attachPolicy, {
    success: () => ({
      text: `${policy?.Name ?? 'The policy'} is attached to ${target?.name ?? 'the target'}.`,
      link: policy?.Id
        ? { href: paths.organizationPolicy(policy.Type ?? '', policy.Id, 'targets'), label: 'Targets' }
        : undefined,
    }),
    handlesError: () => true,
    onSuccess: onDone,
  });
  const disabledReason = reasonNot(policy, target, enabledTypes);
  const body = (
    <div>
      <div className="border-line border-b px-4 py-3">
        <Field label="Policy">
          <Combobox
            options={attachable(policies, enabledTypes, target)}
            value={policyId}
            onValueChange={onPolicyChange}
            placeholder="Find a policy by name"
            emptyText="No other policy of an enabled type"
          />
        </Field>
      </div>
      {policy && target && !disabledReason ? (
        <GuardrailPreview change={{ kind: 'attach', policyId: policy.Id ?? '', targetId: target.id }} />
      ) : (
        <p className="px-4 py-4 text-ink-2">{disabledReason}</p>
      )}
      {operation.error ? (
        <div className="px-4 pb-4">
          <ErrorBox error={operation.error} live />
        </div>
      ) : null}
    </div>
  );
  return {
    policy,
    title: `Attach ${policy?.Name ?? 'a policy'}${target ? ` to ${target.name}` : ''}`,
    body,
    disabledReason,
    running: operation.running,
    attach: () => {
      if (policy && target) void operation.run({ PolicyId: policy.Id ?? '', TargetId: target.id });
    },
  };
}

function attachable(policies: readonly Overview[], enabledTypes: ReadonlySet<string>, target: OrganizationNode | null) {
  return policies
    .filter(({ Type = '', TargetIds }) => enabledTypes.has(Type) && !(target && TargetIds.includes(target.id)))
    .map((policy) => ({
      value: policy.Id ?? '',
      label: policy.Name ?? '',
      description: `${POLICY_TYPES.find(({ id }) => id === policy.Type)?.short ?? ''}${policy.Description ? ` · ${policy.Description}` : ''}`,
    }));
}

function reasonNot(policy: Overview | undefined, target: OrganizationNode | null, enabledTypes: ReadonlySet<string>) {
  if (!policy) return 'Choose a policy to see what it would do.';
  const { title } = typeFacts(policy.Type === 'RESOURCE_CONTROL_POLICY' ? policy.Type : 'SERVICE_CONTROL_POLICY');
  if (!enabledTypes.has(policy.Type ?? '')) return `${title} are not enabled, so none can be attached.`;
  if (!target) return 'Choose a root, OU or account in the tree.';
  if (policy.TargetIds.includes(target.id)) return `${policy.Name} is attached to ${target.name} already. Choose another target.`;
  return undefined;
}
