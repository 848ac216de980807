import type { EffectiveObject, TagRules } from '@gatehouse/policy/organization';
import type { AccountFacts } from '../../core/account-facts';
import { TAG_POLICY } from '../../core/authorization/guardrails';
import { rulesOf } from '../../core/declarative-policies/tags';
import { storedJson } from '../../core/text/stored-json';
import { giveWay } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { invalidAccounts, readInForce } from '../../organizations/effective-policies';
import { faultsOf, readTagged } from '../../tag-compliance/rows';
import type { ExaminedOrganization, TagFaults } from '../facts';

const OPT_OUT = 'AISERVICES_OPT_OUT_POLICY';

/** The partition does not matter to tags. */
const PARTITION = 'aws';

type Facts = Pick<ExaminedOrganization, 'invalidPolicies' | 'notOptedOut' | 'tagFaults'>;
type Organization = NonNullable<AccountFacts['organization']>;
type Accounts = readonly { id: string; parentId: string | null }[];

/** Reads what the declarative policies of an organization leave open. An account without any policy is not opted out. */
export async function readDeclarativeFacts(
  db: Transaction,
  organization: Organization,
  accounts: Accounts,
  enabledTypes: ReadonlySet<string>,
  now: Date,
): Promise<Facts> {
  const inForce = await readInForce(db, organization, OPT_OUT, accounts);
  return {
    invalidPolicies: await invalidAccounts(db, organization.id, enabledTypes),
    notOptedOut: accounts.flatMap(({ id }) => (isOptedOut(inForce.get(id)) ? [] : [id])),
    tagFaults: await readTagFaults(db, organization, accounts, now),
  };
}

/** Source: Organizations User Guide, "AI services opt-out policy syntax": `default` counts for every service without an entry. */
function isOptedOut(content: string | undefined): boolean {
  const { services }: { services?: { default?: { opt_out_policy?: unknown } } } = JSON.parse(content ?? '{}');
  return services?.default?.opt_out_policy === 'optOut';
}

const ACCOUNTS_AT_ONCE = 50;

/** Counts the resources whose tags do not comply, by account. Accounts without a rule are not read. */
async function readTagFaults(db: Transaction, organization: Organization, accounts: Accounts, now: Date): Promise<TagFaults[]> {
  const documents = await readInForce(db, organization, TAG_POLICY, accounts);
  const parsed = new Map<string, TagRules>();
  const rules = new Map<string, TagRules>();
  for (const [id, content] of documents) {
    await giveWay();
    const known = parsed.get(content) ?? rulesOf(storedJson<EffectiveObject>(content));
    parsed.set(content, known);
    rules.set(id, known);
  }
  const ids = [...rules].flatMap(([id, { size }]) => (size > 0 ? [id] : []));
  const faults = new Map<string, { resources: number; missing: Set<string>; wrong: Set<string> }>();
  for (let at = 0; at < ids.length; at += ACCOUNTS_AT_ONCE) {
    const some = ids.slice(at, at + ACCOUNTS_AT_ONCE);
    for await (const resources of readTagged({ db, partition: PARTITION, now }, organization, some)) {
      for (const { accountId, type, tags } of resources) {
        const turn = giveWay();
        if (turn) await turn;
        const found = faultsOf(rules.get(accountId) ?? new Map(), type, tags);
        if (found.length === 0) continue;
        const known = faults.get(accountId) ?? { resources: 0, missing: new Set(), wrong: new Set() };
        known.resources += 1;
        for (const { reason, key } of found) known[reason === 'MISSING' ? 'missing' : 'wrong'].add(key);
        faults.set(accountId, known);
      }
    }
  }
  return [...faults].map(([accountId, { resources, missing, wrong }]) => ({
    accountId,
    resources,
    missing: [...missing].sort(),
    wrong: [...wrong].sort(),
  }));
}
