/**
 * Returns the form field that a failed call names. The form shows the error there instead of below the fields.
 * @param fields the form fields by the name of the input member that they fill
 */
export function fieldOfMember<Field>(
  fields: Readonly<Record<string, Field>>,
  error: { member?: string } | undefined,
): Field | undefined {
  const member = error?.member;
  return member !== undefined && Object.hasOwn(fields, member) ? fields[member] : undefined;
}
