/** A declarative policy type of the type switch. `title` is AWS's name of its policies. */
export type TypeWords = { id: string; title: string };

/** Returns the singular of a type's title: `tag policy`, `EC2 policy`. */
export function nounOf(title: string): string {
  const noun = title.replace(/policies$/, 'policy');
  // Other titles begin with the name of a service.
  return /^(Tag|Backup|Chat|Upgrade) /.test(noun) ? noun.charAt(0).toLowerCase() + noun.slice(1) : noun;
}
