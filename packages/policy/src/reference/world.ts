/** The input of the reference evaluator: a golden case with a complete principal. It is independent of the engine. */

export type PrincipalMap = string | Readonly<Record<string, string | readonly string[]>>;

export type ReferenceStatement = {
  Effect: string;
  Principal?: PrincipalMap;
  NotPrincipal?: PrincipalMap;
  Action?: string | readonly string[];
  NotAction?: string | readonly string[];
  Resource?: string | readonly string[];
  NotResource?: string | readonly string[];
  Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

export type ReferenceDocument = { Version?: string; Statement: readonly ReferenceStatement[] };
export type GivenPolicy = ReferenceDocument | 'FullAWSAccess' | { arn: string; document: ReferenceDocument };

export type ReferencePrincipal = {
  type: string;
  accountId?: string;
  arn?: string;
  userId?: string;
  userName?: string;
  name?: string;
  roleArn?: string;
  roleId?: string;
  sessionName?: string;
  sourceArn?: string;
  sourceUserId?: string;
  serviceName?: string;
  provider?: string;
  serviceLinked?: boolean;
  serviceLinkedRole?: boolean;
};

export type World = {
  principal: ReferencePrincipal;
  credential?: string;
  action: string;
  resource: string;
  resourceAccount?: string;
  context: Readonly<Record<string, string | readonly string[]>>;
  identity: readonly GivenPolicy[];
  boundary?: GivenPolicy;
  session?: readonly GivenPolicy[];
  /** The scope-down policies. */
  scopes?: readonly GivenPolicy[];
  resourcePolicy?: GivenPolicy;
  trustPolicy?: GivenPolicy;
  vpcEndpoint?: GivenPolicy;
  scp?: readonly (readonly GivenPolicy[])[];
  rcp?: readonly (readonly GivenPolicy[])[];
  organization: {
    principalInManagementAccount?: boolean;
    resourceInManagementAccount?: boolean;
    resourceIsAwsManagedKey?: boolean;
    rcpServices?: readonly string[];
    blockPublicAccess?: boolean;
    ownersOnly?: boolean;
  };
};

/** Returns a value as a list. */
export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
