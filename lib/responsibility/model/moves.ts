import { cellOf } from './cells';
import { type KindId, LAYERS, type Layer, type Owner, STACK } from './layers';

/** Returns whether the customer owns a layer or shares it. */
export function isYours(owner: Owner): boolean {
  return owner === 'customer' || owner === 'shared';
}

/** Treats inherited layers as the provider's. They differ only in the customer's list of controls. */
const sideOf = (owner: Owner) => (owner === 'inherited' ? 'provider' : owner);

/** The layers that change owners between two kinds of service, top down. */
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

/** Describes the changes in one sentence per direction. */
export function movesInWords({ toProvider, toShared, toYou, gone, stayed }: Moves): string {
  const says = (layers: readonly Layer[], words: string) =>
    layers.length > 0 ? [`${words}: ${layers.map(({ name }) => name).join('; ')}.`] : [];
  const moved = [
    ...says(toProvider, 'Moved to the provider'),
    ...says(toShared, 'Now shared'),
    ...says(toYou, 'Moved to you'),
    ...says(gone, 'No longer applicable'),
  ];
  return [...(moved.length > 0 ? moved : ['Nothing changes hands.']), `${stayed.length} layers stay yours.`].join(' ');
}

/** Returns the lowest layer of the stack with a part of the customer. Every kind has one. */
export function lowestOfYours(kind: KindId): Layer {
  const lowest = STACK.findLast(({ id }) => isYours(cellOf(id, kind).owner));
  if (!lowest) throw new Error(`nothing is left to the customer of ${kind}`);
  return lowest;
}

/** Returns the number of layers that the customer owns alone. */
export function countYours(kind: KindId): number {
  return LAYERS.filter(({ id }) => cellOf(id, kind).owner === 'customer').length;
}
