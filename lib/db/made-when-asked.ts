/**
 * An object that is made when something is first asked of it: a client of Prisma holds 12 MB, and what it compiles queries with 40 more,
 * which a process that answers only hot queries can do without.
 * @returns `whenAsked` in place of the object, and `made`, which tells the object if there is one by now
 */
export function madeWhenAsked<T extends object>(make: () => T): { whenAsked: T; made(): T | undefined } {
  let made: T | undefined;
  const whenAsked = new Proxy({} as T, {
    get: (_, name) => {
      // Promises ask this of whatever they are resolved with.
      if (name === 'then') return undefined;
      made ??= make();
      const value: unknown = Reflect.get(made, name);
      return typeof value === 'function' ? value.bind(made) : value;
    },
  });
  return { whenAsked, made: () => made };
}
