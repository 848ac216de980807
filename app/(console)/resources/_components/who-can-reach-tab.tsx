'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { WhoCanAnswer } from '@/app/(console)/access/who-can/who-can-answer';
import { ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { ResourceAt } from '@/lib/console/resource-arn';
import type { AnyResourceKind } from './kinds/kind';

/** Renders who can act on a resource by all policies that apply to it, the answer of “Who can” for this resource. */
export function WhoCanReachTab({ at, asks }: { at: ResourceAt; asks: AnyResourceKind['asks'] }) {
  const [usual = { action: '', inside: false }] = asks;
  const [action, setAction] = useQueryState('can', parseAsString.withDefault(usual.action).withOptions({ history: 'push' }));
  const asked = asks.find((one) => one.action === action) ?? usual;
  const Resource = asked.inside ? `${at.arn}/*` : at.arn;
  return (
    <div className="space-y-4">
      <Panel>
        <div className="flex flex-wrap items-end gap-4">
          <Field label="Action" className="min-w-64">
            <Select
              options={asks.map(({ action: name, inside }) => ({
                value: name,
                label: inside ? `${name} on its contents` : name,
              }))}
              value={asked.action}
              onValueChange={(chosen) => void setAction(chosen)}
            />
          </Field>
          <ButtonLink href={paths.whoCan({ action: asked.action, resource: Resource })}>Ask with circumstances</ButtonLink>
        </div>
      </Panel>
      <WhoCanAnswer key={asked.action} question={{ Action: asked.action, Resource, Reach: 'account' }} />
    </div>
  );
}
