import { describe, expect, it } from 'vitest';
import { removalsOf, toDrafts, toReplacement } from './replacement';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const answer = {
  PrincipalArn: 'arn:aws:iam::111122223333:user/team/ana',
  Documents: [
    { Document: 'one', Size: 3 },
    { Document: 'two', Size: 3 },
  ],
  Today: [
    { Id: 'AIDA/extra', Name: 'extra', Inline: true, Document: '' },
    { Id: 'admin@AIDA', Name: 'AdministratorAccess', Arn: ADMINISTRATOR, Inline: false, Document: '' },
    { Id: 'account-password-policy', Name: 'account password policy', Inline: false, Document: '' },
    { Id: 'AGPA/a', Name: 'a', Group: 'Admins', Inline: true, Document: '' },
    { Id: 'admin@AGPA', Name: 'AdministratorAccess', Arn: ADMINISTRATOR, Group: 'Admins', Inline: false, Document: '' },
  ],
};

describe('the replacement by a policy from activity', () => {
  it('removes each policy of the principal and each group membership', () => {
    expect(removalsOf(answer).map(({ call, about }) => `${call} ${about}`)).toEqual([
      'DeleteUserPolicy extra',
      `DetachUserPolicy ${ADMINISTRATOR}`,
      'RemoveUserFromGroup Admins',
    ]);
  });

  it('removes policies with a Deny last so that access never increases in between', () => {
    const Document = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'iam:*', Resource: '*' } });
    const [extra, ...others] = answer.Today.map((policy) => ({ ...policy }));
    const Today = [...(extra ? [{ ...extra, Document }] : []), ...others];
    expect(removalsOf({ ...answer, Today }).map(({ about }) => about)).toEqual([ADMINISTRATOR, 'Admins', 'extra']);
  });

  it('produces drafts that match the calls and numbers the names of several policies', () => {
    const chosen = removalsOf(answer).slice(1);
    expect(toReplacement(answer, 'ana', chosen)).toMatchObject({
      entity: { kind: 'users', name: 'ana' },
      create: [{ name: 'ana-1', document: 'one' }, { name: 'ana-2' }],
      remove: [
        { kind: 'detach', value: ADMINISTRATOR },
        { kind: 'group', value: 'Admins' },
      ],
    });
    expect(toDrafts(answer, 'ana', chosen).map((draft) => ('policyId' in draft ? draft.policyId : draft.name))).toEqual([
      'admin@AIDA',
      'AGPA/a',
      'admin@AGPA',
      'ana-1',
      'ana-2',
    ]);
  });
});
