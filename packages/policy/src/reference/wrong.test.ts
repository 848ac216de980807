import { describe, expect, it } from 'vitest';
import { readCases } from '../cases/testing/read-cases';
import { judge } from './judge';
import { worldOf } from './world-of-case';
import { decideWrong, WRONG_MODELS, type WrongModel } from './wrong';

/** A case for each misconception, whose answer reveals whether a learner has it. */
const QUESTION: Readonly<Record<WrongModel, readonly [file: string, name: string, answer: string]>> = {
  ALLOW_WINS: ['vectors/explicit-deny-over-allow', 'the logs bucket is denied although its bucket policy allows', 'Allowed'],
  ORDERED: ['elements/statements', 'Allow before Deny', 'Allowed'],
  SCP_GRANTS: ['organization/scp', 'SCPs without an identity policy grant nothing', 'Allowed'],
  BOUNDARY_GRANTS: ['vectors/permissions-boundary', 'a boundary without an identity policy grants nothing', 'Allowed'],
  MISSING_TRUE: ['vectors/if-exists-and-bool', 'Bool SecureTransport false, key missing', 'Allowed'],
  MISSING_FALSE: ['conditions/deny', 'StringNotEquals in a Deny matches a missing key', 'Allowed'],
  RESOURCE_NEVER_ENOUGH: ['matrix/same-account', 'user, named by ARN: no identity policy at all', 'ImplicitDeny'],
  RESOURCE_ALWAYS_ENOUGH: ['cross-account/flow', 'naming the user does not replace the identity policy', 'Allowed'],
  SILENCE_IS_YES: ['elements/statements', 'no policy at all', 'Allowed'],
  NOTACTION_GRANTS: ['elements/not-action', 'Deny NotAction does not allow the listed actions', 'Allowed'],
  ROOT_BOUND: ['callers/root', 'the root user needs no policy', 'ImplicitDeny'],
  SCP_UNION: ['organization/scp', 'every level must allow', 'Allowed'],
  MGMT_BOUND: ['organization/scp', 'SCPs do not apply to principals of the management account', 'ExplicitDeny'],
  RCP_BINDS_CALLER: ['organization/rcp', 'RCPs of member resources apply to principals of the management account', 'Allowed'],
};

// Cases about the spelling of values are left out, because the reference evaluator only reads the simplest spelling.
const cases = readCases()
  .filter(({ file }) => !/^conditions\/(bool|ip|null|numeric|string)\.json$/.test(file))
  .map((one) => ({ ...one, world: worldOf(one.value) }));
const answers = new Map(WRONG_MODELS.map((model) => [model, cases.map(({ world }) => decideWrong(model, world))]));

describe('an evaluator with a misconception', () => {
  it.each(Object.entries(QUESTION))('gives the wrong answer to its question: %s', (model, [file, name, answer]) => {
    const found = cases.find((one) => one.file === `${file}.json` && one.name === name);
    if (!found) throw new Error(`There is no case ${file}: ${name}`);
    const truth = judge(found.world).decision;
    expect(found.value.expect).toMatchObject({ decision: truth });
    expect(truth).not.toBe(answer);
    expect(decideWrong(model as WrongModel, found.world)).toBe(answer);
  });

  it('differs from every other one in some case', () => {
    const pairs = WRONG_MODELS.flatMap((one, at) => WRONG_MODELS.slice(at + 1).map((other) => [one, other] as const));
    const alike = pairs.filter(([one, other]) => String(answers.get(one)) === String(answers.get(other)));
    expect(alike).toEqual([]);
  });

  it('has the right answer in more than half of the cases', () => {
    const truths = cases.map(({ world }) => judge(world).decision);
    for (const model of WRONG_MODELS) {
      const wrong = truths.filter((truth, at) => answers.get(model)?.[at] !== truth).length;
      expect(wrong, model).toBeGreaterThan(0);
      expect(wrong, model).toBeLessThan(cases.length / 2);
    }
  });
});
