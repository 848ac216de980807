/** `describable`: anybody may still change its description. */
type ProtectedRole = { badge: string; short: string; reason: string; describable: boolean };

const SERVICE_LINKED: ProtectedRole = {
  badge: 'Service-linked role',
  short: 'Service-linked',
  reason: 'Only its AWS service changes a service-linked role',
  describable: true,
};
const RESERVED: ProtectedRole = {
  badge: 'IAM Identity Center',
  short: 'Identity Center',
  reason: 'Only IAM Identity Center changes this role. Change its permission set instead',
  describable: false,
};

/** Returns how a role with this path is shown if only AWS changes or deletes it, or null. */
export function protectedRole(path: string | undefined): ProtectedRole | null {
  if (path?.startsWith('/aws-service-role/')) return SERVICE_LINKED;
  return path?.startsWith('/aws-reserved/') ? RESERVED : null;
}
