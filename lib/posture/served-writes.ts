import { type ActionIndex, matchAction, type Policy } from '../engine';

const SERVICES = ['iam', 'organizations', 'sts', 'budgets', 'ce'] as const;
const WRITES: ReadonlySet<string> = new Set(['Write', 'Permissions management', 'Tagging']);

/** Actions that no call here is named by: those that only come with other calls, and operations that are not served. */
const NEVER_CALLED: ReadonlySet<string> = new Set([
  'budgets:ModifyBudget',
  'ce:CreateAnomalyMonitor',
  'ce:CreateAnomalySubscription',
  'ce:CreateNotificationSubscription',
  'ce:CreateReport',
  'ce:DeleteAnomalyMonitor',
  'ce:DeleteAnomalySubscription',
  'ce:DeleteNotificationSubscription',
  'ce:DeleteReport',
  'ce:ProvideAnomalyFeedback',
  'ce:StartCommitmentPurchaseAnalysis',
  'ce:StartCostAllocationTagBackfill',
  'ce:StartSavingsPlansPurchaseRecommendationGeneration',
  'ce:UpdateAnomalyMonitor',
  'ce:UpdateAnomalySubscription',
  'ce:UpdateConsoleActionSetEnforced',
  'ce:UpdateNotificationSubscription',
  'ce:UpdatePreferences',
  'ce:UpdateReport',
  'iam:AcceptDelegationRequest',
  'iam:AssociateDelegationRequest',
  'iam:CreateDelegationRequest',
  'iam:DeleteCloudFrontPublicKey',
  'iam:DisableOutboundWebIdentityFederation',
  'iam:EnableOutboundWebIdentityFederation',
  'iam:PassRole',
  'iam:PutAccountProperties',
  'iam:RejectDelegationRequest',
  'iam:SendDelegationToken',
  'iam:SetSTSRegionalEndpointStatus',
  'iam:UpdateAccountEmailAddress',
  'iam:UpdateAccountName',
  'iam:UpdateCloudFrontPublicKey',
  'iam:UploadCloudFrontPublicKey',
  'organizations:CreateGovCloudAccount',
  'organizations:InviteOrganizationToTransferResponsibility',
  'organizations:TerminateResponsibilityTransfer',
  'organizations:UpdateResponsibilityTransfer',
  'sts:GetDelegatedAccessToken',
  'sts:GetWebIdentityToken',
  'sts:SetContext',
  'sts:SetSourceIdentity',
  'sts:TagGetWebIdentityToken',
  'sts:TagSession',
]);

/** An operation that changes something and can be called here, with its place in the index. */
export type ServedWrite = { action: string; position: number };

const served = new WeakMap<ActionIndex, readonly ServedWrite[]>();

/** The operations that change something, of the services whose calls are recorded here. Whether others are used cannot be told. */
export function servedWrites(index: ActionIndex): readonly ServedWrite[] {
  const known = served.get(index);
  if (known) return known;
  const writes = SERVICES.flatMap((service) => {
    const { from = 0, to = 0 } = index.rangeOf.get(service) ?? {};
    return index.actions.slice(from, to).flatMap(({ name, accessLevel }, at) => {
      const action = `${service}:${name}`;
      return WRITES.has(accessLevel) && !NEVER_CALLED.has(action) ? [{ action, position: from + at }] : [];
    });
  });
  served.set(index, writes);
  return writes;
}

const reaches = new WeakMap<Policy, number>();

/** How many of them the Allow statements of a policy name: at least as many as it allows. Counted once for each text. */
export function namedWrites(policy: Policy, index: ActionIndex): number {
  const known = reaches.get(policy);
  if (known !== undefined) return known;
  const allows = policy.statements.filter(({ effect }) => effect === 'Allow');
  const named = servedWrites(index).filter(({ action }) =>
    allows.some(({ action: { entries, negated } }) => entries.some(({ value }) => matchAction(value, action)) !== negated),
  );
  reaches.set(policy, named.length);
  return named.length;
}

/** Whether an action belongs to a service whose calls are recorded here. */
export function isServed(service: string): boolean {
  return (SERVICES as readonly string[]).includes(service);
}
