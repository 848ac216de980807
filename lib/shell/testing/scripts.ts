import fc from 'fast-check';

/** Commands before each generated script. Its variables have all that is difficult for words. */
const START = `
HOME=/h
>a1.t; >b.t; >'c d'; mkdir f; >f/g.t
x='a b' e= z='*.t' n=3 q='"' s='a/b/a'; unset u
arr=(p 'q r' '' s); declare -A map=([k]=v [l]='w w')
set -- 1 'two words' ''
show() { printf '<%s>' "$@"; printf '%d\\n' $#; }
`;

const NAMES = [
  'x',
  'e',
  'z',
  'n',
  'q',
  's',
  'u',
  '1',
  '2',
  '3',
  '4',
  '@',
  '*',
  '#',
  '?',
  'arr',
  'arr[1]',
  'arr[@]',
  'arr[*]',
  'map[k]',
];
const TEXTS = ['a', 'b', 'ä', '-', '.', ':', ',', '=', 'y/', '%', '\\*', '\\ ', '\\$', "\\'", '\\\\', '12', '#', '~', '^'];
const BARE = [...TEXTS, '*', '?', '[a-b]', '[!a]*', '*.t', '{a,b}', '{1..3}', './f/*'];
const PATTERNS = ['a', 'b', '?', '*', 'a*', '*b', '[ab]', '[!a]', '[[:space:]]', '\\ ', '/', '\\*', '"*"', '*.t', "'a b'", '""'];
const EXPRESSIONS = [
  'n',
  '1',
  'n+1',
  'n*n-2',
  '-n',
  'n>2',
  'n<2?1:n',
  '(n)',
  'n%2',
  '1-1',
  'n==3',
  '0x1f',
  'u',
  '!n',
  '~n',
  'n<<2',
  '2**n',
];

const parts = fc.letrec<{ quoted: string; single: string; expansion: string; bare: string; word: string }>((tie) => ({
  single: fc.constantFrom("'a  b'", "''", "'*'", "'$x'", "'\\'", "$'t\\tn'", "$'\\x41'", "'b{c,d}'"),
  expansion: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'words' },
    fc.constantFrom(...NAMES.map((name) => `\${${name}}`), '$x', '$e', '$z', '$1', '$2', '$@', '$*', '$#', '$u'),
    fc.constantFrom('x', 's', 'arr[@]', '@', 'z', 'e', 'u', 'arr[1]', '2').map((name) => `\${#${name.replace('u', 'x')}}`),
    fc
      .tuple(fc.constantFrom(...NAMES.filter((name) => name !== '#')), fc.constantFrom('-', ':-', '+', ':+'), tie('word'))
      // Braces inside of braces end at the first closing one, and bash divides $'…' there.
      .map(([name, operator, word]) => `\${${name}${operator}${word.replace(/\{\w,\w\}|\{1..3\}|\$'[^']*'/g, '')}}`),
    fc
      .tuple(
        fc.constantFrom('x', 's', 'z', '2', 'arr[1]', 'arr[@]', '@', 'u'),
        fc.constantFrom('#', '##', '%', '%%'),
        fc.constantFrom(...PATTERNS),
      )
      .map(([name, operator, pattern]) => `\${${name}${operator}${pattern}}`),
    fc
      .tuple(
        fc.constantFrom('x', 's', 'z', '2', 'arr[1]', 'arr[@]', '@', 'u'),
        fc.constantFrom('/', '//', '/#', '/%'),
        fc.constantFrom(...PATTERNS.filter((pattern) => !pattern.startsWith('/'))),
        fc.constantFrom('', 'R', '"r r"', '$n', '[&]', '\\&', "'&'", '\\/'),
      )
      .map(([name, operator, pattern, replacement]) => `\${${name}${operator}${pattern}/${replacement}}`),
    fc
      .tuple(
        fc.constantFrom('x', 's', '2', 'arr[@]', '@', 'arr[1]'),
        fc.constantFrom('0', '1', ' -1', 'n', '2'),
        fc.constantFrom('', ':1', ':2', ':0', ':n'),
      )
      .map(([name, offset, length]) => `\${${name}:${offset}${length}}`),
    fc
      .tuple(fc.constantFrom('x', 's', 'arr[@]', '2'), fc.constantFrom('^', '^^', ',', ',,', '^^[ab]'))
      .map(([name, change]) => `\${${name}${change}}`),
    fc.constantFrom(...EXPRESSIONS).map((expression) => `$((${expression}))`),
    fc.array(tie('word'), { maxLength: 2, depthIdentifier: 'words' }).map((words) => `$(printf '%s\\n' ${words.join(' ')})`),
    fc.constantFrom('${!arr[@]}', '${x@Q}', '${!n}', '${#arr[*]}', '$(echo $x)', '`echo "$x"`', '$(exit 3)'),
  ),
  quoted: fc
    .array(fc.oneof(fc.constantFrom('a', ' ', '*', "'", '\\"', '\\$', '\\\\', '\\a', '~', '{a,b}'), tie('expansion')), {
      maxLength: 3,
      depthIdentifier: 'words',
    })
    .map((all) => `"${all.join('')}"`),
  bare: fc.constantFrom(...BARE),
  word: fc
    .array(fc.oneof({ maxDepth: 3, depthIdentifier: 'words' }, tie('bare'), tie('single'), tie('quoted'), tie('expansion')), {
      minLength: 1,
      maxLength: 3,
      depthIdentifier: 'words',
    })
    // A word that begins with a hash is a comment, and a name with an equals sign can be an assignment.
    .map((all) => all.join('').replace(/^#/, '\\#')),
}));

const words = fc.array(parts.word, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '));
// bash takes only a part of a list as a pattern.
const pattern = fc
  .oneof(fc.constantFrom(...PATTERNS), parts.expansion, parts.quoted)
  .filter((text) => !/[@*]/.test(text.replace(/^\W+$/, '')));

const commands = fc.letrec<{ command: string; list: string }>((tie) => ({
  command: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'commands', withCrossShrink: true },
    words.map((all) => `show ${all}`),
    parts.word.map((word) => `v=${word}; show "$v"`),
    words.map((all) => `w=(${all}); show "\${w[@]}" \${#w[@]}`),
    fc
      .tuple(parts.word, pattern, pattern)
      .map(([word, one, two]) => `case ${word} in ${one}) echo 1;; ${two}) echo 2;; *) echo no;; esac`),
    fc
      .tuple(parts.word, fc.constantFrom('==', '!=', '<'), pattern)
      .map(([left, operator, right]) => `[[ ${left} ${operator} ${right} ]]; echo $?`),
    fc
      .tuple(parts.quoted, fc.constantFrom('=', '!='), parts.quoted)
      .map(([left, operator, right]) => `[ ${left} ${operator} ${right} ]; echo $?`),
    parts.word.map((word) => `read -r v w <<<${word}; show "$v" "$w"`),
    fc.constantFrom(...EXPRESSIONS).map((expression) => `((${expression})); echo $?`),
    fc.tuple(fc.constantFrom(':', '/', ' ', 'a', ':/ '), words).map(([separators, all]) => `( IFS='${separators}'; show ${all})`),
    words.map((all) => `f() { local x=in; show "$#" "$x" "$@"; return $#; }; f ${all}; echo $?`),
    fc.constantFrom(
      'false',
      'true',
      '(exit 3)',
      'break',
      'set -u',
      'set -f',
      'shift',
      'n=$((n+1))',
      'unset x',
      'set -o pipefail',
    ),
    fc.tuple(words, tie('list')).map(([all, body]) => `for i in ${all}; do show "$i"; ${body}; done`),
    fc.tuple(tie('list'), tie('list')).map(([condition, body]) => `if ${condition}; then ${body}; fi; echo $?`),
    tie('list').map((body) => `( ${body}); echo $?`),
    tie('list').map((body) => `{ ${body}; } | cat; echo "\${PIPESTATUS[*]}"`),
    tie('list').map((body) => `show "$( ${body})"; echo $?`),
    tie('list').map((body) => `( set -e; ${body}; echo end); echo $?`),
  ),
  list: fc
    .tuple(
      tie('command'),
      fc.array(fc.tuple(fc.constantFrom('\n', '\n', ' && ', ' || '), tie('command')), {
        maxLength: 2,
        depthIdentifier: 'commands',
      }),
    )
    .map(([first, rest]) => first + rest.map((pair) => pair.join('')).join('')),
}));

/** Small scripts of words, quotation marks and expansions. */
export const anyScript: fc.Arbitrary<string> = commands.list.map((list) => `${START}${list}\n`);
