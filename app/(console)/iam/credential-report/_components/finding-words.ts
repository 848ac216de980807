import type { Tone } from '@/components/ui/badge';
import { plural } from '@/lib/core/text/plural';
import { OLD_DAYS } from '@/lib/iam/credential-report/limits';
import type { Finding } from '../queries';

type Words = {
  /** The text in a row of the table, about one user. */
  short: string;
  tone: Tone;
  /** The texts in the summary: the task for a number of users, and the state without findings. */
  todo: (users: number) => string;
  done: string;
  why: string;
};

const people = (users: number) => (users === 1 ? 'one user' : `${users} users`);
const theirs = (users: number) => (users === 1 ? 'the password of one user' : `the passwords of ${users} users`);
const keysOf = (users: number) => `access keys of ${people(users)}`;

/** The texts of each kind of finding, worst first. */
export const FINDINGS: Readonly<Record<Finding['Kind'], Words>> = {
  RootAccessKey: {
    short: 'Root access key',
    tone: 'deny',
    todo: () => 'Delete the access keys of the root user',
    done: 'The root user has no active access keys',
    why: 'Anyone with such a key can do everything in the account, and no IAM policy limits it.',
  },
  NoMfa: {
    short: 'No MFA',
    tone: 'deny',
    todo: (users) => `Assign MFA devices to ${people(users)}`,
    done: 'Every user with a password has an MFA device',
    why: 'A leaked password is enough to sign in.',
  },
  OldAccessKey: {
    short: 'Old access key',
    tone: 'limit',
    todo: (users) => `Replace old ${keysOf(users)}`,
    done: `No active access key is older than ${OLD_DAYS} days`,
    why: `The older a key is, the more likely it has leaked. Roles don’t need keys.`,
  },
  UnusedAccessKey: {
    short: 'Unused access key',
    tone: 'limit',
    todo: (users) => `Deactivate unused ${keysOf(users)}`,
    done: `Every active access key was used or created in the last ${OLD_DAYS} days`,
    why: `An unused key is a risk without a benefit.`,
  },
  OldPassword: {
    short: 'Old password',
    tone: 'limit',
    todo: (users) => `Have ${theirs(users)} changed`,
    done: `No password of a user is older than ${OLD_DAYS} days`,
    why: `Not changed for ${OLD_DAYS} days. A password policy can require changes.`,
  },
  UnusedPassword: {
    short: 'Unused password',
    tone: 'limit',
    todo: (users) => `Disable unused console access of ${people(users)}`,
    done: `Every password was used or created in the last ${OLD_DAYS} days`,
    why: `Not signed in for ${OLD_DAYS} days. The user may have left.`,
  },
};

/** Returns the text of a finding: "Old access key (1), 120 days". */
export function findingText({ Kind, AccessKey, Days }: Finding): string {
  const key = AccessKey === undefined ? '' : ` ${AccessKey}`;
  return `${FINDINGS[Kind].short}${key}${Days === undefined ? '' : `, ${plural(Days, 'day')}`}`;
}
