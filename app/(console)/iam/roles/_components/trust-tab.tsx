'use client';

import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { paths } from '@/lib/console/paths';
import { documentText } from '../../_components/policy-document';
import { PolicyJson } from '../../_components/policy-json';
import type { RoleData } from './role-details';
import { isServiceLinked, SERVICE_LINKED_REASON } from './service-linked';
import { trustedEntities } from './trusted-entities';

/** Who may assume the role: in a list, and as the policy says it. */
export function TrustTab({ name, role }: { name: string; role: RoleData }) {
  const entities = trustedEntities(role.AssumeRolePolicyDocument);
  return (
    <div className="space-y-4">
      {entities.some(({ kind }) => kind === 'Deleted identity') ? (
        <Alert kind="warning" title="The policy trusts an identity that is gone">
          A trust policy holds the unique ID of the user or role it names. That one was deleted, so the ID shows; a new identity
          of the same name has another ID and is not trusted.
        </Alert>
      ) : null}
      {entities.some(({ kind }) => kind === 'Anyone') ? (
        <Alert kind="warning" title="Everybody may try to assume this role">
          The principal * means any identity of any account. Only conditions of the policy hold others off.
        </Alert>
      ) : null}
      <Panel
        title="Trusted entities"
        count={entities.length}
        description="They may assume the role when the conditions of the policy below are met."
        flush
        actions={
          isServiceLinked(role.Path) ? (
            <Button disabledReason={SERVICE_LINKED_REASON}>Edit trust policy</Button>
          ) : (
            <ButtonLink variant="primary" href={paths.editTrustPolicy(name)}>
              Edit trust policy
            </ButtonLink>
          )
        }
      >
        {entities.length === 0 ? (
          <p className="p-4 text-ink-2">No statement allows anybody to assume the role.</p>
        ) : (
          <Table label="Trusted entities">
            <TableHead>
              <TableRow>
                <TableHeader>Type</TableHeader>
                <TableHeader>Entity</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {entities.map(({ kind, name: entity }) => (
                <TableRow key={entity}>
                  <TableCell className="w-44 whitespace-nowrap">
                    <Badge tone={kind === 'Anyone' || kind === 'Deleted identity' ? 'limit' : 'neutral'}>{kind}</Badge>
                  </TableCell>
                  <TableCell mono className="break-all">
                    {entity}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Panel>
      <Panel title="Trust policy">
        <PolicyJson
          text={documentText(role.AssumeRolePolicyDocument)}
          name={`the trust relationships of ${name}`}
          maxHeight={600}
        />
      </Panel>
    </div>
  );
}
