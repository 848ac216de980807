import { loadCatalog } from '../catalog/load-catalog';
import { giveWay, takeInTurns } from '../core/bulk';
import { type ActionIndex, actionIndexSteps, createActionIndex } from '../engine';

// On globalThis, since Next bundles pages and routes apart from each other: one index for the process.
const held = globalThis as { gatehouseActionIndex?: Promise<ActionIndex> };

/** The catalog's actions, numbered for the engine's answers about all of them. Built once in a process, in turns with other calls. */
export function actionIndex(): Promise<ActionIndex> {
  held.gatehouseActionIndex ??= build().catch((error: unknown) => {
    held.gatehouseActionIndex = undefined;
    throw error;
  });
  return held.gatehouseActionIndex;
}

async function build(): Promise<ActionIndex> {
  const catalog = loadCatalog();
  const services = [];
  for (const { prefix } of catalog.services()) {
    services.push({ actions: catalog.actionsOf(prefix), resourceTypes: catalog.resourceTypesOf(prefix) });
    await giveWay();
  }
  return takeInTurns(
    actionIndexSteps({
      actions: services.flatMap(({ actions }) => actions),
      resourceTypes: services.flatMap(({ resourceTypes }) => resourceTypes),
    }),
  );
}

// Those that pages offer, with the resource type of the catalog that each is asked about.
const OWN_ACTIONS = { ReopenAccount: { service: 'organizations', name: 'account' } };

let own: ActionIndex | undefined;

/** The calls that AWS has not and that pages offer, numbered like the catalog's actions. */
export function ownActionIndex(): ActionIndex {
  own ??= buildOwn();
  return own;
}

function buildOwn(): ActionIndex {
  const resourceTypes = Object.values(OWN_ACTIONS).flatMap(({ service, name }) =>
    loadCatalog()
      .resourceTypesOf(service)
      .filter((type) => type.name === name)
      .map((type) => ({ ...type, service: 'gatehouse' })),
  );
  const actions = Object.entries(OWN_ACTIONS).map(([name, { name: resourceType }]) => ({
    service: 'gatehouse',
    name,
    accessLevel: 'Write' as const,
    resourceTypes: [{ name: resourceType, required: true, conditionKeys: [], dependentActions: [] }],
    conditionKeys: [],
    dependentActions: [],
  }));
  return createActionIndex({ actions, resourceTypes });
}
