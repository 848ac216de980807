import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../evaluate/authorize';
import { principalContext } from '../../evaluate/principal-context';
import type { AuthorizationRequest, Principal, RequestContext } from '../../evaluate/types';
import { runs } from '../../test-runs';
import { takeAll } from '../steps';
import {
  ACTIONS,
  CONDITIONS,
  contextFor,
  OPEN_CONTEXT,
  OTHER,
  OWN,
  PRINCIPAL_FACTS,
  PRINCIPALS,
  sets,
  some,
} from '../testing/arbitrary-access';
import { sampleIndex, samplePolicy } from '../testing/sample-policies';
import { effectivePermissions } from './effective-permissions';

const index = sampleIndex('s3', 'iam', 'sts', 'kms', 'sqs', 'organizations', 'dynamodb');

const NAMES = ['b1', 'x', 'q1', 'maria', 'home-maria', 'b9', 'some-name'];
const PATHS = [...NAMES, 'a/b', 'x/y/x', 'role/x'];

/** Fills the placeholders of an ARN format. Only paths and object names can contain slashes. */
function arnOf(format: string, accountId: string, seed: number): string {
  let turn = seed;
  return format.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    turn += 7;
    if (name === 'Partition') return 'aws';
    if (name === 'Account') return accountId;
    if (name === 'Region') return turn % 2 === 0 ? 'eu-north-1' : 'us-east-1';
    const pool = /Path$|^ObjectName$/.test(name) ? PATHS : NAMES;
    return pool[turn % pool.length] ?? 'x';
  });
}

/** Returns a request that the outcome covers, or null if the action has none. */
function requestOf(position: number, seed: number, foreign: boolean, principal: Principal, context: RequestContext) {
  const action = index.actions[position];
  const types = index.anyTypesOf[position] ?? [];
  const type = index.types[types[seed % types.length] ?? -1]?.type;
  // A call for an action without resource types has the resource `*`.
  const resource = type === undefined || type.name === '*' ? '*' : arnOf(type.arn, foreign ? OTHER : OWN, seed);
  const request: AuthorizationRequest = { principal, action: `${action?.service}:${action?.name}`, resource, context };
  return { request, typeName: type?.name, own: !foreign && (types.length === 1 || type?.name !== '*') };
}

const cases = fc.record({
  principal: fc.constantFrom(...PRINCIPALS, ...PRINCIPALS.slice(0, 2), ...PRINCIPALS.slice(0, 2)),
  set: sets,
  facts: fc.constantFrom(...PRINCIPAL_FACTS),
  contexts: fc.array(OPEN_CONTEXT, { minLength: 3, maxLength: 3 }),
  picks: fc.array(fc.tuple(fc.nat(index.actions.length - 1), fc.nat(1000), fc.boolean()), { minLength: 40, maxLength: 40 }),
});

describe('effectivePermissions', () => {
  it('never contradicts authorize, for the whole action or for a resource type', () => {
    const seen = { allowed: 0, limited: 0, explicitDeny: 0, implicitDeny: 0 };
    fc.assert(
      fc.property(cases, ({ principal, set, facts, contexts, picks }) => {
        const permissions = effectivePermissions(principal, set, index, facts);
        for (const [position, seed, foreign] of picks) {
          const context = contextFor(principal, facts, contexts[seed % contexts.length] ?? {});
          const { request, typeName, own } = requestOf(position, seed, foreign, principal, context);
          const { decision } = authorize(request, set);
          const outcome = permissions.outcomeAt(position);
          seen[outcome] += 1;
          const detail = permissions.detail(request.action);
          expect(detail?.outcome).toBe(outcome);
          const type = detail?.resourceTypes.find(({ name }) => name === typeName)?.outcome;
          for (const [said, speaks] of [[outcome, own] as const, [type, !foreign] as const]) {
            const told = `${said} ${request.action} ${request.resource}`;
            if (said === 'allowed' && speaks) expect(`${told}: ${decision}`).toBe(`${told}: Allowed`);
            if (said === 'explicitDeny') expect(`${told}: ${decision}`).toBe(`${told}: ExplicitDeny`);
            if (said === 'implicitDeny') expect(`${told}: ${decision}`).not.toBe(`${told}: Allowed`);
          }
          const denied = outcome === 'explicitDeny' || outcome === 'implicitDeny';
          expect((detail?.blockedBy.length ?? 0) > 0).toBe(denied);
          expect(detail?.residue === null).toBe(outcome !== 'limited');
        }
      }),
      runs(300),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(30);
  });

  it('groups actions whose details name the same statements', () => {
    fc.assert(
      fc.property(cases, ({ principal, set, facts, picks }) => {
        const permissions = effectivePermissions(principal, set, index, facts);
        const positions = [...new Set(picks.map(([position]) => position))];
        const groups = takeAll(permissions.alike(positions));
        expect(groups.flat().sort((a, b) => a - b)).toEqual(positions.sort((a, b) => a - b));
        for (const group of groups) {
          const details = group.map((position) => {
            const { service = '', name = '' } = index.actions[position] ?? {};
            const { layers, denies, outcome } = permissions.detail(`${service}:${name}`) ?? {};
            return { layers, denies, outcome };
          });
          for (const detail of details) expect(detail).toEqual(details[0]);
        }
      }),
      runs(60),
    );
  });

  it('leaves no action limited when resources are unrestricted and every key is known', () => {
    const known = { 'aws:RequestedRegion': 'eu-north-1', 'aws:MultiFactorAuthPresent': 'true' };
    const absentKeys = ['aws:PrincipalTag/*', 'aws:ResourceTag/*', 'aws:TagKeys'];
    const unnarrowed = fc
      .array(
        fc.record({
          Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
          Action: some(ACTIONS),
          Resource: fc.constant('*'),
          Condition: fc.constantFrom({}, ...CONDITIONS),
        }),
        { minLength: 1, maxLength: 4 },
      )
      .map((list) => samplePolicy('identity', 'open', list));
    fc.assert(
      fc.property(fc.constantFrom(...PRINCIPALS.slice(0, 2)), unnarrowed, (principal, identity) => {
        const set = { identity: [identity] };
        const permissions = effectivePermissions(principal, set, index, { knownContext: known, absentKeys });
        const context = { ...principalContext(principal), ...known };
        index.names.forEach((action, position) => {
          const outcome = permissions.outcomeAt(position);
          if (permissions.detail(action)?.residue?.resourcePolicy) return;
          expect(outcome).not.toBe('limited');
          const { request } = requestOf(position, 1, false, principal, context);
          const { decision } = authorize(request, set);
          expect(decision).toBe(outcome === 'allowed' ? 'Allowed' : outcome === 'explicitDeny' ? 'ExplicitDeny' : 'ImplicitDeny');
        });
      }),
      runs(20),
    );
  });

  it('counts every action exactly once by service and access level', () => {
    fc.assert(
      fc.property(cases, ({ principal, set, facts }) => {
        const permissions = effectivePermissions(principal, set, index, facts);
        const codes = permissions.codes();
        const counts = permissions.counts();
        const summary = permissions.summarize();
        for (const outcome of ['allowed', 'limited', 'explicitDeny', 'implicitDeny'] as const) {
          const listed = index.names.filter((_, position) => permissions.outcomeAt(position) === outcome).length;
          expect(counts[outcome]).toBe(listed);
          expect(summary.reduce((sum, { total }) => sum + total[outcome], 0)).toBe(listed);
        }
        expect(codes.length).toBe(index.actions.length);
        expect(summary.reduce((sum, { total }) => sum + total.total, 0)).toBe(index.actions.length);
      }),
      runs(30),
    );
  });
});
