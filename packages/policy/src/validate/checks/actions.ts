import { spend } from '../../budget/count';
import { matchGlob, plainGlob } from '../../match/glob';
import { RESOURCE_TYPES, type TypeFacts } from '../../services/resource-types';
import { actionsNamed, supportsKey, toActionPattern } from '../action-patterns';
import type { PolicyCatalog } from '../catalog';
import { at, atElement, type Check, type CheckContext, clausesOf, count, hasWildcard, holdsWhenMissing, listed } from '../check';
import type { DraftElement, DraftEntry } from '../draft';
import { removeItems, replaceString } from '../edits';
import { covers } from '../patterns';

function* actionElements({ draft }: CheckContext): Iterable<DraftElement> {
  for (const { action } of draft.statements) if (action) yield action;
}

function* actionEntries(context: CheckContext): Iterable<DraftEntry> {
  for (const { entries } of actionElements(context)) yield* entries;
}

/** Returns the entries that another entry covers, without the first of equal ones. @param read prepares an entry for `covered` */
export function redundantEntries<Read>(
  texts: readonly string[],
  read: (text: string) => Read,
  covered: (narrow: Read, wide: Read) => boolean,
): Set<number> {
  const redundant = new Set<number>();
  const first = new Map<string, number>();
  for (const [index, text] of texts.entries()) {
    if (first.has(text)) redundant.add(index);
    else first.set(text, index);
  }
  const entries = [...first].map(([text, index]) => ({ text, index, own: read(text) }));
  // Except for equal texts, only a pattern covers another entry.
  const patterns = entries.filter(({ text }) => hasWildcard(text));
  for (const { index, own } of entries) {
    spend(20 * patterns.length);
    const isCovered = patterns.some(
      (wide) => wide.index !== index && covered(own, wide.own) && (wide.index < index || !covered(wide.own, own)),
    );
    if (isCovered) redundant.add(index);
  }
  return redundant;
}

const coversAction = (narrow: string, wide: string) => covers(wide, narrow);

export const ACTION_CHECKS: readonly Check[] = [
  {
    code: 'EMPTY_ARRAY_ACTION',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const action of actionElements(context)) {
        if (action.node.kind !== 'array' || action.node.items.length > 0) continue;
        yield {
          details: `${action.name} lists no actions, so the statement does nothing. Name the actions.`,
          locations: [atElement(action)],
        };
      }
    },
  },
  {
    code: 'INVALID_ACTION',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const entry of actionEntries(context)) {
        if (actionsNamed(catalog, entry.text)?.length !== 0) continue;
        const meant =
          toActionPattern(entry.text).kind === 'one' && !/[*?]/.test(entry.text) ? catalog.suggestAction(entry.text) : undefined;
        const hint = meant ? ` Did you mean ${meant}?` : '';
        yield {
          details: `${/[*?]/.test(entry.text) ? 'No action matches' : 'There is no action'} ${entry.text}.${hint}`,
          locations: [at(entry)],
          ...(meant ? { fix: { title: `Write ${meant}`, edits: [replaceString(entry.span, meant)] } } : {}),
        };
      }
    },
  },
  {
    code: 'INVALID_SERVICE_IN_ACTION',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { entry, service, meant } of unknownServices(context, catalog)) {
        if (!meant) continue;
        const text = meant + entry.text.slice(service.length);
        const fix = { title: `Write ${text}`, edits: [replaceString(entry.span, text)] };
        yield { details: `There is no service with the prefix ${service}. Did you mean ${meant}?`, locations: [at(entry)], fix };
      }
    },
  },
  {
    code: 'INVALID_SERVICE',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { entry, service, meant } of unknownServices(context, catalog)) {
        if (meant === undefined) yield { details: `There is no service with the prefix ${service}.`, locations: [at(entry)] };
      }
    },
  },
  {
    code: 'WILDCARD_IN_SERVICE_NAME',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const entry of actionEntries(context)) {
        if (toActionPattern(entry.text).kind !== 'services') continue;
        const details = `A wildcard in the service prefix of ${entry.text} matches every service with a similar name, including future ones. Name the service.`;
        yield { details, locations: [at(entry)] };
      }
    },
  },
  {
    code: 'REDUNDANT_ACTION',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const action of actionElements(context)) {
        const redundant = redundantEntries(
          action.entries.map(({ text }) => text.toLowerCase()),
          (text) => text,
          coversAction,
        );
        const entries = [...redundant].flatMap((index) => action.entries[index] ?? []);
        const [example] = entries;
        if (example === undefined) continue;
        const details = `${count(redundant.size, 'action')} of ${action.name} are covered by other entries of the list, such as ${example.text}.`;
        const plural = redundant.size === 1 ? details.replace(' are ', ' is ') : details;
        yield {
          details: plural,
          locations: entries.map(at),
          fix: { title: 'Remove what is covered', edits: removeItems(action.node, redundant) },
        };
      }
    },
  },
  {
    code: 'UNSUPPORTED_ACTION_FOR_CONDITION_KEY',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const place of clausesOf(context)) {
        const { statement, clause } = place;
        const key = catalog.conditionKey(clause.key);
        // A possibly missing key, a global key and an identity provider's key do not depend on actions.
        if (!key || holdsWhenMissing(place) || catalog.isGlobalConditionKey(clause.key) || statement.action?.negated !== false)
          continue;
        const service = clause.key.slice(0, clause.key.indexOf(':')).toLowerCase();
        if (!catalog.hasService(service)) continue;
        const unsupported = statement.action.entries.filter(({ text }) => {
          const [action] = /[*?]/.test(text) ? [] : (actionsNamed(catalog, text) ?? []);
          return action !== undefined && !supportsKey(catalog, action, key.key);
        });
        if (unsupported.length === 0) continue;
        const details = `Requests for ${listed(unsupported.map(({ text }) => text))} never carry ${clause.key}, so the condition keeps the statement from applying to them. Move them to a statement without it.`;
        yield { details, locations: unsupported.map(at) };
      }
    },
  },
  {
    code: 'UNSUPPORTED_ACTION_IN_POLICY',
    findingType: 'ERROR',
    needs: 'catalog',
    kinds: ['resource'],
    *run(context, catalog) {
      const { resourceType } = context.options;
      if (!resourceType) return;
      const type = RESOURCE_TYPES[resourceType];
      for (const { action } of context.draft.statements)
        for (const entry of action?.negated === false ? action.entries : []) {
          if (type.accepts?.(entry.text) ?? isForType(catalog, entry.text, type)) continue;
          yield {
            details: `The action ${entry.text} cannot stand in the policy of a resource of type ${resourceType}.`,
            locations: [at(entry)],
          };
        }
    },
  },
];

function isForType(catalog: PolicyCatalog, text: string, { service, accepted }: TypeFacts): boolean {
  const pattern = toActionPattern(text);
  if (pattern.kind === 'malformed' || pattern.kind === 'all') return true;
  if (pattern.kind === 'services') return matchGlob(plainGlob(pattern.service.toLowerCase()), service);
  if (pattern.service.toLowerCase() !== service) return false;
  const actions = actionsNamed(catalog, text) ?? [];
  if (accepted === undefined || actions.length === 0) return true;
  return actions.some(({ resourceTypes }) => resourceTypes.some(({ name }) => accepted.includes(name)));
}

/** The prefix of Gatehouse's own actions, which no AWS catalog has. */
const OWN_PREFIX = 'gatehouse';

function* unknownServices(context: CheckContext, catalog: PolicyCatalog) {
  for (const entry of actionEntries(context)) {
    const pattern = toActionPattern(entry.text);
    if (pattern.kind !== 'one' || pattern.service.toLowerCase() === OWN_PREFIX || catalog.hasService(pattern.service)) continue;
    yield { entry, service: pattern.service, meant: catalog.suggestService(pattern.service) };
  }
}
