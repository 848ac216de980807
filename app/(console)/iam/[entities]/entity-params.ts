import { notFound } from 'next/navigation';
import type { Entity, EntityKind } from '@/lib/console/entity';

/** Of a page that users, groups and roles share: which of them, and its name. */
export type EntityParams = { params: Promise<{ entities: string; name: string }> };

/** The user, group or role that a page is about; the page is not found for anything but `kinds`. */
export async function readEntity<Kind extends EntityKind>(
  params: EntityParams['params'],
  kinds: readonly Kind[],
): Promise<Entity & { kind: Kind }> {
  const { entities, name } = await params;
  const kind = kinds.find((known) => known === entities);
  if (kind === undefined) notFound();
  return { kind, name: decodeURIComponent(name) };
}
