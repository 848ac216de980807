import { notFound } from 'next/navigation';
import type { Entity, EntityKind } from '@/lib/console/entity';

/** The parameters of a page for users, groups and roles: the kind and the name. */
export type EntityParams = { params: Promise<{ entities: string; name: string }> };

/** Returns the user, group or role of a page. For kinds outside `kinds`, the page is not found. */
export async function readEntity<Kind extends EntityKind>(
  params: EntityParams['params'],
  kinds: readonly Kind[],
): Promise<Entity & { kind: Kind }> {
  const { entities, name } = await params;
  const kind = kinds.find((known) => known === entities);
  if (kind === undefined) notFound();
  return { kind, name: decodeURIComponent(name) };
}
