import type { ConsoleError } from '@/components/console/page/console-error';
import { paths } from '@/lib/console/paths';

export const LONG_NAME = 'an-exceedingly-long-name-that-somebody-has-really-given-to-a-role-of-the-data-platform';
export const ARN = 'arn:aws:iam::111122223333:user/maria';
export const LONG_ARN = `arn:aws:iam::111122223333:role/service-role/data/${LONG_NAME}`;

export const DENIED: ConsoleError = {
  code: 'AccessDenied',
  message:
    'User: arn:aws:iam::111122223333:user/maria is not authorized to perform: iam:ListGroupsForUser on resource: user ana because no identity-based policy allows the iam:ListGroupsForUser action',
  requestId: '2c9f4a51-6f0e-4b55-9a3e-0c7d1f3b8e21',
  action: 'iam:ListGroupsForUser',
  traceHref: paths.troubleshooter(),
};

export const FAILED: ConsoleError = {
  code: 'EntityAlreadyExists',
  message: 'User with name maria already exists.',
  requestId: '7d1f3b8e-2c9f-4a51-9a3e-6f0e4b550c21',
};

export const HALF_DONE: ConsoleError = {
  ...DENIED,
  done: ['User ana was created.', 'User ana was added to group developers.'],
};

export const DOCUMENT = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::reports/*" },
    { "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": false } } }
  ]
}`;

export const TAGS = [
  { Key: 'team', Value: 'platform' },
  { Key: 'cost-center', Value: '4711' },
];
export const WRONG_TAGS = [
  { Key: 'team', Value: 'platform' },
  { Key: 'Team', Value: 'data' },
  { Key: 'aws:owner', Value: 'maria?' },
];

export type ExampleUser = { name: string; groups: number; created: string; arn: string };

export const USERS: ExampleUser[] = ['ana', 'maria', 'sofia', LONG_NAME].map((name, index) => ({
  name,
  groups: index * 3,
  created: new Date(Date.UTC(2026, index * 2, 3 + index, 9, 30)).toISOString(),
  arn: `arn:aws:iam::111122223333:user/${name}`,
}));

export const MANY_USERS: ExampleUser[] = Array.from({ length: 240 }, (_, index) => ({
  name: `engineer-${String(index + 1).padStart(3, '0')}`,
  groups: index % 7,
  created: new Date(Date.UTC(2026, 0, 1 + (index % 300))).toISOString(),
  arn: `arn:aws:iam::111122223333:user/engineer-${index + 1}`,
}));
