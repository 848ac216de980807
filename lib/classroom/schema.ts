import { z } from 'zod';
import { plural } from '../core/plural';

/** The characters of a name: no control characters and no text direction marks. */
const PLAIN = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u;

/** Returns the schema of a person's or class's name. Outer and repeated spaces are removed. */
export const nameOf = (what: string, most: number, least = 1) =>
  z
    .string(`Say a name of ${what}.`)
    .max(4 * most + 64, `The name of ${what} has ${most} characters at most.`)
    .transform((text) => text.normalize('NFC').trim().replaceAll(/\s+/g, ' '))
    .refine((text) => [...text].length >= least, `The name of ${what} has ${plural(least, 'character')} at least.`)
    .refine((text) => [...text].length <= most, `The name of ${what} has ${most} characters at most.`)
    .refine((text) => PLAIN.test(text), `The name of ${what} has letters, digits and signs that are shown.`);

/** An id, token or code that Gatehouse issued. Other values are simply not found. */
export const Given = z.string('Something is missing.').min(1, 'Something is missing.').max(200, 'There is nothing of that name.');

export const ClassInput = z.strictObject({ classId: Given });
