import { storedJson } from '../../core/text/stored-json';
import {
  type Block,
  inParts,
  type Json,
  MOST_RESOURCES,
  substituted,
  tagged,
  templatesOf,
  templatesOfParts,
} from '../cloudformation-values';
import { Names } from '../names';
import { type AssignmentState, type IdentityCenterState, namesOf, type PermissionSetState } from './state';

const INSTANCE = { Ref: 'InstanceArn' };
const STORE = { Ref: 'IdentityStoreId' };

/** AWS's quota of outputs per template. */
const MOST_OUTPUTS = 200;

/**
 * Returns CloudFormation templates (JSON) that fill an instance of IAM Identity Center, without users. If there are too many resources for
 * one, the first export the ids of groups and permission sets, and the others import them.
 * @param head sentences for the description
 */
export function identityCenterTemplates(state: IdentityCenterState, head: readonly string[]): string[] {
  const writer = new Templates(state);
  const [own, naming] = [writer.own(), writer.naming(false)];
  const parametersFor = (resources: readonly Block[]) => ({ Parameters: parametersOf(state, resources) });
  if (own.length + naming.length <= MOST_RESOURCES)
    return templatesOf([...own, ...naming], head, parametersFor([...own, ...naming]));
  const first = inParts(own, MOST_OUTPUTS).map((resources) => ({
    ...{ resources, ...parametersFor(resources) },
    Outputs: Object.fromEntries(resources.flatMap((resource) => writer.outputOf(resource))),
  }));
  const later = inParts(writer.naming(true), MOST_RESOURCES).map((resources) => ({ resources, ...parametersFor(resources) }));
  return templatesOfParts([...first, ...later], head);
}

/** Returns the parameters that some resources use. */
function parametersOf({ instanceArn, storeId }: IdentityCenterState, resources: readonly Block[]): Json {
  const text = JSON.stringify(resources);
  const all = {
    InstanceArn: { Type: 'String', Default: instanceArn, Description: 'The ARN of the instance of IAM Identity Center' },
    IdentityStoreId: { Type: 'String', Default: storeId, Description: 'The ID of its identity store' },
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => text.includes(name)));
}

class Templates {
  private readonly names = new Names('');
  private readonly shown: ReadonlyMap<string, string>;
  /** The template's names of groups and permission sets by id. */
  private readonly made = new Map<string, { name: string; attribute: string }>();
  /** The attribute with the id, by the template's name. */
  private readonly attributes = new Map<string, string>();
  private readonly ids: ReadonlyMap<string, string>;

  constructor(private readonly state: IdentityCenterState) {
    this.shown = namesOf(state);
    this.ids = new Map([
      [state.instanceArn, 'InstanceArn'],
      [state.storeId, 'IdentityStoreId'],
    ]);
  }

  /** Returns the resources that name no other. */
  own(): Block[] {
    const { accessControl, groups, permissionSets } = this.state;
    return [
      ...(accessControl && accessControl.length > 0
        ? [
            this.block('AccessControlAttributes', 'AWS::SSO::InstanceAccessControlAttributeConfiguration', {
              ...{ InstanceArn: INSTANCE, AccessControlAttributes: accessControl },
            }),
          ]
        : []),
      ...groups.map(({ id, displayName, description }) => {
        const name = this.names.of('', `Group ${displayName}`);
        this.note(id, name, 'GroupId');
        const Description = description === undefined ? {} : { Description: description };
        return this.block(name, 'AWS::IdentityStore::Group', {
          IdentityStoreId: STORE,
          DisplayName: displayName,
          ...Description,
        });
      }),
      ...permissionSets.map((set) => {
        const name = this.names.of('', `PermissionSet ${set.name}`);
        this.note(set.arn, name, 'PermissionSetArn');
        return this.block(name, 'AWS::SSO::PermissionSet', this.permissionSet(set));
      }),
    ];
  }

  /**
   * Returns the resources that name those of `own`.
   * @param imported true: the others are in an earlier template
   */
  naming(imported: boolean): Block[] {
    const { memberships, assignments } = this.state;
    return [
      ...memberships.map(({ groupId, userId }) => {
        const name = this.names.of('', `Membership ${this.nameOf(groupId)}\0${this.nameOf(userId)}`);
        const MemberId = { UserId: userId };
        const given = { IdentityStoreId: STORE, GroupId: this.reference(groupId, imported), MemberId };
        return this.block(name, 'AWS::IdentityStore::GroupMembership', given);
      }),
      ...assignments.map((assignment) => this.assignment(assignment, imported)),
    ];
  }

  /** Returns the output with the id of a group or permission set. */
  outputOf([name]: Block): [string, Json][] {
    const attribute = this.attributes.get(name);
    if (attribute === undefined) return [];
    return [[name, { Value: { 'Fn::GetAtt': [name, attribute] }, Export: { Name: this.exportOf(name) } }]];
  }

  private assignment({ permissionSetArn, accountId, principalType, principalId }: AssignmentState, imported: boolean): Block {
    const parts = [this.nameOf(permissionSetArn), accountId, principalType, this.nameOf(principalId)];
    return this.block(this.names.of('', `Assignment ${parts.join('\0')}`), 'AWS::SSO::Assignment', {
      ...{ InstanceArn: INSTANCE, PermissionSetArn: this.reference(permissionSetArn, imported) },
      ...{ PrincipalType: principalType, PrincipalId: this.reference(principalId, imported) },
      ...{ TargetType: 'AWS_ACCOUNT', TargetId: accountId },
    });
  }

  private permissionSet(set: PermissionSetState): Json {
    const { name, description, sessionDuration, relayState, managedPolicies, customerPolicies, inlinePolicy, boundary, tags } =
      set;
    return {
      ...{ InstanceArn: INSTANCE, Name: name, ...(description !== undefined && { Description: description }) },
      ...(sessionDuration !== undefined && { SessionDuration: sessionDuration }),
      ...(relayState !== undefined && { RelayStateType: relayState }),
      ...(managedPolicies.length > 0 && { ManagedPolicies: managedPolicies }),
      ...(customerPolicies.length > 0 && { CustomerManagedPolicyReferences: customerPolicies }),
      ...(inlinePolicy !== undefined && { InlinePolicy: substituted(storedJson<unknown>(inlinePolicy), this.ids) }),
      ...(boundary && { PermissionsBoundary: boundary }),
      ...tagged(tags),
    };
  }

  private block(name: string, Type: string, Properties: Json): Block {
    return [name, { Type, Properties }];
  }

  private note(id: string, name: string, attribute: string): void {
    this.made.set(id, { name, attribute });
    this.attributes.set(name, attribute);
  }

  private nameOf(id: string): string {
    return this.shown.get(id) ?? id;
  }

  private exportOf(name: string): string {
    return `${this.state.storeId}-${name}`;
  }

  /** Returns a reference to a group or permission set; a user's id as it is. */
  private reference(id: string, imported: boolean): unknown {
    const made = this.made.get(id);
    if (!made) return id;
    return imported ? { 'Fn::ImportValue': this.exportOf(made.name) } : { 'Fn::GetAtt': [made.name, made.attribute] };
  }
}
