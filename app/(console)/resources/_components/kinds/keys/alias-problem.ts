/** Returns the problem with an alias; undefined if there is none. @param text the alias without its prefix */
export function aliasProblem(text: string): string | undefined {
  if (text === '') return undefined;
  if (/^aws\//i.test(text)) return 'Aliases that begin with aws/ are reserved for AWS managed keys.';
  return /^[A-Za-z0-9/_-]{1,250}$/.test(text) ? undefined : 'Up to 250 letters, digits and / _ -.';
}
