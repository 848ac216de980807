import { sourcesOfTagRules } from '@gatehouse/policy/organization';
import { rulesOf } from '../core/declarative-policies/tags';
import type { PolicyInForce, SettingOrigin } from '../core/declarative-policy';
import { AwsError } from '../core/errors';
import { type List, readListPage } from '../core/list/list';
import type { ListInput, ListPage } from '../core/list/schema';
import { type Check, defineOperation, type Scope } from '../core/operation';
import { giveWay } from '../core/work/bulk';
import { isTagPolicyDelegate } from '../organizations/tag-policy/rows';
import { faultsOf, type Judged, readJudged, type TagFault } from './rows';
import { ListTagComplianceInput } from './schema';

/** The reasons of a report, in the console's words. */
const REASONS = {
  SPELLING: 'Key has another spelling',
  VALUE: 'Value not allowed',
  NO_VALUE: 'Key not allowed',
  MISSING: 'Required key is missing',
} as const satisfies Record<TagFault['reason'], string>;
export type ComplianceReason = (typeof REASONS)[keyof typeof REASONS];

/** A tag that does not comply, or a required one that is missing. `Value` is then absent. */
export type TagComplianceRow = {
  AccountId: string;
  AccountName: string;
  Region: string;
  Type: string;
  Arn: string;
  Key: string;
  Value?: string;
  Reason: ComplianceReason;
  /** True if a new tag like this is refused. */
  Enforced: boolean;
  /** The compliant spelling of the key, and the allowed values. */
  CompliantKey: string;
  AllowedValues: readonly string[];
  /** The policy that set the rule, and its node. */
  Source: SettingOrigin | null;
};

type Row = Omit<TagComplianceRow, 'Source' | 'Reason'> & { rule: string; reason: TagFault['reason']; policy: PolicyInForce };

/**
 * Lists the tags of resources that do not comply with the effective tag policies of their accounts, and required tags that are missing.
 * Every resource counts that tag policies know, also those that never had a tag. The management account and the delegated administrator
 * of tag policies may list the whole organization. The permissions are those of AWS's reports.
 */
export const ListTagCompliance = defineOperation({
  service: 'gatehouse',
  name: 'ListTagCompliance',
  access: 'List',
  input: ListTagComplianceInput,
  checks: ({ Reach }) => [checkOf(Reach)],
  run: async ({ Reach, ...asked }, scope): Promise<ListPage<TagComplianceRow>> => {
    await requireReach(Reach, scope);
    return readReport(scope, Reach, asked);
  },
});

type Reach = 'account' | 'organization';

function checkOf(reach: Reach): Check {
  return { action: reach === 'organization' ? 'tag:GetComplianceSummary' : 'tag:GetResources', resource: '*' };
}

/** @throws AwsError AccessDenied for other accounts that ask for the organization */
async function requireReach(reach: Reach, scope: Scope): Promise<void> {
  if (reach === 'account' || (await isTagPolicyDelegate(scope))) return;
  throw new AwsError(
    'AccessDenied',
    'Only the management account and the delegated administrator of tag policies can list the whole organization.',
  );
}

async function readReport(scope: Scope, reach: Reach, asked: ListInput): Promise<ListPage<TagComplianceRow>> {
  const { Rows: found, ...page } = await readListPage(scope, listOf(reach === 'organization'), asked);
  const sources = new Map<PolicyInForce['settings'], ReturnType<typeof sourcesOfTagRules>>();
  const Rows: TagComplianceRow[] = [];
  for (const { row } of found) {
    const turn = giveWay();
    if (turn) await turn;
    const { rule, reason, policy, ...shown } = row;
    const sourceOf = sources.get(policy.settings) ?? sourcesOfTagRules(policy.settings);
    sources.set(policy.settings, sourceOf);
    Rows.push({ ...shown, Reason: REASONS[reason], Source: policy.named(sourceOf(rule, reason)) });
  }
  return { ...page, Rows };
}

function listOf(ofOrganization: boolean): List<Row, Record<never, never>> {
  return {
    rows: (scope) => readRows(scope, ofOrganization),
    name: ({ Arn }) => Arn,
    key: ({ AccountId, Arn, Key, reason }) => `${AccountId} ${Arn} ${Key} ${reason}`,
    check: (action, { Arn }) => ({ action, resource: Arn }),
    parts: {},
    sort: 'account',
    fields: {
      account: { sort: ({ AccountName }) => AccountName, filter: ({ AccountName, AccountId }) => [AccountName, AccountId] },
      region: { sort: ({ Region }) => Region, filter: ({ Region }) => Region },
      type: { sort: ({ Type }) => Type, filter: ({ Type }) => Type },
      arn: { sort: ({ Arn }) => Arn, filter: ({ Arn }) => Arn },
      key: { sort: ({ Key }) => Key, filter: ({ Key }) => Key },
      value: { sort: ({ Value }) => Value, filter: ({ Value = null }) => Value },
      reason: { sort: ({ reason }) => REASONS[reason], filter: ({ reason }) => REASONS[reason] },
      enforced: { sort: ({ Enforced }) => (Enforced ? 'Yes' : 'No'), filter: ({ Enforced }) => (Enforced ? 'Yes' : 'No') },
    },
  };
}

async function* readRows(scope: Scope, ofOrganization: boolean): AsyncGenerator<readonly Row[]> {
  for await (const judged of readJudged(scope, ofOrganization)) {
    const rows: Row[] = [];
    for (const each of judged) {
      const turn = giveWay();
      if (turn) await turn;
      rows.push(...rowsOf(each));
    }
    yield rows;
  }
}

function rowsOf({ resource: { type, arn, region, tags }, account, policy }: Judged): Row[] {
  const about = { AccountId: account.id, AccountName: account.name, Region: region, Type: type, Arn: arn, policy };
  return faultsOf(rulesOf(policy.document), type, tags).map(
    ({ rule, key, value, reason, enforced, compliantKey, allowedValues }): Row => ({
      ...about,
      rule,
      Key: key,
      ...(value !== undefined && { Value: value }),
      reason,
      Enforced: enforced,
      CompliantKey: compliantKey,
      AllowedValues: allowedValues,
    }),
  );
}
