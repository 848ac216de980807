import type { Position } from './graph-parts';
import { NODE_HEIGHT, NODE_WIDTH } from './lay-out';

/** The least height of a picture, in pixels: its zoom buttons and a few nodes. */
const LEAST = 320;
/** The space under the picture, to the end of the window. */
const MARGIN = 24;
/** The part of the picture that its content does not fill, on all sides together. */
const PADDING = 1.3;

export type Room = {
  /** The height of the window. */
  window: number;
  /** The distance of the picture from the top of the page, and its width. */
  top: number;
  width: number;
};

/** Returns the smallest box around nodes, by the places of their left upper corners. */
export function boundsOf(positions: ReadonlyMap<number, Position>) {
  const all = [...positions.values()];
  const edge = (values: readonly number[], of: (a: number, b: number) => number) =>
    values.reduce((a, b) => of(a, b), values[0] ?? 0);
  const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
  const [x, y] = [edge(xs, Math.min), edge(ys, Math.min)];
  return { x, y, width: edge(xs, Math.max) - x + NODE_WIDTH, height: edge(ys, Math.max) - y + NODE_HEIGHT };
}

/**
 * Returns how high a picture is, in pixels: it ends within the first screen of the page, and is no higher than its content over its whole width.
 * Where less than the least height would be left there, it takes what one screen has room for.
 */
export function pictureHeight({ window, top, width }: Room, positions: ReadonlyMap<number, Position> | undefined): number {
  const inSight = window - top - MARGIN;
  const most = inSight >= LEAST ? inSight : Math.max(LEAST, Math.min(window * 0.7, 576));
  if (positions === undefined || positions.size === 0) return most;
  const bounds = boundsOf(positions);
  return Math.round(Math.min(most, Math.max(LEAST, (width / bounds.width) * bounds.height * PADDING)));
}
