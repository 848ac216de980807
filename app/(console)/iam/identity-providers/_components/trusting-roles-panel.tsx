'use client';

import { type TrustStatement, trustStatements } from '@gatehouse/policy/analyze';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import { ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { documentText } from '../../_components/policies/policy-document';
import { TrustConditions } from '../../_components/trust/trust-conditions';
import { type TrustingRole, trustingRolesQuery } from '../queries';

/** Renders the roles that trust a provider, with their conditions. */
export function TrustingRolesPanel({ arn }: { arn: string }) {
  const read = useRead(trustingRolesQuery(arn));
  return (
    <TablePanel
      title="Roles"
      label="Roles that trust this provider"
      description="The trust policies of these roles name this provider. Tokens or assertions must meet their conditions."
      read={read}
      what="the roles that trust this provider"
      rows={read.data?.Roles}
      rowKey={({ RoleName }) => RoleName}
      top
      empty={{
        title: 'No role trusts this provider',
        description:
          'A provider alone grants no access. A role defines which of its identities have access and what they can do.',
        action: <ButtonLink href={paths.createRoleFor(arn)}>Create a role for it</ButtonLink>,
      }}
      columns={[
        {
          header: 'Role name',
          breaks: true,
          cell: ({ RoleName = '' }) => <TextLink href={paths.role(RoleName, 'trust')}>{RoleName}</TextLink>,
        },
        {
          header: 'Conditions',
          wide: true,
          cell: (role) => (
            <ul className="space-y-2">
              {statementsFor(role, arn).map((statement) => (
                <li key={statement.lines.from}>
                  <TrustConditions {...statement} />
                </li>
              ))}
            </ul>
          ),
        },
        { header: 'Created', cell: ({ CreateDate }) => <Time value={CreateDate} /> },
      ]}
    />
  );
}

/** Returns the statements of a role's trust policy that name a provider. */
export function statementsFor(role: TrustingRole, providerArn: string): TrustStatement[] {
  return trustStatements(documentText(role.AssumeRolePolicyDocument)).filter(
    ({ effect, entities }) =>
      effect === 'Allow' && entities.some((entity) => entity.kind === 'provider' && entity.arn === providerArn),
  );
}
