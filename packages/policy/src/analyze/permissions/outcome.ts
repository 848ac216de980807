/**
 * `allowed`: every request on the account's own resources is. `explicitDeny`: every request is denied explicitly, `implicitDeny`: every
 * request is denied. `limited`: it depends on the resource, the context or another policy. Resource policies are not asked.
 */
export type PermissionOutcome = 'allowed' | 'limited' | 'explicitDeny' | 'implicitDeny';

/** Outcomes by their code in `EffectivePermissions.codes()`. */
export const PERMISSION_OUTCOMES = ['implicitDeny', 'explicitDeny', 'limited', 'allowed'] as const;
