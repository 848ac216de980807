import type { PathSegment, Span } from '../json/types';

/** The names of the declarative policy types. Source: Organizations API, `EffectivePolicyType`. */
export const DECLARATIVE_POLICY_TYPES = [
  'TAG_POLICY',
  'BACKUP_POLICY',
  'AISERVICES_OPT_OUT_POLICY',
  'CHATBOT_POLICY',
  'DECLARATIVE_POLICY_EC2',
  'SECURITYHUB_POLICY',
  'INSPECTOR_POLICY',
  'BEDROCK_POLICY',
  'UPGRADE_ROLLOUT_POLICY',
  'S3_POLICY',
  'NETWORK_SECURITY_DIRECTOR_POLICY',
  'GUARDDUTY_POLICY',
  'SECURITYHUB_CSPM_POLICY',
] as const;

export type DeclarativePolicyType = (typeof DECLARATIVE_POLICY_TYPES)[number];

export type Scalar = string | number | boolean | null;

/** The operators that change a value. Source: Organizations User Guide, "Inheritance operators". */
export const VALUE_OPERATORS = ['@@assign', '@@append', '@@remove'] as const;
export type ValueOperator = (typeof VALUE_OPERATORS)[number];

/** The name of the operator that limits the operators of child policies. */
export const CHILD_CONTROL = '@@operators_allowed_for_child_policies';

/** The form of a value. `form` completes the sentence "must be …". */
export type ValueSchema =
  /** `suggested` has values that editors offer. The pattern accepts others too. */
  | { kind: 'text'; pattern: RegExp; form: string; suggested: readonly string[] }
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'integer'; min: number; max: number }
  | { kind: 'boolean' }
  /** The name of an AWS Region, or one of the given words. */
  | { kind: 'region'; also: readonly string[] };

/** A setting with one value, which takes only `@@assign`, or with a list, which takes all operators. */
export type SettingSchema = { kind: 'single' | 'list'; value: ValueSchema; max: number };

/** The names of free members. Names in lower case meet without regard to case. */
export type KeySchema = { value: ValueSchema; lowerCase: boolean };

export type MapSchema = {
  kind: 'map';
  members: ReadonlyMap<string, NodeSchema>;
  /** Members with free names, or null. */
  entries: { key: KeySchema; node: NodeSchema; max: number } | null;
  min: number;
  /** Returns the fault of members that contradict each other or the map's own name, or null. */
  check: ((map: DocumentMap, name: string) => string | null) | null;
};

export type NodeSchema = MapSchema | SettingSchema;

/** The syntax of a policy type. */
export type PolicySyntax = {
  root: MapSchema;
  topLevelKey: string;
  /** True if names of members and operators are read without regard to case. */
  ignoreCase: boolean;
  /** True if numbers, booleans and null become strings. */
  valuesAsText: boolean;
  /** Returns the values of an entry of the top-level map that no policy sets, or null where the type has none. */
  defaults: ((name: string) => Readonly<Record<string, Scalar>>) | null;
};

/** A setting of a document. A single value is a list of one. An absent operator is null. */
export type DocumentSetting = {
  kind: 'setting';
  schema: SettingSchema;
  /** The operators that child policies may use, or null where the document has no control. */
  control: ReadonlySet<ValueOperator> | null;
  values: Readonly<Record<ValueOperator, readonly Scalar[] | null>>;
};

export type DocumentMap = {
  kind: 'map';
  schema: MapSchema;
  control: ReadonlySet<ValueOperator> | null;
  members: ReadonlyMap<string, DocumentNode>;
};

export type DocumentNode = DocumentSetting | DocumentMap;

/** A declarative policy that was read by `readDeclarativePolicy` and meets the syntax of its type. */
export type DeclarativePolicy = { type: DeclarativePolicyType; root: DocumentMap };

export type DeclarativeIssueCode =
  | 'JSON_SYNTAX_ERROR'
  | 'JSON_TOO_DEEP'
  | 'CONTENT_TOO_LONG'
  | 'SYNTAX_NOT_DOCUMENTED'
  | 'DUPLICATE_KEY'
  | 'UNKNOWN_MEMBER'
  | 'INVALID_KEY'
  | 'MISSING_MEMBER'
  | 'WRONG_TYPE'
  | 'UNKNOWN_OPERATOR'
  | 'OPERATOR_NOT_SUPPORTED'
  | 'INVALID_CONTROL'
  | 'INVALID_VALUE'
  | 'TOO_MANY'
  | 'TOO_FEW'
  | 'INVALID_COMBINATION';

/** A fault that CreatePolicy refuses, with its place. */
export type DeclarativeIssue = { code: DeclarativeIssueCode; message: string; path: readonly PathSegment[]; span: Span };

export type ReadDeclarativePolicyResult =
  | { ok: true; policy: DeclarativePolicy }
  | { ok: false; issues: readonly DeclarativeIssue[] };

/** A root, organizational unit or account, with its policies of one type in order of attachment. */
export type PolicyNode = {
  id: string;
  policies: readonly { id: string; policy: DeclarativePolicy }[];
};

/** The place of an operator: the policy, the node at which it is attached, and the operator. */
export type ValueSource = { policy: string; node: string; operator: ValueOperator };

/** The policy and node of a control that closed something for child policies. */
export type ControlSource = { policy: string; node: string };

/** A reason why a value is not, or no longer, in the effective policy. */
export type OverruledReason =
  /** A control above does not allow the operator. */
  | { kind: 'OPERATOR_NOT_ALLOWED'; by: ControlSource }
  /** A policy attached earlier at the same node assigns the setting. */
  | { kind: 'ASSIGNED_EARLIER'; by: ValueSource }
  | { kind: 'REPLACED'; by: ValueSource }
  | { kind: 'REMOVED'; by: ValueSource }
  | { kind: 'ALREADY_PRESENT'; by: ValueSource }
  /** The value to remove is not there. */
  | { kind: 'NOT_PRESENT' };

/** A value without effect, or whose effect ended. An empty list has no value. */
export type Overruled = { source: ValueSource; value?: Scalar; reason: OverruledReason };

/** A value of the effective policy. The source is null for a default of the type. */
export type EffectiveValue = { value: Scalar; source: ValueSource | null };

/** A setting that at least one policy names, or that has a default. */
export type EffectiveSetting = {
  path: readonly string[];
  kind: 'single' | 'list';
  /** False for a setting without a value or list. The document does not have it. */
  present: boolean;
  values: readonly EffectiveValue[];
  /** The operator that created the present list or value. Null for defaults and absent settings. */
  setBy: ValueSource | null;
  overruled: readonly Overruled[];
  /** The operators that policies of lower nodes may still use. */
  allowedForChildren: readonly ValueOperator[];
};

/** A member that a control above kept a policy from adding. */
export type RefusedMember = { path: readonly string[]; policy: string; node: string; by: ControlSource };

/** An error of ListEffectivePolicyValidationErrors, with AWS's code and path. */
export type EffectivePolicyProblem = {
  code: 'KEY_REQUIRED' | 'ELEMENTS_TOO_MANY' | 'ELEMENTS_TOO_FEW' | 'CROSS_ATTRIBUTE_VALIDATION';
  message: string;
  path: string;
  contributingPolicies: readonly string[];
};

/** A JSON value of an effective policy. Its objects have no prototype. */
export type EffectiveJson = Scalar | readonly Scalar[] | EffectiveObject;
export type EffectiveObject = { [name: string]: EffectiveJson };

export type EffectivePolicy = {
  type: DeclarativePolicyType;
  document: EffectiveObject;
  /** The document as text. */
  content: string;
  settings: readonly EffectiveSetting[];
  refusedMembers: readonly RefusedMember[];
  problems: readonly EffectivePolicyProblem[];
};
