import { oneOf } from '../../core/text/lists';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Returns how long ago a time such as `-72h` is, in milliseconds. */
export function beforeStart(at: string): number {
  const [, amount = '0', unit = 'm'] = /^-(\d+)([mhd])$/.exec(at) ?? [];
  return Number(amount) * UNITS[oneOf(['m', 'h', 'd'], unit)];
}

/**
 * Returns the times of setup operations. An operation without a time follows the previous one directly; the first begins a minute
 * before the earliest given time. Each is a millisecond after the previous one, and all are before the start.
 */
export function timesOf(setup: readonly { at?: string | undefined }[], startedAt: Date): Date[] {
  const said = setup.flatMap(({ at }) => (at === undefined ? [] : [beforeStart(at)]));
  let ago = said.length > 0 ? Math.max(...said) + UNITS.m : 0;
  return setup.map(({ at }, index) => {
    if (at !== undefined) ago = beforeStart(at);
    return new Date(startedAt.getTime() - ago - (setup.length - index));
  });
}
