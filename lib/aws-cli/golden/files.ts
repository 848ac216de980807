const document = (Action: string, more: object = { Resource: '*' }, Effect = 'Allow') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, ...more }] });

const ALIASES = `
# Aliases of each kind.
[toplevel]
Me = sts get-caller-identity --query Arn --output text
account = sts get-caller-identity --query
skeleton = iam create-user --generate-cli-skeleton
iam = iam --output text
again = me
two-words = iam get-user --user-name "a b" 'c'\\ d
many = --color on --no-paginate --region eu-west-1 iam list-users
profile = iam list-users --profile x
debug = --debug iam list-users
options = --output text
empty =
loop = loop
one = other
other = one
open = iam "list
escape = iam list\\
query = iam list-users --query 'a['
none = foo bar
version = --version
say = !echo said
function = !f() {
    # Not a part of the function.
    echo "got $1 and $2"
    return 3
  }; f
exit = !exit 7
input = !cat

[command iam]
make = create-user --generate-cli-skeleton
list-groups = list-groups --max-items 1
who = !echo who
table = --output table list-groups --query Groups[].GroupName
profile = --profile x create-user
forever = forever

[command iam wait]
exists = user-exists --user-name

[command s3]
hey = !echo hey
buckets = ls
ls = ls --summarize
number = presign --expires-in x

[command configure]
profiles = list-profiles
list-profiles = list-profiles

[ command  sts ]
no = get-caller-identity
[command   sts]
me = get-caller-identity --query Arn
`;

/** The files in the folder of golden lines. */
export const FILES: Readonly<Record<string, string>> = {
  'a.txt': 'hello\n',
  // Moved to the place of the file of aliases by the lines that use it.
  'aliases.ini': ALIASES,
  'keys.csv':
    '\ufeffUser name,Password,Access key ID,Secret access key,Console login link\nana,pw,AKIAIOSFODNN7EXAMPL1,c2VjcmV0,https://x\n',
  'bad.csv': 'User name,Access key ID,Secret access key\r\n ben ,AKIAIOSFODNN7EXAMPL2, abc \r\nno keys,,\n',
  'd/one.txt': 'one\n',
  'd/two.json': '{}\n',
  'package.json': '{"name": "gatehouse"}\n',
  'read.json': document('s3:Get*'),
  'star.json': document('*'),
  'trust.json': document('sts:AssumeRole', { Principal: { Service: 'lambda.amazonaws.com' } }),
  'user.json': JSON.stringify({ UserName: 'json', Tags: [{ Key: 'a', Value: 'b' }] }),
};
