import type { WireOperation } from './sdk-schemas';

// Finds the operation of a REST service that a request calls. Source: Smithy, "HTTP bindings": methods, paths with labels, and
// required parts of the query.

/** The parts of a request that select an operation. `path` lacks any prefix before the templates, such as a bucket. */
export type HttpCall = {
  method: string;
  path: string;
  query: URLSearchParams;
  hasHeader(name: string): boolean;
};

/** An operation with the labels of its path, still encoded. */
export type HttpMatch = { wire: WireOperation; labels: ReadonlyMap<string, string> };

type Route = {
  wire: WireOperation;
  pattern: RegExp;
  labels: readonly string[] /** The characters outside of labels. */;
  literal: number;
};

/**
 * Returns a function that finds the operation of a request.
 * @returns the operation that requires the most parts of the request, or null if none matches
 */
export function httpRouter(operations: readonly WireOperation[]): (call: HttpCall) => HttpMatch | null {
  const byMethod = new Map<string, Route[]>();
  for (const wire of operations) {
    if (!wire.http) continue;
    const routes = byMethod.get(wire.http.method) ?? [];
    byMethod.set(wire.http.method, routes);
    routes.push(toRoute(wire, wire.http.path));
  }
  // A label may span several segments, so the path with more literal text wins.
  for (const routes of byMethod.values()) routes.sort((a, b) => b.literal - a.literal);
  return (call) => {
    let best: { score: number; match: HttpMatch } | null = null;
    for (const { wire, pattern, labels } of byMethod.get(call.method) ?? []) {
      const found = pattern.exec(call.path);
      const score = found ? scoreOf(wire, call) : null;
      if (!found || score === null || (best && best.score >= score)) continue;
      best = { score, match: { wire, labels: new Map(labels.map((name, number) => [name, found[number + 1] ?? ''])) } };
    }
    return best?.match ?? null;
  };
}

function toRoute(wire: WireOperation, path: string): Route {
  const labels: string[] = [];
  const pattern = path
    .split(/(\{[^}]*\})/)
    .map((part) => {
      const [, name, greedy] = /^\{([^}+]*)(\+?)\}$/.exec(part) ?? [];
      if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      labels.push(name);
      return greedy ? '(.+)' : '([^/]+)';
    })
    .join('');
  // Clients differ in a path's trailing slash.
  return {
    wire,
    pattern: new RegExp(`^${pattern === '/' ? '' : pattern}/?$`, 's'),
    labels,
    literal: path.replace(/\{[^}]*\}/g, '').length,
  };
}

/**
 * The SDK's name of the operation, which it adds to some requests itself. It decides between operations that are otherwise called
 * alike.
 */
const HINT = 'x-id';

/**
 * Counts the parts of a request that an operation requires: literals of the query, and required members. Null: a part is missing.
 */
function scoreOf({ http, input }: WireOperation, { query, hasHeader }: HttpCall): number | null {
  let score = 0;
  for (const [name, value] of http?.query ?? []) {
    if (name === HINT) {
      if (query.get(name) === value) score += 0.5;
    } else {
      if (query.get(name) !== value) return null;
      score++;
    }
  }
  for (const { required, place } of input?.kind === 'structure' ? input.members : []) {
    if (!required || (place?.in !== 'query' && place?.in !== 'header')) continue;
    if (!(place.in === 'query' ? query.has(place.name) : hasHeader(place.name))) return null;
    score++;
  }
  return score;
}
