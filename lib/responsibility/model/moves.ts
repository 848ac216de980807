import { cellOf } from './cells';
import { type KindId, LAYERS, type Layer, type Owner, STACK } from './layers';

/** The part of the customer in a layer: all of it, a part of its own, or nothing. */
export function isYours(owner: Owner): boolean {
  return owner === 'customer' || owner === 'shared';
}

/** Theirs to others; to the customer the two differ only in what may be written into a list of controls. */
const sideOf = (owner: Owner) => (owner === 'inherited' ? 'provider' : owner);

/** What changes hands between two kinds of service, from the top of the stack down. */
export type Moves = {
  toProvider: readonly Layer[];
  toShared: readonly Layer[];
  toYou: readonly Layer[];
  gone: readonly Layer[];
  stayed: readonly Layer[];
};

export function movesBetween(before: KindId, after: KindId): Moves {
  const layers = LAYERS.toReversed();
  const moved = (to: Owner) =>
    layers.filter(({ id }) => sideOf(cellOf(id, after).owner) === to && sideOf(cellOf(id, before).owner) !== to);
  return {
    toProvider: moved('provider'),
    toShared: moved('shared'),
    toYou: moved('customer'),
    gone: moved('none'),
    stayed: layers.filter(({ id }) => cellOf(id, before).owner === 'customer' && cellOf(id, after).owner === 'customer'),
  };
}

/** What changes hands, in one sentence for each direction. */
export function movesInWords({ toProvider, toShared, toYou, gone, stayed }: Moves): string {
  const says = (layers: readonly Layer[], words: string) =>
    layers.length > 0 ? [`${words}: ${layers.map(({ name }) => name).join('; ')}.`] : [];
  const moved = [
    ...says(toProvider, 'Went to the provider'),
    ...says(toShared, 'Now shared'),
    ...says(toYou, 'Came to you'),
    ...says(gone, 'No longer there'),
  ];
  return [...(moved.length > 0 ? moved : ['Nothing changes hands.']), `${stayed.length} layers stay yours.`].join(' ');
}

/** Above this layer of the stack the customer's part begins. Every kind leaves some. */
export function lowestOfYours(kind: KindId): Layer {
  const lowest = STACK.findLast(({ id }) => isYours(cellOf(id, kind).owner));
  if (!lowest) throw new Error(`nothing is left to the customer of ${kind}`);
  return lowest;
}

/** How many layers are the customer's alone. */
export function countYours(kind: KindId): number {
  return LAYERS.filter(({ id }) => cellOf(id, kind).owner === 'customer').length;
}
