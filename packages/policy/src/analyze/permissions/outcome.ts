/**
 * The outcome over all requests about the account's own resources. `allowed`: all are allowed. `explicitDeny` and `implicitDeny`: all are
 * denied that way. `limited`: it depends on the resource, the context or another policy. Resource policies are not evaluated.
 */
export type PermissionOutcome = 'allowed' | 'limited' | 'explicitDeny' | 'implicitDeny';

/** The outcomes by their code in `EffectivePermissions.codes()`. */
export const PERMISSION_OUTCOMES = ['implicitDeny', 'explicitDeny', 'limited', 'allowed'] as const;
