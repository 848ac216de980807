import { MOST, PRESETS, parseQuotas, type QuotaName, type Quotas } from '../settings/quotas.mjs';
import { settings } from './settings';

export { MOST, PRESETS, parseQuotas, type QuotaName, type Quotas };

// On globalThis, since Next bundles the wire API and the console separately.
declare global {
  var __gatehouseQuotas: Quotas | null | undefined;
}

/** Returns the quotas of this process: from the last reset that set some, or else from the setting QUOTAS. */
export function quotas(): Quotas {
  return globalThis.__gatehouseQuotas ?? settings().quotas;
}

/** Sets the quotas of this process. Null restores the setting's. */
export function setQuotas(given: Quotas | null): void {
  globalThis.__gatehouseQuotas = given;
}

const figure = (number: number) => number.toLocaleString('en');

/** Returns a sentence on how to raise a quota, or null if it is as high as AWS allows. */
export function howToRaise(name: QuotaName): string | null {
  return quotas()[name] < MOST[name] ? `Gatehouse's setting QUOTAS raises ${name}, up to ${figure(MOST[name])}.` : null;
}

/** Returns a quota and how to raise it, for errors in which AWS gives no number. */
export function quotaInWords(name: QuotaName): string {
  return [`The quota ${name} is ${figure(quotas()[name])}.`, howToRaise(name) ?? []].flat().join(' ');
}
