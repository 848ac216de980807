import { serviceName } from '@/lib/billing/service-names';
import { paths } from '@/lib/console/paths';
import { dayWords } from '../../_components/months';
import { PROFILES } from '../../_components/usage-profiles';
import type { BillChange } from '../../_components/use-bill-preview';

/** The changes on this page. Preferences and prices have their own pages. */
export type WhatIfChange = Extract<BillChange, { Type: 'JOIN' | 'LEAVE' | 'GROUP' | 'USAGE' | 'RESERVATION' | 'SAVINGS_PLAN' }>;

/** The maximum number of changes, as in the operation. */
export const MOST_CHANGES = 20;

const TYPES: ReadonlySet<unknown> = new Set<WhatIfChange['Type']>([
  'JOIN',
  'LEAVE',
  'GROUP',
  'USAGE',
  'RESERVATION',
  'SAVINGS_PLAN',
]);

/** Returns the changes of an address. Invalid ones are ignored, and the server checks the rest. */
export function readChanges(text: string | null): WhatIfChange[] {
  if (text === null) return [];
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read.filter(isChange).slice(0, MOST_CHANGES) : [];
  } catch {
    return [];
  }
}

function isChange(value: unknown): value is WhatIfChange {
  return typeof value === 'object' && value !== null && 'Type' in value && TYPES.has(value.Type);
}

/** Returns the address text of changes, or null if there are none. */
export function changesText(changes: readonly WhatIfChange[]): string | null {
  return changes.length === 0 ? null : JSON.stringify(changes);
}

type NameOf = (accountId: string) => string;

/** Returns a change as a sentence. */
export function changeWords(change: WhatIfChange, nameOf: NameOf): string {
  switch (change.Type) {
    case 'JOIN': {
      const sort = PROFILES.find(({ value }) => value === change.Profile)?.label.toLowerCase() ?? 'new account';
      const uses = change.Like === undefined ? `what a ${sort} uses` : `as much as ${nameOf(change.Like)}`;
      return `${change.Name} joins${since(change.From)} and uses ${uses}`;
    }
    case 'LEAVE':
      return `${nameOf(change.AccountId)} leaves${since(change.From)}`;
    case 'GROUP':
      return change.Group === null
        ? `${nameOf(change.AccountId)} is in no group`
        : `${nameOf(change.AccountId)} shares with the group ${change.Group}`;
    case 'USAGE': {
      const what = change.Service === undefined ? 'everything' : serviceName(change.Service);
      const whose = change.AccountId === undefined ? 'All accounts use' : `${nameOf(change.AccountId)} uses`;
      return `${whose} ${change.Factor} times as much of ${what}`;
    }
    case 'RESERVATION':
      return `${owner(change.AccountId, nameOf)} reserves ${change.Count} × ${change.UsageType} in ${change.Region}: ${change.Years ?? 1} ${change.Years === 3 ? 'years' : 'year'}, ${change.Payment}`;
    case 'SAVINGS_PLAN':
      return `${owner(change.AccountId, nameOf)} commits to $${change.Commitment} an hour, ${planWords(change.Kind, change.Family, change.Region)}: ${change.Years ?? 1} ${change.Years === 3 ? 'years' : 'year'}, ${change.Payment}`;
  }
}

const owner = (accountId: string | undefined, nameOf: NameOf) =>
  accountId === undefined ? 'The paying account' : nameOf(accountId);

function since(from: unknown): string {
  return typeof from === 'string' && !Number.isNaN(Date.parse(from)) ? ` on ${dayWords(from)}` : '';
}

/** Returns the scope of a Savings Plan. */
export function planWords(kind: string, family: string | null | undefined, region: string | null | undefined): string {
  if (kind === 'Compute') return 'for all compute usage';
  if (kind !== 'EC2Instance') return `for ${kind}`;
  return `for ${family ?? 'instances'}${region ? ` in ${region}` : ''}`;
}

/** Returns the page on which a change is really made, with the link's text. */
export function placeOf(change: WhatIfChange): { href: string; label: string } {
  switch (change.Type) {
    case 'JOIN':
      return { href: paths.invitations, label: 'Invite account' };
    case 'LEAVE':
      return { href: paths.account(change.AccountId), label: 'View account' };
    case 'GROUP':
      return { href: paths.billingPreferences, label: 'Billing preferences' };
    case 'USAGE':
      return { href: paths.usage, label: 'Usage' };
    case 'RESERVATION':
      return { href: paths.reservations(), label: 'Reservations' };
    default:
      return { href: paths.savingsPlans(), label: 'Savings Plans' };
  }
}
