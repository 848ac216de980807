import type { CallMember } from '@/lib/aws-api/coverage/played-calls';

/** What keeps a text from being a member of a call; undefined where nothing does. */
export function problemOf({ Kind, Required }: Pick<CallMember, 'Kind' | 'Required'>, text: string): string | undefined {
  if (text.trim() === '') return Required ? 'It is required.' : undefined;
  if (Kind === 'number' && !Number.isFinite(Number(text))) return 'It is not a number.';
  if (Kind === 'time' && Number.isNaN(Date.parse(text))) return 'It is not a time like 2026-03-01T12:00:00Z.';
  if (Kind !== 'json') return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return 'It is not JSON.';
  }
}

/** The input of a call from what was typed. What was left empty is not sent. */
export function inputOf(
  members: readonly Pick<CallMember, 'Name' | 'Kind'>[],
  texts: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const given = members.flatMap(({ Name, Kind }) => {
    const text = texts[Name] ?? '';
    return text.trim() === '' ? [] : [[Name, memberValue(Kind, text)] as const];
  });
  return Object.fromEntries(given);
}

function memberValue(kind: CallMember['Kind'], text: string): unknown {
  if (kind === 'number') return Number(text);
  if (kind === 'boolean') return text === 'true';
  return kind === 'json' ? JSON.parse(text) : text;
}

/** What was answered, bytes in base64 as the AWS CLI prints them; empty where nothing was. */
export function readableOutput(output: unknown): string {
  return output === undefined || output === null ? '' : JSON.stringify(output, null, 2);
}
