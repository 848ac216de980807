import { z } from 'zod';
import { plural } from '../core/plural';

/** What a name may hold: no control characters, and nothing that turns the direction of text. */
const PLAIN = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u;

/** The name of a person or a class, as it is shown: spaces at the ends and repeated ones are gone. */
export const nameOf = (what: string, most: number, least = 1) =>
  z
    .string(`Say a name of ${what}.`)
    .max(4 * most + 64, `The name of ${what} has ${most} characters at most.`)
    .transform((text) => text.normalize('NFC').trim().replaceAll(/\s+/g, ' '))
    .refine((text) => [...text].length >= least, `The name of ${what} has ${plural(least, 'character')} at least.`)
    .refine((text) => [...text].length <= most, `The name of ${what} has ${most} characters at most.`)
    .refine((text) => PLAIN.test(text), `The name of ${what} has letters, digits and signs that are shown.`);

/** An id, a token or a code that was given out here: anything else simply is not found. */
export const Given = z.string('Something is missing.').min(1, 'Something is missing.').max(200, 'There is nothing of that name.');

export const ClassInput = z.strictObject({ classId: Given });
