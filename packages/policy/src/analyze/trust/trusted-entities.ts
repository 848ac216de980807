import { parsePolicy } from '../../policy/parse-policy';
import type { Policy, PrincipalEntry, Statement } from '../../policy/types';

/** An entity that a trust policy allows to use a role. */
export type TrustedEntity =
  | { kind: 'service'; principal: string }
  | { kind: 'account'; accountId: string }
  | { kind: 'user' | 'role' | 'session'; accountId: string; name: string; arn: string }
  | { kind: 'provider'; name: string; arn: string }
  | { kind: 'everyone' }
  /** AWS: a deleted user or role, by the unique id that replaced its ARN. */
  | { kind: 'deleted'; was: 'user' | 'role'; id: string }
  | { kind: 'other'; text: string };

const IAM_ARN = /^arn:[a-z-]+:iam::(\d{12}):(root|user|role)(?:\/(.*))?$/;
const SESSION_ARN = /^arn:[a-z-]+:sts::(\d{12}):(?:assumed-role|federated-user)\/(.+)$/;

/** Returns the entities that a trust policy's Allow statements name, each once. Returns none for invalid text. */
export function trustedEntities(document: string): TrustedEntity[] {
  const allowing = statementsOf(document).filter(({ effect }) => effect === 'Allow');
  const byText = new Map(allowing.flatMap(entitiesOf).map((entity) => [JSON.stringify(entity), entity]));
  return [...byText.values()];
}

/** Describes an entity in the terms of the list of roles. */
export function trustedEntityText(entity: TrustedEntity, ownAccount?: string): string {
  switch (entity.kind) {
    case 'service':
      return `AWS service: ${entity.principal.replace(/\.amazonaws\.com(\.cn)?$/, '')}`;
    case 'account':
      return `Account: ${entity.accountId}${entity.accountId === ownAccount ? ' (this account)' : ''}`;
    case 'user':
    case 'role':
    case 'session': {
      const noun = { user: 'User', role: 'Role', session: 'Session' }[entity.kind];
      return `${noun}: ${entity.name}${entity.accountId === ownAccount ? '' : ` in ${entity.accountId}`}`;
    }
    case 'provider':
      return `Identity provider: ${entity.name}`;
    case 'everyone':
      return 'Everyone';
    case 'deleted':
      return `Deleted ${entity.was}: ${entity.id}`;
    case 'other':
      return entity.text;
  }
}

export type TrustStatement = {
  effect: 'Allow' | 'Deny';
  entities: readonly TrustedEntity[];
  actions: readonly string[];
  conditions: readonly { operator: string; key: string; values: readonly string[] }[];
  /** The lines in the document, from 1. */
  lines: { from: number; to: number };
};

/** Reads a trust policy by statement, for display. */
export function trustStatements(document: string): TrustStatement[] {
  return statementsOf(document).map((statement) => ({
    effect: statement.effect,
    entities: entitiesOf(statement),
    actions: statement.action.entries.map(({ value }) => (statement.action.negated ? `all but ${value}` : value)),
    conditions: statement.conditions.map(({ operator, key, values }) => ({
      operator,
      key,
      values: values.map(({ value }) => value),
    })),
    lines: { from: statement.span.start.line, to: statement.span.end.line },
  }));
}

/** Returns the lines that name deleted users or roles. */
export function deletedEntityLines(document: string): { from: number; to: number; id: string }[] {
  return statementsOf(document)
    .flatMap(({ principal }) => principal?.entries ?? [])
    .flatMap((entry) => {
      const entity = toEntity(entry);
      return entity.kind === 'deleted' ? [{ from: entry.span.start.line, to: entry.span.end.line, id: entity.id }] : [];
    });
}

/** Tests whether users can switch to the role in the console, which never sends an external ID. */
export function isSwitchable(document: string): boolean {
  return trustStatements(document).some(
    ({ effect, entities, actions, conditions }) =>
      effect === 'Allow' &&
      entities.some(({ kind }) => kind === 'account' || kind === 'user' || kind === 'role' || kind === 'everyone') &&
      actions.some((action) => /^sts:(assumerole|\*)$/i.test(action)) &&
      !conditions.some(({ key }) => key.toLowerCase() === 'sts:externalid'),
  );
}

function statementsOf(document: string): Policy['statements'] {
  const parsed = parsePolicy(document, 'trust');
  return parsed.ok ? parsed.policy.statements : [];
}

function entitiesOf({ principal }: Statement): TrustedEntity[] {
  return (principal?.entries ?? []).map(toEntity);
}

function toEntity({ key, value }: PrincipalEntry): TrustedEntity {
  if (key === 'Service') return { kind: 'service', principal: value };
  if (key === 'Federated') return { kind: 'provider', name: value.slice(value.indexOf('/') + 1), arn: value };
  if (value === '*') return { kind: 'everyone' };
  if (key !== 'AWS') return { kind: 'other', text: `${key}: ${value}` };
  if (/^\d{12}$/.test(value)) return { kind: 'account', accountId: value };
  if (/^AIDA[A-Z0-9]+$/.test(value)) return { kind: 'deleted', was: 'user', id: value };
  if (/^AROA[A-Z0-9]+$/.test(value)) return { kind: 'deleted', was: 'role', id: value };
  return toArnEntity(value);
}

function toArnEntity(arn: string): TrustedEntity {
  const [, sessionAccount, session] = SESSION_ARN.exec(arn) ?? [];
  if (sessionAccount && session) return { kind: 'session', accountId: sessionAccount, name: session, arn };
  const [, accountId, type, rest = ''] = IAM_ARN.exec(arn) ?? [];
  if (accountId === undefined) return { kind: 'other', text: arn };
  if (type === 'root') return { kind: 'account', accountId };
  return { kind: type === 'user' ? 'user' : 'role', accountId, name: rest.slice(rest.lastIndexOf('/') + 1), arn };
}
