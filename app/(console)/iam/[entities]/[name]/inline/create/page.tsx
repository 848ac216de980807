import type { Metadata } from 'next';
import { CreateInlinePolicyPage } from '../../../../_components/policies/inline-policy-page';
import { type EntityParams, readEntity } from '../../../entity-params';

export const metadata: Metadata = { title: 'Create inline policy' };

export default async function CreateInlinePolicy({ params }: EntityParams) {
  return <CreateInlinePolicyPage entity={await readEntity(params, ['users', 'groups', 'roles'])} />;
}
