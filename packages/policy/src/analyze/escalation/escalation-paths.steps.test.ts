import { describe, expect, it } from 'vitest';
import { growthOfSteps } from '../../testing/count-steps';
import type { AccessModel, AccessPrincipal } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import { sampleIndex, samplePolicy } from '../testing/sample-policies';
import { escalationPaths } from './escalation-paths';

const MANAGEMENT = '100000000000';
const index = sampleIndex('iam', 'sts', 's3');
const reads = samplePolicy('identity', 'Reads', { Effect: 'Allow', Action: 's3:Get*', Resource: '*' });
const admin = samplePolicy('identity', 'Admin', { Effect: 'Allow', Action: '*', Resource: '*' });
const trust = samplePolicy('trust', 'trust', { Effect: 'Allow', Principal: { AWS: MANAGEMENT }, Action: 'sts:AssumeRole' });

function user(i: number): AccessPrincipal {
  const arn = `arn:aws:iam::${MANAGEMENT}:user/u${i}`;
  const principal = { type: 'User', accountId: MANAGEMENT, arn, userId: `AIDA${i}`, userName: `u${i}` } as const;
  return { arn, principal, identity: [reads] };
}

function role(accountId: string): AccessPrincipal {
  const arn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
  return { arn, principal: anySessionOf({ arn, roleId: `AROA${accountId}`, accountId }), identity: [admin], trust };
}

/** Returns a management account with many users, and as many members, each with AWS's default role that trusts it. */
function organization(size: number): AccessModel {
  const account = (accountId: string, principals: AccessPrincipal[]) => ({
    accountId,
    name: accountId,
    management: accountId === MANAGEMENT,
    principals,
    groups: [],
  });
  const members = Array.from({ length: size }, (_, i) => String(200_000_000_000 + i));
  const users = Array.from({ length: size }, (_, i) => user(i));
  return { accounts: [account(MANAGEMENT, users), ...members.map((id) => account(id, [role(id)]))], resources: [] };
}

describe('the search for escalation paths in an organization', () => {
  it('takes steps in proportion to the number of principals', async () => {
    expect(await growthOfSteps(400, (size) => escalationPaths(organization(size), index))).toBeLessThan(2.3);
  });
});
