import { storedJson } from '../core/text/stored-json';
import { type Json, substituted, type TemplateResource, tagged, templatesOf } from './cloudformation-values';
import { Names } from './names';
import { type OrganizationState, placesOf } from './organization-state';

const ORGANIZATION = 'Organization';

/**
 * Returns CloudFormation templates (JSON) for an organization's tree, accounts and policies. Documents become maps with
 * references, so their formatting is lost.
 * @param head sentences for the description
 */
export function organizationTemplates(state: OrganizationState, head: readonly string[]): string[] {
  const { units, members, policies, attachments, delegation } = state;
  const names = new Names('');
  const places = placesOf(state);
  const ids = new Map([
    [state.id, ORGANIZATION],
    [state.rootId, `${ORGANIZATION}.RootId`],
    [state.managementAccountId, 'AWS::AccountId'],
  ]);
  const made: [string, TemplateResource][] = [];
  const add = (Type: string, name: string, Properties: Json, id?: string) => {
    made.push([name, { Type, Properties: substituted(Properties, ids) as Json }]);
    if (id !== undefined) ids.set(id, name);
  };
  add('AWS::Organizations::Organization', ORGANIZATION, { FeatureSet: state.featureSet });
  for (const { id, name, parentId, tags } of units) {
    const own = names.of('', `Unit ${places.get(id) ?? name}`);
    add('AWS::Organizations::OrganizationalUnit', own, { Name: name, ParentId: parentId, ...tagged(tags) }, id);
  }
  for (const { id, name, email, parentId, tags } of members) {
    const own = names.of('', `Account ${name}`);
    const Account = { AccountName: name, Email: email, ParentIds: [parentId], ...tagged(tags) };
    add('AWS::Organizations::Account', own, Account, id);
  }
  for (const { id, name, description, type, content, tags } of policies) {
    const TargetIds = attachments.flatMap(({ policyId, targetId }) => (policyId === id ? [targetId] : []));
    const Policy = { Name: name, Type: type, Description: description, Content: storedJson<unknown>(content), TargetIds };
    add('AWS::Organizations::Policy', names.of('', `Policy ${type} ${name}`), { ...Policy, ...tagged(tags) }, id);
  }
  if (delegation) {
    const Content = storedJson<unknown>(delegation.content);
    add('AWS::Organizations::ResourcePolicy', names.of('', 'DelegationPolicy'), { Content, ...tagged(delegation.tags) });
  }
  return templatesOf(made, head);
}
