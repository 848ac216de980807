'use client';

import { useRead } from '@/app/(console)/_client/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { type TrustStatement, trustStatements } from '@/lib/engine';
import { documentText } from '../../_components/policy-document';
import { TrustConditions } from '../../_components/trust/trust-conditions';
import { type TrustingRole, trustingRolesQuery } from '../queries';

/** The roles that can be assumed through a provider, each with what it asks for. */
export function TrustingRolesPanel({ arn }: { arn: string }) {
  const read = useRead(trustingRolesQuery(arn));
  return (
    <Panel
      title="Roles"
      count={read.data?.Roles.length}
      description="Their trust policies name this provider. What it vouches for must meet the conditions."
      flush={Boolean(read.data)}
    >
      <ReadBox read={read} what="the roles that trust this provider">
        {({ Roles }) =>
          Roles.length === 0 ? (
            <EmptyState
              title="No role trusts this provider"
              description="A provider alone lets nobody in: a role says who of those it knows may act here, and what they may do."
              action={<ButtonLink href={paths.createRoleFor(arn)}>Create a role for it</ButtonLink>}
            />
          ) : (
            <RolesTable roles={Roles} arn={arn} />
          )
        }
      </ReadBox>
    </Panel>
  );
}

function RolesTable({ roles, arn }: { roles: readonly TrustingRole[]; arn: string }) {
  return (
    <Table label="Roles that trust this provider">
      <TableHead>
        <TableRow>
          <TableHeader>Role name</TableHeader>
          <TableHeader>Conditions</TableHeader>
          <TableHeader>Created</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {roles.map((role) => (
          <TableRow key={role.RoleName}>
            <TableCell className="min-w-40 break-all align-top">
              <TextLink href={paths.role(role.RoleName ?? '', 'trust')}>{role.RoleName}</TextLink>
            </TableCell>
            <TableCell className="min-w-64 align-top">
              <ul className="space-y-2">
                {statementsFor(role, arn).map((statement) => (
                  <li key={statement.lines.from}>
                    <TrustConditions {...statement} />
                  </li>
                ))}
              </ul>
            </TableCell>
            <TableCell className="whitespace-nowrap align-top">
              <Time value={role.CreateDate} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** The statements by which a role lets a provider's people and programs in. */
export function statementsFor(role: TrustingRole, providerArn: string): TrustStatement[] {
  return trustStatements(documentText(role.AssumeRolePolicyDocument)).filter(
    ({ effect, entities }) =>
      effect === 'Allow' && entities.some((entity) => entity.kind === 'provider' && entity.arn === providerArn),
  );
}
