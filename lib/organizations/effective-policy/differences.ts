import type { EffectivePolicy } from '@gatehouse/policy/organization';

type Document = EffectivePolicy['document'];

/** A setting that differs between two effective policies. A value is null where the policy does not have it. */
export type SettingDifference = { Path: string; Before: string | null; After: string | null };

/** Returns the settings that differ, in the order of their paths. */
export function differencesOf(before: Document, after: Document): SettingDifference[] {
  const [last, next] = [settingsOf(before), settingsOf(after)];
  return [...new Set([...last.keys(), ...next.keys()])].sort().flatMap((Path) => {
    const [Before, After] = [last.get(Path) ?? null, next.get(Path) ?? null];
    return Before === After ? [] : [{ Path, Before, After }];
  });
}

function settingsOf(document: Document): Map<string, string> {
  const settings = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length === 0) {
      if (path !== '') settings.set(path, JSON.stringify(value));
      return;
    }
    for (const [name, inner] of Object.entries(value)) walk(inner, path === '' ? name : `${path}/${name}`);
  };
  walk(document, '');
  return settings;
}
