'use client';

import { createCatalog } from '@gatehouse/catalog/catalog';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { before } from '@/lib/core/text/text-parts';
import { serviceCatalogQuery } from '../queries';

/** Returns the catalog's entry of an action, or undefined if it is not loaded or unknown. */
export function useCatalogAction(action: string) {
  const prefix = before(action, ':').toLowerCase();
  const { data } = useRead({ ...serviceCatalogQuery(prefix), enabled: action.includes(':') && prefix !== '' });
  return useMemo(() => {
    const catalog = data && createCatalog(data.head, (name) => data.bodies[name]);
    const found = catalog?.action(action);
    if (!catalog || !found) return undefined;
    const types = catalog.resourceTypesOf(prefix);
    const onTypes = found.resourceTypes.flatMap(({ name }) => types.find((type) => type.name === name) ?? []);
    const keys = [...new Set([...found.conditionKeys, ...onTypes.flatMap((type) => type.conditionKeys)])];
    return { name: `${found.service}:${found.name}`, accessLevel: found.accessLevel, resourceTypes: onTypes, keys };
  }, [data, action, prefix]);
}

type KnownAction = NonNullable<ReturnType<typeof useCatalogAction>>;

type ActionFactsProps = { action: KnownAction; onResource: (pattern: string) => void };

/** Describes an action and the ARNs of its resources. Choosing one inserts it. */
export function ActionFacts({ action, onResource }: ActionFactsProps) {
  return (
    <div className="space-y-1.5 text-ink-2 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge>{action.accessLevel}</Badge>
        {action.resourceTypes.length === 0 ? (
          <span>It does not support resources, so it is evaluated for *.</span>
        ) : (
          <span>Resource types:</span>
        )}
      </p>
      {action.resourceTypes.length > 0 ? (
        <ul className="space-y-0.5">
          {action.resourceTypes.map(({ name, arn }) => (
            <li key={name} className="flex flex-wrap items-baseline gap-x-2">
              <span>{name}</span>
              <code className="min-w-0 break-all text-xs">{arn}</code>
              <Button
                variant="link"
                size="sm"
                className="h-auto px-0 font-normal"
                aria-label={`Start with the ARN of a ${name}`}
                onClick={() => onResource(arn)}
              >
                Use
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

type KnownKeysProps = {
  title: string;
  keys: readonly string[];
  given: readonly { key: string }[];
  onAdd: (key: string) => void;
};

/** Offers condition keys to add. */
export function KnownKeys({ title, keys, given, onAdd }: KnownKeysProps) {
  const names = new Set(given.map(({ key }) => key.trim().toLowerCase()));
  const open = keys.filter((key) => !names.has(key.toLowerCase()));
  if (open.length === 0) return null;
  return (
    <div className="mb-3">
      <p className="text-ink-2 text-sm">{title}</p>
      <ul className="mt-1 flex flex-wrap gap-1.5">
        {open.map((key) => (
          <li key={key} className="min-w-0">
            <Button size="sm" onClick={() => onAdd(key)} className="max-w-full">
              <Plus aria-hidden size={12} /> <span className="truncate font-mono text-xs">{key}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
