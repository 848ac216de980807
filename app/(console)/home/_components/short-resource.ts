/** What an ARN names, without where that is: `user/kim`, `role/web-deploy`; an ARN without such a part as it is. */
export function shortResource(arn: string | undefined): string {
  if (arn === undefined) return '–';
  const parts = arn.split(':');
  return parts.length > 5 ? parts.slice(5).join(':') : arn;
}
