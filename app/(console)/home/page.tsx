import { rootUseQuery } from '@/app/(console)/_client/root-use-query';
import { formatAccountId } from '@/components/console/shell/identity';
import { managesOrganization } from '@/lib/console/organization';
import { missingActions, Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { type ConsoleSession, signedInAs } from '@/lib/console/session/session';
import { mayReadCosts } from '../billing/costs-reader';
import { latestBillQuery } from '../billing/queries';
import { securityStepsQuery } from '../iam/queries';
import { organizationQuery } from '../organizations/queries';
import { postureQuery } from '../security/queries';
import { HomePage } from './_components/home-page';
import type { Reader } from './_components/reader';
import { ownAccessQuery, ownCredentialsQuery, ownDenialsQuery, ownSubjectQuery, recentQuery } from './queries';

/** Shows only what the reader has permission to read, so that no denied calls are made. */
export default async function Page() {
  const session = await requireSession();
  const reader = toReader(session);
  const further = {
    subject: ownSubjectQuery(reader.arn),
    findings: postureQuery('account'),
    events: recentQuery('changes'),
    organization: organizationQuery(),
    rootUse: rootUseQuery('account'),
    rootUseOfAll: rootUseQuery('organization'),
  };
  const [lacks, manages, costs] = await Promise.all([
    missingActions(Object.values(further)),
    managesOrganization(),
    mayReadCosts(latestBillQuery()),
  ]);
  const [subject = false, findings = false, events = false, organization = false, own = false, all = false] = lacks.map(
    (action) => action === null,
  );
  const missing = Object.fromEntries(
    (['subject', 'findings', 'events', 'organization'] as const).flatMap((part, at) => {
      const action = lacks[at];
      return action ? [[part, action]] : [];
    }),
  );
  const rootUse = manages && all ? ('organization' as const) : own ? ('account' as const) : null;
  const may = { subject, findings, events, organization, rootUse, costs, missing };
  const queries = [
    ownAccessQuery(),
    ownCredentialsQuery(),
    ...(subject ? [further.subject] : []),
    ...(findings && reader.kind === 'root' ? [securityStepsQuery()] : []),
    ...(organization ? [further.organization] : []),
    events ? further.events : ownDenialsQuery(),
    ...(rootUse ? [rootUseQuery(rootUse)] : []),
  ];
  return (
    <Prefetch queries={queries}>
      <HomePage reader={reader} may={may} recentRoles={session.recentRoles.map((role) => ({ ...role }))} />
    </Prefetch>
  );
}

function toReader(session: ConsoleSession): Reader {
  const { account, caller, identity } = session;
  const { principal } = caller;
  const kind = principal.type === 'AssumedRole' ? 'role' : principal.type === 'User' ? 'user' : 'root';
  return {
    kind,
    isFederated: session.federated !== null,
    name: signedInAs(session),
    arn: principal.type === 'AssumedRole' ? principal.roleArn : 'arn' in principal ? principal.arn : '',
    account: { id: account.id, name: account.alias ?? account.name, shownId: formatAccountId(account.id) },
    since: caller.session?.issuedAt,
    until: caller.session?.expiresAt,
    mfa: identity.session?.mfaAuthenticated ?? false,
    passwordExpires: session.passwordExpiresSoon?.toISOString(),
  };
}
