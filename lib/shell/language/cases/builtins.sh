#: echo
echo; echo a  b; echo -n a; echo; echo -e 'a\tb\nc\\d\x41\0101'; echo -E 'a\tb'; echo -x; echo -n -e 'a\n'; echo - -n; echo -e 'a\cb'; echo c
#: printf strings
printf '%s\n' a b c; printf '%s-%s\n' 1 2 3; printf 'no format\n' extra; printf '%5s|%-5s|%.2s|%5.1s|\n' abc abc abc abc; printf '%%\n'
#: printf numbers
printf '%d %i %5d|%-5d|%05d|%+d|% d\n' 1 -2 3 4 5 6 7; printf '%x %X %#x %o %#o %u\n' 255 255 255 8 8 5; printf '%d %d %d\n' 0x10 010 "'A"
#: printf floats
printf '%f %.2f %e %g %g %G\n' 1.5 2.345 12345.678 0.0001 1000000 1e-10; printf '%5.1f|%-8.2f|%08.3f\n' 1.25 2.5 3.14159
#: printf missing words
printf '%s %d %f|\n'; printf '%s %s\n' a; printf '\n'
#: printf escapes
printf 'a\tb\\n\x41\101\n'; printf '%b|%s\n' 'a\tb' 'a\tb'; printf '\u00e9\n'; printf '%b' 'x\cy' z; echo
#: printf mistakes
printf '%d\n' abc; echo $?; printf '%d\n' 3x; echo $?; printf '%y\n' a; echo $?; printf; echo $?
#: printf with stars
printf '%*d|%-*d|%.*s\n' 5 1 5 2 2 abc
#: printf into a variable
printf -v x '%03d' 7; echo $x; a=(1 2); printf -v 'a[1]' z; echo "${a[@]}"
#: printf quotes
printf '%q ' 'a b' "it's" '' 'x$y' '~a' $'a\nb' 'ä' '#a' 'a#'; echo
#: read
read a b c <<<'1 2 3 4'; echo "$a|$b|$c"; read x <<<'  a  b  '; echo "<$x>"; read <<<'  r '; echo "<$REPLY>"
#: read with backslashes
read x <<<'a\tb'; echo "$x"; read -r x <<<'a\tb'; echo "$x"; read x <<'E'
a\
b
E
echo "$x"; read a b <<<'x\ y z'; echo "$a|$b"
#: read with separators
IFS=: read a b c <<<'x:y:z:w'; echo "$a|$b|$c"; IFS=, read -ra l <<<'1,2,,3'; echo "${#l[@]} ${l[3]}"; IFS= read x <<<'  a  '; echo "<$x>"; IFS=: read a b <<<'x:'; echo "$a|$b"; IFS=: read a b <<<'x:y:'; echo "$a|$b"
#: read to the end
while read x; do echo $x; done < <(printf 'a\nb'); echo "[$x]"; printf 'c' | { read x; echo $? $x; }; read x </dev/null; echo $?
#: read with a delimiter and counts
read -d , x <<<'a,b'; echo $x; read -n 2 x <<<abcdef; echo $x; read -N 3 x <<<abcdef; echo $x; printf 'a\0b\0' | while IFS= read -r -d '' x; do echo "<$x>"; done
#: read into an array
read -a a <<<'x y z'; echo ${#a[@]} ${a[2]}
#: read of a bad name
read 1a <<<x; echo $?
#: mapfile
mapfile -t a < <(printf 'x\ny\nz\n'); echo ${#a[@]} "${a[1]}"; mapfile b <<<'q'; printf '%s' "${b[0]}"; readarray -t c <<<$'1\n2'; echo ${c[@]}
#: arrays
a=(x 'y z' w); echo ${a[0]} "${a[1]}" ${#a[@]} $a; a[5]=q; echo ${!a[@]}; a+=(r s); echo ${!a[@]}; unset 'a[0]'; echo "${a[@]}"; a=(); echo ${#a[@]}
#: arrays with indexes
a=([3]=x [1]=y z); echo ${!a[@]} "${a[@]}"; i=2; a[i+1]=n; echo ${a[3]} ${a[-1]}; a[-1]=m; echo "${a[@]}"
#: array mistakes
a=(1 2); a[-5]=x; echo $?; echo "${a[-7]}"; echo $?
#: associative arrays
declare -A m=([a]=1 ['b c']=2); m[d]=3; echo ${m[a]} "${m[b c]}" ${m[d]} ${#m[@]}; k=d; echo ${m[$k]}; unset 'm[a]'; echo ${#m[@]} "[${m[a]}]"; for k in "${!m[@]}"; do echo "$k=${m[$k]}"; done | sort
#: appending
x=a; x+=b; echo $x; n=1; n+=1; echo $n; declare -i i=1; i+=2; echo $i; a=(1); a+=(2 3); a[0]+=x; echo "${a[@]}"
#: declare and its output
declare x=1; declare -r r=2; declare -x e='a b'; declare -i n=3; declare -a a=(1 'x y'); declare -p x r e n a; declare -p nope; echo $?
#: declare upper and lower
declare -u u=abc; declare -l l=ABC; echo $u $l; u=xyz; echo $u
#: readonly
readonly c=1; c=2; echo not here
#: readonly in a subshell
readonly c=1; (c=2); echo $?; (unset c); echo $? $c
#: export
export x=1; y=2; bash -c 'echo "[$x][$y]"'; export y; bash -c 'echo "[$y]"'; export -n x; bash -c 'echo "[$x]"'; z=3 bash -c 'echo "[$z]"'; echo "[$z]"
#: unset
x=1; unset x; echo "[$x]"; f() { :; }; unset f; f; echo $?; unset nope; echo $?; unset 1a; echo $?
#: shift and set
set -- a b c d; shift; echo $1 $#; shift 2; echo $1 $#; shift 5; echo $? $#; set --; echo $#; set a b; echo $1; set -- -x; echo $1
#: getopts
f() { local OPTIND o; while getopts ab:c o; do case $o in a) echo A;; b) echo "B $OPTARG";; c) echo C;; ?) echo bad;; esac; done; shift $((OPTIND-1)); echo "rest $*"; }; f -a -b val -c rest more; f -ab val; f -x; f -b
#: getopts in silence
f() { local OPTIND o; while getopts :a:b o; do echo "$o [$OPTARG]"; done; }; f -b -a; f -z; f -ba x
#: cd and pwd
mkdir -p d/e; cd d/e; echo "${PWD##*/}"; cd ..; echo "${PWD##*/}"; cd - >/dev/null; echo "${PWD##*/}"; cd nope; echo $?; >f; cd f; echo $?
#: cd without a home
unset HOME; cd; echo $?; cd a b; echo $?
#: type
f() { :; }; type f >/dev/null; echo $?; type nosuch; echo $?; type echo; type if
#: let and its status
let 'x=0'; echo $?; let x=1; echo $?
#: umask and others
umask; wait; echo $?
#: local status
f() { local x; x=$(false); echo $?; local y=$(false); echo $?; }; f
#: builtin mistakes
cd -Z; echo $?; export 1a=2; echo $?; declare 2b; echo $?; readonly 3c=1; echo $?; shift a; echo $?; unset -Z x; echo $?
#: set prints options
set -o | grep -E '^(errexit|pipefail|nounset)' ; set -o nosuch; echo $?
#: shopt
shopt -s nullglob; shopt nullglob; shopt -u nullglob; shopt -q nullglob; echo $?
#: declared functions
f() { echo hi; }; declare -F f; declare -f nosuch; echo $?
#: positional parameters of scripts
echo 'echo "$1-$#-$*"' >s; bash s a 'b c'; bash -c 'echo $0 $1' x y; echo 'echo from stdin' | bash; bash -e -c 'false; echo no'; echo $?
#: variables of subshells
x=1; (x=2); echo $x; x=3 | x=4; echo $x; echo $(x=5) $x
#: assignment forms
x=1 y=2 z=$x; echo $x$y$z; x=a=b; echo $x; x='a b' y="c d"; echo "$x$y"; x=; echo "[$x]"
#: assignment before a command
x=1; x=2 echo $x; echo $x; x=3 true; echo $x; x=4; x=5 : ; echo $x; x=6 eval 'echo $x'; echo $x
#: names of assignments
a-b=1; echo $?; 1x=2; echo $?; x =1; echo $?; "x"=1; echo $?
#: seconds and random are numbers
[[ $RANDOM =~ ^[0-9]+$ && $SECONDS =~ ^[0-9]+$ && $LINENO =~ ^[0-9]+$ ]] && echo yes
#: tests with words from commands
if grep -q b <<<abc; then echo found; fi; if ! grep -q z <<<abc; then echo none; fi
#: xargs and env
echo a b c | xargs -n 1 echo x; env x=1 bash -c 'echo $x'; printf 'a\nb\n' | xargs -I{} echo '<{}>'
