'use client';

import type { ReactNode } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { Panel } from '@/components/ui/panel';
import { STATUS_ICON } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { SecurityFacts } from '@/lib/iam/account/recommendations';
import { recommendationsQuery } from '../queries';

type Facts = Json<SecurityFacts>;

type Recommendation = {
  id: string;
  kind: 'error' | 'warning' | 'success' | 'unknown';
  title: string;
  detail?: ReactNode;
  link?: { href: string; label: string };
};

const DAY_MS = 86_400_000;
/** AWS: "rotate access keys" asks for 90 days. */
const OLD_KEY_DAYS = 90;
const ROOT_RECENT_DAYS = 7;

/** What should be put right in the account, worst first. */
export function Recommendations({ root }: { root: boolean }) {
  const facts = useRead(recommendationsQuery());
  const list = facts.data ? recommendationsOf(facts.data, root, Date.now()) : [];
  const open = list.filter(({ kind }) => kind === 'error' || kind === 'warning').length;
  return (
    <Panel
      title="Security recommendations"
      info={facts.data ? <Badge tone={open > 0 ? 'limit' : 'allow'}>{open > 0 ? `${open} to do` : 'All done'}</Badge> : undefined}
      flush={Boolean(facts.data)}
    >
      <ReadBox read={facts} what="security recommendations">
        {() => (
          <ul className="divide-y divide-line">
            {list.map((recommendation) => (
              <Row key={recommendation.id} {...recommendation} />
            ))}
          </ul>
        )}
      </ReadBox>
    </Panel>
  );
}

const INK = { error: 'text-deny', warning: 'text-limit', success: 'text-allow', unknown: 'text-none' };
const WORD = { error: 'To do, important', warning: 'To do', success: 'Done', unknown: 'Unknown' };

function Row({ kind, title, detail, link }: Recommendation) {
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
      <span className={classNames('mt-0.5', INK[kind])}>{STATUS_ICON[kind === 'unknown' ? 'inactive' : kind]}</span>
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">
          <span className="sr-only">{WORD[kind]}: </span>
          {title}
        </p>
        {detail ? <div className="text-ink-2 text-sm">{detail}</div> : null}
      </div>
      {link ? (
        <TextLink href={link.href} className="shrink-0 font-medium">
          {link.label}
        </TextLink>
      ) : null}
    </li>
  );
}

const ORDER = { error: 0, warning: 1, unknown: 2, success: 3 };

function recommendationsOf(facts: Facts, root: boolean, now: number): Recommendation[] {
  const all = [rootMfa(facts, root), rootKeys(facts, root), rootUse(facts, now), administrators(facts), oldKeys(facts, now)];
  return all.sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
}

function denied(id: string, title: string, action: string): Recommendation {
  return {
    id,
    kind: 'unknown',
    title,
    detail: (
      <>
        Access denied: you need <code className="font-mono">{action}</code>
      </>
    ),
  };
}

function rootMfa({ RootMfa }: Facts, root: boolean): Recommendation {
  if (RootMfa) return { id: 'root-mfa', kind: 'success', title: 'Root user has MFA' };
  return {
    id: 'root-mfa',
    kind: 'error',
    title: 'Add MFA for the root user',
    detail: root
      ? 'With a second factor, a password that leaks is not enough to do everything in this account.'
      : 'With a second factor, a leaked password is not enough to do everything in this account. The root user sets it up.',
    link: root ? { href: paths.securityCredentials, label: 'Assign MFA' } : undefined,
  };
}

function rootKeys({ RootAccessKeys }: Facts, root: boolean): Recommendation {
  if (RootAccessKeys === 0) return { id: 'root-keys', kind: 'success', title: 'Root user has no active access keys' };
  return {
    id: 'root-keys',
    kind: 'error',
    title: `Deactivate or delete the ${RootAccessKeys === 1 ? 'access key' : 'access keys'} of the root user`,
    detail: root
      ? 'Whoever has one can do everything in this account. Use the keys of a user or, better, a role.'
      : 'Whoever has one can do everything in this account. The root user can delete it; for a member account, so can the management account.',
    link: root ? { href: paths.securityCredentials, label: 'Manage access keys' } : undefined,
  };
}

function rootUse({ RootPasswordLastUsed }: Facts, now: number): Recommendation {
  const id = 'root-use';
  if (RootPasswordLastUsed === null)
    return denied(id, 'Whether the root user is used for everyday work', 'iam:GetCredentialReport');
  if (RootPasswordLastUsed === undefined) return { id, kind: 'success', title: 'Root user has never signed in' };
  const recent = now - new Date(RootPasswordLastUsed).getTime() < ROOT_RECENT_DAYS * DAY_MS;
  return {
    id,
    kind: recent ? 'warning' : 'success',
    title: recent ? 'Do not use the root user for everyday work' : `Root user has not signed in for ${ROOT_RECENT_DAYS} days`,
    detail: (
      <>
        Its last sign-in was <Time value={RootPasswordLastUsed} />.
      </>
    ),
    link: recent ? { href: paths.events({ principal: 'root', kind: 'all' }), label: 'See what it did' } : undefined,
  };
}

function administrators({ Administrators }: Facts): Recommendation {
  const id = 'administrators';
  if (Administrators === null)
    return denied(id, 'Whether the account has an administrator', 'iam:GetAccountAuthorizationDetails');
  const { Users, Roles } = Administrators;
  if (Users.length + Roles.length === 0) {
    return {
      id,
      kind: 'warning',
      title: 'Create an administrator',
      detail: 'No user or role may do everything, so that the work falls to the root user.',
      link: { href: paths.createUser, label: 'Create user' },
    };
  }
  const count = Users.length + Roles.length;
  return {
    id,
    kind: 'success',
    title: count === 1 ? 'One user or role may do everything' : `${count} users and roles may do everything`,
    detail: (
      <>
        {[
          ...Users.map((name) => ({ name, href: paths.user(name, 'access') })),
          ...Roles.map((name) => ({ name, href: paths.role(name, 'access') })),
        ]
          .slice(0, MOST_NAMES)
          .map(({ name, href }, index) => (
            <span key={href}>
              {index > 0 ? ', ' : null}
              <TextLink inline href={href}>
                {name}
              </TextLink>
            </span>
          ))}
        {count > MOST_NAMES ? ` and ${count - MOST_NAMES} more` : null}. Keep them few.
      </>
    ),
  };
}

const MOST_NAMES = 6;

function oldKeys({ ActiveKeys }: Facts, now: number): Recommendation {
  const id = 'old-keys';
  if (ActiveKeys === null) return denied(id, 'Whether access keys are old', 'iam:GetCredentialReport');
  const old = ActiveKeys.filter(({ CreateDate }) => now - new Date(CreateDate).getTime() > OLD_KEY_DAYS * DAY_MS);
  if (old.length === 0) {
    const title =
      ActiveKeys.length === 0 ? 'No user has an active access key' : `No active access key is older than ${OLD_KEY_DAYS} days`;
    return { id, kind: 'success', title };
  }
  return {
    id,
    kind: 'warning',
    title: `Replace ${old.length === 1 ? 'the access key' : `${old.length} access keys`} older than ${OLD_KEY_DAYS} days`,
    detail: (
      <ul>
        {old.slice(0, MOST_NAMES).map(({ UserName, AccessKeyId, CreateDate, LastUsedDate }) => (
          <li key={AccessKeyId}>
            <TextLink inline href={paths.user(UserName, 'security-credentials')}>
              {UserName}
            </TextLink>{' '}
            <code className="font-mono">{AccessKeyId}</code>, made <Time value={CreateDate} />
            {LastUsedDate ? (
              <>
                , used <Time value={LastUsedDate} />
              </>
            ) : (
              ', never used'
            )}
          </li>
        ))}
        {old.length > MOST_NAMES ? <li>and {old.length - MOST_NAMES} more</li> : null}
      </ul>
    ),
  };
}
