'use client';

import { type Act, confirmation } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { isSamlProvider, providerName } from '../../_components/trust/trust-template';
import { deleteProvider } from '../actions';
import { type TrustingRole, trustingRolesQuery } from '../queries';

/** Deletes the provider with that ARN. */
export const deleteProviderAct: Act<string> = {
  label: 'Delete',
  look: 'danger',
  takes: (arn) => (isSamlProvider(arn) ? 'iam:DeleteSAMLProvider' : 'iam:DeleteOpenIDConnectProvider'),
  opens: confirmation((arn: string) => ({
    title: `Delete identity provider ${providerName(arn)}?`,
    typeToConfirm: 'delete',
    action: deleteProvider,
    input: arn,
    success: `Identity provider ${providerName(arn)} was deleted.`,
    text: <Consequences arn={arn} />,
  })),
};

/** Assigns a role to the provider with that ARN. */
export const assignRole: Act<string> = { label: 'Assign role', look: 'primary', href: paths.createRoleFor };

/** The number of roles that the question names. A longer list would hide the field to type in. */
const NAMED = 20;

function Consequences({ arn }: { arn: string }) {
  const roles = useRead(trustingRolesQuery(arn));
  return (
    <>
      {roles.pending ? <Skeleton className="h-10" /> : <TrustingRoles roles={roles.data?.Roles} />}
      <p>Existing sessions continue until they expire.</p>
    </>
  );
}

function TrustingRoles({ roles }: { roles: readonly TrustingRole[] | undefined }) {
  if (!roles)
    return (
      <p>You don’t have permission to list roles. Roles that trust it don’t change, but nobody can assume them through it.</p>
    );
  if (roles.length === 0) return <p>No role of this account trusts it.</p>;
  const more = roles.length - NAMED;
  return (
    <>
      <p>
        {roles.length === 1
          ? 'One role trusts it. The role does not change, but nobody can assume it through this provider:'
          : `${plural(roles.length, 'role')} trust it. They don’t change, but nobody can assume them through this provider:`}
      </p>
      <ul className="list-disc space-y-0.5 pl-5">
        {roles.slice(0, NAMED).map(({ RoleName = '' }) => (
          <li key={RoleName} className="break-all">
            <TextLink href={paths.role(RoleName, 'trust')}>{RoleName}</TextLink>
          </li>
        ))}
        {more > 0 ? <li>and {more.toLocaleString('en')} more</li> : null}
      </ul>
    </>
  );
}
