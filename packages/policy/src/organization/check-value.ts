import type { Scalar, ValueSchema } from './types';

const REGION_FORM = /^[a-z]{2}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/;
const WHOLE_NUMBER = /^-?\d{1,15}$/;

/**
 * Returns the fault of a value, as the end of a sentence that begins with its name, or null.
 * @param isRegion says whether a Region exists; default: by the form of the name
 */
export function valueFault(
  schema: ValueSchema,
  value: Scalar,
  isRegion = (name: string) => REGION_FORM.test(name),
): string | null {
  switch (schema.kind) {
    case 'text':
      return typeof value === 'string' && schema.pattern.test(value) ? null : `must be ${schema.form}`;
    case 'choice':
      if (typeof value === 'string' && schema.values.includes(value)) return null;
      return schema.values.length > 10 ? 'is not supported' : `must be ${schema.values.join(', ')}`;
    case 'boolean':
      return typeof value === 'boolean' || value === 'true' || value === 'false' ? null : 'must be true or false';
    case 'integer': {
      const whole =
        typeof value === 'number' ? Number.isSafeInteger(value) : typeof value === 'string' && WHOLE_NUMBER.test(value);
      if (whole && Number(value) >= schema.min && Number(value) <= schema.max) return null;
      if (schema.max === Number.MAX_SAFE_INTEGER) return `must be a whole number of at least ${schema.min}`;
      return `must be a whole number from ${schema.min} to ${schema.max}`;
    }
    case 'region':
      if (typeof value === 'string' && (schema.also.includes(value) || isRegion(value))) return null;
      return 'must be the name of an AWS Region';
  }
}
