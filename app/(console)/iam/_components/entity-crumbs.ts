import type { Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';

const LISTS = {
  users: { label: 'Users', href: paths.users },
  groups: { label: 'User groups', href: paths.groups },
  roles: { label: 'Roles', href: paths.roles },
} as const;

/** Returns the breadcrumbs of a page about a user's, group's or role's permissions. The last one is the page to return to. */
export function entityCrumbs(entity: Entity) {
  return [LISTS[entity.kind], { label: entity.name, href: paths.entity(entity.kind, entity.name, 'permissions') }];
}
