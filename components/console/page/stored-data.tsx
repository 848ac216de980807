import { Progress } from '../../ui/progress';

const MEBIBYTE = 1_048_576;

/** Returns the size in mebibytes, with one decimal place below 100, for example `12.3 MiB`. */
function mebibytes(bytes: number): string {
  const number = bytes / MEBIBYTE;
  if (number > 0 && number < 0.1) return 'less than 0.1 MiB';
  return `${number.toLocaleString('en', { maximumFractionDigits: number < 100 ? 1 : 0 })} MiB`;
}

/** Renders the usage of a quota of stored data. */
export function StoredData({ label, bytes, quota }: { label: string; bytes: number; quota: number }) {
  const tone = bytes >= quota ? 'deny' : bytes >= quota * 0.8 ? 'limit' : 'accent';
  return <Progress label={label} value={bytes} max={quota} tone={tone} words={`${mebibytes(bytes)} of ${mebibytes(quota)}`} />;
}
