import { formatAccountId, ROLE_COLORS } from '@/components/console/shell/identity';
import { RoleColorSquare } from '@/components/console/shell/role-color';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { Reader, UsedRole } from './reader';

/** Lists the roles that were used in this session, to switch to again. */
export function RolesPanel({ reader, roles }: { reader: Reader; roles: readonly UsedRole[] }) {
  const others = roles.filter(
    ({ accountId, roleName }) =>
      !reader.arn.startsWith(`arn:aws:iam::${accountId}:role/`) || !reader.arn.endsWith(`/${roleName}`),
  );
  if (others.length === 0) return null;
  return (
    <Panel title="Recent roles" flush>
      <ul className="divide-y divide-line">
        {others.map(({ accountId, roleName, displayName, color }) => (
          <li key={`${accountId}/${roleName}`} className="flex items-center gap-3 px-4 py-2">
            <RoleColorSquare color={ROLE_COLORS.find((known) => known === color) ?? 'grey'} />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{displayName || roleName}</p>
              <p className="truncate text-ink-3 text-sm">
                {displayName ? `${roleName}, ` : null}
                <span className="font-mono text-xs">{formatAccountId(accountId)}</span>
              </p>
            </div>
            <ButtonLink
              size="sm"
              href={paths.switchRole({ account: accountId, roleName, displayName: displayName || undefined })}
            >
              Switch
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
