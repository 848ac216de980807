'use client';

import {
  deletedEntityLines,
  TRUSTED_ENTITY_TYPE,
  type TrustedEntity,
  type TrustStatement,
  trustedEntityText,
  trustStatements,
} from '@gatehouse/policy/analyze';
import { accountPartOf } from '@gatehouse/policy/arn';
import { DeletedPrincipal, useDeletedPrincipals } from '@/app/(console)/_client/deleted-principals';
import { useMarkedStatement } from '@/app/(console)/_client/policies/marked-statement';
import { useMissing } from '@/components/console/kit/use-missing';
import { CopyCode } from '@/components/console/page/copy-code';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { documentText } from '../../_components/policies/policy-document';
import { TrustConditions } from '../../_components/trust/trust-conditions';
import type { RoleData } from '../queries';
import { DeletedEntitiesAlert } from './deleted-entities-alert';
import { protectedRole } from './service-linked';

/** Renders the role's trust: each statement in words, and the policy as JSON. */
export function TrustTab({ name, role }: { name: string; role: RoleData }) {
  const missing = useMissing();
  const text = documentText(role.AssumeRolePolicyDocument);
  const asked = useMarkedStatement(text, 'trust');
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
        <Alert kind="warning" title="Anyone can assume this role">
          The principal * includes every principal of every account, and no condition limits it.
        </Alert>
      ) : null}
      <TablePanel
        title="Trusted entities"
        description="The principals that can assume the role, and under which conditions."
        rows={statements}
        rowKey={({ lines }) => lines.from}
        top
        empty={{ title: 'Nobody', description: 'No statement allows anyone to assume the role.' }}
        columns={columnsOf(accountPartOf(role.Arn))}
        actions={
          protectedRole(role.Path) ? (
            <Button disabledReason={protectedRole(role.Path)?.reason}>Edit trust policy</Button>
          ) : (
            <ButtonLink href={paths.editTrustPolicy(name)} disabledReason={missing('iam:UpdateAssumeRolePolicy')}>
              Edit trust policy
            </ButtonLink>
          )
        }
      />
      <Panel title="Trust policy">
        <CopyCode
          code={text}
          label={`Trust policy of ${name}`}
          what="trust policy"
          highlights={[...deleted.map(({ from, to }) => ({ from, to, tone: 'limit' as const })), ...asked]}
          maxHeight={600}
        />
      </Panel>
    </div>
  );
}

function columnsOf(ownAccount: string): SmallColumn<TrustStatement>[] {
  return [
    { header: 'Effect', cell: ({ effect }) => <Badge tone={effect === 'Allow' ? 'allow' : 'deny'}>{effect}</Badge> },
    {
      header: 'Entity',
      wide: true,
      cell: ({ entities }) => (
        <ul className="space-y-1">
          {entities.map((entity) => (
            <li key={JSON.stringify(entity)}>
              <Entity entity={entity} ownAccount={ownAccount} />
            </li>
          ))}
        </ul>
      ),
    },
    {
      header: 'Action',
      mono: true,
      cell: ({ actions }) =>
        actions.map((action) => (
          <span key={action} className="block">
            {action}
          </span>
        )),
    },
    { header: 'Conditions', wide: true, cell: (statement) => <TrustConditions {...statement} /> },
  ];
}

function Entity({ entity, ownAccount }: { entity: TrustedEntity; ownAccount: string }) {
  if (entity.kind === 'deleted' || entity.kind === 'everyone') {
    return (
      <span className="inline-flex flex-wrap items-center gap-2">
        <Badge tone="limit">{TRUSTED_ENTITY_TYPE[entity.kind]}</Badge>
        {entity.kind === 'deleted' ? <Deleted id={entity.id} /> : null}
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

function Deleted({ id }: { id: string }) {
  return <DeletedPrincipal id={id} was={useDeletedPrincipals([id]).get(id)} />;
}

function isProviderOf(arn: string, account: string): boolean {
  return /^arn:[a-z-]+:iam::(\d{12}):(?:oidc|saml)-provider\//.exec(arn)?.[1] === account;
}
