import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../evaluate/authorize';
import type { PreparedPolicy } from '../../evaluate/record';
import type { Principal, RequestContext } from '../../evaluate/types';
import { runs } from '../../test-runs';
import type { AccessVerdict } from '../compare/verdict';
import type { AccessModel, AccessPrincipal } from '../model/access-model';
import type { KnownFacts } from '../model/known-context';
import { knownContextOf } from '../model/known-context';
import { Member, modelIndexOf } from '../model/model-index';
import { takeAll } from '../steps';
import { level, MARIA, OPS, OTHER, OWN, policy, rare } from '../testing/arbitrary-access';
import { requestsOf } from '../testing/requests-of';
import { sampleIndex, samplePolicy } from '../testing/sample-policies';
import { isKeyOfCaller, replacedPrincipalsSteps } from './replaced-principal';

// A user that the comparison calls equal to a session gets the same decision for every request, with each kind of its credentials.

const index = sampleIndex('s3', 'iam', 'sts', 'sqs', 'kms', 'dynamodb', 'organizations');
const ROLE = `arn:aws:iam::${OWN}:role/trusting`;
const NOW = '2026-03-01T12:00:00.000Z';
const NO_SESSION = ['aws:FederatedProvider', 'aws:SourceIdentity', 'saml:*', 'identitystore:UserId', 'aws:MultiFactorAuthAge'];
const TAGS = { 'aws:PrincipalTag/team': 'b1' };
const CREDENTIALS: readonly KnownFacts[] = [
  {
    knownContext: TAGS,
    absentKeys: ['aws:PrincipalTag/*', 'aws:MultiFactorAuthPresent', 'aws:TokenIssueTime', ...NO_SESSION],
  },
  {
    knownContext: { ...TAGS, 'aws:MultiFactorAuthPresent': 'true', 'aws:TokenIssueTime': NOW },
    absentKeys: ['aws:PrincipalTag/*', ...NO_SESSION],
  },
];
const sessionFacts = (tagged: boolean): KnownFacts => ({
  knownContext: {
    ...(tagged && TAGS),
    'aws:MultiFactorAuthPresent': 'false',
    'aws:TokenIssueTime': NOW,
    'identitystore:UserId': 'id',
  },
  absentKeys: ['aws:PrincipalTag/*', ...NO_SESSION.filter((key) => key !== 'identitystore:UserId')],
});

const CALLERS = [MARIA.arn, MARIA.userId, OPS.roleArn, OWN, '*'] as const;
const statementOn = (actions: readonly string[], resources: readonly string[]) =>
  fc.record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    Principal: fc.constantFrom(...CALLERS).map((name) => (name === '*' ? '*' : { AWS: name })),
    Action: fc.constantFrom(...actions),
    Resource: fc.constantFrom(...resources),
    Condition: fc.constantFrom(
      {},
      {},
      {},
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:user/*` } },
      { StringLike: { 'aws:userid': '*:s' } },
      { Null: { 'aws:TokenIssueTime': 'true' } },
      { StringEquals: { 'aws:PrincipalTag/team': 'b1' } },
    ),
  });
let made = 0;
const resourcePolicy = (actions: readonly string[], resources: readonly string[]) =>
  fc.array(statementOn(actions, resources), { minLength: 1, maxLength: 3 }).map((statements) => {
    made += 1;
    return samplePolicy('resource', `resource-${made}`, statements);
  });
const bucket = resourcePolicy(['s3:*', 's3:GetObject', 's3:ListBucket'], ['*', 'arn:aws:s3:::b1', 'arn:aws:s3:::b1/*']);
const key = resourcePolicy(['kms:*', 'kms:Decrypt'], ['*']);
const trust = fc.array(statementOn(['sts:AssumeRole', 'sts:*'], ['*']), { minLength: 1, maxLength: 2 }).map((statements) => {
  made += 1;
  return samplePolicy(
    'trust',
    `trust-${made}`,
    statements.map(({ Resource: _, ...statement }) => statement),
  );
});

const world = fc.record({
  user: fc.array(policy('identity'), { maxLength: 3 }),
  /** The session usually has the policies of the user. */
  session: rare(fc.array(policy('identity'), { maxLength: 2 })),
  boundary: rare(policy('boundary')),
  scp: rare(fc.array(level('scp'), { maxLength: 2 })),
  rcp: rare(fc.array(level('rcp'), { maxLength: 2 })),
  b1: rare(bucket),
  b2: rare(bucket),
  key: rare(key),
  trust: rare(trust),
  tagged: fc.boolean(),
  seed: fc.nat(),
});

type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

const BUCKET = 'arn:aws:s3:::b1';
const ELSEWHERE = 'arn:aws:s3:::b2';
const KEY = `arn:aws:kms:eu-north-1:${OWN}:key/1`;

function build({ user, session, boundary, scp, rcp, b1, b2, key: keyPolicy, trust: trusts, tagged }: World) {
  const limits = boundary ? { boundary } : {};
  const maria: AccessPrincipal = { arn: MARIA.arn, principal: MARIA, identity: user, ...limits };
  const role: AccessPrincipal = {
    arn: ROLE,
    principal: { ...OPS, roleArn: ROLE },
    identity: [],
    ...(trusts && { trust: trusts }),
  };
  const one = (arn: string, accountId: string, own: PreparedPolicy | undefined) => (own ? [{ arn, accountId, policy: own }] : []);
  const model: AccessModel = {
    accounts: [
      {
        accountId: OWN,
        name: 'own',
        management: false,
        ...(scp && { scp }),
        ...(rcp && { rcp }),
        principals: [maria, role],
        groups: [],
      },
      { accountId: OTHER, name: 'other', management: false, principals: [], groups: [] },
    ],
    resources: [...one(BUCKET, OWN, b1), ...one(ELSEWHERE, OTHER, b2), ...one(KEY, OWN, keyPolicy)],
  };
  const after: AccessPrincipal = {
    arn: OPS.roleArn,
    principal: OPS,
    identity: session ?? user,
    ...limits,
    facts: sessionFacts(tagged),
  };
  return { model, maria, after };
}

describe('the comparison of a user with a session in its place', () => {
  it('calls nothing equal that sample requests tell apart', () => {
    const seen: Record<AccessVerdict, number> = { equal: 0, wider: 0, narrower: 0, both: 0, undecided: 0 };
    fc.assert(
      fc.property(world, (asked) => {
        const { model, maria, after } = build(asked);
        const replacement = { arn: MARIA.arn, credentials: CREDENTIALS, session: after };
        const [diff] = takeAll(replacedPrincipalsSteps(model, [replacement], index));
        const verdict = diff?.verdict ?? 'undecided';
        seen[verdict] += 1;
        const models = modelIndexOf(model);
        const account = model.accounts[0];
        if (!account) throw new Error('there is an account');
        const session = new Member(-1, account, after);
        const decide = (member: Member, principal: Principal, facts: KnownFacts, request: Request) => {
          const guarded = models.guarded(request.action, request.resource);
          const context = { ...request.context, ...knownContextOf(principal, facts).index.context };
          const resourceAccount = guarded.accountId ?? OWN;
          const { action, resource } = request;
          const set = models.policySet(member, guarded);
          return authorize({ principal, action, resource, resourceAccount, context }, set).decision === 'Allowed';
        };
        const policies = policiesOf(asked);
        const [more, less] = [new Set<string>(), new Set<string>()];
        for (const { action, resource, context } of requestsOf(policies, index, { seed: asked.seed, count: 120 })) {
          if (/^sts:get(?:session|federation)token$/i.test(action)) continue;
          const open = Object.entries(context).filter(([name]) => !isKeyOfCaller(name));
          for (const on of [resource, BUCKET, `${ELSEWHERE}/x`, KEY, ROLE]) {
            const request = { action, resource: on, context: Object.fromEntries(open) };
            const is = decide(session, OPS, after.facts ?? {}, request);
            for (const facts of CREDENTIALS) {
              const was = decide(new Member(-1, account, { ...maria, facts }), MARIA, facts, request);
              if (was !== is && isOn(action, on)) (is ? more : less).add(`${action} ${on}`);
            }
          }
        }
        const allowed = {
          equal: { more: false, less: false },
          wider: { more: true, less: false },
          narrower: { more: false, less: true },
        }[verdict as 'equal' | 'wider' | 'narrower'] ?? { more: true, less: true };
        expect([verdict, allowed.more ? [] : [...more], allowed.less ? [] : [...less]]).toEqual([verdict, [], []]);
      }),
      runs(360),
    );
    // The law holds trivially for a comparison that calls nothing equal.
    expect(seen.equal).toBeGreaterThan(8);
    expect(seen.undecided).toBeLessThan(seen.equal);
  }, 120_000);
});

type Request = { action: string; resource: string; context: RequestContext };

function policiesOf({ user, session, boundary, scp, rcp, b1, b2, key: keyPolicy, trust: trusts }: World): PreparedPolicy[] {
  const levels = [...(scp ?? []), ...(rcp ?? [])].flatMap(({ policies }) => policies);
  return [...user, ...(session ?? []), ...levels, ...[boundary, b1, b2, keyPolicy, trusts].flatMap((each) => each ?? [])];
}

/** Tests whether an action can be called on a resource. */
function isOn(action: string, resource: string): boolean {
  const [service] = action.split(':');
  return (resource.split(':')[2] ?? service) === service || (service === 'sts' && resource === ROLE);
}
