import { Panel } from '@/components/ui/panel';
import { Severity } from '@/components/ui/severity';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import type { PostureAnswer } from '@/lib/posture/operations';

/** Shows the scores of OUs, each for all accounts below it, and the accounts with the lowest scores. */
export function OrganizationPanels({ of: { Units = [], Accounts = [], AccountCount } }: { of: Json<PostureAnswer> }) {
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel title="Organizational units" count={Units.length} description="The score of all accounts below each OU." flush>
        {Units.length === 0 ? <p className="px-4 py-3 text-ink-2">No organizational units.</p> : null}
        <ul className="divide-y divide-line">
          {Units.map(({ id, name, accounts, score }) => (
            <li key={id} className="flex items-center gap-4 px-4 py-2">
              <TextLink href={paths.unit(id)} className="min-w-0 flex-1 truncate">
                {name}
              </TextLink>
              <span className="text-ink-3 text-sm">{plural(accounts, 'account')}</span>
              <Score value={score} />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel
        title="Accounts"
        count={AccountCount}
        description={
          AccountCount > Accounts.length
            ? `${plural(Accounts.length, 'account')} with the lowest scores.`
            : 'Lowest scores first.'
        }
        flush
      >
        <ul className="divide-y divide-line">
          {Accounts.map(({ AccountId, Name, Score: score, Active }) => (
            <li key={AccountId} className="flex items-center gap-4 px-4 py-2">
              <TextLink href={paths.account(AccountId)} className="min-w-0 flex-1 truncate">
                {Name}
              </TextLink>
              {Active.critical > 0 ? <Severity level="critical" /> : Active.high > 0 ? <Severity level="high" /> : null}
              <Score value={score} />
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function Score({ value }: { value: number | null }) {
  return <span className="w-16 text-right font-semibold tabular-nums">{value === null ? 'no score' : value}</span>;
}
