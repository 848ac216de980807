/** AWS: roles that a service made for itself lie under this path. Only that service changes or deletes them. */
export function isServiceLinked(path: string | undefined): boolean {
  return path?.startsWith('/aws-service-role/') ?? false;
}

export const SERVICE_LINKED_REASON = 'Only its AWS service changes a service-linked role';
