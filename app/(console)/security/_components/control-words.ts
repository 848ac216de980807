/** Returns the common name of a public control: `CIS 5 1.4 ~` is "CIS 5.0 1.4 (related)". */
export function controlWords(control: string): string {
  const related = control.endsWith(' ~');
  const words = (related ? control.slice(0, -2) : control)
    .replace(/^CIS (\d) /, 'CIS $1.0 ')
    .replace(/^(IAM\.\d+)(?: (FSBP))?$/, (_, name: string, standard?: string) =>
      standard === undefined ? `Security Hub ${name}` : `Security Hub ${name} (${standard})`,
    )
    .replace(/^AA /, 'Access Analyzer ');
  return related ? `${words} (related)` : words;
}
