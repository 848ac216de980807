import type { Transaction } from '../../db/client';
import type { AccountFacts } from '../account-facts';
import type { Call, Partition } from '../call';
import type { Check } from '../operation';
import { authorizeCheck, type CallerPolicies } from './authorize';

/** A call of an AWS service for an account. The source is for the resource's policy: aws:SourceArn and aws:SourceAccount. */
export type ServiceCall = {
  /** Such as iam.amazonaws.com. */
  service: string;
  sourceAccount: string;
  sourceArn: string;
  region: string;
  partition: Partition;
  now: Date;
};

/** The permissions of a service by itself: none. */
const NOTHING: CallerPolicies = {
  policies: { identity: [], principalInManagementAccount: false },
  tags: [],
  place: null,
  guardrails: null,
};

/**
 * Returns whether the policy of a resource lets an AWS service call it.
 * @param owner the account of the resource
 */
export async function mayService(
  db: Transaction,
  { service, sourceAccount, sourceArn, ...made }: ServiceCall,
  owner: AccountFacts,
  check: Check,
): Promise<boolean> {
  const call: Call = {
    ...made,
    caller: { accountId: '', credential: 'longTerm', principal: { type: 'Service', serviceName: service } },
    requestId: check.resource,
    sourceIp: '',
    userAgent: service,
    secureTransport: true,
    via: 'system',
    context: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceAccount },
  };
  // A service belongs to no account, so the owner counts as another account.
  const nowhere = { ...owner, id: '', organization: null };
  return (await authorizeCheck(db, call, nowhere, NOTHING, check)).allowed;
}
