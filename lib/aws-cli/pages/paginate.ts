import { CommandError } from '../errors/command-error';
import type { Paginator } from '../model/model';
import { equals } from '../python/equality';
import { repr } from '../python/text';
import { compareTexts, type Dict, isDict, isFalsy, isList, toJson, type Value } from '../python/value';
import { compileQuery, type Query } from '../query/compile';
import { decodeToken, encodeToken, TRUNCATE_AMOUNT } from './token';

type Input = Readonly<Record<string, unknown>>;

export type PageRequest = {
  paginator: Paginator;
  /** The input without the options of pages. */
  input: Input;
  maxItems?: bigint;
  startingToken?: string;
  /** The value of the limit key. A text where the model has one. */
  pageSize?: bigint | string;
  /** Makes one call. Errors of the service are thrown. */
  call: (input: Input) => Promise<Dict>;
};

/**
 * The pages of an answer, as botocore reads them. Iterate once. Then `resumeToken` says where to continue, and `otherMembers` has the members
 * of the first page that are not merged.
 */
export class Pages implements AsyncIterable<Dict> {
  resumeToken: string | null = null;
  otherMembers: Dict = new Map();
  readonly resultKeys: readonly Query[];

  constructor(private readonly request: PageRequest) {
    this.resultKeys = request.paginator.resultKeys.map(compileQuery);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Dict, void, undefined> {
    const { paginator, maxItems, startingToken, pageSize, call } = this.request;
    const [primary] = this.resultKeys;
    if (!primary) throw new Error('A paginator has a result key.');
    const start = startingToken === undefined ? null : decodeToken(startingToken, paginator.inputTokens);
    let next: Dict = start?.values ?? new Map(paginator.inputTokens.map((name) => [name, null]));
    let input = start ? withTokens(this.request.input, next) : this.request.input;
    if (pageSize !== undefined && paginator.limitKey !== undefined) {
      input = { ...input, [paginator.limitKey]: typeof pageSize === 'bigint' ? Number(pageSize) : pageSize };
    }
    const most = maxItems === undefined ? Number.POSITIVE_INFINITY : Number(maxItems);
    let total = 0;
    let previous: Dict | null = null;
    for (let isFirst = true; ; isFirst = false) {
      let page = await call(input);
      if (isFirst) {
        if (start) page = this.continued(page, start.skip);
        this.otherMembers = membersOf(page, (paginator.otherKeys ?? []).map(compileQuery));
      }
      const items = sequence(primary.search(page));
      const excess = total + items.length - most;
      if (excess > 0) {
        const kept = items.length - excess;
        const skipped = isFirst ? (start?.skip ?? 0) : 0;
        this.resumeAt(new Map([...next, [TRUNCATE_AMOUNT, BigInt(kept + skipped)]]));
        yield withMember(page, primary.expression, items.slice(0, kept));
        return;
      }
      yield page;
      total += items.length;
      next = nextTokens(paginator, page);
      if ([...next.values()].every((token) => token === null)) return;
      if (total === most) {
        this.resumeAt(next);
        return;
      }
      if (previous && equals(previous, next)) {
        throw new CommandError(255, `Error during pagination: The same next token was received twice: ${repr(next)}`);
      }
      input = withTokens(input, next);
      previous = next;
    }
  }

  /** Reads all pages, and merges them into one answer: lists are appended, numbers added, and texts joined. */
  async merged(): Promise<Dict> {
    let result: Dict = new Map();
    for await (const page of this) {
      for (const key of this.resultKeys) {
        const value = key.search(page);
        if (value === null) continue;
        const sum = added(key.search(result), value);
        if (sum !== undefined) result = withMember(result, key.expression, sum);
      }
    }
    result = merge(result, this.otherMembers);
    return this.resumeToken === null ? result : new Map([...result, ['NextToken', this.resumeToken]]);
  }

  /** Returns the first page after a token: without the items that were printed, and with empty further results. */
  private continued(page: Dict, skip: number): Dict {
    const [primary, ...others] = this.resultKeys;
    if (!primary) return page;
    const found = primary.search(page);
    let result = withMember(page, primary.expression, isList(found) || typeof found === 'string' ? found.slice(skip) : null);
    for (const key of others) {
      const sample = key.search(result);
      const empty = isList(sample) ? [] : typeof sample === 'string' ? '' : isNumeric(sample) ? 0n : null;
      result = withMember(result, key.expression, empty);
    }
    return result;
  }

  private resumeAt(token: Dict): void {
    const expected = [...this.request.paginator.inputTokens, ...(token.has(TRUNCATE_AMOUNT) ? [TRUNCATE_AMOUNT] : [])];
    const sorted = (names: Iterable<string>): string => JSON.stringify([...names].sort(compareTexts));
    if (sorted(expected) !== sorted(token.keys())) throw new CommandError(255, `Bad starting token: ${repr(token)}`);
    this.resumeToken = encodeToken(token);
  }
}

const isNumeric = (value: Value): boolean => ['bigint', 'number', 'boolean'].includes(typeof value);

const sequence = (value: Value): string | readonly Value[] => (typeof value === 'string' || isList(value) ? value : []);

function nextTokens(paginator: Paginator, page: Dict): Dict {
  if (paginator.moreResults !== undefined && isFalsy(compileQuery(paginator.moreResults).search(page))) return new Map();
  return new Map(
    paginator.inputTokens.map((name, i) => {
      const token = compileQuery(paginator.outputTokens[i] ?? '@').search(page);
      return [name, isFalsy(token) ? null : token];
    }),
  );
}

function withTokens(input: Input, tokens: Dict): Input {
  const result: Record<string, unknown> = { ...input };
  for (const [name, token] of tokens) {
    if (token !== null && token !== 'None') result[name] = toJson(token);
    else delete result[name];
  }
  return result;
}

/** Returns the members of a page that expressions name, `null` for absent ones. */
export function membersOf(page: Dict, keys: readonly Query[]): Dict {
  return keys.reduce<Dict>((result, key) => withMember(result, key.expression, key.search(page)), new Map());
}

/** Returns a dict in which the member of a path such as `a.b` is replaced. */
function withMember(dict: Dict, path: string, value: Value): Dict {
  const dot = path.indexOf('.');
  if (dot < 0) return new Map([...dict, [path, value]]);
  const key = path.slice(0, dot);
  const inner = dict.get(key);
  return new Map([...dict, [key, withMember(isDict(inner) ? inner : new Map(), path.slice(dot + 1), value)]]);
}

/** Returns the sum of a result of earlier pages and that of the next. Undefined: the result stays as it was. */
function added(sum: Value, value: Value): Value | undefined {
  if (sum === null) return value;
  if (isList(value)) return isList(sum) ? [...sum, ...value] : undefined;
  if (typeof value === 'string' && typeof sum === 'string') return sum + value;
  if (typeof value === 'bigint' && typeof sum === 'bigint') return sum + value;
  if (isNumeric(value) && isNumeric(sum)) return Number(sum) + Number(value);
  return undefined;
}

function merge(into: Dict, from: Dict): Dict {
  const result = new Map(into);
  for (const [key, value] of from) {
    const present = result.get(key);
    result.set(key, isDict(value) && isDict(present) ? merge(present, value) : value);
  }
  return result;
}
