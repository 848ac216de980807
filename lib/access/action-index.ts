import { loadCatalog } from '../catalog/load-catalog';
import { giveWay, takeInTurns } from '../core/bulk';
import { type ActionIndex, actionIndexSteps } from '../engine';

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
