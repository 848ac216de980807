import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { type ActionIndex, actionIndexSteps, createActionIndex } from '@gatehouse/policy/analyze';
import { BoundedMap } from '../../core/cache/bounded-map';
import { outsideBudgets } from '../../core/work/budget';
import { giveWay, takeInTurns } from '../../core/work/bulk';

declare global {
  var gatehouseActionIndex: Promise<ActionIndex> | undefined;
}

const OWN = 'gatehouse';

// Kept on globalThis, because Next bundles pages and routes separately and the process needs one index.

/**
 * Returns the catalog's actions, numbered for the engine's answers about all actions. It is built once per process and gives way to other
 * calls.
 */
export function actionIndex(): Promise<ActionIndex> {
  globalThis.gatehouseActionIndex ??= outsideBudgets(build).catch((error: unknown) => {
    globalThis.gatehouseActionIndex = undefined;
    throw error;
  });
  return globalThis.gatehouseActionIndex;
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
      mayHaveSeveralValues: severalValues(catalog),
    }),
  );
}

/** Returns a test for condition keys of services that can have several values. Unknown keys can. */
function severalValues(catalog: ReturnType<typeof loadCatalog>): (key: string) => boolean {
  const known = new BoundedMap<string, boolean>(5_000);
  return (key) => {
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const found = catalog.conditionKey(key)?.multivalued ?? true;
    known.set(key, found);
    return found;
  };
}

type ResourceType = { service: string; name: string; arn: string; conditionKeys: readonly string[] };

// Stands for the account itself in calls that are about the whole account.
const ROOT_USER: ResourceType = { service: OWN, name: 'root', arn: 'arn:${Partition}:iam::${Account}:root', conditionKeys: [] };
const ABOUT_ALL_OF_IT = [
  'PutFindingException',
  'DeleteFindingException',
  'PutPostureParameters',
  'PutUsage',
  'GenerateUsage',
  'ImportUsage',
  'DeleteUsageBatch',
  'PutPriceList',
  'IssueBill',
  'MoveClock',
  'DeleteOutboxMessages',
  'PutAccessTestFile',
  'DeleteAccessTestFile',
];

let own: ActionIndex | undefined;

/** Returns Gatehouse's own console calls, which AWS does not have, numbered like the catalog's actions. */
export function ownActionIndex(): ActionIndex {
  own ??= buildOwn();
  return own;
}

function buildOwn(): ActionIndex {
  const memberAccounts = loadCatalog()
    .resourceTypesOf('organizations')
    .filter(({ name }) => name === 'account')
    .map((type) => ({ ...type, service: OWN }));
  const actions = [
    ...ABOUT_ALL_OF_IT.map((name) => ownAction(name, ROOT_USER.name)),
    ...memberAccounts.map((type) => ownAction('ReopenAccount', type.name)),
  ];
  return createActionIndex({ actions, resourceTypes: [ROOT_USER, ...memberAccounts] });
}

function ownAction(name: string, resourceType: string) {
  return {
    service: OWN,
    name,
    accessLevel: 'Write' as const,
    resourceTypes: [{ name: resourceType, required: true, conditionKeys: [], dependentActions: [] }],
    conditionKeys: [],
    dependentActions: [],
  };
}
