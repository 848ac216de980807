#: if and its status
if true; then echo a; fi; if false; then echo b; else echo c; fi; if false; then :; elif true; then echo d; fi; if false; then :; fi; echo $?
#: lists
true && echo a || echo b; false && echo c || echo d; false || false || echo e; ! true || echo f; ! false && echo g
#: not
! true; echo $?; ! false; echo $?; ! ! true; echo $?; ! echo x | grep -q y && echo none
#: while and until
i=0; while [ $i -lt 3 ]; do echo -n $i; i=$((i+1)); done; until [ $i -eq 0 ]; do i=$((i-1)); echo -n $i; done; echo
#: status of loops
while false; do :; done; echo $?; for x in; do :; done; echo $?; for i in 1; do false; done; echo $?
#: break and continue
for i in 1 2 3 4 5; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo -n $i; done; echo
#: break out of several loops
for i in a b; do for j in 1 2 3; do [ $j = 2 ] && break 2; echo $i$j; done; done; echo; for i in a b; do for j in 1 2; do [ $j = 2 ] && continue 2; echo $i$j; done; done
#: break outside of a loop
break; echo $?; continue; echo $?
#: break with a wrong count
for i in 1 2; do break 0; echo x; done; echo $?
#: case
for w in apple Banana 42 '' 'a b' -x; do case $w in [a-z]*) echo lower;; [A-Z]*) echo upper;; [0-9]*) echo number;; '') echo empty;; -*) echo option;; esac; done
#: case with alternatives and default
case b in a|b|c) echo abc;; *) echo other;; esac; case z in (a) echo a;; (*) echo star;; esac
#: case that falls through
case a in a) echo 1;& b) echo 2;; c) echo 3;; esac; case a in a) echo 4;;& [a-c]) echo 5;;& z) echo 6;; *) echo 7;; esac
#: case with quoted patterns
x='*'; case abc in "*") echo q;; '$x') echo v;; $x) echo star;; esac; case '*' in "$x") echo quoted;; esac
#: case status
case a in b) false;; esac; echo $?; case a in a) (exit 3);; esac; echo $?; case a in a) ;; esac; echo $?
#: functions
f() { echo "f $1 $#"; return 3; }; f a b; echo $?; function g { echo g; }; g; function h() { echo h; }; h
#: function bodies
f() (x=1; echo in); f; g() if true; then echo if; fi; g; h() for i in 1 2; do echo $i; done; h
#: arguments stay outside
set -- a b; f() { echo "$1"; set -- z; echo $1; shift; }; f x; echo $1 $#
#: local variables
x=1; f() { local x=2 y; echo $x "[$y]"; y=3; g; }; g() { echo "g $x $y"; x=4; }; f; echo $x "[$y]"
#: local in nested calls
f() { local v=$1; if [ $v -gt 0 ]; then f $((v-1)); fi; echo -n "$v "; }; f 3; echo
#: local outside of a function
local x=1; echo $?
#: local arrays and attributes
f() { local -a a=(1 2); local -i n=3+4; local -r c=5; echo ${a[1]} $n $c; }; f; echo "${a[@]}[$n]"
#: recursion
fact() { if [ $1 -le 1 ]; then echo 1; else echo $(( $1 * $(fact $(($1-1))) )); fi; }; fact 10
#: return
f() { return; }; false; f; echo $?; f() { false; return; }; f; echo $?; f() { for i in 1 2; do return 7; done; }; f; echo $?
#: return outside of a function
return 3; echo $?
#: functions replace and vanish
f() { echo 1; }; f; f() { echo 2; }; f; unset -f f; f; echo $?
#: function before builtin
echo() { builtin echo "own $*"; }; echo a; command echo b; unset -f echo; echo c
#: assignments for one function call
f() { echo "$x"; }; x=1; x=2 f; echo $x
#: subshells
x=1; (x=2; echo $x; exit 5); echo $? $x; (cd /; :); [ "$PWD" != / ] && echo stays
#: groups
{ echo a; echo b; } | sort -r; x=1; { x=2; }; echo $x; { exit 4; }; echo not here
#: exit
(exit 300); echo $?; (exit -1); echo $?; (exit abc); echo $?; (false; exit); echo $?
#: exit with too many words
(exit 1 2; echo here); echo $?
#: exit ends the script
echo a; exit 3; echo b
#: trap for exit
trap 'echo bye $?' EXIT; echo a; exit 3
#: trap for exit without exit
(trap 'echo bye' EXIT; echo a); bash -c "trap 'echo end' EXIT; echo b"
#: trap for exit of a subshell
(trap 'echo outer' EXIT; (trap 'echo inner' EXIT; echo sub); (echo none))
#: trap can be removed and printed
trap 'echo bye' EXIT; trap -p; trap - EXIT; trap -p; trap '' INT; trap -p INT; echo end
#: trap for errors
trap 'echo err $?' ERR; false; (exit 3); true; if false; then :; fi; false || true; ! true; echo end
#: exit in a trap changes the status
trap 'exit 9' EXIT; exit 1
#: errexit
set -e; echo a; false; echo b
#: errexit and conditions
set -e; if false; then :; fi; false || echo a; false && echo no; ! true; while false; do :; done; echo b; f() { false; echo in f; }; f || echo c; f && echo d; echo e
#: errexit in functions and subshells
set -e; f() { echo 1; false; echo 2; }; (f; echo 3) || echo 4; (set -e; false; echo 5); echo not here
#: errexit and substitution
set -e; x=$(false; echo in); echo "$x"; y=$(false); echo not here
#: errexit and pipes
set -e; false | true; echo a; true | false; echo not here
#: errexit after a list
set -e; true && false; echo not here
#: errexit before a list
set -e; false && true; echo here; { false && true; }; echo here too
#: errexit in a local declaration
set -e; f() { local x=$(false); echo local; }; f; x=$(false) || echo or; echo end
#: errexit can be switched off
set -e; set +e; false; echo ok; set -o errexit; set +o errexit; false; echo ok
#: nounset
set -u; echo ${a-x}; echo "$@" "$*" $#; echo $nope; echo not here
#: nounset in a subshell and a function
set -u; (echo $nope); echo $?; f() { echo "$1"; }; (f); echo $?; a=(); echo "${a[@]}" ok
#: nounset in arithmetic
set -u; (echo $((nope+1))); echo $?; (echo ${#nope}); echo $?
#: pipefail
false | true; echo $?; set -o pipefail; false | true; echo $?; (exit 3) | (exit 2) | true; echo $?; true | true; echo $?
#: statuses of a pipe
true | false | (exit 4); echo "${PIPESTATUS[@]}"; false; echo "${PIPESTATUS[@]}"
#: xtrace
set -x; x=1; echo "a b" $x; [ a = a ]; set +x; echo off
#: the status of a missing command
nosuchcommand; echo $?; ./nosuchfile; echo $?; >plain; ./plain; echo $?; mkdir d; ./d; echo $?
#: colon and true
:; echo $?; : a b; true; echo $?; false; echo $?
#: eval
x='echo a; echo b'; eval "$x"; eval 'y=5'; echo $y; eval; echo $?; eval 'exit 3'
#: eval with a syntax error
eval 'if'; echo $?; eval 'echo )'; echo $?
#: source
echo 'x=5; echo "in $1"; return 3; echo no' >f; . ./f a; echo $? $x; source ./none; echo $?
#: exec with redirection
exec 3>out; echo hi >&3; exec 3>&-; cat out; exec 4<out; read x <&4; echo $x
#: exec replaces the shell
(exec echo hi; echo no); echo $?
#: select
select x in a b c; do echo "$x $REPLY"; break; done <<<2
#: several commands on lines
if true
then
  for x in a b
  do
    echo $x
  done
fi
#: semicolons and line ends
for x in a b; do { echo $x; }; done
while
 false
do :
done; echo end
#: background and wait
(sleep 0; echo bg) & wait; echo $?; (exit 3) & wait $!; echo $?
#: command and type
command -v echo; command -v nosuch; echo $?; f() { :; }; type -t f echo if nosuch; type -t cat
#: a nested function is global
f() { g() { echo g; }; }; f; g
#: case with a substitution
case $(echo b) in $(echo b)) echo yes;; esac
#: empty then is an error
eval 'if true; then fi'; echo $?; eval 'while true; do done'; echo $?
#: unexpected tokens
eval 'fi'; echo $?; eval ';'; echo $?; eval 'echo a;; b'; echo $?; eval '| a'; echo $?; eval 'done'; echo $?; eval 'a ||'; echo $?
#: for with a bad name
eval 'for 1a in b; do :; done'; echo $?
#: time keeps the status
{ time false; } 2>/dev/null; echo $?
