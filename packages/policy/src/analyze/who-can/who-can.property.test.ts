import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../evaluate/authorize';
import { matchCodes } from '../../match/glob';
import { runs } from '../../test-runs';
import { askedResource, askKnown } from '../model/ask-known';
import { knownContextOf } from '../model/known-context';
import { modelIndexOf } from '../model/model-index';
import {
  contextFor,
  OPEN_CONTEXT,
  OTHER,
  OWN,
  PRINCIPAL_FACTS,
  PRINCIPALS,
  policy,
  RESOURCES,
  rare,
  sets,
} from '../testing/arbitrary-access';
import { canDo, models, reachable } from '../testing/arbitrary-organization';
import { sampleIndex } from '../testing/sample-policies';
import { whatCan } from './what-can';
import { whoCan } from './who-can';

const ARNS = [
  'arn:aws:s3:::b1',
  'arn:aws:s3:::b1/x',
  'arn:aws:s3:::home-maria/a/x',
  `arn:aws:iam::${OWN}:user/maria`,
  `arn:aws:iam::${OWN}:role/Ops`,
  `arn:aws:iam::${OTHER}:role/x`,
  `arn:aws:sqs:eu-north-1:${OWN}:q1`,
  `arn:aws:kms:eu-north-1:${OWN}:key/1`,
  `arn:aws:dynamodb:eu-north-1:${OWN}:table/x`,
  '*',
];
const NAMED_ACTIONS = [
  's3:GetObject',
  's3:ListBucket',
  'iam:GetUser',
  'iam:PassRole',
  'sts:AssumeRole',
  'kms:Decrypt',
  'sqs:SendMessage',
];

describe('askKnown', () => {
  it('answers always or never only if authorize agrees in all contexts and for all matching resources', () => {
    const cases = fc.record({
      principal: fc.constantFrom(...PRINCIPALS),
      set: sets,
      resource: rare(policy('resource')),
      facts: fc.constantFrom(...PRINCIPAL_FACTS),
      contexts: fc.array(OPEN_CONTEXT, { minLength: 4, maxLength: 4 }),
      asked: fc.constantFrom(...RESOURCES.filter((text) => !text.includes('$')), ...ARNS),
    });
    const seen = { always: 0, sometimes: 0, never: 0 };
    fc.assert(
      fc.property(cases, ({ principal, set: own, resource, facts, contexts, asked: text }) => {
        const set = resource === undefined ? own : { ...own, resource };
        const asked = askedResource(text);
        const known = knownContextOf(principal, facts);
        const within = ARNS.filter((arn) => (asked.pattern === null ? arn === text : matchCodes(asked.pattern, arn)));
        for (const action of NAMED_ACTIONS) {
          const { access } = askKnown({ principal, action, resourceAccount: OWN }, asked, set, known);
          seen[access] += 1;
          for (const arn of within) {
            for (const open of contexts) {
              const context = contextFor(principal, facts, open);
              const { decision } = authorize({ principal, action, resource: arn, resourceAccount: OWN, context }, set);
              if (access === 'always') expect(decision).toBe('Allowed');
              if (access === 'never') expect(decision).not.toBe('Allowed');
            }
          }
        }
      }),
      runs(400),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(15);
  });
});

describe('whoCan and whatCan', () => {
  it('find the same principals as an exhaustive search of role chains, with valid paths', () => {
    let chained = 0;
    fc.assert(
      fc.property(models, (model) => {
        const index = modelIndexOf(model);
        const { principals } = whoCan(model, 's3:GetObject', 'arn:aws:s3:::b1/x');
        expect(principals.every(({ access }) => access === 'always')).toBe(true);
        const expected = index.members.filter((member) =>
          [...reachable(model, member)].some((reached) => canDo(model, reached, 's3:GetObject', 'arn:aws:s3:::b1/x')),
        );
        expect(principals.map(({ arn }) => arn)).toEqual(expected.map(({ entry }) => entry.arn));
        for (const { arn, path, direct } of principals) {
          chained += path.length;
          expect(direct === 'always').toBe(path.length === 0);
          let at = index.member(arn);
          for (const { role } of path) {
            expect(at !== undefined && canDo(model, at, 'sts:AssumeRole', role)).toBe(true);
            at = index.member(role);
          }
          expect(at !== undefined && canDo(model, at, 's3:GetObject', 'arn:aws:s3:::b1/x')).toBe(true);
        }
      }),
      runs(300),
    );
    expect(chained).toBeGreaterThan(15);
  });

  it('agree on whether a principal can perform an action', () => {
    const actions = sampleIndex('s3');
    fc.assert(
      fc.property(models, (model) => {
        const who = new Set(whoCan(model, 's3:GetObject', 'arn:aws:s3:::b1/x').principals.map(({ arn }) => arn));
        for (const { entry } of modelIndexOf(model).members) {
          const what = whatCan(model, entry.arn, 'arn:aws:s3:::b1/x', actions).map(({ action }) => action);
          expect(what.includes('s3:GetObject')).toBe(who.has(entry.arn));
        }
      }),
      runs(60),
    );
  });
});
