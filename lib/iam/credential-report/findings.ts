import { parseCsv } from '../../core/text/csv';
import { OLD_DAYS } from './limits';
import { ROOT_USER } from './report';

export type FindingKind = 'RootAccessKey' | 'NoMfa' | 'OldAccessKey' | 'UnusedAccessKey' | 'OldPassword' | 'UnusedPassword';
/** A problem of a user. `AccessKey` is the slot, 1 or 2, as in the report. */
export type Finding = { Kind: FindingKind; AccessKey?: 1 | 2; Days?: number };

export type ReportedKey = {
  Slot: 1 | 2;
  Active: boolean;
  LastRotated: string;
  LastUsed?: string;
  LastUsedRegion?: string;
  LastUsedService?: string;
};

/** A parsed row of the report. Times are as in the report. */
export type ReportedUser = {
  User: string;
  Arn: string;
  Root: boolean;
  CreateTime: string;
  Password?: { LastUsed?: string; LastChanged: string; NextRotation?: string };
  Mfa: boolean;
  AccessKeys: ReportedKey[];
  Findings: Finding[];
};

const DAY_MS = 86_400_000;

/** Parses a report and judges each user's row, as of the time of the report. */
export function readReport(content: string, generatedAt: Date): ReportedUser[] {
  return parseCsv(content).map((row) => {
    const user = toUser(row);
    return { ...user, Findings: findingsOf(user, generatedAt) };
  });
}

/** Returns a time; undefined for the words that AWS uses instead of one. */
function time(text: string | undefined): string | undefined {
  return text === 'N/A' || text === 'no_information' || text === 'not_supported' ? undefined : text;
}

function toUser(row: Readonly<Record<string, string>>): Omit<ReportedUser, 'Findings'> {
  const changed = time(row.password_last_changed);
  const { user: User = '', arn: Arn = '', user_creation_time: CreateTime = '' } = row;
  return {
    User,
    Arn,
    Root: User === ROOT_USER,
    CreateTime,
    Password:
      row.password_enabled === 'true' && changed !== undefined
        ? { LastUsed: time(row.password_last_used), LastChanged: changed, NextRotation: time(row.password_next_rotation) }
        : undefined,
    Mfa: row.mfa_active === 'true',
    AccessKeys: ([1, 2] as const).flatMap((number) => toKey(row, number)),
  };
}

function toKey(row: Readonly<Record<string, string>>, Slot: 1 | 2): ReportedKey[] {
  const cell = (column: string) => row[`access_key_${Slot}_${column}`];
  const LastRotated = time(cell('last_rotated'));
  if (LastRotated === undefined) return [];
  return [
    {
      Slot,
      Active: cell('active') === 'true',
      LastRotated,
      LastUsed: time(cell('last_used_date')),
      LastUsedRegion: time(cell('last_used_region')),
      LastUsedService: time(cell('last_used_service')),
    },
  ];
}

function findingsOf({ Root, Password, Mfa, AccessKeys }: Omit<ReportedUser, 'Findings'>, generatedAt: Date): Finding[] {
  const daysSince = (text: string) => Math.floor((generatedAt.getTime() - new Date(text).getTime()) / DAY_MS);
  const findings: Finding[] = [];
  const report = (Kind: FindingKind, since: string, AccessKey?: 1 | 2) => {
    const Days = daysSince(since);
    if (Days > OLD_DAYS) findings.push({ Kind, Days, AccessKey });
  };
  if (Password && !Mfa) findings.push({ Kind: 'NoMfa' });
  for (const { Slot, Active, LastRotated, LastUsed } of AccessKeys) {
    if (!Active) continue;
    if (Root) findings.push({ Kind: 'RootAccessKey', AccessKey: Slot });
    report('OldAccessKey', LastRotated, Slot);
    report('UnusedAccessKey', LastUsed ?? LastRotated, Slot);
  }
  // AWS recommends not using the root user.
  if (Password && !Root) {
    report('OldPassword', Password.LastChanged);
    report('UnusedPassword', Password.LastUsed ?? Password.LastChanged);
  }
  return findings;
}
