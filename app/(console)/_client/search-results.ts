import type { PaletteResult } from '@/components/console/shell/palette-results';
import { paths } from '@/lib/console/paths';
import { resourceAt } from '@/lib/console/resource-arn';
import type { OutputOf } from '@/lib/core/operation';
import type { SearchResources } from '@/lib/search/operations';

type Answer = OutputOf<typeof SearchResources>;

/** Returns search results for the palette: first the questions that the text asks, then resources, each with its page. */
export function toPaletteResults({ Questions, Results }: Answer): PaletteResult[] {
  const questions = Questions.map((question) => ({
    id: `check ${question.label}`,
    label: question.label,
    kind: 'Questions',
    href: questionHref(question),
    asked: true as const,
  }));
  const found = Results.flatMap((match) => [
    { id: match.Id, label: match.Name, detail: match.Detail, kind: match.Kind, href: hrefOf(match) },
    ...aboutPerson(match),
  ]);
  return [...questions, ...found];
}

/** Returns the pages about the access of a user of IAM Identity Center. */
function aboutPerson({ Kind, Name, Id, Type }: Answer['Results'][number]): PaletteResult[] {
  if (Kind !== 'Identity Center user') return [];
  const graph = paths.accessGraphOfPerson(Id, Type === 'organization' ? Type : undefined);
  return [
    { id: `access ${Id}`, label: `Access of ${Name}`, kind: 'Effective access', href: paths.effectiveAccessOf(Id) },
    { id: `graph ${Id}`, label: `Relations of ${Name}`, kind: 'Access graph', href: graph },
  ];
}

function questionHref(question: Answer['Questions'][number]): string {
  switch (question.kind) {
    case 'whoCan':
      return paths.whoCan({ action: question.action, resource: question.resource ?? '*' });
    case 'can': {
      const { principal, action, resource } = question;
      return paths.ask({ principal, action, resource });
    }
    case 'whatCan':
      return paths.access({ principal: question.principal });
  }
}

function hrefOf(found: { Kind: string; Name: string; Id: string; Type?: string; Elsewhere?: true }): string {
  // Here, a principal of another account only has a page about its access.
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
    case 'Identity Center user':
      return paths.storeUser(found.Id);
    case 'Identity Center group':
      return paths.storeGroup(found.Id);
    case 'Permission set':
      return paths.permissionSet(found.Id);
    case 'Account':
      return paths.account(found.Id);
    case 'Organizational unit':
      return paths.unit(found.Id);
    default:
      return paths.organizationPolicy(found.Type ?? '', found.Id);
  }
}
