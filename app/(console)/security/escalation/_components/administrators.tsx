import { accountPartOf } from '@gatehouse/policy/arn';
import { shortName } from '@/app/(console)/access/step-words';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { parseSubject } from '@/lib/access/subject-arn';

type AdministratorsProps = { arns: readonly string[]; accounts: readonly { Id: string; Name: string }[] };

/** Lists the existing administrators. */
export function Administrators({ arns, accounts }: AdministratorsProps) {
  if (arns.length === 0) return null;
  const names = new Map(accounts.map(({ Id, Name }) => [Id, Name]));
  return (
    <ExpandableSection
      look="panel"
      title={`Administrators (${arns.length.toLocaleString('en')})`}
      description="Their own policies and boundary allow everything and deny nothing."
    >
      <ul className="space-y-1">
        {arns.map((arn) => {
          const named = parseSubject(arn);
          const kind = named?.kind === 'Account' ? 'root user' : named?.kind.toLowerCase();
          return (
            <li key={arn} className="flex flex-wrap items-baseline gap-x-3">
              <span className="break-all font-medium">{named?.kind === 'Account' ? 'root' : shortName(arn)}</span>
              <span className="text-ink-3 text-sm">
                {kind}
                {accounts.length > 1 ? `, ${names.get(accountPartOf(arn)) ?? accountPartOf(arn)}` : ''}
              </span>
            </li>
          );
        })}
      </ul>
    </ExpandableSection>
  );
}
