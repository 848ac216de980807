import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { Panel } from '@/components/ui/panel';
import { STATUS_ICON } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { keysOf } from '@/lib/core/text/lists';
import type { Finding, ReportedUser } from '../queries';
import { FINDINGS } from './finding-words';

const MOST_NAMES = 8;
const KINDS = keysOf(FINDINGS);

/** Renders the report's tasks, worst first, and the checks without findings. */
export function FindingsPanel({ users }: { users: readonly ReportedUser[] }) {
  const rows = KINDS.map((kind) => ({ kind, found: users.filter(({ Findings }) => Findings.some(({ Kind }) => Kind === kind)) }));
  const open = rows.filter(({ found }) => found.length > 0);
  return (
    <Panel
      title="Findings"
      info={<Badge tone={open.length > 0 ? 'limit' : 'allow'}>{open.length > 0 ? `${open.length} to do` : 'All done'}</Badge>}
      description="Based on the report, as of the time it was generated."
      flush
    >
      <ul className="divide-y divide-line">
        {[...open, ...rows.filter(({ found }) => found.length === 0)].map(({ kind, found }) => (
          <Row key={kind} kind={kind} found={found} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ kind, found }: { kind: Finding['Kind']; found: readonly ReportedUser[] }) {
  const { todo, done, why, tone } = FINDINGS[kind];
  const state = found.length === 0 ? 'success' : tone === 'deny' ? 'error' : 'warning';
  const ink = { success: 'text-allow', error: 'text-deny', warning: 'text-limit' }[state];
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <span className={classNames('mt-0.5', ink)}>{STATUS_ICON[state]}</span>
      <div className="min-w-0">
        <p className="font-medium">
          <span className="sr-only">{found.length === 0 ? 'Done' : 'To do'}: </span>
          {found.length === 0 ? done : todo(found.length)}
        </p>
        {found.length > 0 ? (
          <div className="text-ink-2 text-sm">
            <p>{why}</p>
            <p>
              <Names users={found} />
            </p>
          </div>
        ) : null}
      </div>
    </li>
  );
}

function Names({ users }: { users: readonly ReportedUser[] }) {
  return (
    <>
      {users.slice(0, MOST_NAMES).map((user, index) => (
        <span key={user.Arn}>
          {index > 0 ? ', ' : null}
          <UserLink user={user} inline />
        </span>
      ))}
      {users.length > MOST_NAMES ? ` and ${users.length - MOST_NAMES} more` : null}
    </>
  );
}

/** Renders a user's name with a link to its credentials. The root user has no link, as it manages its own. */
export function UserLink({ user, inline }: { user: ReportedUser; inline?: boolean }) {
  if (user.Root) return <>Root user</>;
  return (
    <TextLink inline={inline} href={paths.user(user.User, 'security-credentials')} className="break-all">
      {user.User}
    </TextLink>
  );
}
