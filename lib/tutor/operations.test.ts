import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../core/test-world';
import { userWith } from '../iam/test-accounts';
import { AssumeRole } from '../sts/session/operations';
import { allow, callerOf, roleOf, trust } from '../sts/test-actors';
import { DeletePredictions, GetPredictionReveal, GetPredictions, PutPrediction } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

describe('predictions', () => {
  it('keep the first answer and then reveal the decision and its explanation', async () => {
    const root = await world.account();
    const first = await root.run(GetPredictions, {});
    expect(first).toMatchObject({ Kept: true, Total: 30, Answers: [] });
    expect(JSON.stringify(first.Next)).not.toMatch(/Deny wins|truth|lesson/i);
    const QuestionId = 'two-statements';
    await expect(root.run(GetPredictionReveal, { QuestionId })).rejects.toMatchObject({ shape: 'NoSuchEntityException' });
    const revealed = await root.run(PutPrediction, { QuestionId, Answer: 'Allowed' });
    expect(revealed).toMatchObject({
      Answer: 'Allowed',
      Truth: 'ExplicitDeny',
      Look: expect.stringContaining('one statement allows'),
    });
    expect(revealed.Explanation).toMatchObject({ decision: 'ExplicitDeny', deciding: [{ policyId: 'identity/0' }] });
    expect(Object.keys(revealed.Documents)).toEqual(['identity/0']);
    // Answering again changes nothing.
    expect((await root.run(PutPrediction, { QuestionId, Answer: 'ExplicitDeny' })).Answer).toBe('Allowed');
    expect((await root.run(GetPredictionReveal, { QuestionId })).Answer).toBe('Allowed');
    const { Answers, Next } = await root.run(GetPredictions, {});
    expect(Answers).toEqual([{ QuestionId, Answer: 'Allowed', Right: false }]);
    expect(Next?.QuestionId).not.toBe(QuestionId);
  });

  it('include the circumstances of the question, and refuse an unknown question', async () => {
    const root = await world.account();
    const { Question } = await root.run(PutPrediction, { QuestionId: 'bucket-elsewhere', Answer: 'ImplicitDeny' });
    expect(Question.Circumstances).toEqual(['The resource belongs to account 444455556666.']);
    expect((await root.fails(PutPrediction, { QuestionId: 'x', Answer: 'Allowed' })).shape).toBe('NoSuchEntityException');
  });

  it('belong to one person, can be deleted, and are not available to role sessions', async () => {
    const root = await world.account();
    const other = await world.account();
    const ana = await userWith(world, root, 'ana');
    await ana.run(PutPrediction, { QuestionId: 'nothing-said', Answer: 'ImplicitDeny' });
    for (const actor of [root, other]) expect((await actor.run(GetPredictions, {})).Answers).toEqual([]);
    expect(await root.run(DeletePredictions, {})).toEqual({ Deleted: 0 });
    expect(await ana.run(DeletePredictions, {})).toEqual({ Deleted: 1 });
    const admin = await userWith(world, root, 'admin', allow('*'));
    const RoleArn = await roleOf(root, 'worker', trust(root.accountId));
    const { Credentials } = await admin.run(AssumeRole, { RoleArn, RoleSessionName: 'admin' });
    const session = world.as(await callerOf(world, Credentials));
    expect(await session.run(GetPredictions, {})).toMatchObject({ Kept: false, Next: null });
    expect((await session.fails(PutPrediction, { QuestionId: 'levels', Answer: 'Allowed' })).shape).toBe('AccessDenied');
  });
});
