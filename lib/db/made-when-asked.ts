/**
 * Creates an object when it is first used. A Prisma client takes 12 MB, and its query compiler 40 more, which a process with only
 * hot queries does not need.
 * @returns `whenAsked` in place of the object, and `made`, which returns the object if it exists
 */
export function madeWhenAsked<T extends object>(make: () => T): { whenAsked: T; made(): T | undefined } {
  let made: T | undefined;
  const whenAsked = new Proxy({} as T, {
    get: (_, name) => {
      // Promises check this of their values.
      if (name === 'then') return undefined;
      made ??= make();
      const value: unknown = Reflect.get(made, name);
      return typeof value === 'function' ? value.bind(made) : value;
    },
  });
  return { whenAsked, made: () => made };
}
