import type { CallMember } from '@/lib/aws-api/coverage/played-calls';
import type { ShownKind } from '@/lib/core/module/kind';
import { afterStart } from '@/lib/core/text/text-parts';
import { SHOWN_KINDS } from '@/lib/resources/kind-arns';

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

/** Members that name a resource of a service without pages for each kind, by the part of its ARN after the account. */
const NAMING: Readonly<Record<string, ShownKind['members']>> = {
  iam: {
    GroupName: (name) => last(afterStart(name, 'group/')),
    PolicyArn: (name, arn) => afterStart(name, 'policy/') && arn,
    RoleName: (name) => last(afterStart(name, 'role/')),
    UserName: (name) => last(afterStart(name, 'user/')),
  },
  sts: { RoleArn: (name, arn) => afterStart(name, 'role/') && arn },
};

/** Returns the members that name a resource of a service. */
const namingOf = (service: string, kinds: readonly ShownKind[]): ShownKind['members'] =>
  NAMING[service] ?? kinds.find((kind) => kind.service === service)?.members ?? {};

/** Services whose calls name the resources of another service. */
const OWN: Readonly<Record<string, string>> = { sts: 'iam' };

/** Returns initial texts for the members of a call, from its resource. */
export function textsAbout(
  arn: string,
  service: string,
  members: readonly Pick<CallMember, 'Name'>[],
  kinds: readonly ShownKind[] = SHOWN_KINDS,
): Readonly<Record<string, string>> {
  const [, , of, , , ...rest] = arn.split(':');
  if (rest.length === 0 || of !== (OWN[service] ?? service) || /[*?]/.test(arn)) return {};
  const naming = namingOf(service, kinds);
  const known = members.flatMap(({ Name }) => {
    const text = Object.hasOwn(naming, Name) ? naming[Name]?.(rest.join(':'), arn) : undefined;
    return text ? [[Name, text] as const] : [];
  });
  return Object.fromEntries(known);
}

const last = (path: string | undefined) => path?.split('/').at(-1);
