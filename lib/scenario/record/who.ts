import type { WholeEvent } from '../../core/events/event-rows';
import { storedJson } from '../../core/text/stored-json';
import type { AttemptState } from '../attempt';

/** The accounts of an attempt by id, with the pack's key or the reference that names them. */
export type AccountKeys = ReadonlyMap<string, string>;

/** The caller: a pack identity, a session from an earlier call, a switched role, or the bearer of a token. */
export type Who =
  | { kind: 'identity'; as: string }
  | { kind: 'session'; accessKeyId: string }
  | { kind: 'switched'; roleArn: string; sessionName: string }
  | { kind: 'token' }
  | { kind: 'nobody'; why: string };

export function accountKeysOf({ accounts, accountIds, references }: AttemptState): Map<string, string> {
  const saved = Object.entries(references).flatMap(([name, value]) =>
    name.startsWith('ref.') && typeof value === 'string' && accountIds.includes(value)
      ? [[value, name.slice('ref.'.length)] as const]
      : [],
  );
  return new Map([...saved, ...Object.entries(accounts).map(([key, { id }]) => [id, key] as const)]);
}

const ACCESS_ROLE = 'OrganizationAccountAccessRole';

/** Returns the caller of a recorded call. */
export function whoCalled(event: WholeEvent, keys: AccountKeys): Who {
  const { principalType, principalArn, userName, accessKeyId } = event;
  const accountId = principalArn?.split(':')[4] ?? event.accountId;
  const key = keys.get(accountId);
  if (principalType === 'WebIdentity') return { kind: 'token' };
  if (principalType === 'Anonymous' || principalType === 'Saml')
    return { kind: 'nobody', why: 'It was called by nobody who is signed in, and operations of a pack are.' };
  if (key === undefined)
    return { kind: 'nobody', why: `It was called from the account ${accountId}, which the scenario has not.` };
  if (principalType === 'Root') return { kind: 'identity', as: `root@${key}` };
  if (principalType === 'User') return { kind: 'identity', as: `user/${userName}@${key}` };
  if (accessKeyId !== null) return { kind: 'session', accessKeyId };
  const [, role = '', sessionName = ''] =
    (principalArn === null ? null : /:assumed-role\/([^/]+)\/(.+)$/.exec(principalArn)) ?? [];
  if (role === ACCESS_ROLE) return { kind: 'identity', as: `access@${key}` };
  const roleArn = roleArnOf(event);
  return roleArn === undefined
    ? { kind: 'nobody', why: 'Who called it is not told.' }
    : { kind: 'switched', roleArn, sessionName };
}

function roleArnOf({ userIdentity }: WholeEvent): string | undefined {
  const identity = storedJson<{ sessionContext?: { sessionIssuer?: { arn?: string } } }>(userIdentity);
  return identity.sessionContext?.sessionIssuer?.arn;
}

/** Returns the identity that switched to a role in the console, from the event's ARN. */
export function whoSwitched({ additionalEventData }: WholeEvent, keys: AccountKeys): string | undefined {
  const { SwitchFrom = '' } = storedJson<{ SwitchFrom?: string }>(additionalEventData ?? '{}');
  const [, accountId = '', resource = ''] = /^arn:[^:]*:iam::(\d{12}):(.+)$/.exec(SwitchFrom) ?? [];
  const key = keys.get(accountId);
  if (key === undefined) return undefined;
  const name = resource.split('/').at(-1);
  return resource === 'root' ? `root@${key}` : resource.startsWith('user/') ? `user/${name}@${key}` : undefined;
}
