import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { type AccessVerdict, comparePoliciesSteps } from '@gatehouse/policy/analyze';
import { matchAction } from '@gatehouse/policy/match';
import { type PolicyKind, parsePolicy } from '@gatehouse/policy/parse';
import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { prepareStoredPolicy } from '../../core/authorization/prepared-policies';
import type { ExaminedAccount, RoleFacts } from '../facts';
import {
  closeTrust,
  demandAudience,
  demandExternalId,
  isNamed,
  narrowed,
  narrowedText,
  withoutExternalPrincipals,
  withoutPrincipals,
} from '../fix-plans';
import type { FixChange } from '../fix-steps';
import type { ResourceJudgement } from '../judgements';
import { documentOf, edited, type StatementJson, statementsIn, withCondition, withoutActions, withStatement } from './documents';

// A fix only removes permissions of a statement, whether it uses Action or NotAction. The tests compare every action of the
// services in it.

const SERVICES = ['s3', 'dynamodb', 'sqs', 'iam'];
const ACTIONS = SERVICES.flatMap((service) =>
  loadCatalog()
    .actionsOf(service)
    .map(({ name }) => `${service}:${name}`),
);
const entry = fc.oneof(
  fc.constantFrom(...ACTIONS),
  fc.constantFrom(
    ...SERVICES.flatMap((service) =>
      ['*', 'Get*', 'GetObject*', 'List*', '*Item', 'Put*', '?et*'].map((rest) => `${service}:${rest}`),
    ),
  ),
  fc.constant('*'),
);
const entries = fc.array(entry, { minLength: 1, maxLength: 4 });
const statement = fc.oneof(
  entries.map((Action): StatementJson => ({ Effect: 'Allow', Action, Resource: '*' })),
  entries.map((NotAction): StatementJson => ({ Effect: 'Allow', NotAction, Resource: '*' })),
);
const used = fc.record({
  services: fc.subarray(SERVICES).map((services) => new Set(services)),
  actions: fc.uniqueArray(fc.constantFrom(...ACTIONS), { maxLength: 5 }),
});

function allows({ Action, NotAction }: StatementJson, action: string): boolean {
  const list = [Action ?? NotAction ?? []].flat().map(String);
  return list.some((pattern) => matchAction(pattern, action)) === (Action !== undefined);
}

it('a narrowed statement never allows more than the original', () => {
  let shortened = 0;
  fc.assert(
    fc.property(statement, used, (before, uses) => {
      const after = narrowed(before, uses);
      if (after === null) return;
      const wider = ACTIONS.filter((action) => allows(after, action) && !allows(before, action));
      expect(wider).toEqual([]);
      if (ACTIONS.some((action) => allows(before, action) && !allows(after, action))) shortened += 1;
    }),
    runs(600),
  );
  expect(shortened).toBeGreaterThan(20);
});

const arns = fc.constantFrom('*', 'arn:aws:s3:::lake/*', 'arn:aws:s3:::lake', 'arn:aws:sqs:*:*:orders');
const condition = fc.constantFrom<StatementJson | undefined>(
  undefined,
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } },
  { StringNotLike: { 'aws:PrincipalTag/team': 'x*' } },
);
const whole = fc
  .record({ base: statement, Effect: fc.constantFrom('Allow', 'Allow', 'Deny'), Resource: arns, Condition: condition })
  .map(
    ({ base, Effect, Resource, Condition }): StatementJson => ({ ...base, Effect, Resource, ...(Condition && { Condition }) }),
  );
const documents = fc.array(whole, { minLength: 1, maxLength: 4 }).map((statements) => documentOf(...statements));

const PRINCIPALS = [
  '*',
  'arn:aws:iam::111122223333:root',
  'arn:aws:iam::444455556666:root',
  'arn:aws:iam::444455556666:role/App',
];
const trust = fc
  .array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      Principal: fc.oneof(
        fc.constant('*'),
        fc.uniqueArray(fc.constantFrom(...PRINCIPALS), { minLength: 1, maxLength: 3 }).map((AWS) => ({ AWS })),
        fc.constant({ Service: 'ec2.amazonaws.com' }),
        fc.constant({ Federated: 'arn:aws:iam::111122223333:saml-provider/corp' }),
      ),
      Condition: condition,
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((statements) =>
    documentOf(
      ...statements.map(({ Condition, ...rest }): StatementJson => {
        const Action = 'Federated' in Object(rest.Principal) ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRole';
        return { ...rest, Action, ...(Condition && { Condition }) } as StatementJson;
      }),
    ),
  );

/** Returns how two documents differ, by the comparison that every page uses. Null stands for a deleted policy. */
function verdictOf(before: string, after: string | null, kind: PolicyKind): AccessVerdict {
  const read = (text: string) => {
    const parsed = parsePolicy(text, kind, { author: 'aws' });
    if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.issues)} in ${text}`);
    return parsed.policy;
  };
  if (after === null) return 'narrower';
  const steps = comparePoliciesSteps(read(before), read(after), { effort: 1 });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Returns whether an edit narrows. Counts those that change something, and those that could not be decided. */
function expectNarrower(verdicts: readonly AccessVerdict[]): void {
  expect(verdicts.filter((verdict) => verdict === 'wider' || verdict === 'both')).toEqual([]);
  expect(verdicts.filter((verdict) => verdict === 'narrower').length).toBeGreaterThan(verdicts.length / 20);
  expect(verdicts.filter((verdict) => verdict === 'undecided').length).toBeLessThan(verdicts.length / 4);
}

const IDENTITY_EDITS: Readonly<
  Record<string, (document: string, uses: { services: ReadonlySet<string>; actions: readonly string[] }) => string | null>
> = {
  'keeps what is used': (document, uses) => narrowedText(document, allowing(document), uses),
  'leaves out actions': (document, { actions: left }) =>
    edited(document, (each) => (each.Effect === 'Allow' ? withoutActions(each, (action) => left.includes(action)) : each)),
  'asks for a condition more': (document) =>
    edited(document, (each) =>
      each.Effect === 'Allow' && each.Condition === undefined
        ? withCondition(each, 'StringEquals', 'aws:SourceVpc', 'vpc-1')
        : each,
    ),
};

it.each(Object.entries(IDENTITY_EDITS))(
  'an edit that %s never grants more access, according to the policy comparison',
  (_, edit) => {
    const verdicts: AccessVerdict[] = [];
    fc.assert(
      fc.property(documents, used, (document, uses) => {
        const after = edit(document, uses);
        verdicts.push(verdictOf(document, after, 'identity'));
      }),
      runs(200),
    );
    expectNarrower(verdicts);
  },
);

const LAKE = 'arn:aws:s3:::lake/*';
const ACCOUNT = { id: '111122223333' } as ExaminedAccount;
const STRANGERS = new Set(['444455556666']);
/** Returns a judgement that names the document's Allow statements. */
const allowing = (document: string) =>
  statementsIn(document).flatMap((each, at) => (each.Effect === 'Allow' ? [{ name: String(at + 1), hash: '' }] : []));

const TRUST_EDITS: Readonly<Record<string, (role: RoleFacts) => FixChange>> = {
  'closes a trust policy': (role) => closeTrust(ACCOUNT, role),
  'leaves out strangers': (role) => withoutExternalPrincipals(ACCOUNT, role, (value) => isNamed(value, STRANGERS), true),
  'asks strangers for an external id': (role) => demandExternalId(role, STRANGERS, 'x-1'),
  'asks for the audience': (role) => demandAudience(role, allowing(role.shownTrust)),
};

it.each(Object.entries(TRUST_EDITS))('an edit that %s never admits a new principal', (_, edit) => {
  const verdicts: AccessVerdict[] = [];
  fc.assert(
    fc.property(trust, (shownTrust) => {
      const role = { type: 'Role', id: 'AROA', name: 'App', arn: 'arn:aws:iam::111122223333:role/App', shownTrust } as RoleFacts;
      for (const { call } of edit(role).steps) {
        verdicts.push(verdictOf(shownTrust, String(call.input.PolicyDocument), 'trust'));
      }
    }),
    runs(200),
  );
  expectNarrower(verdicts);
});

it('an edit that removes external principals keeps the statement for the organization', () => {
  const ours = {
    Effect: 'Allow',
    Principal: '*',
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } },
  };
  fc.assert(
    fc.property(trust, fc.boolean(), (text, everybody) => {
      const shownTrust = withStatement(text, ours);
      const role = { type: 'Role', id: 'AROA', name: 'App', arn: 'arn:aws:iam::111122223333:role/App', shownTrust } as RoleFacts;
      const [step] = withoutExternalPrincipals(ACCOUNT, role, (value) => isNamed(value, STRANGERS), everybody).steps;
      expect(statementsIn(String(step?.call.input.PolicyDocument)).at(-1)).toEqual(ours);
    }),
    runs(200),
  );
});

it('an edit that removes principals from a resource policy never admits a new principal', () => {
  const verdicts: AccessVerdict[] = [];
  fc.assert(
    fc.property(trust, (text) => {
      const document = text
        .replaceAll(/"sts:[A-Za-z]+"/g, '"s3:GetObject"')
        .replaceAll('"Action"', '"Resource": "arn:aws:s3:::lake/*", "Action"');
      const policy = prepareStoredPolicy({ resourceArn: LAKE, document });
      const account = { ...ACCOUNT, access: { resources: [{ arn: LAKE, policy }] }, users: [], roles: [], namesOfIds: new Map() };
      const resource = { arn: LAKE, gone: [] } as unknown as ResourceJudgement;
      const isOutside = (_kind: string, value: string) => value === '*' || value.includes('444455556666');
      const change = withoutPrincipals(account as unknown as ExaminedAccount, resource, isOutside);
      const after = (change?.steps[0]?.call.input.document ?? null) as string | null;
      verdicts.push(verdictOf(document, after, 'resource'));
    }),
    runs(200),
  );
  expectNarrower(verdicts);
});
