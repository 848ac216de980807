'use client';

import dynamic from 'next/dynamic';
import type { ComponentProps } from 'react';
import { TagsTab } from '@/app/(console)/_client/tags-tab';
import { type Act, actOn } from '@/components/console/kit/act';
import type { Read } from '@/components/console/kit/use-read';
import { paths } from '@/lib/console/paths';
import { providerName } from '../../_components/trust/trust-template';
import { assignRole, deleteProviderAct } from './acts';

// The tab is loaded when it is opened.
const TrustingRolesPanel = dynamic(() => import('./trusting-roles-panel').then((module) => module.TrustingRolesPanel));

type Tags = readonly { Key?: string; Value?: string }[];
type ShownProvider = { id: string; read: Read<{ Tags: Tags }> };

const arnOf = ({ id }: { id: string }) => id;

/** The part of a details page that both types of providers have. */
export const PROVIDER = {
  list: { label: 'Identity providers', href: paths.identityProviders },
  one: 'identity provider',
  what: 'details of this provider',
  nameOf: providerName,
  gone: ['NoSuchEntity', 'ValidationError'],
  factColumns: 2,
} as const;

export const deleteProvider: Act<{ id: string }> = actOn(arnOf, deleteProviderAct);
export const assignRoleOf: Act<{ id: string }> = actOn(arnOf, assignRole);

export const rolesTab = {
  id: 'roles',
  label: 'Roles',
  shows: ({ id }: { id: string }) => <TrustingRolesPanel arn={id} />,
};

/** Returns the tab of the tags of a provider. */
export const tagsTab = (kind: ComponentProps<typeof TagsTab>['on']['kind']) => ({
  id: 'tags',
  label: 'Tags',
  count: ({ read }: ShownProvider) => read.data?.Tags.length,
  shows: ({ id, read }: ShownProvider) => (
    <TagsTab on={{ kind, id }} noun="identity provider" read={read} tagsOf={({ Tags }) => Tags} />
  ),
});
