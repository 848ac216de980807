'use client';

import { ChangeDetails } from '@/app/(console)/_client/policies/what-changes';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { TextLink } from '@/components/ui/text-link';
import type { AccountPreview, PreviewPerson } from '@/lib/access/permission-set-preview/operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { AccessWays } from '../../../_components/access-ways';
import { accountPreviewQuery } from '../../queries';
import { ResultWord } from './result-word';

/** Renders the impact on one account: the actions that change, the people, and the reason why provisioning fails. */
export function AccountImpact({ question }: { question: Parameters<typeof accountPreviewQuery>[0] }) {
  const read = useRead(accountPreviewQuery(question));
  return (
    <section aria-label="Account details" className="border-line border-t px-4 py-3">
      <ReadBox read={read} what="the impact on this account">
        {(account) => <Account account={account} />}
      </ReadBox>
    </section>
  );
}

function Account({ account }: { account: Json<AccountPreview> }) {
  const { Id, Name, Result, Failure, Missing, Change, Persons, MorePersons } = account;
  return (
    <div className="space-y-3">
      <h3 className="flex flex-wrap items-baseline gap-x-2 font-semibold">
        <TextLink href={paths.account(Id)} className="[overflow-wrap:anywhere]">
          {Name}
        </TextLink>
        <span className="font-mono font-normal text-ink-3 text-sm">{Id}</span>
        <ResultWord result={Result} />
      </h3>
      {Failure === null ? null : (
        <Alert kind="error" title="Provisioning fails in this account">
          <p className="[overflow-wrap:anywhere]">{Failure}</p>
          <p>
            {Missing.length > 0
              ? `The account has no customer managed policy ${Missing.join(', ')}. The role stays as it is.`
              : 'The role stays as it is.'}
          </p>
        </Alert>
      )}
      {Change ? (
        <div className="space-y-1">
          <ChangeDetails change={Change} />
        </div>
      ) : Failure === null ? (
        <p className="text-ink-2">The role allows the same as before, under the SCPs, RCPs and the boundary of this account.</p>
      ) : null}
      <div>
        <h4 className="font-medium">
          {Persons.length === 0 ? 'Nobody has it here' : plural(Persons.length + MorePersons, 'person', 'people')}
        </h4>
        <ul className="text-sm">
          {Persons.map((person) => (
            <Person key={person.Id} person={person} />
          ))}
        </ul>
        {MorePersons > 0 ? <p className="text-ink-3 text-sm">and {MorePersons.toLocaleString('en')} more</p> : null}
      </div>
    </div>
  );
}

function Person({ person: { Id, DisplayName, Disabled, Deleted, Direct, Groups } }: { person: Json<PreviewPerson> }) {
  return (
    <li className="[overflow-wrap:anywhere]">
      {Deleted ? DisplayName : <TextLink href={paths.storeUser(Id)}>{DisplayName}</TextLink>}{' '}
      {Disabled ? <Badge>disabled</Badge> : null} {Deleted ? <Badge tone="limit">deleted</Badge> : null}{' '}
      <AccessWays direct={Direct} groups={Groups.map(({ Id: id, Name: name }) => ({ id, name }))} />
    </li>
  );
}
