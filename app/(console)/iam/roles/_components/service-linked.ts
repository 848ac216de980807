/** Returns true for the path of service-linked roles. At AWS, only the service changes or deletes them. */
export function isServiceLinked(path: string | undefined): boolean {
  return path?.startsWith('/aws-service-role/') ?? false;
}

export const SERVICE_LINKED_REASON = 'Only its AWS service changes a service-linked role';
