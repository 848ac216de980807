import { loadCatalog } from '../catalog/load-catalog';
import { type ActionIndex, createActionIndex } from '../engine';

let index: ActionIndex | undefined;

/** The catalog's actions, numbered for the engine's answers about all of them. Built once in a process. */
export function actionIndex(): ActionIndex {
  if (!index) {
    const catalog = loadCatalog();
    const prefixes = catalog.services().map(({ prefix }) => prefix);
    index = createActionIndex({
      actions: prefixes.flatMap((prefix) => catalog.actionsOf(prefix)),
      resourceTypes: prefixes.flatMap((prefix) => catalog.resourceTypesOf(prefix)),
    });
  }
  return index;
}
