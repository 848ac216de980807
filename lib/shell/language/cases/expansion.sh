#: defaults of unset and empty variables
e=; unset u; echo "${u-a}" "${e-b}" "${u:-c}" "${e:-d}" "${u}" "[${e}]"
#: alternatives
e=; s=v; unset u; echo "[${u+a}] [${e+b}] [${s+c}] [${u:+d}] [${e:+e}] [${s:+f}]"
#: assignment of defaults
unset u; e=; echo "${u=1} ${e=2} ${e:=3} $u $e"
#: an error for an unset variable
unset u; echo a; echo ${u:?no value}; echo b
#: an error without a word
unset u; echo ${u?}; echo not here
#: an error for an empty variable
e=; (echo ${e:?}); echo $?
#: length
s=hello; a=(x yy zzz); echo ${#s} ${#a} ${#a[@]} ${#a[1]} ${#a[*]} ${#}; set -- 1 2; echo $# ${#@} ${#*} ${#1}
#: substrings
s=0123456789; echo ${s:3} ${s:3:2} ${s: -3} ${s: -3:2} ${s:0:-2} ${s:(-4)} ${s:2:0}. ${s:20}.
#: substrings with expressions
s=0123456789 n=2; echo ${s:n} ${s:n+1:n*2} ${s:$n:$((n+1))}
#: a substring with an impossible length
s=abc; echo ${s:2:-2}; echo after
#: slices of positional parameters
set -- a b c d; echo "${@:2}" "${@:2:2}" "${@: -1}" "${*:1:2}" "${@:0:1}"
#: slices of arrays
a=(a b c d e); echo "${a[@]:1:3}" "${a[@]: -2}" "${a[@]:4:10}" "${a[*]:0:2}"
#: removal from the start
p=/usr/local/lib/x.tar.gz; echo ${p#*/} ${p##*/} ${p#/usr} ${p#nothing} ${p#*.}
#: removal from the end
p=/usr/local/lib/x.tar.gz; echo ${p%/*} ${p%%/*}. ${p%.*} ${p%%.*} ${p%x}
#: removal with quoted patterns
s='a*b*c'; echo "${s#a*}" "${s#a'*'}" "${s%%'*'*}" "${s##*\*}"
#: removal on every element
a=(aa.x bb.x); set -- q/1 q/2; echo ${a[@]%.x} "${@#q/}"
#: replacement
s='foo bar foo'; echo ${s/foo/x} ${s//foo/x} ${s/#foo/x} ${s/%foo/x} "${s// /_}" ${s//o} ${s/bar}
#: replacement with patterns
s='a1b22c333'; echo ${s//[0-9]/#} ${s//[0-9]*/} ${s/b*c/-} ${s//?/x}
#: replacement with a slash
s=a/b/c; echo ${s//\//-} "${s//'/'/_}" ${s/b\/c/x}
#: replacement with variables
s=hello f=l t=L; echo ${s//$f/$t} "${s//"$f"/<$t>}"
#: replacement by nothing and by quotes
s='a"b"c'; echo "${s//\"/}" "${s//\"/\'}" ${s//b/"x  y"}
#: an ampersand in a replacement stands for the match
s=abc; echo "${s/b/[&]}" "${s//?/&&}" "${s/b/\&}" "${s/b/'&'}"
#: replacement of an empty pattern
s=abc; echo "${s//}" "${s///x}" "${s/}"
#: case changes
s='hello World'; echo "${s^}" "${s^^}" "${s,}" "${s,,}" "${s^^[lo]}" "${s^[a-g]}" "${s,,W}"
#: transformations
s="it's"; t=$'a\tb'; echo ${s@Q} ${t@Q} ${s@U} ${s@u} ${s@L}
#: escapes and attributes
s='a\tb'; echo "${s@E}"; declare -i n=3; declare -ar r=(1); echo ${n@a} ${r@a} ${s@a}.
#: indirection
a=b b=c; echo ${!a}; x=(1 2 3); r='x[1]'; echo ${!r}; r='x[@]'; echo ${!r}
#: names with a prefix
pre_a=1 pre_b=2; echo ${!pre_*} "${!pre_@}"
#: indirection of positional parameters
set -- a b c; n=2; echo ${!n} ${!#}
#: keys of arrays
a=(x y z); unset 'a[1]'; echo ${!a[@]} ${a[@]} ${#a[@]}
#: special parameters
set -- a 'b c'; echo $# "$*" "$@"; for w in "$@"; do echo "<$w>"; done; for w in "$*"; do echo "<$w>"; done
#: positional parameters above nine
set -- 1 2 3 4 5 6 7 8 9 10 11; echo $10 ${10} ${11} ${12-none}
#: star joins with the first separator
set -- a b c; IFS=-; echo "$*" $*; IFS=; echo "$*"; unset IFS; echo "$*"
#: at-sign inside of a word
set -- a b; printf '<%s>' "x$@y" "$@$@"; echo; set --; printf '<%s>' "x$@y"; echo; printf '<%s>' "$@"; echo
#: star inside of a word with no separator
set -- 'a b' c; IFS=; printf '<%s>' $*; echo; printf '<%s>' "x$*y"; echo
#: nested expansions
a=1; echo ${u:-${v:-$a}} "${u:-$(echo x y)}" ${u:-$((a+1))}
#: a default is split, a quoted default is not
for w in ${u:-a b} "${u:-a b}" ${u:-"a b"}; do echo "<$w>"; done
#: alternatives of lists
set --; echo "${@:-none}" "${@+some}"; set -- a; echo "${@+some}" "${@:-none}"
#: bad substitution
echo ${a b}; echo after
#: bad substitution in a subshell
(echo ${1a}); echo $?
#: unset positional parameter
set -u; echo ${1-x}; echo $1; echo after
#: dollar with digits and text
set -- A; echo $1x "$1"2 ${1}3
#: length of unicode
s=äöü; echo ${#s}
#: pattern characters from a variable
p='*'; s='a*b'; echo "${s#$p}" "${s##$p}" "${s#"$p"}" "${s/$p/x}" "${s/"$p"/x}"
#: command substitution drops the last line ends
x=$(printf 'a\n\nb\n\n\n'); echo "$x."
#: command substitution and its status
x=$(exit 3); echo $?; y=$(false)z; echo $? $y; local_test() { local v=$(exit 4); echo $?; }; local_test
#: command substitution in quotes keeps blanks
x='a   b'; echo $(echo "$x") "$(echo "$x")"
#: substitution of a file
printf 'one\ntwo\n' >f; x=$(<f); echo "$x"
#: substitution sees variables and changes nothing
x=1; y=$(x=2; echo $x); echo $x $y
#: substitution with a comment and a case
echo $(case a in a) echo yes;; esac # no )
)
#: arithmetic in words
n=3; echo $((n+1)) "$((n*2))" a$((n))b ${s:-$((1+1))}
#: process substitution
cat <(echo a) <(echo b); diff <(echo a) <(echo a) && echo same
#: last argument and underscore
echo a b c; echo $_; true x; echo "$_"
#: options in a parameter
set -fu; case $- in *f*u*) echo yes;; esac; set +f; case $- in *f*) echo no;; *) echo off;; esac
#: a parameter word with braces
unset u; echo ${u:-{a,b\}} "${u:-{}}" ${u-a}b}
#: an escaped brace in a pattern
s='a}b'; echo "${s%\}b}" "${s#a}"
#: C escapes in a quoted parameter word
z=1; echo "${z:+$'\x41'\$}" "${z:+'q'}"
#: a quoted list without values
set --; e=; a=(); set -- "$@" "$e$@" "${a[@]}$e" "$e"; echo $#
#: unquoted lists with other separators
set -- a '' b ''; IFS=:; for w in $* - $@; do echo "<$w>"; done
#: replacement in an empty value
e=; echo "${e/*/x}" "${e//?/x}" "${e/}"
#: an empty pattern at an end
s=abc; echo "${s/#/x}" "${s/%/x}" "${s/%//}" "${s/#c}" "${s/%c}"
