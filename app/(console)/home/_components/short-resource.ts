/** Returns the resource part of an ARN, such as `user/kim` or `role/web-deploy`, or the whole ARN if it has none. */
export function shortResource(arn: string | undefined): string {
  if (arn === undefined) return '–';
  const parts = arn.split(':');
  return parts.length > 5 ? parts.slice(5).join(':') : arn;
}
