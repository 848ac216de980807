'use client';

import { useState } from 'react';
import { ChangeDetails } from '@/app/(console)/_client/policies/what-changes';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadBox } from '@/components/console/page/read-box';
import { SmallTable } from '@/components/console/table/small-table';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import type {
  PermissionSetAccess as Access,
  AccessGroup,
  AccessLimit,
  AccountPermissionSetAccess,
} from '@/lib/access/permission-set-access/operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { permissionSetAccessInQuery, permissionSetAccessQuery } from '../../queries';

/** Renders what the role of a permission set really allows in each account, under the account's SCPs, RCPs and its boundary. */
export function PermissionSetAccess({ id }: { id: string }) {
  const read = useRead(permissionSetAccessQuery(id));
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Panel
      flush
      title="Effective access"
      description="The access that accounts really have, under their SCPs, RCPs and the permissions boundary."
    >
      <ReadBox read={read} what="the effective access of this permission set">
        {(access) =>
          access.Accounts === 0 ? (
            <EmptyState title="No access to show" description={whyNothing(access)} />
          ) : (
            <>
              <Groups groups={access.Groups} chosen={chosen} onChoose={(next) => setChosen(next === chosen ? null : next)} />
              <Rest access={access} />
              {chosen === null ? null : <InAccount key={chosen} id={id} accountId={chosen} />}
            </>
          )
        }
      </ReadBox>
    </Panel>
  );
}

function whyNothing({ Hidden, Missing }: Json<Access>): string {
  if (Hidden > 0) return `You don't have permission to view the access in ${plural(Hidden, 'account')}.`;
  return Missing > 0
    ? 'The role is missing in the accounts that have this permission set. Provision it again.'
    : 'No account has this permission set. Assign it to users or groups in an account.';
}

function Rest({ access: { Hidden, Missing, MoreAccounts } }: { access: Json<Access> }) {
  const sentences = [
    MoreAccounts > 0 ? `${plural(MoreAccounts, 'more account')} with other results.` : '',
    Missing > 0 ? `The role is missing in ${plural(Missing, 'account')}.` : '',
    Hidden > 0 ? `You don't have permission to view the access in ${plural(Hidden, 'more account')}.` : '',
  ].filter((sentence) => sentence !== '');
  return sentences.length === 0 ? null : <p className="px-4 py-2 text-ink-3 text-sm">{sentences.join(' ')}</p>;
}

type GroupsProps = { groups: readonly Json<AccessGroup>[]; chosen: string | null; onChoose: (id: string) => void };

function Groups({ groups, chosen, onChoose }: GroupsProps) {
  return (
    <SmallTable
      label="Accounts by effective access"
      top
      rows={groups}
      rowKey={({ Accounts }) => Accounts[0]?.Id ?? ''}
      isSelected={({ Accounts }) => Accounts.some(({ Id }) => Id === chosen)}
      columns={[
        {
          header: 'Accounts with the same access',
          wide: true,
          cell: (group) => <Names group={group} chosen={chosen} onChoose={onChoose} />,
        },
        { header: 'Actions allowed', align: 'end', cell: ({ Possible }) => Possible.toLocaleString('en') },
        { header: 'Compared with the policies alone', cell: (group) => <Limited group={group} /> },
      ]}
    />
  );
}

const NAMES_AT_FIRST = 5;

function Names({ group: { Accounts, More }, chosen, onChoose }: Omit<GroupsProps, 'groups'> & { group: Json<AccessGroup> }) {
  const [open, setOpen] = useState(false);
  const shown = open ? Accounts : Accounts.slice(0, NAMES_AT_FIRST);
  const rest = Accounts.length - shown.length + More;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {shown.map(({ Id, Name }) => (
        <li key={Id}>
          <Button
            variant="link"
            aria-expanded={Id === chosen}
            onClick={() => onChoose(Id)}
            className="text-left [overflow-wrap:anywhere]"
          >
            {Name}
          </Button>
        </li>
      ))}
      {rest === 0 ? null : open || Accounts.length <= NAMES_AT_FIRST ? (
        <li className="text-ink-3">and {rest.toLocaleString('en')} more</li>
      ) : (
        <li>
          <Button variant="link" onClick={() => setOpen(true)}>
            and {rest.toLocaleString('en')} more
          </Button>
        </li>
      )}
    </ul>
  );
}

function Limited({ group: { Lost, Narrowed, Undecided } }: { group: Json<AccessGroup> }) {
  if (Lost + Narrowed + Undecided === 0) return <Status kind="success">Nothing is limited</Status>;
  return (
    <div className="space-y-0.5">
      {Lost > 0 ? <Status kind="error">{plural(Lost, 'action')} denied</Status> : null}
      {Narrowed > 0 ? <Status kind="warning">{plural(Narrowed, 'action')} limited</Status> : null}
      {Undecided > 0 ? <Status kind="pending">{plural(Undecided, 'action')} undecided</Status> : null}
    </div>
  );
}

function InAccount({ id, accountId }: { id: string; accountId: string }) {
  const read = useRead(permissionSetAccessInQuery(id, accountId));
  return (
    <section aria-label="Account details" className="border-line border-t px-4 py-3">
      <ReadBox read={read} what="the access in this account">
        {(access) => <Details accountId={accountId} access={access} />}
      </ReadBox>
    </section>
  );
}

function Details({ accountId, access }: { accountId: string; access: Json<AccountPermissionSetAccess> }) {
  const { Name, RoleArn, Change, Limits, MoreLimits } = access;
  return (
    <div className="space-y-3">
      <h3 className="flex flex-wrap items-baseline gap-x-2 font-semibold">
        <TextLink href={paths.account(accountId)} className="[overflow-wrap:anywhere]">
          {Name}
        </TextLink>
        <span className="font-mono font-normal text-ink-3 text-sm">{accountId}</span>
      </h3>
      <p>
        <TextLink href={paths.access({ principal: RoleArn })}>All permissions of the role</TextLink>
      </p>
      {Change === null ? (
        <p className="text-ink-2">The account allows everything that the policies of the permission set allow.</p>
      ) : (
        <div className="space-y-1">
          <h4 className="font-medium">Compared with the policies of the permission set alone</h4>
          <ChangeDetails change={Change} />
        </div>
      )}
      {Limits.length === 0 ? null : (
        <SmallTable
          label="Limited by"
          rows={Limits}
          rowKey={(_, index) => index}
          columns={[
            { header: 'Limited by', wide: true, cell: (limit) => <Limit limit={limit} /> },
            { header: 'Actions', align: 'end', cell: ({ Count }) => Count.toLocaleString('en') },
            { header: 'Examples', breaks: true, mono: true, cell: ({ Examples }) => Examples.join(', ') },
          ]}
        />
      )}
      {MoreLimits > 0 ? <p className="text-ink-3 text-sm">and {plural(MoreLimits, 'more statement')}</p> : null}
    </div>
  );
}

const TYPES: Readonly<Record<string, string>> = { scp: 'SCP', rcp: 'RCP', boundary: 'Permissions boundary' };

function Limit({ limit: { Type, Policy, Level, Statement } }: { limit: Json<AccessLimit> }) {
  const type = TYPES[Type] ?? Type;
  if (Policy === null)
    return Level === null ? `The ${type.toLowerCase()} does not allow them` : `No ${type} at ${Level} allows them`;
  return (
    <>
      {type} <b className="font-semibold">{Policy}</b>
      {Level === null ? '' : ` at ${Level}`}
      <span className="block text-ink-2 text-sm">
        {Statement === null ? "You don't have permission to read its statements" : `Statement ${Statement}`}
      </span>
    </>
  );
}
