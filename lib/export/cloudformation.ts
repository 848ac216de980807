import { iamArn } from '../core/arns';
import { type Json, ownId, substituted, type TemplateResource, tagged, templatesOf } from './cloudformation-values';
import { principalsOf, withoutOrphans } from './document-principals';
import { Names } from './names';
import { inOrderOfTrust } from './order-of-trust';
import { linkedRole } from './service-roles';
import type { AccountState, NamedDocument, RoleState } from './state';

type ArnKind = 'policy' | 'group' | 'user' | 'role';

/**
 * Returns CloudFormation templates (JSON) that rebuild a state, to be deployed in order with `CAPABILITY_NAMED_IAM`: one, or
 * several if there are more than 500 resources. Documents become maps, so their formatting is lost, and the account's id becomes
 * `AWS::AccountId`. Managed policies have only their default version, and account aliases and password policies are left out,
 * because CloudFormation has no support for them.
 * @param head sentences for the description
 */
export function cloudFormation(state: AccountState, head: readonly string[]): string[] {
  return templatesOf([...new Template(state).resources()], head);
}

class Template {
  private readonly names = new Names('');
  private readonly made = new Map<string, TemplateResource>();
  private readonly ids: ReadonlyMap<string, string>;
  /** The template's names of resources by ARN. */
  private readonly byArn = new Map<string, string>();

  private readonly roles: ReadonlySet<string>;

  constructor(private readonly state: AccountState) {
    this.ids = ownId(state.accountId);
    this.roles = new Set(state.roles.map(({ path, name }) => this.arn('role', path, name)));
  }

  resources(): ReadonlyMap<string, TemplateResource> {
    const { samlProviders, oidcProviders, policies, groups, users, roles, instanceProfiles } = this.state;
    for (const { name, metadata, tags } of samlProviders)
      this.add('AWS::IAM::SAMLProvider', name, { Name: name, SamlMetadataDocument: this.sub(metadata), ...tagged(tags) }, []);
    for (const { url, clientIds, thumbprints, tags } of oidcProviders)
      this.add(
        'AWS::IAM::OIDCProvider',
        url.replace('https://', ''),
        { Url: url, ClientIdList: clientIds, ...(thumbprints.length > 0 && { ThumbprintList: thumbprints }), ...tagged(tags) },
        [],
      );
    for (const { name, path, description, versions } of policies) {
      const PolicyDocument = this.document(versions.find(({ isDefault }) => isDefault)?.document ?? '{}');
      const given = { ManagedPolicyName: name, Path: path, ...(description !== undefined && { Description: description }) };
      this.note('policy', path, name, this.add('AWS::IAM::ManagedPolicy', name, { ...given, PolicyDocument }, []));
    }
    for (const { name, path, inline, attached } of groups)
      this.note(
        'group',
        path,
        name,
        this.add('AWS::IAM::Group', name, { GroupName: name, Path: path, ...this.permissions(inline, attached) }, attached),
      );
    for (const { name, path, boundary, groups: memberOf, inline, attached, tags } of users)
      this.note(
        'user',
        path,
        name,
        this.add(
          'AWS::IAM::User',
          name,
          {
            ...{ UserName: name, Path: path, ...this.boundary(boundary) },
            ...(memberOf.length > 0 && { Groups: memberOf }),
            ...this.permissions(inline, attached),
            ...tagged(tags),
          },
          [...attached, ...this.groupArns(memberOf), ...(boundary === undefined ? [] : [boundary])],
        ),
      );
    for (const role of inOrderOfTrust(this.state)) this.role(role);
    for (const { name, path, role } of instanceProfiles)
      this.add(
        'AWS::IAM::InstanceProfile',
        name,
        { InstanceProfileName: name, Path: path, Roles: role === undefined ? [] : [role] },
        roles.filter(({ name: one }) => one === role).map((one) => this.arn('role', one.path, one.name)),
      );
    return this.made;
  }

  private role(role: RoleState): void {
    const { name, path, description, maxSessionDuration, boundary, inline, attached, tags } = role;
    const linked = linkedRole(role);
    if (linked) {
      const { service: AWSServiceName, suffix: CustomSuffix } = linked;
      this.add('AWS::IAM::ServiceLinkedRole', name, { AWSServiceName, ...(CustomSuffix !== undefined && { CustomSuffix }) }, []);
      return;
    }
    const { document, note } = withoutOrphans(role.trust, (arn) => this.roles.has(arn) && !this.byArn.has(arn));
    const given = {
      ...{ RoleName: name, Path: path, ...(description !== undefined && { Description: description }) },
      ...(maxSessionDuration !== undefined && { MaxSessionDuration: maxSessionDuration }),
      ...{ AssumeRolePolicyDocument: this.document(document), ...this.boundary(boundary) },
      ...{ ...this.permissions(inline, attached), ...tagged(tags) },
    };
    const needed = [...principalsOf(document), ...attached, ...(boundary === undefined ? [] : [boundary])];
    this.note('role', path, name, this.add('AWS::IAM::Role', name, given, needed, note));
  }

  /**
   * Adds a resource.
   * @param arns the resources that must exist first, if they are created here
   */
  private add(Type: string, name: string, Properties: Json, arns: readonly string[], note?: string): string {
    const own = this.names.of('', `${Type.slice(Type.lastIndexOf(':') + 1)} ${name}`);
    const DependsOn = [...new Set(arns.flatMap((arn) => this.byArn.get(arn) ?? []))];
    this.made.set(own, {
      Type,
      ...(note !== undefined && { Metadata: { Note: note } }),
      ...(DependsOn.length > 0 && { DependsOn }),
      Properties,
    });
    return own;
  }

  private note(kind: ArnKind, path: string, name: string, made: string): void {
    this.byArn.set(this.arn(kind, path, name), made);
  }

  private arn(kind: ArnKind, path: string, name: string): string {
    return iamArn(this.state.partition, this.state.accountId, kind, path, name);
  }

  private groupArns(names: readonly string[]): string[] {
    const wanted = new Set(names);
    return this.state.groups.filter(({ name }) => wanted.has(name)).map(({ name, path }) => this.arn('group', path, name));
  }

  private boundary(arn: string | undefined): Json {
    return arn === undefined ? {} : { PermissionsBoundary: this.sub(arn) };
  }

  private permissions(inline: readonly NamedDocument[], attached: readonly string[]): Json {
    return {
      ...(attached.length > 0 && { ManagedPolicyArns: attached.map((arn) => this.sub(arn)) }),
      ...(inline.length > 0 && {
        Policies: inline.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: this.document(document) })),
      }),
    };
  }

  private document(text: string): unknown {
    return substituted(JSON.parse(text), this.ids);
  }

  private sub(text: string): unknown {
    return substituted(text, this.ids);
  }
}
