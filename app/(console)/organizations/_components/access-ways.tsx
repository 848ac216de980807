import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';

/** A group by which a person has access. `name` is absent for a deleted group. */
type Way = { id: string; name?: string | undefined };

/** Renders how a person has a permission set in an account: by an own assignment, and through groups. */
export function AccessWays({ direct, groups }: { direct: boolean; groups: readonly Way[] }) {
  return (
    <ul className="inline text-ink-2 text-sm">
      {direct ? <li className="inline after:content-[',_'] last:after:content-none">assigned directly</li> : null}
      {groups.map(({ id, name }) => (
        <li key={id} className="inline after:content-[',_'] last:after:content-none">
          through{' '}
          <TextLink inline href={paths.storeGroup(id)}>
            {name ?? `the deleted group ${id}`}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}
