import { accessModelOf } from '../access/access-model';
import { actionIndex } from '../access/action-index';
import { giveWay } from '../core/bulk';
import { type AccessModel, type AccessPrincipal, effectivePermissions } from '../engine';
import type { ExaminedAccount } from './facts';
import { judgeOutside, judgeTrust } from './judge-trust';
import type { Judgements, OutsideJudgement, TrustJudgement } from './judgements';

export const NOT_JUDGED: Judgements = { trust: new Map(), outside: new Map(), writesIam: new Set() };

type Judged = Pick<ExaminedAccount, 'id' | 'users' | 'groups' | 'roles' | 'policies' | 'access'>;

/** Judges the policies of an account, in turns with other calls. Service-linked roles are AWS's own to judge. */
export async function judgePolicies(account: Judged): Promise<Judgements> {
  const trust = new Map<string, TrustJudgement>();
  const outside = new Map<string, OutsideJudgement>();
  const writesIam = new Set<string>();
  const principals = new Map(account.access.principals.map((principal) => [principal.arn, principal]));
  let made: AccessModel | undefined;
  const model = () => {
    made ??= accessModelOf([account.access]);
    return made;
  };
  for (const role of account.roles) {
    if (role.serviceLinked) continue;
    await giveWay();
    const judgement = trust.get(role.shownTrust) ?? (await judgeTrust(role.shownTrust));
    trust.set(role.shownTrust, judgement);
    outside.set(role.id, judgeOutside(model, account.id, role, judgement));
    const principal = principals.get(role.arn);
    const long = role.maxSessionDuration > DEFAULT_SESSION_SECONDS;
    if (long && principal && (await mayWriteIam(account.access, principal))) writesIam.add(role.arn);
  }
  return { trust, outside, writesIam };
}

const DEFAULT_SESSION_SECONDS = 3600;
const WRITES = new Set(['Write', 'Permissions management']);

async function mayWriteIam({ scp, management }: Judged['access'], principal: AccessPrincipal): Promise<boolean> {
  const { identity, boundary, facts } = principal;
  const index = await actionIndex();
  const set = { identity, principalInManagementAccount: management, ...(boundary && { boundary }), ...(scp && { scp }) };
  const permissions = effectivePermissions(principal.principal, set, index, facts);
  const range = index.rangeOf.get('iam');
  for (let at = range?.from ?? 0; at < (range?.to ?? 0); at += 1) {
    const writes = WRITES.has(index.actions[at]?.accessLevel ?? '');
    const outcome = permissions.outcomeAt(at);
    if (writes && (outcome === 'allowed' || outcome === 'limited')) return true;
  }
  return false;
}
