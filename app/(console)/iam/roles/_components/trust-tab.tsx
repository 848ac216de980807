'use client';

import { CopyCode } from '@/components/console/page/copy-code';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import {
  deletedEntityLines,
  TRUSTED_ENTITY_TYPE,
  type TrustedEntity,
  type TrustStatement,
  trustedEntityText,
  trustStatements,
} from '@/lib/engine';
import { documentText } from '../../_components/policy-document';
import { TrustConditions } from '../../_components/trust/trust-conditions';
import type { RoleData } from '../queries';
import { DeletedEntitiesAlert } from './deleted-entities-alert';
import { isServiceLinked, SERVICE_LINKED_REASON } from './service-linked';

/** Who may assume the role: statement by statement in words, and as the policy says it. */
export function TrustTab({ name, role }: { name: string; role: RoleData }) {
  const text = documentText(role.AssumeRolePolicyDocument);
  const statements = trustStatements(text);
  const deleted = deletedEntityLines(text);
  const toEveryone = statements.some(
    ({ effect, entities, conditions }) =>
      effect === 'Allow' && conditions.length === 0 && entities.some(({ kind }) => kind === 'everyone'),
  );
  return (
    <div className="space-y-4">
      <DeletedEntitiesAlert ids={deleted.map(({ id }) => id)} />
      {toEveryone ? (
        <Alert kind="warning" title="Everybody may assume this role">
          The principal * means any identity of any account, and no condition holds others off.
        </Alert>
      ) : null}
      <Panel
        title="Trusted entities"
        description="Who may assume the role, and under which conditions."
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
        {statements.length === 0 ? (
          <p className="p-4 text-ink-2">No statement allows anybody to assume the role.</p>
        ) : (
          <StatementsTable statements={statements} ownAccount={role.Arn?.split(':')[4] ?? ''} />
        )}
      </Panel>
      <Panel title="Trust policy">
        <CopyCode
          code={text}
          label={`Trust policy of ${name}`}
          what="trust policy"
          highlights={deleted.map(({ from, to }) => ({ from, to, tone: 'limit' }))}
          maxHeight={600}
        />
      </Panel>
    </div>
  );
}

function StatementsTable({ statements, ownAccount }: { statements: readonly TrustStatement[]; ownAccount: string }) {
  return (
    <Table label="Trusted entities">
      <TableHead>
        <TableRow>
          <TableHeader>Effect</TableHeader>
          <TableHeader>Entity</TableHeader>
          <TableHeader>Action</TableHeader>
          <TableHeader>Conditions</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {statements.map((statement) => (
          <TableRow key={statement.lines.from}>
            <TableCell className="align-top">
              <Badge tone={statement.effect === 'Allow' ? 'allow' : 'deny'}>{statement.effect}</Badge>
            </TableCell>
            <TableCell className="min-w-56 align-top">
              <ul className="space-y-1">
                {statement.entities.map((entity) => (
                  <li key={JSON.stringify(entity)} className="break-words">
                    <Entity entity={entity} ownAccount={ownAccount} />
                  </li>
                ))}
              </ul>
            </TableCell>
            <TableCell mono className="align-top">
              {statement.actions.map((action) => (
                <span key={action} className="block">
                  {action}
                </span>
              ))}
            </TableCell>
            <TableCell className="min-w-56 align-top">
              <TrustConditions {...statement} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Entity({ entity, ownAccount }: { entity: TrustedEntity; ownAccount: string }) {
  if (entity.kind === 'deleted' || entity.kind === 'everyone') {
    return (
      <span className="inline-flex flex-wrap items-center gap-2">
        <Badge tone="limit">{TRUSTED_ENTITY_TYPE[entity.kind]}</Badge>
        {entity.kind === 'deleted' ? <code className="break-all font-mono text-sm">{entity.id}</code> : null}
      </span>
    );
  }
  const text = trustedEntityText(entity, ownAccount);
  if (entity.kind === 'provider' && isProviderOf(entity.arn, ownAccount)) {
    return (
      <>
        {TRUSTED_ENTITY_TYPE.provider}: <TextLink href={paths.identityProvider(entity.arn)}>{entity.name}</TextLink>
      </>
    );
  }
  if ((entity.kind !== 'user' && entity.kind !== 'role') || entity.accountId !== ownAccount) return text;
  return (
    <>
      {TRUSTED_ENTITY_TYPE[entity.kind]}:{' '}
      <TextLink href={entity.kind === 'user' ? paths.user(entity.name) : paths.role(entity.name)}>{entity.name}</TextLink>
    </>
  );
}

function isProviderOf(arn: string, account: string): boolean {
  return /^arn:[a-z-]+:iam::(\d{12}):(?:oidc|saml)-provider\//.exec(arn)?.[1] === account;
}
