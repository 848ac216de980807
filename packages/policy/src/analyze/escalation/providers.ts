import type { Principal } from '../../evaluate/types';
import { askedResource, askKnown } from '../model/ask-known';
import { knownContextOf } from '../model/known-context';
import type { Member, ModelIndex } from '../model/model-index';
import type { Actor, EscalationNeed } from './actor';
import { type EscalationStep, step, withProviso } from './steps';

const PROVIDER = /^arn:[^:]+:iam::(\d{12}):(saml|oidc)-provider\//;

/**
 * Returns the ways to a role that trusts an identity provider of the actor's account. An actor that replaces a SAML provider's metadata
 * signs its assertions. An actor that recreates a deleted provider which a role still trusts controls it.
 *
 * An OpenID Connect provider also needs an address that answers as the issuer's, so its paths only depend.
 */
export function throughProvider(index: ModelIndex, actor: Actor, role: Member): EscalationStep[][] {
  const providers = new Set(
    role.entry.trust?.compiled.statements.flatMap(({ principal }) => [...(principal?.providers.keys() ?? [])]),
  );
  return [...providers].flatMap((arn): EscalationStep[][] => {
    const [, accountId, type] = PROVIDER.exec(arn) ?? [];
    if (accountId !== actor.account.accountId || type === undefined) return [];
    const need = takenOver(actor, arn, type === 'saml');
    if (need === null) return [];
    const principal: Principal = { type: type === 'saml' ? 'Saml' : 'WebIdentity', provider: arn };
    const action = type === 'saml' ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
    const enter = entering(index, role, principal, action);
    if (enter === null) return [];
    const proviso = type === 'oidc' ? 'issuer' : undefined;
    const first = withProviso(step(actor, 'replaceProvider', arn, [need]), proviso);
    return first.length === 0 ? [] : [[...first, ...step(actor, 'assumeRole', role.entry.arn, [enter])]];
  });
}

function takenOver(actor: Actor, arn: string, saml: boolean): EscalationNeed | null {
  const there = actor.account.providers?.has(arn) ?? true;
  if (saml) return actor.need(there ? 'iam:UpdateSAMLProvider' : 'iam:CreateSAMLProvider', arn);
  const ways = there
    ? ['iam:UpdateOpenIDConnectProviderThumbprint', 'iam:AddClientIDToOpenIDConnectProvider']
    : ['iam:CreateOpenIDConnectProvider'];
  const [need] = ways.flatMap((action) => actor.need(action, arn) ?? []);
  return need ?? null;
}

/**
 * Returns the permission of federated access, which needs no policy of the caller. The signer decides the contents of the assertion or
 * token.
 */
export function entering(index: ModelIndex, role: Member, principal: Principal, action: string): EscalationNeed | null {
  const { arn, trust } = role.entry;
  const set = index.outsideSet({ accountId: role.account.accountId, policy: trust });
  const request = { principal, action, resourceAccount: role.account.accountId };
  const { access, deciding } = askKnown(request, askedResource(arn), set, knownContextOf(principal, {}));
  if (access === 'never') return null;
  const written = trust?.compiled.statements.every(({ keys }) => keys.every((key) => !key.toLowerCase().startsWith('aws:')));
  return { action, resource: arn, access: written === true ? 'always' : access, deciding };
}
