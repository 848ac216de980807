/**
 * The field of a form that a failed call is about, so that what is wrong stands in it and not below.
 * @param fields the fields by the member of the operation's input that they fill
 */
export function fieldOfMember<Field>(
  fields: Readonly<Record<string, Field>>,
  error: { member?: string } | undefined,
): Field | undefined {
  const member = error?.member;
  return member !== undefined && Object.hasOwn(fields, member) ? fields[member] : undefined;
}
