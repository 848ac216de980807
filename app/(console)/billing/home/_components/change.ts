import { percent, perMille } from '../../_components/amounts';

/** Returns a change in words: `12.5 % more`. */
export function changeOf(now: string, before: string): string {
  const share = perMille(now, before);
  if (share === null) return '';
  if (share === 1000) return 'as much';
  return share > 1000 ? `${percent(share - 1000)} more now` : `${percent(1000 - share)} less now`;
}
