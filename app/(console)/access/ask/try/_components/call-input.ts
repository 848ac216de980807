import type { CallMember } from '@/lib/aws-api/coverage/played-calls';
import { before } from '@/lib/core/text/text-parts';

/** Returns why a text is invalid for a member, or undefined. */
export function problemOf({ Kind, Required }: Pick<CallMember, 'Kind' | 'Required'>, text: string): string | undefined {
  if (text.trim() === '') return Required ? 'Enter a value.' : undefined;
  if (Kind === 'number' && !Number.isFinite(Number(text))) return 'Enter a number.';
  if (Kind === 'time' && Number.isNaN(Date.parse(text))) return 'Enter a time such as 2026-03-01T12:00:00Z.';
  if (Kind !== 'json') return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return 'Enter valid JSON.';
  }
}

/** Returns the input of a call from typed texts. Empty ones are left out. */
export function inputOf(
  members: readonly Pick<CallMember, 'Name' | 'Kind'>[],
  texts: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const given = members.flatMap(({ Name, Kind }) => {
    const text = texts[Name];
    return text === undefined || text.trim() === '' ? [] : [[Name, memberValue(Kind, text)] as const];
  });
  return Object.fromEntries(given);
}

function memberValue(kind: CallMember['Kind'], text: string): unknown {
  if (kind === 'number') return Number(text);
  if (kind === 'boolean') return text === 'true';
  return kind === 'json' ? JSON.parse(text) : text;
}

/** Returns the response as text, with bytes in base64 as the AWS CLI prints them. */
export function readableOutput(output: unknown): string {
  return output === undefined || output === null ? '' : JSON.stringify(output, null, 2);
}

/** Members that name a resource, by service and the part of its ARN after the account. */
const NAMING: Readonly<Record<string, Readonly<Record<string, (name: string, arn: string) => string | undefined>>>> = {
  dynamodb: { TableName: (name) => after(name, 'table') },
  ec2: { InstanceIds: (name) => listed(after(name, 'instance')) },
  iam: {
    GroupName: (name) => last(after(name, 'group')),
    PolicyArn: (name, arn) => after(name, 'policy') && arn,
    RoleName: (name) => last(after(name, 'role')),
    UserName: (name) => last(after(name, 'user')),
  },
  kms: { KeyId: (_, arn) => arn },
  lambda: { FunctionName: (_, arn) => arn },
  s3: { Bucket: (name) => name.split('/', 1)[0], Key: (name) => after(name, before(name, '/')) },
  secretsmanager: { SecretId: (_, arn) => arn },
  sns: { TopicArn: (_, arn) => arn },
  sqs: { QueueUrl: (name, arn) => queueUrl(arn.split(':'), name) },
  sts: { RoleArn: (name, arn) => after(name, 'role') && arn },
};

/** Services whose calls name the resources of another service. */
const OWN: Readonly<Record<string, string>> = { sts: 'iam' };

/** Returns initial texts for the members of a call, from its resource. */
export function textsAbout(
  arn: string,
  service: string,
  members: readonly Pick<CallMember, 'Name'>[],
): Readonly<Record<string, string>> {
  const [, , of, , , ...rest] = arn.split(':');
  if (rest.length === 0 || of !== (OWN[service] ?? service) || /[*?]/.test(arn)) return {};
  const naming = NAMING[service] ?? {};
  const known = members.flatMap(({ Name }) => {
    const text = Object.hasOwn(naming, Name) ? naming[Name]?.(rest.join(':'), arn) : undefined;
    return text ? [[Name, text] as const] : [];
  });
  return Object.fromEntries(known);
}

const after = (text: string, start: string) => (text.startsWith(`${start}/`) ? text.slice(start.length + 1) : undefined);
const last = (path: string | undefined) => path?.split('/').at(-1);
const listed = (id: string | undefined) => (id === undefined ? undefined : JSON.stringify([id]));
const queueUrl = ([, , , region, accountId]: readonly string[], name: string) =>
  `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
