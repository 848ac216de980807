const document = (Action: string, more: object = { Resource: '*' }, Effect = 'Allow') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, ...more }] });

/** The files in the folder of golden lines. */
export const FILES: Readonly<Record<string, string>> = {
  'a.txt': 'hello\n',
  'd/one.txt': 'one\n',
  'd/two.json': '{}\n',
  'package.json': '{"name": "gatehouse"}\n',
  'read.json': document('s3:Get*'),
  'star.json': document('*'),
  'trust.json': document('sts:AssumeRole', { Principal: { Service: 'lambda.amazonaws.com' } }),
  'user.json': JSON.stringify({ UserName: 'json', Tags: [{ Key: 'a', Value: 'b' }] }),
};
