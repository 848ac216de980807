import type { Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';

const LISTS = {
  users: { label: 'Users', href: paths.users },
  groups: { label: 'User groups', href: paths.groups },
  roles: { label: 'Roles', href: paths.roles },
} as const;

/** The way to a page about the permissions of a user, group or role; the last step is where it leads back to. */
export function entityCrumbs(entity: Entity) {
  return [LISTS[entity.kind], { label: entity.name, href: paths.entity(entity.kind, entity.name, 'permissions') }];
}
