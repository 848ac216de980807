import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCase } from '../cases/case';
import { ACTIONS, policyDocument, type RandomCase, RESOURCES, randomCase, statement } from '../test-arbitraries';
import { runs } from '../test-runs';
import { authorize } from './authorize';
import { explain } from './explain';
import type { Situation } from './fix/types';
import { isScopePolicy } from './scope-policy';
import type { Decision } from './types';

function situation(value: RandomCase): Situation {
  const result = loadCase(value);
  if (!result.ok) throw new Error(result.message);
  return result.loaded;
}

function answer(value: RandomCase): Decision {
  const { request, set } = situation(value);
  return authorize(request, set);
}

const isAllowed = (value: RandomCase) => answer(value).decision === 'Allowed';

/** Expects that a request that is allowed after a change was also allowed before it. */
function onlyNarrows(before: RandomCase, after: RandomCase): void {
  if (isAllowed(after)) expect(isAllowed(before)).toBe(true);
}

const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const RUNS = runs(300);
const isSessionWithOwnPolicies = ({ principal }: RandomCase) =>
  typeof principal === 'object'
    ? JSON.stringify(principal).includes('AssumedRoot')
    : String(principal).includes('federated-user');

describe('the evaluation', () => {
  it('has the same result from explain as from authorize', () => {
    fc.assert(
      fc.property(randomCase, (value) => {
        const { request, set } = situation(value);
        const { decision, blockedBy, deciding } = explain(request, set);
        expect({ decision, blockedBy, deciding }).toEqual(authorize(request, set));
      }),
      runs(1500),
    );
  });

  it('allows with scope-down policies what the caller and each of them allow, and nothing else', () => {
    const seen = { allowed: 0, kept: 0 };
    fc.assert(
      fc.property(randomCase, fc.array(policyDocument('session'), { minLength: 1, maxLength: 3 }), (value, scopes) => {
        const before = situation(value);
        const after = situation({ ...value, scopes } as RandomCase);
        const explained = explain(after.request, after.set);
        const answers = explained.policies.filter(({ policy }) => isScopePolicy(policy)).map(({ outcome }) => outcome);
        const allowed = authorize(before.request, before.set).decision === 'Allowed';
        if (explained.steps.some(({ step }) => step === 'noPermissionNeeded')) return;
        if (allowed) seen.allowed++;
        const kept = authorize(after.request, after.set).decision === 'Allowed';
        if (kept) seen.kept++;
        expect(kept).toBe(allowed && answers.length === scopes.length && answers.every((outcome) => outcome === 'Allow'));
      }),
      runs(1500),
    );
    expect(seen.kept).toBeGreaterThan(5);
    expect(seen.allowed).toBeGreaterThan(seen.kept);
  });

  it('reaches every decision and every blocker in the random cases', () => {
    const decisions = new Set<string>();
    const blockers = new Set<string>();
    for (const value of fc.sample(randomCase, { numRuns: 3000, seed: 7 })) {
      const { decision, blockedBy } = answer(value);
      decisions.add(decision);
      for (const blocker of blockedBy) blockers.add(`${blocker.kind} ${blocker.type}`);
    }
    expect(decisions).toEqual(new Set(['Allowed', 'ExplicitDeny', 'ImplicitDeny']));
    for (const type of ['identity', 'boundary', 'session', 'resource', 'trust', 'scp', 'vpcEndpoint']) {
      expect([...blockers]).toContain(`explicit ${type}`);
      expect([...blockers]).toContain(`implicit ${type}`);
    }
    expect([...blockers]).toContain('explicit rcp');
  });

  it('is undecided exactly when unknown policies of another account decide', () => {
    const seen = { open: 0, closed: 0 };
    fc.assert(
      fc.property(randomCase, (value) => {
        const { request, set } = situation(value);
        const { resource: _, rcp: __, ...callerSide } = set;
        const hidden = authorize(request, { ...callerSide, unknown: ['resource', 'rcp'] });
        const { principal } = request;
        const owner = explain(request, set).resourceAccount;
        // AssumeRoot depends on the caller's policies alone, and IAM has no resource policies. Within an account, an identity policy can
        // also allow the request.
        if (request.action.startsWith('iam:')) return;
        if (!('accountId' in principal) || principal.accountId === owner || hidden.decision === 'Allowed') return;
        const Principal = { AWS: principal.type === 'AssumedRole' ? principal.roleArn : principal.arn };
        const granting = loadCase({
          ...value,
          rcp: undefined,
          [request.action.startsWith('sts:') ? 'trustPolicy' : 'resourcePolicy']: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal,
                Action: request.action,
                ...(request.action.startsWith('sts:') ? {} : { Resource: '*' }),
              },
            ],
          },
        });
        const open = hidden.blockedBy.every(({ kind }) => kind === 'unknown');
        expect(open || hidden.blockedBy.every(({ kind }) => kind !== 'unknown')).toBe(true);
        seen[open ? 'open' : 'closed'] += 1;
        if (!open) expect(authorize(request, set).decision).not.toBe('Allowed');
        else if (granting.ok) expect(authorize(request, granting.loaded.set).decision).toBe('Allowed');
      }),
      runs(2000),
    );
    expect(seen.open).toBeGreaterThan(15);
    expect(seen.closed).toBeGreaterThan(15);
  });

  it('is undecided exactly when unknown policies of the caller’s account decide', () => {
    const seen = { open: 0, closed: 0, allowed: 0 };
    fc.assert(
      fc.property(randomCase, (value) => {
        const { request, set } = situation(value);
        if (!('accountId' in request.principal)) return;
        const { boundary: _, scp: __, ...others } = set;
        const unknown = ['identity', 'boundary', 'scp'] as const;
        const hidden = authorize(request, { ...others, identity: [], principalInManagementAccount: false, unknown });
        const known = authorize(request, set);
        if (hidden.decision === 'Allowed') {
          seen.allowed += 1;
          // Here the resource side alone allows the call, so only a boundary or an SCP can block it.
          const limits = known.blockedBy.filter(({ type }) => type !== 'scp' && type !== 'boundary');
          expect(known.decision === 'ExplicitDeny' || limits.length === 0).toBe(true);
          return;
        }
        const open = hidden.blockedBy.every(({ kind }) => kind === 'unknown');
        seen[open ? 'open' : 'closed'] += 1;
        // Unknown policies can add denials, for example by a NotPrincipal with a boundary. They cannot remove known denials.
        if (!open) expect(known.decision).not.toBe('Allowed');
        const all = loadCase({ ...value, identity: [EVERYTHING], boundary: undefined, scp: undefined });
        if (open && all.ok) expect(authorize(request, all.loaded.set).decision).toBe('Allowed');
      }),
      runs(2000),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(15);
  });

  it('never allows more after an additional Deny in any type of policy', () => {
    fc.assert(
      fc.property(randomCase, statement('identity'), statement('resource'), (value, plain, named) => {
        const deny = { Version: '2012-10-17', Statement: { ...plain, Effect: 'Deny' } };
        onlyNarrows(value, { ...value, identity: [...value.identity, deny] });
        if (value.session) onlyNarrows(value, { ...value, session: [...value.session, deny] });
        if (value.scp) onlyNarrows(value, { ...value, scp: [...value.scp.slice(0, -1), [...(value.scp.at(-1) ?? []), deny]] });
        if (value.resourcePolicy)
          onlyNarrows(value, { ...value, resourcePolicy: withStatement(value.resourcePolicy, { ...named, Effect: 'Deny' }) });
        if (value.boundary)
          onlyNarrows(value, { ...value, boundary: withStatement(value.boundary, { ...plain, Effect: 'Deny' }) });
      }),
      RUNS,
    );
  });

  it('never denies more after an additional Allow', () => {
    fc.assert(
      fc.property(randomCase, statement('identity'), (value, plain) => {
        const allow = { Version: '2012-10-17', Statement: { ...plain, Effect: 'Allow' } };
        onlyNarrows({ ...value, identity: [...value.identity, allow] }, value);
      }),
      RUNS,
    );
  });

  it('does not depend on the order of statements or policies', () => {
    const reversed = (document: unknown): unknown =>
      isDocument(document) ? { ...document, Statement: [...document.Statement].reverse() } : document;
    fc.assert(
      fc.property(randomCase, (value) => {
        const turned: RandomCase = {
          ...value,
          identity: [...value.identity].reverse().map(reversed),
          boundary: reversed(value.boundary),
          session: value.session && [...value.session].reverse().map(reversed),
          resourcePolicy: reversed(value.resourcePolicy),
          trustPolicy: reversed(value.trustPolicy),
          scp: value.scp?.map((level) => [...level].reverse().map(reversed)),
          rcp: value.rcp?.map((level) => [...level].reverse().map(reversed)),
          vpcEndpoint: reversed(value.vpcEndpoint),
        };
        const [a, b] = [answer(value), answer(turned)];
        expect(b.decision).toBe(a.decision);
        expect(b.blockedBy.map((blocker) => blocker.type)).toEqual(a.blockedBy.map((blocker) => blocker.type));
      }),
      RUNS,
    );
  });

  it('never allows more with an SCP, an RCP or another level of them', () => {
    fc.assert(
      fc.property(randomCase, (value) => {
        onlyNarrows({ ...value, scp: undefined }, value);
        onlyNarrows({ ...value, rcp: undefined }, value);
        if (value.scp && value.scp.length > 1) onlyNarrows({ ...value, scp: value.scp.slice(1) }, value);
        if (value.rcp && value.rcp.length > 1) onlyNarrows({ ...value, rcp: value.rcp.slice(1) }, value);
      }),
      RUNS,
    );
  });

  it('never allows more with a permissions boundary', () => {
    fc.assert(
      fc.property(randomCase, policyDocument('boundary'), (value, boundary) => {
        onlyNarrows({ ...value, boundary: undefined }, { ...value, boundary });
      }),
      RUNS,
    );
  });

  it('never allows more for a role session with session policies', () => {
    fc.assert(
      fc.property(randomCase, fc.array(policyDocument('session'), { maxLength: 2 }), (value, session) => {
        fc.pre(!isSessionWithOwnPolicies(value));
        onlyNarrows({ ...value, session: undefined }, { ...value, session });
      }),
      RUNS,
    );
  });

  it('never allows more with an endpoint policy', () => {
    fc.assert(
      fc.property(randomCase, policyDocument('vpcEndpoint'), (value, vpcEndpoint) => {
        onlyNarrows({ ...value, vpcEndpoint: undefined }, { ...value, vpcEndpoint });
      }),
      RUNS,
    );
  });

  it('has an explanation that survives JSON, with a message exactly when the request is denied', () => {
    fc.assert(
      fc.property(randomCase, (value) => {
        const { request, set } = situation(value);
        const explanation = explain(request, set);
        expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
        expect(explanation.message === undefined).toBe(explanation.decision === 'Allowed');
        expect(explanation.blockedBy.length === 0).toBe(explanation.decision === 'Allowed');
      }),
      RUNS,
    );
  });

  it('has steps that agree with the decision', () => {
    fc.assert(
      fc.property(randomCase, (value) => {
        const { request, set } = situation(value);
        const { decision, steps } = explain(request, set);
        const denied = steps.some((step) => step.outcome === 'Deny');
        expect(denied).toBe(decision === 'ExplicitDeny');
        if (decision !== 'Allowed') return;
        for (const { step, outcome } of steps) {
          if (step === 'scp' || step === 'rcp' || step === 'vpcEndpoint') expect(['Allow', 'Skipped']).toContain(outcome);
        }
      }),
      RUNS,
    );
  });

  it('has the same result for the same request', () => {
    fc.assert(
      fc.property(randomCase, (value) => {
        const { request, set } = situation(value);
        expect(authorize(request, set)).toEqual(authorize(request, set));
        expect(explain(request, set)).toEqual(explain(request, set));
      }),
      RUNS,
    );
  });

  it('does not depend on earlier requests with the same policies', () => {
    fc.assert(
      fc.property(
        randomCase,
        fc.array(fc.record({ action: fc.constantFrom(...ACTIONS), resource: fc.constantFrom(...RESOURCES) }), { maxLength: 6 }),
        (value, questions) => {
          const shared = situation(value);
          for (const question of questions) {
            const request = { ...shared.request, ...question };
            expect(explain(request, shared.set)).toEqual(explain(request, situation(value).set));
          }
        },
      ),
      RUNS,
    );
  });
});

function isDocument(value: unknown): value is { Statement: unknown[] } {
  return typeof value === 'object' && value !== null && 'Statement' in value && Array.isArray(value.Statement);
}

function withStatement(document: unknown, added: object): unknown {
  return isDocument(document) ? { ...document, Statement: [...document.Statement, added] } : document;
}
