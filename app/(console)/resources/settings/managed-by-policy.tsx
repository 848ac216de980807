'use client';

import type { ReactNode } from 'react';
import { nodePolicyQuery } from '@/app/(console)/organizations/queries';
import { useRead } from '@/components/console/kit/use-read';
import type { AnswerOf } from '@/components/console/kit/use-reads';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { effectivePolicyHref, paths } from '@/lib/console/paths';

type EffectivePolicy = AnswerOf<ReturnType<typeof nodePolicyQuery>>;

type ManagedByPolicyProps = {
  accountId: string;
  type: 'DECLARATIVE_POLICY_EC2' | 'S3_POLICY';
  /** The path of the setting, or of the attribute with several settings. */
  path: readonly string[];
  className?: string;
  children: ReactNode;
};

/** Says that a declarative policy decides a setting, and names the policies that the reader may read. Rendered only if one does. */
export function ManagedByPolicy({ accountId, type, path, className, children }: ManagedByPolicyProps) {
  const { data } = useRead(nodePolicyQuery(accountId, type));
  const message = data && exceptionMessage(data);
  return (
    <Alert kind="info" className={className} title="Managed by a declarative policy">
      <p>{children}</p>
      {data
        ? originsOf(data, path).map(({ id, name, node }) => (
            <p key={`${id} ${node}`}>
              Set by{' '}
              <TextLink inline href={paths.organizationPolicy(type, id)}>
                {name}
              </TextLink>
              , attached to {node}.
            </p>
          ))
        : null}
      {message ? <p>Message for a refused change: “{message}”</p> : null}
      <TextLink href={effectivePolicyHref(accountId, type)}>View the effective policy</TextLink>
    </Alert>
  );
}

/** Returns the readable policies that set the values below a path. An older document is in force while the effective policy is invalid. */
function originsOf({ Settings, Levels, Invalid }: EffectivePolicy, path: readonly string[]) {
  if (Invalid) return [];
  const origins = new Map<string, { id: string; name: string; node: string }>();
  for (const { Path, Values } of Settings) {
    if (!path.every((member, at) => Path[at] === member)) continue;
    for (const { Source } of Values) {
      const level = Levels.find(({ Id }) => Id === Source?.NodeId);
      const policy = level?.Policies.find(({ Id }) => Id === Source?.PolicyId);
      if (level && policy) origins.set(`${level.Id} ${policy.Id}`, { id: policy.Id, name: policy.Name, node: level.Name });
    }
  }
  return [...origins.values()];
}

function exceptionMessage({ Settings }: EffectivePolicy): string | undefined {
  const message = Settings.find(({ Path }) => Path.join(' ') === 'ec2_attributes exception_message')?.Values[0]?.Value;
  return typeof message === 'string' && message !== '' ? message : undefined;
}
