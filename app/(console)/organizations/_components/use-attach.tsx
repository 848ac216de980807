'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import type { AnyPolicyTypeId, NodeName, Policy } from '@/app/(console)/organizations/_components/organization-nodes';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { ErrorBox } from '@/components/console/page/error-box';
import { Field } from '@/components/ui/field/field';
import { paths } from '@/lib/console/paths';
import { attachPolicy } from '../actions';
import { ChangePreview, useChangeState } from './change-preview';
import { isDeclarative, policyTypeOf } from './policy-types';
import { useAttached, usePolicy } from './use-organization';

// The chooser is loaded when it is needed.
const PolicyChooser = dynamic(() => import('./policy-chooser').then((module) => module.PolicyChooser));

type AttachOptions = {
  enabledTypes: ReadonlySet<string>;
  /** The type of the policies to choose from. The default is that of the chosen policy, or else SCPs and RCPs. */
  type?: AnyPolicyTypeId;
  target: NodeName | null;
  policyId: string | null;
  onPolicyChange: (policyId: string | null) => void;
  onDone: () => void;
};

export type Attach = {
  policy: Policy | undefined;
  title: string;
  body: ReactNode;
  /** The reason why the policy can't be attached to this target. */
  unfit: string | undefined;
  /** The reason why the policy can't be attached now. */
  disabledReason: string | undefined;
  submitLabel: string;
  running: boolean;
  attach: () => void;
};

/** Returns the choice, preview and call that attach a policy, for the panel and the dialog. */
export function useAttach(options: AttachOptions): Attach {
  const { enabledTypes, target, policyId, onPolicyChange, onDone } = options;
  const policy = usePolicy(policyId, options.type);
  const type = options.type ?? (policy && isDeclarative(policy.Type) ? policy.Type : undefined);
  const { policiesOn } = useAttached(target ? [[target.Id]] : [], type && [type]);
  const isThere = (found: Policy) =>
    target !== null && (policiesOn?.(target.Id, found.Type) ?? []).some(({ Id }) => Id === found.Id);
  const missing = useMissing()('organizations:AttachPolicy');
  const operation = useOperation(attachPolicy, {
    success: () => ({
      text: `${policy?.Name ?? 'The policy'} is attached to ${target?.Name ?? 'the target'}.`,
      link: policy?.Id ? { href: paths.organizationPolicy(policy.Type, policy.Id, 'targets'), label: 'Targets' } : undefined,
    }),
    handlesError: () => true,
    onSuccess: onDone,
  });
  const unfit = reasonNot(policy, target, enabledTypes, policy !== undefined && isThere(policy));
  const change = policy && target && !unfit ? ({ kind: 'attach', policyId: policy.Id, targetId: target.Id } as const) : null;
  const preview = useChangeState(policy?.Type, change);
  const body = (
    <div>
      <div className="border-line border-b px-4 py-3">
        <Field label="Policy">
          <PolicyChooser policy={policy} enabledTypes={enabledTypes} type={type} target={target} onChange={onPolicyChange} />
        </Field>
      </div>
      {policy && change ? <ChangePreview type={policy.Type} change={change} /> : <p className="px-4 py-4 text-ink-2">{unfit}</p>}
      {operation.error ? (
        <div className="px-4 pb-4">
          <ErrorBox error={operation.error} live />
        </div>
      ) : null}
    </div>
  );
  return {
    policy,
    title: `Attach ${policy?.Name ?? 'a policy'}${target ? ` to ${target.Name}` : ''}`,
    body,
    unfit,
    disabledReason: missing ?? unfit ?? preview.waiting,
    submitLabel: preview.failed ? 'Attach without preview' : 'Attach policy',
    running: operation.running,
    attach: () => {
      if (policy && target) void operation.run({ PolicyId: policy.Id, TargetId: target.Id });
    },
  };
}

function reasonNot(policy: Policy | undefined, target: NodeName | null, enabledTypes: ReadonlySet<string>, isThere: boolean) {
  if (!policy) return 'Choose a policy to see its impact.';
  if (!enabledTypes.has(policy.Type)) return `${policyTypeOf(policy.Type)?.title} are not enabled, so you cannot attach one.`;
  if (!target) return 'Choose a root, OU or account in the tree.';
  if (isThere) return `${policy.Name} is already attached to ${target.Name}. Choose another target.`;
  return undefined;
}
