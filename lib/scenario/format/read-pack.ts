import { createHash } from 'node:crypto';
import { DECLARATIVE_POLICY_TYPES, readDeclarativePolicy } from '@gatehouse/policy/organization';
import { type JsonNode, type JsonSpan, type PolicyKind, parseJson, parsePolicy } from '@gatehouse/policy/parse';
import { plural } from '@/lib/core/text/plural';
import { giveWay } from '../../core/work/bulk';
import type { Pack, ReadPack } from '../pack';
import { checkCosts } from './check-costs';
import { checkNames, checkOperations, type Declared, declaredIn } from './check-names';
import { checkOperationInputs, checkReads, checkUniqueNames, type Operations, sampleOf } from './check-operations';
import { filesIn } from './documents';
import { MOST_BYTES, MOST_FILES } from './limits';
import { Problems } from './problems';
import { readYaml, type YamlFile } from './read-yaml';
import { replaceInJson } from './references';
import { PackTests, Scenario, Translation } from './schema';
import { checkTranslation } from './texts';
import { validate } from './validate';

const SCENARIO = 'scenario.yaml';
const TESTS = 'tests.yaml';
const ALLOWED =
  /^(?:scenario\.yaml|tests\.yaml|policies\/[\w.-]+\.json|text\/[a-z]{2,3}(?:-[A-Z]{2})?\.yaml|LICENSE|README\.md)$/;

/**
 * Reads a pack and reports every problem that can be found without running it: file formats, names, operation inputs and
 * policies. It reports at most 50 problems, in that order.
 * @param files the texts by path in the pack
 * @param operations the available operations
 */
export async function readPackFiles(files: ReadonlyMap<string, string>, operations: Operations): Promise<ReadPack> {
  const problems = new Problems();
  checkFiles(files, problems);
  const source = files.get(SCENARIO);
  if (source === undefined || problems.all.length > 0) {
    if (source === undefined) problems.addOfFile(SCENARIO, 'There is no scenario.yaml.');
    return { id: null, title: null, version: null, pack: null, problems: problems.all };
  }
  const file = await readYaml(SCENARIO, source, problems);
  const testSource = files.get(TESTS);
  const testFile = testSource === undefined ? null : await readYaml(TESTS, testSource, problems);
  const scenario = file && validate(file, Scenario);
  const tests = testFile && validate(testFile, PackTests);
  const texts = await readTexts(files, scenario, problems);
  const declared = file && declaredIn(file);
  if (file && declared) {
    checkNames(file, declared);
    checkRequired(file, scenario);
    if (testFile) checkTests(testFile, file, declared);
    await giveWay();
    for (const list of ['setup', 'solution'] as const) {
      checkOperationInputs(file, file.value[list], [list], operations, files);
      await giveWay();
    }
    checkUniqueNames(file);
    checkReads(file, operations, files);
    await giveWay();
    if (testFile)
      for (const list of ['right', 'wrong'] as const)
        for (const [at, tried] of listOf(testFile.value[list]).entries()) {
          checkOperationInputs(testFile, Reflect.get(Object(tried), 'operations'), [list, at, 'operations'], operations, files);
          await giveWay();
        }
    if (scenario) checkCosts(file, scenario);
  }
  checkPolicies(files, [file, testFile], problems);
  const textOf = (name: string) => (typeof file?.value[name] === 'string' ? String(file.value[name]) : null);
  const head = { id: textOf('id'), title: textOf('title'), version: textOf('version') };
  if (!scenario || problems.all.length > 0) return { ...head, pack: null, problems: problems.all };
  const pack: Pack = { scenario, tests, files, hash: hashOfFiles(files), texts };
  return { ...head, pack, problems: [] };
}

function checkFiles(files: ReadonlyMap<string, string>, problems: Problems): void {
  if (files.size > MOST_FILES) problems.addOfFile(SCENARIO, `A pack has at most ${MOST_FILES} files.`);
  let bytes = 0;
  for (const [name, text] of files) {
    bytes += Buffer.byteLength(text);
    if (!ALLOWED.test(name))
      problems.addOfFile(
        name,
        'A pack holds scenario.yaml, tests.yaml, policies/NAME.json, text/LANGUAGE.yaml, LICENSE and README.md.',
      );
    if (text.includes('\0') || text.includes('\uFFFD')) problems.addOfFile(name, 'The file is no text in UTF-8.');
  }
  if (bytes > MOST_BYTES) problems.addOfFile(SCENARIO, `A pack has at most ${MOST_BYTES.toLocaleString('en')} bytes.`);
}

async function readTexts(
  files: ReadonlyMap<string, string>,
  scenario: Scenario | null,
  problems: Problems,
): Promise<Pack['texts']> {
  const texts = new Map<string, ReadonlyMap<string, string>>();
  for (const [name, source] of files) {
    const [, language] = /^text\/(.+)\.yaml$/.exec(name) ?? [];
    if (language === undefined) continue;
    const file = await readYaml(name, source, problems);
    const translation = file && validate(file, Translation);
    if (file && translation && scenario) checkTranslation(file, scenario);
    if (translation) texts.set(language, new Map(Object.entries(translation)));
  }
  return texts;
}

function checkRequired(file: YamlFile, scenario: Scenario | null): void {
  if (scenario?.limits === 'legacy') file.note(['limits'], 'This Gatehouse knows the current limits only.');
  if (scenario && Object.values(scenario.personas).filter(({ main }) => main).length > 1)
    file.note(['personas'], 'One persona is the main one.');
  const stepIds = new Set<string>();
  for (const [at, step] of (scenario?.steps ?? []).entries()) {
    if (stepIds.has(step.id)) file.note(['steps', at, 'id'], `Another step is called ${step.id}.`);
    stepIds.add(step.id);
    if (step.checks.every(({ role }) => role === 'guard'))
      file.note(['steps', at, 'checks'], 'A step has at least one goal, or it would be passed at the start.');
  }
}

function checkTests(testFile: YamlFile, file: YamlFile, declared: Declared): void {
  const solution = listOf(file.value.solution);
  for (const list of ['right', 'wrong'] as const)
    for (const [at, tried] of listOf(testFile.value[list]).entries()) {
      const { operations, caughtBy, solution: first, answers }: Record<string, unknown> = Object(tried);
      const path = [list, at];
      const numbers = first === 'all' ? solution.map((_, index) => index + 1) : listOf(first).map(Number);
      const saved = numbers.flatMap((number) => Object.keys(Object(Reflect.get(Object(solution[number - 1]), 'save'))));
      for (const number of numbers)
        if (number > solution.length)
          testFile.note([...path, 'solution'], `The solution has ${plural(solution.length, 'operation')}.`);
      checkOperations(testFile, operations, [...path, 'operations'], { ...declared, ref: new Set([...declared.ref, ...saved]) });
      for (const [index, id] of listOf(caughtBy).entries())
        if (!declared.checks.has(String(id))) testFile.note([...path, 'caughtBy', index], `There is no check ${String(id)}.`);
      for (const id of Object.keys(Object(answers)))
        if (declared.checks.get(id) !== 'prediction') testFile.note([...path, 'answers', id], `There is no prediction ${id}.`);
    }
}

/**
 * Returns the possible kinds of a document. One with principals is a resource or trust policy, and so on; the operation that uses
 * it decides exactly.
 */
function kindsOf(text: string): readonly PolicyKind[] {
  const hasPrincipal = /"(?:Not)?Principal"/.test(text);
  const hasResource = /"(?:Not)?Resource"/.test(text);
  if (!hasPrincipal) return ['identity'];
  return hasResource ? ['resource', 'rcp'] : ['trust'];
}

/** Returns the issues of a document. The operation that uses it decides the type of a declarative policy, which no member names. */
function issuesOf(text: string, value: JsonNode): readonly { span: JsonSpan; message: string }[] {
  const isStatements = value.kind === 'object' && value.members.some(({ key }) => key === 'Version' || key === 'Statement');
  if (isStatements) {
    const readings = kindsOf(text).map((kind) => parsePolicy(text, kind));
    const [first] = readings;
    return readings.some(({ ok }) => ok) || !first || first.ok ? [] : first.issues;
  }
  const readings = DECLARATIVE_POLICY_TYPES.map((type) => readDeclarativePolicy(type, text));
  const issues = readings.map((reading) => (reading.ok ? [] : reading.issues));
  // The type that is meant knows the top member, so its first issue is deeper in the document.
  const depthOf = ([issue]: (typeof issues)[number]) => issue?.path.length ?? Number.POSITIVE_INFINITY;
  return issues.toSorted((one, other) => depthOf(other) - depthOf(one))[0] ?? [];
}

function checkPolicies(files: ReadonlyMap<string, string>, yamls: readonly (YamlFile | null)[], problems: Problems): void {
  for (const [name, written] of files) {
    if (!name.startsWith('policies/')) continue;
    // Replaces references with samples, since one may stand for a whole ARN. Line numbers stay the same.
    const text = replaceInJson(written, sampleOf);
    const json = parseJson(text);
    for (const { span, message } of json.ok ? issuesOf(text, json.value) : json.issues) {
      const { line, column } = span.start;
      problems.add({ file: name, line, column, path: '', message });
    }
  }
  for (const yaml of yamls) {
    if (!yaml) continue;
    for (const [member, value] of Object.entries(yaml.value))
      for (const name of filesIn(value))
        if (!files.has(name)) yaml.note([member], `names ${name}, which the pack does not have.`);
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns the SHA-256 digest of a pack's files in hexadecimal, independent of their order. */
export function hashOfFiles(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [name, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(JSON.stringify([name, text]));
  return hash.digest('hex');
}
