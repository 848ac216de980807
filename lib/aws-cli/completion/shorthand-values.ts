import type { ServiceCommand } from '../model/commands';
import type { CliShape } from '../model/model';
import { type Candidate, valuesOf } from './candidate';
import { existingValues, type ValueQuestion } from './existing-values';
import { FILTER_NAMES, FILTER_VALUES, FILTERED_MEMBERS } from './filter-names';
import { type ShorthandPlace, shorthandPlaces } from './shorthand-places';

type Question = Omit<ValueQuestion, 'member'> & { shape: string };

/** Characters that mean something in shorthand. */
const SPECIAL = /[,\s"'{}[\]]/;

/** Completes a word of shorthand: the keys of structures and maps, and the values of keys. */
export async function shorthandValues(question: Question): Promise<Candidate[]> {
  const { service, shape, word } = question;
  const found: Candidate[] = [];
  for (const place of shorthandPlaces(service, shape, word)) {
    const before = word.slice(0, place.from);
    const here = place.at === 'key' ? keysAt(place, question) : await valuesAt(place, question);
    found.push(...here.map((one): Candidate => ({ ...one, value: before + one.value, continues: true })));
  }
  return found;
}

/** Returns the keys that are not there yet, required ones first. */
function keysAt({ container, given }: Extract<ShorthandPlace, { at: 'key' }>, { service }: Question): Candidate[] {
  if (container.type === 'map') return valuesOf(choicesOf(service.shapes[container.key])).map(withSign);
  if (container.type !== 'structure') return [];
  const free = container.members.filter(({ name }) => !given.has(name));
  const byNeed = [...free.filter(({ required }) => required), ...free.filter(({ required }) => !required)];
  return byNeed.map(({ name, required, doc }) => {
    const detail = [...(required ? ['Required.'] : []), ...(doc ? [doc] : [])].join(' ');
    return withSign({ value: name, kind: 'value', ...(detail !== '' && { detail }) });
  });
}

const withSign = (key: Candidate): Candidate => ({ ...key, value: `${key.value}=` });

async function valuesAt(place: Extract<ShorthandPlace, { at: 'value' }>, question: Question): Promise<Candidate[]> {
  const { service, operation } = question;
  const shape = service.shapes[place.shape];
  const item = shape?.type === 'list' ? service.shapes[shape.item] : shape;
  if (item?.type === 'structure' || item?.type === 'map') return valuesOf([shape?.type === 'list' ? '[{' : '{']);
  if (item?.type === 'boolean') return valuesOf(['true', 'false']);
  const choices = choicesOf(item);
  if (choices.length > 0) return valuesOf(choices);
  const filter = FILTER_NAMES[service.command as ServiceCommand]?.[operation.name];
  if (filter?.member === place.key) return valuesOf(filter.names);
  const filtered = filter && place.given.get(filter.member);
  const known = filtered === undefined ? undefined : FILTER_VALUES[filtered];
  if (known) return valuesOf(known);
  const member = filtered === undefined ? place.member : FILTERED_MEMBERS[filtered];
  if (member === undefined) return [];
  const found = await existingValues({ ...question, member, word: question.word.slice(place.from) });
  return found.filter(({ value }) => !SPECIAL.test(value));
}

const choicesOf = (shape: CliShape | undefined): readonly string[] => (shape?.type === 'string' ? (shape.choices ?? []) : []);
