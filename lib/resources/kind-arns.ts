import type { ShownKind } from '../core/module/kind';
import { TABLE } from './dynamodb/arns';
import { INSTANCE } from './ec2/arns';
import { KEY } from './kms/arns';
import { FUNCTION } from './lambda/arns';
import { BUCKET } from './s3/arns';
import { SECRET } from './secretsmanager/arns';
import { TOPIC } from './sns/arns';
import { QUEUE } from './sqs/arns';

const KINDS = [BUCKET, INSTANCE, KEY, QUEUE, TOPIC, SECRET, FUNCTION, TABLE] as const;

type Known = (typeof KINDS)[number];
/** The name of a kind with pages, in addresses. */
export type ShownKindId = Known['id'];

/** A kind of resources with pages. */
export type PagedKind = ShownKind & Pick<Known, 'id' | 'noun'>;

/** The kinds of resources with pages, in the order in which they are shown. It runs in the browser too. */
export const SHOWN_KINDS: readonly PagedKind[] = KINDS;

/** Returns the kind with a name in addresses. */
export function shownKind(id: string): PagedKind | undefined {
  return SHOWN_KINDS.find((kind) => kind.id === id);
}

/** Returns the noun of a kind for narrow places. */
export function shortLabel({ short, label }: ShownKind): string {
  return short ?? label;
}

/** Returns the label of the button that creates a resource. */
export function createLabel({ create, noun }: ShownKind): string {
  return create ?? `Create ${noun.toLowerCase()}`;
}
