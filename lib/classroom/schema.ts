import { z } from 'zod';
import { plural } from '../core/text/plural';

/** The characters of a name: no control characters and no text direction marks. */
const PLAIN = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u;

/** Returns the schema of a person's or class's name. Outer and repeated spaces are removed. */
export const nameOf = (what: string, most: number, least = 1) =>
  z
    .string(`Enter a name of ${what}.`)
    .max(4 * most + 64, `The name of ${what} can have up to ${most} characters.`)
    .transform((text) => text.normalize('NFC').trim().replaceAll(/\s+/g, ' '))
    .refine((text) => [...text].length >= least, `The name of ${what} must have at least ${plural(least, 'character')}.`)
    .refine((text) => [...text].length <= most, `The name of ${what} can have up to ${most} characters.`)
    .refine((text) => PLAIN.test(text), `The name of ${what} can contain only visible characters.`);

/** An id, token or code that Gatehouse issued. Other values are simply not found. */
export const Given = z.string('A value is missing.').min(1, 'A value is missing.').max(200, 'Nothing has this name.');

export const ClassInput = z.strictObject({ classId: Given });
