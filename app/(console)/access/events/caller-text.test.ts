import { expect, it } from 'vitest';
import { callerText } from './caller-text';

it.each([
  [{ type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/team/kim' }, 'team/kim'],
  [{ type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/web/i-1' }, 'web/i-1'],
  [{ type: 'Root', arn: 'arn:aws:iam::111122223333:root' }, 'root'],
  [{ type: 'AssumedRole', arn: 'arn:aws:iam::111122223333:root' }, 'root'],
  [{ type: 'AWSAccount', accountId: '444455556666' }, 'Account 444455556666'],
  [{ type: 'WebIdentityUser', userName: 'octo' }, 'octo'],
  [{ type: 'Unknown' }, 'Unknown'],
])('describes the caller %j as %s', (userIdentity, text) => {
  expect(callerText({ userIdentity })).toBe(text);
});
