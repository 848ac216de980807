import type { ReactNode } from 'react';
import { Time } from '@/components/console/page/time';
import type { SeverityLevel } from '@/components/ui/severity';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { SecurityFacts } from '@/lib/iam/account/recommendations';

type Facts = Json<SecurityFacts>;
type Credentials = NonNullable<Facts['Credentials']>;
type Keys = Credentials['OldKeys'];

export type Recommendation = {
  id: string;
  level: SeverityLevel;
  title: string;
  detail?: ReactNode;
  link?: { href: string; label: string };
};

/** `First`: the ARN of one of them. */
type Escalation = { Count: number; First?: string };

const DAY_MS = 86_400_000;
const ROOT_RECENT_DAYS = 7;
const MOST_NAMES = 3;

const ORDER: Record<SeverityLevel, number> = { critical: 0, high: 1, medium: 2, low: 3, unknown: 4, done: 5 };

/**
 * What should be put right in an account and what already is, worst first.
 * @param root whether the reader is the root user, who alone can put its own things right
 * @param escalation who can become an administrator, where that is known
 */
export function recommendationsOf(facts: Facts, root: boolean, now: number, escalation?: Escalation): Recommendation[] {
  const all = [
    ownMfa(facts),
    escalation ? escalationPaths(escalation) : null,
    rootMfa(facts, root),
    rootKeys(facts, root),
    openRoles(facts),
    rootUse(facts, now),
    administrators(facts),
    ...credentials(facts),
  ];
  return all.filter((one) => one !== null).sort((a, b) => ORDER[a.level] - ORDER[b.level]);
}

/** Whether there is something to do. */
export function isToDo({ level }: Recommendation): boolean {
  return level !== 'unknown' && level !== 'done';
}

const AS_ROOT = { href: paths.signInRoot(), label: 'Sign in as root' };

function ownMfa({ OwnMfa }: Facts): Recommendation | null {
  const id = 'own-mfa';
  if (OwnMfa === null) return null;
  if (OwnMfa) return { id, level: 'done', title: 'You have a second factor' };
  return {
    id,
    level: 'high',
    title: 'Add MFA for yourself',
    detail: 'Your password alone is enough to act as you.',
    link: { href: paths.securityCredentials, label: 'Assign MFA' },
  };
}

function escalationPaths(escalation: Escalation): Recommendation {
  const id = 'escalation';
  if (escalation.Count === 0) return { id, level: 'done', title: 'Nobody else can make themselves an administrator' };
  return {
    id,
    level: 'high',
    title:
      escalation.Count === 1
        ? `${escalation.First?.split('/').at(-1)} can become an administrator`
        : `${escalation.Count.toLocaleString('en')} users and roles can become administrators`,
    detail: 'Step by step, with the permissions they have now.',
    link: { href: paths.escalation, label: 'See the steps' },
  };
}

function rootMfa({ RootMfa, RootPassword, Member }: Facts, root: boolean): Recommendation {
  const id = 'root-mfa';
  if (!RootPassword && !RootMfa) return { id, level: 'done', title: 'Nobody can sign in as the root user: it has no password' };
  if (RootMfa) return { id, level: 'done', title: 'The root user has a second factor' };
  return {
    id,
    level: 'critical',
    title: 'The root user has no second factor',
    detail: `Whoever learns its password can do everything in this account.${root ? '' : ' Only the root user can set one up.'}${Member ? TAKE_AWAY : ''}`,
    link: root ? { href: paths.securityCredentials, label: 'Assign MFA' } : AS_ROOT,
  };
}

const TAKE_AWAY = ' Or the management account takes its credentials away, under Root access management.';

function rootKeys({ RootAccessKeys, Member }: Facts, root: boolean): Recommendation {
  const id = 'root-keys';
  if (RootAccessKeys === 0) return { id, level: 'done', title: 'The root user has no active access key' };
  return {
    id,
    level: 'critical',
    title: RootAccessKeys === 1 ? 'The root user has an active access key' : 'The root user has active access keys',
    detail: `Whoever has one can do everything in this account. Use the keys of a user or, better, a role.${Member ? TAKE_AWAY : ''}`,
    link: root ? { href: paths.securityCredentials, label: 'Manage access keys' } : AS_ROOT,
  };
}

function openRoles({ OpenRoles }: Facts): Recommendation | null {
  const id = 'open-roles';
  // What is not known of policies is said once, about administrators.
  if (OpenRoles === null) return null;
  const [first] = OpenRoles.First;
  if (first === undefined) return { id, level: 'done', title: 'No role can be assumed by anybody' };
  return {
    id,
    level: 'critical',
    title:
      OpenRoles.Count === 1
        ? `Anybody can assume the role ${first}`
        : `Anybody can assume ${OpenRoles.Count.toLocaleString('en')} roles`,
    detail:
      OpenRoles.Count === 1 ? (
        'Its trust policy names everybody in every account, without a condition.'
      ) : (
        <>
          Their trust policies name everybody, without a condition:{' '}
          <Names of={OpenRoles} href={(name) => paths.role(name, 'trust')} />
        </>
      ),
    link: { href: paths.role(first, 'trust'), label: 'Edit trust policy' },
  };
}

function rootUse({ RootPasswordLastUsed }: Facts, now: number): Recommendation | null {
  const id = 'root-use';
  if (RootPasswordLastUsed === null) return null;
  if (RootPasswordLastUsed === undefined) return { id, level: 'done', title: 'The root user has never signed in' };
  const detail = (
    <>
      Its last sign-in was <Time value={RootPasswordLastUsed} />.
    </>
  );
  if (now - new Date(RootPasswordLastUsed).getTime() >= ROOT_RECENT_DAYS * DAY_MS)
    return { id, level: 'done', title: `The root user has not signed in for ${ROOT_RECENT_DAYS} days`, detail };
  return {
    id,
    level: 'medium',
    title: 'The root user was used lately',
    detail,
    link: { href: paths.events({ principal: 'root', kind: 'all' }), label: 'See what it did' },
  };
}

function administrators({ Administrators }: Facts): Recommendation {
  const id = 'administrators';
  if (Administrators === null)
    return notKnown(id, 'Who may do everything, and whom roles trust', 'iam:GetAccountAuthorizationDetails');
  if (Administrators.Count === 0) {
    return {
      id,
      level: 'medium',
      title: 'No user or role may do everything',
      detail: 'So that the work of an administrator falls to the root user.',
      link: { href: paths.createUser, label: 'Create an administrator' },
    };
  }
  const hrefs = new Map(
    Administrators.First.map(({ Kind, Name }) => [
      Name,
      Kind === 'User' ? paths.user(Name, 'access') : paths.role(Name, 'access'),
    ]),
  );
  return {
    id,
    level: 'done',
    title:
      Administrators.Count === 1
        ? 'One user or role may do everything'
        : `${Administrators.Count.toLocaleString('en')} users and roles may do everything`,
    detail: (
      <>
        <Names
          of={{ Count: Administrators.Count, First: Administrators.First.map(({ Name }) => Name) }}
          href={(name) => hrefs.get(name) ?? paths.users}
        />
        . Keep them few.
      </>
    ),
  };
}

function credentials({ Credentials }: Facts): (Recommendation | null)[] {
  if (Credentials === null)
    return [
      notKnown('credentials', 'Whether passwords, devices and access keys are as they should be', 'iam:GetCredentialReport'),
    ];
  return [withoutMfa(Credentials), unusedPasswords(Credentials), oldKeys(Credentials), unusedKeys(Credentials)];
}

function withoutMfa({ WithoutMfa }: Credentials): Recommendation {
  const id = 'without-mfa';
  const [first] = WithoutMfa.First;
  if (first === undefined) return { id, level: 'done', title: 'Everybody who signs in has a second factor' };
  const one = WithoutMfa.Count === 1;
  return {
    id,
    level: 'high',
    title: one
      ? `${first} signs in without a second factor`
      : `${WithoutMfa.Count.toLocaleString('en')} users sign in without a second factor`,
    detail: one ? 'A password alone is enough to act as this user.' : <Names of={WithoutMfa} href={credentialsOf} />,
    link: one ? { href: credentialsOf(first), label: 'Assign MFA' } : { href: paths.credentialReport, label: 'See all' },
  };
}

function unusedPasswords({ UnusedPasswords }: Credentials): Recommendation | null {
  const [first] = UnusedPasswords.First;
  if (first === undefined) return null;
  const one = UnusedPasswords.Count === 1;
  return {
    id: 'unused-passwords',
    level: 'medium',
    title: one
      ? `${first} has a password that was not used for 90 days`
      : `${UnusedPasswords.Count.toLocaleString('en')} passwords were not used for 90 days`,
    detail: one ? 'What nobody needs only helps whoever finds it.' : <Names of={UnusedPasswords} href={credentialsOf} />,
    link: one
      ? { href: credentialsOf(first), label: 'Disable console access' }
      : { href: paths.credentialReport, label: 'See all' },
  };
}

function oldKeys({ OldKeys, UnusedKeys, ActiveKeys }: Credentials): Recommendation | null {
  const id = 'old-keys';
  if (OldKeys.Count > 0) return keys(id, OldKeys, ['is', 'are', 'older than 90 days'], 'Replace');
  if (UnusedKeys.Count > 0) return null;
  const title = ActiveKeys === 0 ? 'No user has an active access key' : 'No active access key is older than 90 days';
  return { id, level: 'done', title };
}

function unusedKeys({ UnusedKeys }: Credentials): Recommendation | null {
  return UnusedKeys.Count === 0 ? null : keys('unused-keys', UnusedKeys, ['was', 'were', 'not used for 90 days'], 'Deactivate');
}

function keys(
  id: string,
  { Count, First }: Keys,
  [is, are, fault]: [string, string, string],
  label: string,
): Recommendation | null {
  const [first] = First;
  if (!first) return null;
  const one = Count === 1;
  return {
    id,
    level: 'medium',
    title: one
      ? `The access key of ${first.UserName} ${is} ${fault}`
      : `${Count.toLocaleString('en')} access keys ${are} ${fault}`,
    detail: one ? (
      <>
        <code className="font-mono text-xs">{first.AccessKeyId}</code>, made <Time value={first.CreateDate} />,{' '}
        {first.LastUsedDate ? (
          <>
            used <Time value={first.LastUsedDate} />
          </>
        ) : (
          'never used'
        )}
      </>
    ) : (
      <Names of={{ Count, First: [...new Set(First.map(({ UserName }) => UserName))] }} href={credentialsOf} />
    ),
    link: one ? { href: credentialsOf(first.UserName), label } : { href: paths.credentialReport, label: 'See all' },
  };
}

const credentialsOf = (name: string) => paths.user(name, 'security-credentials');

function notKnown(id: string, title: string, action: string): Recommendation {
  const needs = (
    <>
      You may not read this: it takes <code className="font-mono text-xs">{action}</code>
    </>
  );
  return { id, level: 'unknown', title, detail: needs };
}

/** The first few by name, and how many more. */
function Names({ of: { Count, First }, href }: { of: { Count: number; First: string[] }; href: (name: string) => string }) {
  const shown = First.slice(0, MOST_NAMES);
  return (
    <>
      {shown.map((name, index) => (
        <span key={name}>
          {index > 0 ? ', ' : null}
          <TextLink inline href={href(name)}>
            {name}
          </TextLink>
        </span>
      ))}
      {Count > shown.length ? ` and ${(Count - shown.length).toLocaleString('en')} more` : null}
    </>
  );
}
