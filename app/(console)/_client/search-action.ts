'use server';

import type { PaletteResult } from '@/components/console/shell/palette-results';
import { paths } from '@/lib/console/paths';
import { resourceAt } from '@/lib/console/resource-arn';
import type { ConsoleResult } from '@/lib/console/result';
import { consoleRecipe } from '@/lib/console/run-console';
import { SearchResources } from '@/lib/search/operations';

/** What the command palette finds beside pages. Parts the caller may not list are left out. */
export const searchConsole = consoleRecipe(async (run, text: string): Promise<ConsoleResult<readonly PaletteResult[]>> => {
  const result = await run(SearchResources, { Text: text });
  if (!result.ok) return result;
  const data = result.data.Results.map((found) => ({
    id: found.Id,
    label: found.Name,
    detail: found.Detail,
    kind: found.Kind,
    href: hrefOf(found),
  }));
  return { ok: true, data };
});

function hrefOf(found: { Kind: string; Name: string; Id: string; Type?: string; Elsewhere?: true }): string {
  // From here a principal of another account has no page but that of what it may do.
  if (found.Elsewhere) return paths.access({ principal: found.Id });
  const resource = resourceAt(found.Id);
  if (resource) return paths.resource(resource.kind, resource.arn);
  switch (found.Kind) {
    case 'User':
      return paths.user(found.Name);
    case 'Group':
      return paths.group(found.Name);
    case 'Role':
      return paths.role(found.Name);
    case 'Policy':
      return paths.policy(found.Id);
    case 'Identity provider':
      return paths.identityProvider(found.Id);
    case 'Server certificate':
      return paths.serverCertificate(found.Name);
    case 'Account':
      return paths.account(found.Id);
    case 'Organizational unit':
      return paths.unit(found.Id);
    default:
      return paths.organizationPolicy(found.Type ?? '', found.Id);
  }
}
