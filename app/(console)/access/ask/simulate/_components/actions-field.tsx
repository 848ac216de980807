'use client';

import { createCatalog } from '@gatehouse/catalog/catalog';
import type { CatalogAction } from '@gatehouse/policy/validate';
import { useMemo, useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { Button } from '@/components/ui/button';
import { Combobox, Multiselect } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { catalogQuery } from '../queries';

/** Services whose prefix matches the typed text come first. */
const SERVICES_SHOWN = 50;

const LEVELS = ['List', 'Read', 'Write', 'Permissions management', 'Tagging'] as const;

type ActionsFieldProps = { actions: readonly string[]; onChange: (actions: string[]) => void };

/** Selects a service, then its actions. Repeat for other services. */
export function ActionsField({ actions, onChange }: ActionsFieldProps) {
  const [service, setService] = useState<string | null>(null);
  const { data: heads } = useRead(catalogQuery([]));
  const { data: payload } = useRead(catalogQuery(service === null ? [] : [service]));
  const [typed, setTyped] = useState('');
  const catalog = useMemo(() => (heads ? createCatalog(heads.head, () => undefined) : null), [heads]);
  const services = catalog?.findServices(typed, SERVICES_SHOWN) ?? [];
  const chosen = service === null ? undefined : catalog?.services().find(({ prefix }) => prefix === service);
  const offered = useMemo<readonly CatalogAction[]>(
    () => (payload && service ? createCatalog(payload.head, (prefix) => payload.bodies[prefix]).actionsOf(service) : []),
    [payload, service],
  );
  const named = (action: CatalogAction) => `${action.service}:${action.name}`;
  const add = (more: readonly CatalogAction[]) => onChange([...new Set([...actions, ...more.map(named)])]);
  return (
    <div className="space-y-3">
      <div className="grid gap-4 lg:grid-cols-2">
        <Field label="Service" hint="You can select actions of several services.">
          <Combobox
            options={services.map(({ prefix, name }) => ({ value: prefix, label: name, description: prefix }))}
            value={service}
            onValueChange={setService}
            placeholder="Choose a service"
            search={{
              onText: setTyped,
              busy: false,
              more: services.length === SERVICES_SHOWN,
              chosen: chosen ? { value: chosen.prefix, label: chosen.name } : null,
            }}
          />
        </Field>
        <Field
          label="Actions"
          hint={service === null ? 'Choose a service first.' : 'Enter text to search. You can select several actions.'}
        >
          <Multiselect
            options={offered.map((action) => ({ value: named(action), label: named(action), description: action.accessLevel }))}
            value={actions}
            onValueChange={onChange}
            placeholder="Select actions"
            className="max-h-56 overflow-y-auto"
          />
        </Field>
      </div>
      {offered.length > 0 || actions.length > 0 ? (
        <div className="flex flex-wrap items-center gap-1.5">
          {offered.length > 0 ? <span className="text-ink-2 text-sm">Add all of access level</span> : null}
          {LEVELS.flatMap((level) => {
            const ofLevel = offered.filter(({ accessLevel }) => accessLevel === level);
            return ofLevel.length === 0
              ? []
              : [
                  <Button key={level} size="sm" onClick={() => add(ofLevel)}>
                    {level} ({ofLevel.length})
                  </Button>,
                ];
          })}
          {actions.length > 0 ? (
            <Button size="sm" variant="ghost" onClick={() => onChange([])}>
              Clear
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
