import { type AccessResource, type KnownFacts, type PolicyGrant, policyGrantsSteps } from '@gatehouse/policy/analyze';
import { accountOfArn } from '@gatehouse/policy/arn';
import type { PreparedPolicy, RequestContext } from '@gatehouse/policy/evaluate';
import { accessModelOf, principalsNamed } from '../access/model/access-model';
import { actionIndex } from '../access/model/action-index';
import { isPublicPolicy } from '../core/authorization/public-policy';
import { isUniqueId } from '../core/authorization/stored-principals';
import { giveWay, takeInTurns } from '../core/work/bulk';
import { goneAt, isThere, keptResourceOf } from '../resources/resources';
import type { ExaminedAccount } from './facts';
import type { Judgements, ResourceJudgement, SharedWith } from './judgements';

type Judged = Pick<ExaminedAccount, 'id' | 'access' | 'ownAccounts' | 'organization' | 'namesOfIds' | 'deleted'>;

/**
 * Judges the policies of an account's resources: which principals outside the organization they allow, and which deleted
 * principals they name.
 */
export async function judgeResources(account: Judged, now: Date): Promise<Pick<Judgements, 'resources'>> {
  const model = { ...accessModelOf([account.access]), names: account.namesOfIds };
  const members = new Set(account.access.principals.flatMap(({ principal }) => idOf(principal)));
  const meant = outsiders(account);
  const index = await actionIndex();
  const resources: ResourceJudgement[] = [];
  const wasOf = (id: string) => {
    const was = account.deleted.get(id);
    return { id, was: was?.accountId === account.id ? was : null };
  };
  for (const resource of model.resources) {
    await giveWay();
    const { policy } = resource;
    if (policy === undefined || !isThere(resource, now)) continue;
    const grants = await takeInTurns(policyGrantsSteps(model, resource, index, { meant }));
    const shared: SharedWith[] = [];
    for (const grant of grants) shared.push(await sharedWith(grant, policy));
    const gone = principalsNamed(policy).filter(
      (name) => isUniqueId(name) && !members.has(name) && !account.namesOfIds.has(name),
    );
    const facts = factsOf(resource);
    if (facts) resources.push({ ...facts, until: goneAt(resource), shared, gone: [...new Set(gone)].map(wasOf) });
  }
  return { resources };
}

function factsOf(resource: AccessResource): Omit<ResourceJudgement, 'until' | 'shared' | 'gone'> | null {
  const kept = keptResourceOf(resource);
  return (
    kept && { id: kept.found.id, arn: resource.arn, name: kept.found.name, service: kept.kind.service, type: kept.kind.type }
  );
}

async function sharedWith({ principal, kind, accountId, actions, conditions, cutByRcp }: PolicyGrant, policy: PreparedPolicy) {
  return {
    principal,
    accountId,
    actions: [...new Set(actions.map(({ action }) => action))],
    access: actions.some(({ access }) => access === 'always') ? ('always' as const) : ('sometimes' as const),
    conditions: conditions.map(({ effect, operator, key, values }) => {
      const text = `${operator} ${key} ${values.join(', ')}`;
      return effect === 'Deny' ? `denied where ${text}` : text;
    }),
    isPublic: kind === 'everybody' && (await isPublicPolicy(policy)),
    cutByRcp,
  };
}

function idOf(principal: ExaminedAccount['access']['principals'][number]['principal']): string[] {
  if (principal.type === 'User') return [principal.userId];
  return principal.type === 'AssumedRole' ? [principal.roleId] : [];
}

/** Ids that no account and no organization has. */
const OTHER_ACCOUNT = '000000000000';
const OTHER_ORGANIZATION = 'o-somebodyelse';

/** The context of an external principal's request, for the keys by which policies exclude external principals. */
const OUTSIDE: RequestContext = {
  'aws:PrincipalAccount': OTHER_ACCOUNT,
  'aws:PrincipalArn': `arn:aws:iam::${OTHER_ACCOUNT}:role/somebody`,
  'aws:PrincipalOrgID': OTHER_ORGANIZATION,
  'aws:PrincipalOrgPaths': [`${OTHER_ORGANIZATION}/r-else/ou-else-somewhere/`],
  'aws:SourceAccount': OTHER_ACCOUNT,
  'aws:SourceArn': `arn:aws:sns:us-east-1:${OTHER_ACCOUNT}:somewhere`,
  'aws:SourceOrgID': OTHER_ORGANIZATION,
  'aws:SourceOrgPaths': [`${OTHER_ORGANIZATION}/r-else/ou-else-somewhere/`],
  'aws:SourceOwner': OTHER_ACCOUNT,
  'kms:CallerAccount': OTHER_ACCOUNT,
};
const KEYS = new Map(Object.keys(OUTSIDE).map((key) => [key.toLowerCase(), key]));

/**
 * Returns the external principals that a policy names, with the context their requests can carry. Services are left out: the
 * caller behind a service is another question.
 */
function outsiders({ ownAccounts, organization }: Judged) {
  const isOwn = (key: string, value: string) => {
    if (/OrgID$/.test(key)) return value === organization?.id;
    if (/OrgPaths$/.test(key)) return organization !== null && value.startsWith(`${organization.id}/`);
    const account = /Arn$/.test(key) ? accountOfArn(value) : value;
    return account !== null && ownAccounts.has(account);
  };
  return ({ kind, accountId }: Pick<PolicyGrant, 'kind' | 'accountId'>, policy: PreparedPolicy): readonly KnownFacts[] | null => {
    if (kind === 'member' || kind === 'service') return null;
    if (kind === 'provider') return [{}];
    if (accountId !== null && ownAccounts.has(accountId)) return null;
    const known: RequestContext = accountId === null ? OUTSIDE : { ...OUTSIDE, ...namedAs(accountId) };
    const asked = policy.policy.statements.map(({ conditions }) => {
      const foreign = conditions.flatMap(({ key, values }) => {
        const name = KEYS.get(key.toLowerCase());
        const value = name && values.map((each) => each.value).find((each) => !isOwn(name, each));
        return name && value !== undefined ? [[name, concrete(value)] as const] : [];
      });
      return { ...known, ...Object.fromEntries(foreign.map(([key, value]) => [key, /Paths$/.test(key) ? [value] : value])) };
    });
    return [known, ...asked].map((knownContext) => ({ knownContext: withoutOwnArn(knownContext, accountId) }));
  };
}

function namedAs(accountId: string): RequestContext {
  return { 'aws:PrincipalAccount': accountId, 'kms:CallerAccount': accountId };
}

/** Removes the generic ARN for a named caller, whose own ARN is known. */
function withoutOwnArn(context: RequestContext, accountId: string | null): RequestContext {
  if (accountId === null) return context;
  const { 'aws:PrincipalArn': _, ...others } = context;
  return others;
}

function concrete(pattern: string): string {
  return pattern.replaceAll('*', 'somebody').replaceAll('?', 'x');
}
