import { roundHalfToEven } from '../python/numbers';

const SUFFIXES = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** Returns a size as `aws s3` shows it: `1 Byte`, `10 Bytes`, `1.5 KiB`. */
export function humanSize(bytes: number): string {
  if (bytes === 1) return '1 Byte';
  if (bytes < 1024) return `${Math.trunc(bytes)} Bytes`;
  const power = SUFFIXES.findIndex((_, i) => roundHalfToEven(bytes / 1024 ** (i + 1)) < 1024);
  const used = power < 0 ? SUFFIXES.length - 1 : power;
  return `${(roundHalfToEven((bytes / 1024 ** (used + 1)) * 10) / 10).toFixed(1)} ${SUFFIXES[used]}`;
}
