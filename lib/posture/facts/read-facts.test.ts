import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { AttachGroupPolicy } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreateRole } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import { policyText, QUIET, trust } from '../testing/test-facts';
import { findAccountsToExamine, readFacts } from './read-facts';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.close());

describe('readFacts', () => {
  it('reads several accounts at once and returns the facts of each separately', async () => {
    const [one, other] = [await world.account('one'), await world.account('other')];
    const PolicyDocument = policyText({ Effect: 'Allow', Action: '*', Resource: '*' });
    const { Policy } = await one.run(CreatePolicy, { PolicyName: 'everything', PolicyDocument });
    await one.run(CreateUser, { UserName: 'ana', Tags: [{ Key: 'break-glass', Value: 'yes' }] });
    await one.run(CreateAccessKey, { UserName: 'ana' });
    await one.run(CreateGroup, { GroupName: 'admins' });
    await one.run(AddUserToGroup, { GroupName: 'admins', UserName: 'ana' });
    await one.run(AttachGroupPolicy, { GroupName: 'admins', PolicyArn: Policy.Arn });
    await other.run(CreateUser, { UserName: 'ben' });
    await other.run(PutUserPolicy, {
      UserName: 'ben',
      PolicyName: 'self',
      PolicyDocument: policyText({ Effect: 'Allow', Action: 'iam:PutUserPolicy', Resource: '*' }),
    });

    const ben = `arn:aws:iam::${other.accountId}:user/ben`;
    await one.run(CreateRole, { RoleName: 'shared', AssumeRolePolicyDocument: trust({ AWS: ben }) });

    const db = world.database.reader;
    const accounts = await findAccountsToExamine(db, [one.accountId, other.accountId, '000000000000']);
    const facts = new Map((await readFacts(db, accounts, () => QUIET, TEST_NOW)).map((each) => [each.id, each]));
    expect([...facts.keys()].sort()).toEqual([one.accountId, other.accountId].sort());
    const first = facts.get(one.accountId);
    const [admins] = first?.groups ?? [];
    expect(first?.users).toMatchObject([
      { name: 'ana', password: null, keys: [{ active: true, lastUsedAt: null }], groupIds: [admins?.id] },
    ]);
    expect(first?.users[0]?.tags).toEqual(new Map([['break-glass', 'yes']]));
    expect(admins).toMatchObject({ name: 'admins', attached: [Policy.Arn], memberIds: [first?.users[0]?.id] });
    expect(first?.policies).toMatchObject([{ name: 'everything', defaultVersionId: 'v1', attachedTo: [{ name: 'admins' }] }]);
    const [shared] = first?.roles ?? [];
    expect(first?.judgements.outside.get(shared?.id ?? '')?.withoutExternalId).toMatchObject([
      { principal: ben, accountId: other.accountId, access: 'always' },
    ]);
    expect(first?.escalation.administrators).toContain(first?.users[0]?.arn);
    expect(facts.get(other.accountId)).toMatchObject({
      users: [{ name: 'ben', inline: [{ name: 'self' }] }],
      groups: [],
      escalation: { paths: [{ access: 'always' }] },
    });
  });
});
